import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { between, findingAt, inSentence, isCount, isExact, isGrowth, isPoints, joined, printed, sentenceOf, sort, type Figure, type Paper } from '../ground/paper.ts'
import { show } from '../ground/interval.ts'

/**
 * Figures that are told one for each year, quarter or month: as many as there are years, in the order that a word beside them says (逐月走高), and apart by what
 * each is said to add (每年都比前一年多600万元). The time stands before the row, behind it (`…，这是2020—2022年的安排`) or at each of its figures.
 */
export const checkTimeRows = (paper: Paper): Finding[] =>
  [...paper.bySentence.keys()].flatMap((sentence) => rowsOf(paper, sentence).flatMap((row) => [...count(paper, row), ...order(paper, row), ...steps(paper, row)]))

type Unit = '年' | '季' | '月'
/** `labels`: the time at each figure, or at each but the first. */
type Row = { readonly figures: readonly Figure[]; readonly labels: readonly string[]; readonly unit: Unit | null; readonly ahead: string; readonly behind: string }

const year = '(?:19|20)\\d{2}'
const han = '[一二三四五六七八九十]'
const label = `(?:${year}年(?:度)?|${han}{1,2}月份?|\\d{1,2}月份?|第?[一二三四]季度|[上下]半年)`
const link = new RegExp(`^(?:[、，；和及与]|以及)?(${label})?的?(?:为|达到?|是|降到|升到|增至|降至|[降升增]为)?$`)
const labelled = new RegExp(`(${label})的?[^，。；、\\d]{0,8}$`)
const unitOf = (words: string): Unit | null => (/月/.test(words) ? '月' : /季/.test(words) ? '季' : /年/.test(words) ? '年' : null)

function rowsOf(paper: Paper, sentence: number): Row[] {
  const rows: { figures: Figure[]; labels: string[] }[] = []
  for (const figure of inSentence(paper, sentence)) {
    const row = rows.at(-1)
    const last = row?.figures.at(-1)
    const words = last ? between(paper, last, figure) : ''
    const match = last && last.at === figure.at - 1 && sort(last) === sort(figure) ? link.exec(words) : null
    // a comma alone joins nothing, and a label once begun goes on
    const joins = match && figure.cell === null && (match[1] === undefined ? /[、和及与]/.test(words) : true) && (row!.figures.length < 2 || (match[1] === undefined) === (row!.labels.length === 0))
    if (joins) {
      row!.figures.push(figure)
      if (match[1] !== undefined) row!.labels.push(match[1])
    } else rows.push({ figures: [figure], labels: [] })
  }
  return rows.flatMap(({ figures, labels }) => {
    const [first, last] = [figures[0]!, figures.at(-1)!]
    if (figures.length < 2 || first.cell !== null || isPoints(first) || !figures.every(isExact)) return []
    const { start } = sentenceOf(paper, first)
    const ahead = joined(paper.text.slice(Math.max(start, first.start - 100), first.start))
    const own = labels.length > 0 ? labelled.exec(ahead)?.[1] : undefined
    if (labels.length > 0 && own === undefined) return []
    const all = own === undefined ? [] : [own, ...labels]
    const units = new Set(all.map(unitOf))
    if (units.size > 1) return []
    return [{ figures, labels: all, unit: [...units][0] ?? null, ahead, behind: joined(paper.text.slice(last.end, last.end + 70)).split('\n')[0]! }]
  })
}

/** Years or months told beside a row that names none at its figures. */
type Told = { readonly count: number; readonly text: string; readonly rest: string; readonly sure: boolean; readonly unit: Unit; readonly listed?: true; readonly after?: true }

const to = '(?:—+|–|-+|~|～|至|到)'
const rest = '([^。；，]{0,40}|[^。；，]{0,24}，[^。；，]{0,24})'
const span = `(?<!\\d)(${year})年?(?:度)?${to}(${year})年(?:度)?`
const spanAhead = new RegExp(`${span}${rest}$`)
const monthsAhead = new RegExp(`(?<!\\d)(\\d{1,2})月?${to}(\\d{1,2})月${rest}$`)
const listed = new RegExp(`((?:${year}年?(?:度)?[、和及]){1,8}${year}年?(?:度)?)${rest}$`)
const several = /(?:近|最近|过去|这)?([两二三四五六])年(?:来|间)?([^。；，\d]{0,30})$/
const spanBehind = new RegExp(`^[，(](?:这|以上|上述|依次|分别|即|此)*(?:[是为系即]|属于|对应)?(?:全[市县区省]|[我本][市县区省])?${span}`)

function timesOf({ ahead, behind }: Row): Told | null {
  const list = listed.exec(ahead)
  if (list) return { count: new Set(list[1]!.match(new RegExp(year, 'g'))).size, text: list[1]!, rest: list[2]!, sure: true, unit: '年', listed: true }
  const before = spanAhead.exec(ahead)
  const after = before ? null : spanBehind.exec(behind)
  const match = before ?? after
  if (match) {
    const count = Number(match[2]) - Number(match[1]) + 1
    return count > 1 && count < 12 ? { count, text: `${match[1]}—${match[2]}年`, rest: before?.[3] ?? '', sure: true, unit: '年', ...(after ? { after: true } : {}) } : null
  }
  const months = monthsAhead.exec(ahead)
  // 1至6月逐月：…
  if (months && /逐月|每月|各月|分月|月度/.test(months[3]!)) {
    const count = Number(months[2]) - Number(months[1]) + 1
    return count > 1 && count < 13 ? { count, text: `${months[1]}—${months[2]}月`, rest: months[3]!.replace(/逐月|每月|各月|分月|月度/, ''), sure: true, unit: '月' } : null
  }
  const some = several.exec(ahead)
  return some ? { count: hanNumber(some[1]!.replace('两', '二')), text: some[0].slice(0, 6), rest: some[2]!, sure: false, unit: '年' } : null
}

/** Another list between the years and the figures: each year's figure is of several. */
const named = /[、和与及]|各|两|[二三四五]类|上下半年|季度|同期|每年|比|较/
const levels = /[市县区乡镇省]、?(?:[市县区乡镇]、?)?[两三二]级/

function count(paper: Paper, row: Row): Finding[] {
  const { figures, labels, behind } = row
  const told = labels.length > 0 ? null : timesOf(row)
  if (!told || told.count === figures.length || Math.abs(told.count - figures.length) > 3) return []
  const summed = new RegExp(`^(?:，[^。；\\d]{0,12})?[，；](?:${'二三四五六七八九'[Math.min(told.count, figures.length) - 2]}|${'二三四五六七八九'[Math.max(told.count, figures.length) - 2]}|两)年(?:来|间)?(?:累计|合计|共|总计)`).test(behind)
  const trend = trendBehind(behind) !== null
  // three and more in a row, or so told that there is one for each
  const each = /分别|依次|逐[年月]/.test(told.rest) || told.listed === true
  if (!each && (figures.length < 3 || /[，]/.test(told.rest)) && !summed && !trend) return []
  if (figures.length % told.count === 0 && !trend && !summed) return []
  const between = told.rest.replaceAll(/分别|依次|^[这]?[两二三四五六]个?年度?/g, '')
  if ((named.test(between.replace(levels, '')) || (levels.test(between) && figures.length % 2 === 0)) && !summed) return []
  // …、3560万元，另外
  const next = behind.slice(0, 2)
  if (/^(?:[、和及与]|以及|等)/.test(next)) return []
  const [first, last] = [figures[0]!, figures.at(-1)!]
  // either the years or the figures may be wrong
  const years = told.text.slice(0, 4)
  const ahead = paper.text.lastIndexOf(years, first.start)
  const after = paper.text.indexOf(years, last.end)
  const [start, end] = told.after ? [first.start, after < 0 || after > last.end + 60 ? last.end : after + told.text.length] : [ahead < first.start - 110 || ahead < 0 ? first.start : ahead, last.end]
  return [
    say(paper, row, start, end, told.sure, `所称 ${told.text} 共 ${told.count} 个${told.unit === '月' ? '月' : '年份'}，所列 ${figures.length} 个数：${figures.map(printed).join('、')}`, `所列数的个数与所称的时间不符${told.sure ? '' : '；若其中一年没有这一数则无误'}。`),
  ]
}

const up = '攀升|提升|提高|增长|增加|上升|升高|走高|加大|递增|延长|增多|扩大|好转|升|增|一个台阶|好于一年|多过一年|高于一年|[高多]过?[一上][年月季]|[高多]'
const down = '下降|降低|减少|回落|下滑|走低|缩短|压缩|递减|收窄|少于一年|低于一年|[低少]过?[一上][年月季]|降|减|[低少]'
const trend = new RegExp(
  `^(?:[，、(。)]|[·•●\\s]|，?(?:数量|件数|总体|整体|均|呈|呈现|总量|比率|得分|满意度|抽检量|也|都|并))*(?:(前)?(\\d{1,2}|[两二三四五六七八九十]{1,2})个?(?:月|季度|年)(?:来|间)?，?)?(逐[年月季周旬日期次]|逐季度|逐步|连年|连月|连续(?:[一-鿿\\d]{1,3}[年月季](?:度)?)?|稳步|持续|不断|节节|稳中有|[两二三四五]连|年年|月月|一年(?:更)?比?一?年?|一季比一季|一月比一月)(?:保持|呈|呈现|都|有|地)*(${up}|${down})`,
)
type Trend = { readonly up: boolean; readonly first: number | null; readonly unit: Unit | null; readonly text: string }
function trendBehind(words: string): Trend | null {
  const match = trend.exec(words)
  if (!match) return null
  const first = match[2] === undefined ? null : /\d/.test(match[2]) ? Number(match[2]) : hanNumber(match[2].replace('两', '二'))
  return { up: new RegExp(`^(?:${up})$`).test(match[4]!), first, unit: unitOf(match[3]!), text: match[0] }
}

/** `案件数连续4个月下降：9月42件、10月38件、…`. */
const before = new RegExp(`(逐[年月季周旬日期次]|逐季度|连年|连续[一-鿿\\d]{1,3}个?[年月季](?:度)?|稳步|持续|不断|节节|年年)(?:保持|呈|呈现|都|有|地)*(${up}|${down})(?:趋势|态势)?(?:：|，(?:分别|依次)[为是]?)$`)
function trendAhead({ ahead, labels }: Row): Trend | null {
  const match = before.exec(labels.length > 0 ? ahead.replace(labelled, '') : ahead)
  return match ? { up: new RegExp(`^(?:${up})$`).test(match[2]!), first: null, unit: unitOf(match[1]!), text: match[0].replace(/[：，].*$/, '') } : null
}

/** `82.6%、81.3%、89.5%，节节攀升`, `…，6个月逐月上升`, `四月980批次、五月1134批次，逐月走高`. */
function order(paper: Paper, row: Row): Finding[] {
  const { figures, labels, behind } = row
  const after = trendBehind(behind)
  const told = after ?? trendAhead(row)
  if (!told || isGrowth(paper, figures[0]!) || (figures.length < 3 && labels.length < 2)) return []
  // years at each figure, or read into each, are looked at elsewhere
  if (row.unit === '年' ? figures.every(({ period }) => /^\d{4}$/.test(period ?? '')) && !/一年/.test(told.text) : labels.length === 0 && figures.every(({ period }) => /^\d{4}$/.test(period ?? '')) && new Set(figures.map(({ period }) => period)).size > 1) return []
  if (told.unit !== null && row.unit !== null && told.unit !== row.unit) return []
  if (told.first !== null && (told.first > figures.length || told.first < 2)) return []
  if (!inOrder(labels)) return []
  const run = figures.slice(0, told.first ?? undefined)
  const broken = run.slice(1).find((one, at) => (told.up ? one.high < run[at]!.low : one.low > run[at]!.high))
  if (!broken) return []
  const timed = row.unit !== null || /年|月|季|期/.test(row.ahead)
  return [
    say(paper, row, figures[0]!.start, figures.at(-1)!.end + (after?.text.length ?? 0), timed, `${run.map(printed).join(' → ')}，所称“${told.text.replace(/^[，、(。·•●\s]+/, '')}”`, `所列各数的次序与所称的升降不符${timed ? '' : '；若各数不是按时间所列则无误'}。`),
  ]
}

const place = (one: string): number => {
  const number = /\d+/.exec(one)?.[0]
  return number !== undefined ? Number(number) : /[上下]半/.test(one) ? '上下'.indexOf(one[0]!) : hanNumber(/[一二三四五六七八九十]+/.exec(one)?.[0] ?? '〇')
}
const inOrder = (labels: readonly string[]): boolean => labels.slice(1).every((one, at) => place(one) > place(labels[at]!))

const step = new RegExp(`^[，；](?:平均)?每[年季月]度?(?:都|均|各)?(?:比|较)?(?:[前上]一?[年季月]度?)?(?:都|均)?(?:多出?|递?增(?:加|长)?|递?减(?:少)?|少|下降|提高|上升|降低)了?$`)
/** `2020年3600万元，2021年4200万元，2022年4800万元，每年都比前一年多出600万元`. */
function steps(paper: Paper, row: Row): Finding[] {
  const { figures, labels } = row
  const last = figures.at(-1)!
  const by = inSentence(paper, last.sentence).find((one) => one.start >= last.end)
  if (!by || figures.length < 3 || sort(by) !== sort(last) || !(isCount(by) || by.unit === last.unit) || !isExact(by) || !inOrder(labels)) return []
  const words = step.exec(between(paper, last, by))?.[0]
  if (words === undefined || /平均/.test(words)) return []
  const sign = /减|少|降/.test(words) ? -1 : 1
  const wrong = figures.slice(1).findIndex((one, at) => {
    const [from, to] = sign > 0 ? [figures[at]!, one] : [one, figures[at]!]
    return to.high - from.low < by.low - 1e-9 || to.low - from.high > by.high + 1e-9
  })
  if (wrong < 0) return []
  const [one, other] = [figures[wrong]!, figures[wrong + 1]!]
  return [say(paper, row, figures[0]!.start, by.end, true, `${printed(other)} − ${printed(one)} = ${show(other.value - one.value)}${other.unit}，所称“${words.replace(/^[，；]/, '')}${printed(by)}”`, '各期之差与所称每期增减的数不符。')]
}

const say = (paper: Paper, row: Row, start: number, end: number, sure: boolean, calculation: string, explanation: string): Finding =>
  findingAt(paper, start, end, { verdict: sure ? 'contradiction' : 'doubtful', kind: 'series', calculation, explanation }, row.figures.map(({ id }) => id))
