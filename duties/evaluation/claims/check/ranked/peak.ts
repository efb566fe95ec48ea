import type { Finding } from '../../contract.ts'
import { between, findingAt, inSentence, isCount, isRate, joined, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** A run of months or quarters, and the one of them that is called the highest or the lowest: `4月至11月依次为186件、…，9月达到峰值`. */
export const checkPeak = (paper: Paper): Finding[] => [...paper.bySentence.keys()].flatMap((sentence) => runs(paper, inSentence(paper, sentence)).flatMap((run) => named(paper, run)))

const bare = /^(?:、|和|及)$/
function runs(paper: Paper, figures: readonly Figure[]): Figure[][] {
  const found: Figure[][] = []
  for (const one of figures) {
    const last = found.at(-1)?.at(-1)
    if (last && (isCount(one) || isRate(one)) && one.cell === null && sort(last) === sort(one) && bare.test(between(paper, last, one))) found.at(-1)!.push(one)
    else found.push([one])
  }
  return found.filter(({ length }) => length > 2)
}

const quarters = '一二三四'
const opening = /(?:(\d{1,2})月份?(?:至|到|—|-|~)(\d{1,2})月份?|([一二三四])(?:季度)?(?:至|到|—|-)([一二三四])季度)[^。；]{0,24}$/
const extreme = /(?:(\d{1,2})月份?|([一二三四])季度)[^，。；、\d]{0,4}(?:(?<high>达到?(?:峰值|顶峰|高峰|最高)|见顶|最高|最多|居首)|(?<low>最低|最少|为谷底|降至谷底))/g

function named(paper: Paper, run: readonly Figure[]): Finding[] {
  const [first, last] = [run[0]!, run.at(-1)!]
  const sentence = paper.document.sentences[first.sentence]!
  const opened = opening.exec(joined(paper.text.slice(Math.max(sentence.start, first.start - 60), first.start)))
  if (!opened) return []
  const from = opened[1] ? Number(opened[1]) : quarters.indexOf(opened[3]!) + 1
  const to = opened[2] ? Number(opened[2]) : quarters.indexOf(opened[4]!) + 1
  if (to - from + 1 !== run.length) return []
  const rest = paper.text.slice(last.end, Math.min(sentence.end, last.end + 60))
  return [...rest.matchAll(extreme)].flatMap((match) => {
    if ((match[1] === undefined) !== (opened[1] === undefined)) return []
    const at = (match[1] ? Number(match[1]) : quarters.indexOf(match[2]!) + 1) - from
    const one = run[at]
    const high = match.groups!['high'] !== undefined
    const other = one && run.find((figure) => (high ? figure.low > one.high : figure.high < one.low))
    if (!one || !other || /[增升降减涨跌]幅?$/.test(match[0])) return []
    const start = last.end + match.index
    return [
      findingAt(
        paper,
        start,
        start + match[0].length,
        {
          verdict: 'contradiction',
          kind: 'series',
          calculation: `“${joined(match[0])}”：${printed(one)}；${from + run.indexOf(other)}${match[1] ? '月' : '季度'}为 ${printed(other)}`,
          explanation: `所称${high ? '最高' : '最低'}的一期不是同处所列各数中${high ? '最高' : '最低'}的。`,
        },
        [one.id, other.id],
      ),
    ]
  })
}
