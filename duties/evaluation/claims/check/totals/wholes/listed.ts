import type { Finding } from '../../../contract.ts'
import { meet, show, sum } from '../../ground/interval.ts'
import { countsLike, paragraphOf } from '../../ground/near.ts'
import { before, between, finding, lead, printed, sort, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { alike, plainCount } from './words.ts'

/** Lists whose members are told apart by grade, and rows of so many members with their sum behind another clause. */
export const checkListed = (paper: Paper, figures: readonly Figure[]): Finding[] => [
  ...graded(paper, figures),
  ...composed(paper, figures),
  ...scaled(paper, figures),
  ...figures.flatMap((total) => rowAndSum(paper, figures, total) ?? []),
]

const say = (paper: Paper, whole: Figure, parts: readonly Figure[], sure: boolean, words: string): Finding =>
  finding(paper, [whole, ...parts], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}${whole.unit}，所列总数 ${printed(whole)}`,
    explanation: words,
  })

const closing = /^(?:[^，。；、\d]{0,10}?)(?:等)?(?:([两二三四五六七八九])(?:大类|类|个?部分|项|块|级|种)(?:主体|单位|企业|人员|资金)?)?(?:构成|组成)/
/** `主体52386户，由生产企业476户、小作坊1083户、…、餐饮服务单位19185户四类构成`: the words behind the last say that nothing is left. */
function composed(paper: Paper, figures: readonly Figure[]): Finding[] {
  return figures.flatMap((last) => {
    const behind = plainCount(paper, last) ? closing.exec(tail(paper, last)) : null
    if (!behind) return []
    const row = [last]
    for (let at = figures.indexOf(last) - 1; at >= 0; at--) {
      const one = figures[at]!
      if (!plainCount(paper, one) || sort(one) !== sort(last) || !/^[^，。；、\d]{0,6}[、和及与][^，。；\d]{1,20}$/.test(between(paper, one, row[0]!))) break
      row.unshift(one)
    }
    const whole = figures[figures.indexOf(row[0]!) - 1]
    const parts = behind[1] === undefined ? row.length : '一二三四五六七八九'.indexOf(behind[1].replace('两', '二')) + 1
    if (row.length < 2 || parts !== row.length || !whole || !plainCount(paper, whole) || sort(whole) !== sort(last) || meet(sum(row), whole)) return []
    return /^[^。；\d]{0,16}由[^，。；\d]{1,20}$/.test(between(paper, whole, row[0]!)) ? [say(paper, whole, row, true, '所列各类之和与总数不符，而列举写成了全部。')] : []
  })
}

const lettered = /([A-D])[级类](?:风险)?(?:主体|单位|企业|商户)?[为有是共]?$/
/**
 * `112户A级主体归38名市级干部，980户B级…，9328户C级…，余下51980户D级…` after the sentence that says how many there are; `全部主体分级建档，其中A级84户、…、D级44745户` of
 * what was counted in another section.
 */
function graded(paper: Paper, figures: readonly Figure[]): Finding[] {
  const row: Figure[] = []
  for (const one of figures) {
    const letter = /^([A-D])[级类]/.exec(tail(paper, one).normalize('NFKC'))?.[1] ?? lettered.exec(lead(paper, one, 16).normalize('NFKC'))?.[1]
    if (letter === 'ABCD'[row.length] && plainCount(paper, one) && (row.length === 0 || sort(one) === sort(row[0]!))) row.push(one)
  }
  const last = row.at(-1)
  if (!last || row.length < 3) return []
  const rest = /(?:余下|其余|剩余|剩下|另外)的?$/.test(lead(paper, last))
  const told = lettered.test(lead(paper, row[0]!, 16).normalize('NFKC'))
  if (row.length < 4 && (!rest || told)) return []
  const all = alike(paper, countsLike(paper, last), last).filter((one) => !row.includes(one))
  if (all.some((one) => meet(one, sum(row)))) return []
  const near = told ? [] : paragraphOf(paper, last.sentence).filter((one) => all.includes(one) && one.end <= row[0]!.start && one.sentence >= last.sentence - 2 && row.every((part) => part.value < one.value))
  const [whole] = near
  if (whole && near.length === 1) return [say(paper, whole, row, rest, `各级之和与总数不符${rest ? '' : '；若另有未定级的则无误'}。`)]
  return told ? elsewhere(paper, row, all) : []
}

const scale = /(?:^|[、，：])(?:其中)?(?:较?[高低]|中|一般|较大|重大|[大中小微]|特大|优秀|良好|[一二三四五])(?:风险|级|型|档|星级?)(?:及以[上下])?(?:主体|单位|企业)?[为有]?$/
/** `低风险6240户、中风险8930户、较高风险2980户、高风险470户`: what is ranked stands in another section. */
function scaled(paper: Paper, figures: readonly Figure[]): Finding[] {
  const row: Figure[] = []
  for (const one of figures) {
    const last = row.at(-1)
    const fits = plainCount(paper, one) && scale.test(lead(paper, one, 14)) && (!last || (sort(one) === sort(last) && /^[、，和及]/.test(between(paper, last, one)) && between(paper, last, one).length < 12))
    if (fits) row.push(one)
    else if (row.length > 0) break
  }
  if (row.length < 3) return []
  const all = alike(paper, countsLike(paper, row[0]!), row[0]!).filter((one) => !row.includes(one))
  const near = paragraphOf(paper, row[0]!.sentence).some((one) => all.includes(one) && one.sentence >= row[0]!.sentence - 1)
  return near || all.some((one) => meet(one, sum(row))) ? [] : elsewhere(paper, row, all)
}

const everyOne = /共有?|现有|实有|登记|在册|总数|总量|纳入|对象|主体/
/** All that there are, told in another section: as many as nearly fit the grades. */
function elsewhere(paper: Paper, row: readonly Figure[], all: readonly Figure[]): Finding[] {
  const total = sum(row)
  const wholes = all.filter((one) => one.sentence !== row[0]!.sentence && one.partOf === null && Math.abs(one.value / total.low - 1) < 0.12 && everyOne.test(`${lead(paper, one)}${tail(paper, one, 12)}`))
  const [whole] = wholes.toSorted((a, b) => Math.abs(a.value - total.low) - Math.abs(b.value - total.low))
  return whole ? [say(paper, whole, row, false, '各级之和与文中另一处所列的总数不符；若另有未定级的则无误。')] : []
}

const counted: Readonly<Record<string, number>> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }
const opening = /([两二三四五六])(?:个(?:季度|月|区|县|片区|批次|阶段|学年|学期|年度)|年|轮|批)[^，。；、\d]{0,4}(?:，[^，。；、\d]{2,12})?(?:分别|依次)[^，。；、\d]{0,8}$/
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
  if (!first || !last || counted[opening.exec(before(paper, first, 40))?.[1] ?? ''] !== row.length) return null
  const words = between(paper, last, total)
  if (!summing.test(words) || /分别|各|平均|增|减|比上年|较/.test(words.replace(/^，[^，]*(?=，)/, '')) || meet(sum(row), total)) return null
  return [say(paper, total, row, true, '依次所列各数之和与其后的合计不符。')]
}
