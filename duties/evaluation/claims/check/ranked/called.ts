import type { Finding } from '../../contract.ts'
import { findingAt, inSentence, isGrowth, isPoints, isRate, joined, printed, type Figure, type Paper } from '../ground/paper.ts'

/** Which of a row of rates is called the highest or the lowest by its name: `甲区…占56.0%；乙县…占51.0%。进度最快的是甲区，最慢的是乙县`. */
export const checkCalled = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }, sentence) => {
    const words = paper.text.slice(start, end)
    return [...words.matchAll(called)].flatMap((match) => {
      const groups = match.groups ?? {}
      const high = /快|高|好/.test(groups['a'] ?? groups['b']!)
      const name = (groups['name'] ?? groups['own']!).replace(/^其中/, '')
      return judge(paper, sentence, start + match.index, joined(match[0]), name, groups['measure'] ?? null, high)
    })
  })

const measures = '得分率|完成率|合格率|满意度|知晓率|整改率|办结率|覆盖率|达标率|执行率|进度|检出率|不合格率'
const called = new RegExp(
  `(?:(?:${measures})?(?<a>最快|最慢|最高|最低|最好|最差)的(?:是|为)(?<name>[一-鿿]{2,8}?)(?=[，。；、（(]))|(?<=[，；。]|其中)(?<own>[一-鿿]{2,8}?)(?<measure>${measures})(?<b>最高|最低)(?=[，。；])`,
  'g',
)

type Row = { readonly words: string; readonly one: Figure }
/** Each rate with the words since the one before it. */
function rowsOf(paper: Paper, sentence: number, before: number): Row[] {
  const start = paper.document.sentences[sentence]!.start
  const rates = inSentence(paper, sentence).filter((one) => isRate(one) && !isPoints(one) && !isGrowth(paper, one) && one.cell === null && one.end <= before)
  return rates.map((one, at) => ({ one, words: joined(paper.text.slice(at === 0 ? Math.max(start, one.start - 60) : rates[at - 1]!.end, one.start)) }))
}
const sign = (words: string): string => words.replaceAll(/[为达到约是有在]+$/g, '').slice(-2)

function judge(paper: Paper, sentence: number, place: number, text: string, name: string, measure: string | null, high: boolean): Finding[] {
  const behind = sentence > 0 && paper.paragraphs[sentence] === paper.paragraphs[sentence - 1] ? rowsOf(paper, sentence - 1, place) : []
  const here = rowsOf(paper, sentence, place)
  const rows = here.length > 2 ? here : here.length === 0 ? behind : []
  // rates of one build: the same word stands before each of them
  const last = sign(rows.at(-1)?.words ?? '')
  const same = rows.filter(({ words }) => sign(words) === last && last.length === 2 && (measure === null || words.includes(measure)))
  if (same.length < 3 || same.length < rows.length - 1) return []
  const own = same.filter(({ words }) => words.includes(name))
  if (own.length !== 1) return []
  const { one } = own[0]!
  const beyond = same.find((row) => (high ? row.one.low > one.high : row.one.high < one.low))
  if (!beyond) return []
  return [
    findingAt(
      paper,
      place,
      place + text.length,
      {
        verdict: 'contradiction',
        kind: 'series',
        calculation: `“${text}”：${name} ${printed(one)}，另有 ${printed(beyond.one)}`,
        explanation: `所称${high ? '最高' : '最低'}的一项不是所列各率中${high ? '最高' : '最低'}的。`,
      },
      [one.id, beyond.one.id],
    ),
  ]
}
