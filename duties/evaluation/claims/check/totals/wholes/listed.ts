import type { Finding } from '../../../contract.ts'
import { meet, show, sum } from '../../ground/interval.ts'
import { countsLike, paragraphOf } from '../../ground/near.ts'
import { between, finding, lead, printed, sort, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { alike, plainCount } from './words.ts'

/** Lists whose members are told apart by grade, and rows of so many members with their sum behind another clause. */
export const checkListed = (paper: Paper, figures: readonly Figure[]): Finding[] => [
  ...graded(paper, figures),
  ...figures.flatMap((total) => rowAndSum(paper, figures, total) ?? []),
]

const say = (paper: Paper, whole: Figure, parts: readonly Figure[], sure: boolean, words: string): Finding =>
  finding(paper, [whole, ...parts], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}${whole.unit}，所列总数 ${printed(whole)}`,
    explanation: words,
  })

/** `112户A级主体归38名市级干部，980户B级…，9328户C级…，余下51980户D级…` after the sentence that says how many there are. */
function graded(paper: Paper, figures: readonly Figure[]): Finding[] {
  const row: Figure[] = []
  for (const one of figures) {
    const letter = /^([A-D])[级类]/.exec(tail(paper, one).normalize('NFKC'))?.[1]
    if (letter === 'ABCD'[row.length] && plainCount(paper, one) && (row.length === 0 || sort(one) === sort(row[0]!))) row.push(one)
  }
  const last = row.at(-1)
  if (!last || row.length < 3) return []
  const rest = /(?:余下|其余|剩余|剩下|另外)的?$/.test(lead(paper, last))
  if (row.length < 4 && !rest) return []
  const all = alike(paper, countsLike(paper, last), last).filter((one) => !row.includes(one))
  if (all.some((one) => meet(one, sum(row)))) return []
  const near = paragraphOf(paper, last.sentence).filter((one) => all.includes(one) && one.end <= row[0]!.start && one.sentence >= last.sentence - 2 && row.every((part) => part.value < one.value))
  const [whole] = near
  return whole && near.length === 1 ? [say(paper, whole, row, rest, `各级之和与总数不符${rest ? '' : '；若另有未定级的则无误'}。`)] : []
}

const counted: Readonly<Record<string, number>> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }
const opening = /([两二三四五六])(?:个(?:季度|月|区|县|片区|批次|阶段)|年|轮|批)[^，。；、\d]{0,4}(?:分别|依次)[^，。；、\d]{0,8}$/
const summing = /^(?:，[^，。；\d]{2,14})?，(?:合起来|加起来|合在一起|累计|共计|合计|总计|全年|共|总共)[^，。；、\d]{0,6}$/
/** `四个季度依次督导A、B、C、D，一季比一季多，合起来是24.6万户次`. */
function rowAndSum(paper: Paper, figures: readonly Figure[], total: Figure): Finding[] | null {
  if (!plainCount(paper, total)) return null
  const at = figures.indexOf(total)
  const row: Figure[] = []
  for (let i = at - 1; i >= 0; i--) {
    const one = figures[i]!
    if (!plainCount(paper, one) || one.unit !== total.unit || (row[0] && !/^(?:、|和|及)$/.test(between(paper, one, row[0])))) break
    row.unshift(one)
  }
  const [first, last] = [row[0], row.at(-1)]
  if (!first || !last || counted[opening.exec(lead(paper, first, 30))?.[1] ?? ''] !== row.length) return null
  const words = between(paper, last, total)
  if (!summing.test(words) || /分别|各|平均|增|减|比上年|较/.test(words.replace(/^，[^，]*(?=，)/, '')) || meet(sum(row), total)) return null
  return [say(paper, total, row, true, '依次所列各数之和与其后的合计不符。')]
}
