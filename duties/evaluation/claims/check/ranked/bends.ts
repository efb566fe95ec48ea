import type { Finding } from '../../contract.ts'
import { findingAt, inSentence, isRate, joined, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { rowsIn } from '../ground/rows.ts'

/** Rows in time that are said to turn, and speeds of growth that are said to rise or fall. */
export const checkBends = (paper: Paper): Finding[] => [...paper.bySentence.keys()].flatMap((sentence) => [...bent(paper, sentence), ...speeds(paper, sentence)])

const turning = /^，?[^，。；\d]{0,6}(先[升增涨]后[降减落跌]|先[降减]后[升增])/
/** `1160件、1250件、1450件，先升后降`. */
const bent = (paper: Paper, sentence: number): Finding[] =>
  rowsIn(paper, sentence).flatMap((row) => {
    const last = row.at(-1)!
    const words = row.length > 2 ? turning.exec(paper.text.slice(last.end, last.end + 16)) : null
    if (!words) return []
    const rises = /先[升增涨]/.test(words[1]!)
    const [first, top] = [row[0]!, row.toSorted((a, b) => (rises ? b.low - a.low : a.low - b.low))[0]!]
    if (top !== first && top !== last) return []
    return [say(paper, first, last.end + words[0].length, row, `所称“${words[1]}”`)]
  })

/** `第二年、第三年的增速分别为15%和10%，…增速有所加快`. */
const speeds = (paper: Paper, sentence: number): Finding[] =>
  rowsIn(paper, sentence).flatMap((row) => {
    const [first, last] = [row[0]!, row.at(-1)!]
    if (!isRate(first) || !/增[速幅长](?:率)?(?:分别|依次)?[为达是]?$/.test(joined(lead(paper, first)))) return []
    const { end } = paper.document.sentences[sentence]!
    const words = /增[速幅][^，。；、\d]{0,4}(?:(?<up>加快|提升|提高|扩大|上升)|(?<down>回落|放缓|收窄|下降|减缓))/.exec(paper.text.slice(last.end, Math.min(end, last.end + 40)))
    if (!words || inSentence(paper, sentence).some((one) => one.start >= last.end && one.start < last.end + words.index && sort(one) === sort(first))) return []
    const wrong = words.groups!['up'] !== undefined ? last.high < first.low : last.low > first.high
    return wrong ? [say(paper, first, last.end + words.index + words[0].length, row, `所称“${words[0]}”`)] : []
  })

const say = (paper: Paper, first: Figure, end: number, row: readonly Figure[], told: string): Finding =>
  findingAt(paper, first.start, end, { verdict: 'contradiction', kind: 'series', calculation: `${row.map(printed).join(' → ')}，${told}`, explanation: '所称的走势与所列各数不符。' }, row.map(({ id }) => id))
