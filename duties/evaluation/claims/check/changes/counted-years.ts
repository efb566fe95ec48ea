import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { finding, findingAt, isGrowth, isPoints, joined, lead, printed, sentenceOf, type Figure, type Paper } from '../ground/paper.ts'
import { rowsIn } from '../ground/rows.ts'

/** Figures that are told one for each year: as many as there are years, and in the order that a word behind them says. */
export const checkCountedYears = (paper: Paper): Finding[] => [...paper.bySentence.keys()].flatMap((sentence) => rowsOf(paper, sentence).flatMap((row) => [...count(paper, row), ...order(paper, row)]))

/** Figures of one sort with nothing but a comma between them, behind 分别 or 依次. */
function rowsOf(paper: Paper, sentence: number): Figure[][] {
  return rowsIn(paper, sentence).filter((row) => !isPoints(row[0]!) && (/(?:分别|依次)[^，。；\d]{0,10}$/.test(lead(paper, row[0]!, 60)) || opened.test(lead(paper, row[0]!, 60))))
}

const year = '(?:19|20)\\d{2}'
const span = new RegExp(`(?<!\\d)(${year})年?(?:度)?(?:—+|–|-+|~|～|至|到)(${year})年(?:度)?([^。；，]{0,40}|[^。；，]{0,24}，[^。；，]{0,24})$`)
const listed = new RegExp(`((?:${year}年?(?:度)?[、和及]){1,8}${year}年?(?:度)?)([^。；，]{0,40}|[^。；，]{0,24}，[^。；，]{0,24})$`)
const opened = new RegExp(`${year}年?(?:度)?(?:[、和及]${year}年?(?:度)?)+(?:这?[两二三四五六]个?年度?|年度)?的?[^，。；\\d、]{0,12}[为是达]$`)
const several = /(?:近|最近|过去|这)?([两二三四五六])年(?:来|间)?([^。；，\d]{0,30})$/
/** Another list between the years and the figures: each year's figure is of several. */
const named = /[、和与及]|[市县区乡镇]两级|各|两|[二三四五]类|上下半年|季度|同期|每年/

function count(paper: Paper, row: readonly Figure[]): Finding[] {
  const { start } = sentenceOf(paper, row[0]!)
  const words = joined(paper.text.slice(Math.max(start, row[0]!.start - 90), row[0]!.start))
  const told = yearsIn(words)
  if (!told || told.count === row.length || row.length % told.count === 0 || (named.test(told.rest.replace(/分别|依次/g, '')) && !sums(paper, row, told.count)) || Math.abs(told.count - row.length) > 3) return []
  // …、3560万元，另外
  if (/^(?:[、和及与]|以及|等|和)/.test(paper.text.slice(row.at(-1)!.end, row.at(-1)!.end + 2))) return []
  return [
    finding(paper, row, {
      verdict: told.sure ? 'contradiction' : 'doubtful',
      kind: 'series',
      calculation: `所称 ${told.text} 共 ${told.count} 年，所列 ${row.length} 个数：${row.map(printed).join('、')}`,
      explanation: `所列数的个数与年数不符${told.sure ? '。' : '；若其中一年没有这一数则无误。'}`,
    }),
  ]
}

/** `市县两级…分别为2860万元、3560万元，三年累计9560万元`: what sums them up says that there is one for each year. */
const sums = (paper: Paper, row: readonly Figure[], count: number): boolean =>
  new RegExp(`^[，；](?:${'二三四五六七八九'[count - 2]}|${count}${count === 2 ? '|两' : ''})年(?:来|间)?(?:累计|合计|共|总计)`).test(joined(paper.text.slice(row.at(-1)!.end, row.at(-1)!.end + 12)))

function yearsIn(words: string): { count: number; text: string; rest: string; sure: boolean } | null {
  const list = listed.exec(words)
  if (list) return { count: new Set(list[1]!.match(new RegExp(year, 'g'))).size, text: list[1]!, rest: list[2]!, sure: true }
  const match = span.exec(words)
  if (match) {
    const count = Number(match[2]) - Number(match[1]) + 1
    return count > 1 && count < 12 ? { count, text: `${match[1]}—${match[2]}年`, rest: match[3]!, sure: true } : null
  }
  const some = several.exec(words)
  return some ? { count: hanNumber(some[1]!.replace('两', '二')), text: some[0].slice(0, 6), rest: some[2]!, sure: false } : null
}

const trend = /^(?:[，、(]|，?(?:数量|件数|总体|整体|均|呈|呈现|总量|比率|得分)?)*(逐年|逐月|逐季|逐步|连年|连续[一-鿿\d]{1,3}年|稳步|持续|不断|节节|稳中有|[两二三四五]连|年年|一年)(?:保持|呈|呈现|都|有)*(攀升|提升|提高|增长|增加|上升|升高|走高|加大|升|增|下降|降低|减少|回落|下滑|走低|降|减|一个台阶|好于一年)/
/** `82.6%、81.3%、89.5%，节节攀升`: the figures name no year, and stand in the order of years. */
function order(paper: Paper, row: readonly Figure[]): Finding[] {
  const behind = joined(paper.text.slice(row.at(-1)!.end, row.at(-1)!.end + 24))
  const match = row.length > 2 && !isGrowth(paper, row[0]!) ? trend.exec(behind) : null
  // with years they are looked at elsewhere
  if (!match || row.every(({ period }) => /^\d{4}$/.test(period ?? ''))) return []
  const rising = !/降|减|落|滑|低/.test(match[2]!)
  const broken = row.slice(1).find((one, at) => (rising ? one.high < row[at]!.low : one.low > row[at]!.high))
  if (!broken) return []
  const { start } = sentenceOf(paper, row[0]!)
  const words = joined(paper.text.slice(Math.max(start, row[0]!.start - 60), row[0]!.start))
  const timed = /年|月|季|期/.test(words)
  return [
    findingAt(
      paper,
      row[0]!.start,
      row.at(-1)!.end + match[0].length,
      {
        verdict: timed ? 'contradiction' : 'doubtful',
        kind: 'series',
        calculation: `${row.map(printed).join(' → ')}，所称“${match[0].replace(/^[，、(]/, '')}”`,
        explanation: `所列各数的次序与所称的升降不符${timed ? '。' : '；若各数不是按时间所列则无误。'}`,
      },
      row.map(({ id }) => id),
    ),
  ]
}
