import type { Finding } from '../../contract.ts'
import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { show } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { finding, isCount, isExact, isIncrement, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/**
 * So many for each, times those that there are, against all that was done: `每户抽考2名，共824名`, `春秋两季各检查一遍，共1872家次`, `每所不少于2套，共计341套`,
 * `各访问200人，回收1600份`. A least duty may be exceeded, what came back of it may fall short.
 */
export const checkOwed = (paper: Paper): Finding[] =>
  [...paper.bySentence].flatMap(([sentence, figures]) => {
    if (figures.length < 2 || figures[0]!.cell !== null) return []
    const { start, end } = paper.document.sentences[sentence]!
    const text = paper.text.slice(start, end)
    return [...text.matchAll(duty)].flatMap((match) => judge(paper, figures, { text, start, match }))
  })

const number = '\\d+(?:\\.\\d+)?|[一二两三四五六七八九十]'
const duty = new RegExp(
  `(?<each>每(?:一)?(?<holder>季度|半年|学期|学年|[一-鿿]{1,6}?)?(?:\\([^)]*\\))?|各|均)(?<deed>(?!衡|已|为|有(?![一二两三\\d])|可|能)[^，。；：、\\d每各]{0,18}?)(?<many>${number})(?<unit>名|人|套|台|次|遍|轮|个|份|件|家|户|场|批次|本|辆|所|处)(?<above>以上)?(?![一-鿿]{0,3}[县市]\\()`,
  'g',
)
/** Of each in the mean, not of each; what is told of one case; how often. */
const mean = /平均|人均|户均|均为|约|相当于|折合|补助|奖励|罚|不足/
const span: Readonly<Record<string, number>> = { 年: 0, 季度: 4, 半年: 2, 月: 12, 学期: 2, 学年: 1, 周: 0, 天: 0, 日: 0 }
const round = /^[次遍轮]$/

type Read = { readonly text: string; readonly start: number; readonly match: RegExpExecArray }

function judge(paper: Paper, figures: readonly Figure[], { text, start, match }: Read): Finding[] {
  const { holder = '', deed = '', many = '', unit = '', above, each = '' } = match.groups ?? {}
  const bound = /不少于|至少|不低于|不得少于|不超过|至多|最多/.exec(deed)?.[0]
  const at = start + match.index
  const to = at + match[0].length
  const words = text.slice(Math.max(0, match.index - 12), match.index).split(/[，。；：]/).at(-1)!
  // 每半月调度一次 is of time, not of each
  if (/^(?:半月|旬|[两二三]个?[月周天日])/.test(holder + deed)) return []
  if (mean.test(`${text.slice(Math.max(0, match.index - 4), match.index)}${match[0]}`)) return []
  const one = /\d/.test(many) ? Number(many) : hanNumber(many.replace('两', '二'))
  const least = bound === undefined ? above !== undefined : !/超过|至多|最多/.test(bound)
  const most = bound !== undefined && !least
  // 均检查4次 without a bound may be the mean
  if (each === '均' && !least && !most) return []
  const total = figures.find((figure) => figure.start >= to && isTotal(paper, figure, unit, text.slice(to - start, figure.start - start)))
  if (!total) return []
  const periods = timesOwed(text.slice(0, total.start - start), holder)
  // 每县200人，其中城乡各100人: what is told of those is no number of holders
  if (/其中[^；。]*$/.test(text.slice(0, match.index)) || /(?:其余|其他|另)[^，。；]{0,12}$/.test(text.slice(0, match.index))) return []
  const all = holdersOf(paper, figures.filter((one) => (one.start < at || one.start >= to) && (unit === '个' || sort(one) !== sort({ ...one, unit }))), { at, end: total.start, total, holder: span[holder] === undefined ? holder : '', unit: round.test(unit) ? total.unit.replace(/次$/, '') : '', words, deed })
  if (all.length === 0) return []
  const fewer = /回收|收回|有效|合格|实际|完成|到账|参加/.test(lead(paper, total, 10))
  const right = (product: number): boolean => (least ? product <= total.high + 1e-6 : most || fewer ? product >= total.low - 1e-6 : product >= total.low - 1e-6 && product <= total.high + 1e-6)
  // 每个网格配网格员1名、协管员2名: what falls to each stands in a row
  const ones = [one, ...together(paper, figures, to, total, unit).map((more) => one + more)]
  if (periods.has(0) || all.some(({ value }) => ones.some((each) => [...periods].some((often) => right(value * each * often))))) return []
  // 每季度督查1轮，全年4轮: so often, whoever is visited; 春秋两季各查一遍，共1240户次: of those that the paper counts elsewhere
  if (round.test(unit) && !least && !most && !fewer && [...periods].some((often) => right(one * often) || countsLike(paper, { unit: total.unit.replace(/次$/, '') || '家' }).some((count) => count.end <= at && right(count.value * one * often)))) return []
  const { value, of, sure } = all[0]!
  const [often = 1] = periods
  const product = value * one * often
  if (product > 6 * total.value || total.value > 6 * product) return []
  return [
    finding(paper, [total, ...of], {
      verdict: sure && periods.size === 1 && isExact(total) ? 'contradiction' : 'doubtful',
      kind: least ? 'part-whole' : 'mean',
      calculation: `${of.map((figure) => show(figure.value)).join(' + ')}${of.length > 1 ? ` = ${show(value)}` : ''}，× ${show(one)}${unit}${often > 1 ? ` × ${often}` : ''} = ${show(product)}，所列${least ? '（不少于）' : most || fewer ? '（不多于）' : ''} ${printed(total)}`,
      explanation: `${least ? '按所称的最低数推算，已超过所列的合计' : most || fewer ? '所列的数多于按所称每个的数推算的全部' : '按所称每个的数推算，与所列的合计不符'}${sure ? '。' : '；若合计只含一部分对象或另一时期则无误。'}`,
    }),
  ]
}

/** What else falls to each of them: sums of one figure, two, …, that follow in the same row. */
function together(paper: Paper, figures: readonly Figure[], from: number, total: Figure, unit: string): number[] {
  const more: number[] = []
  let end = from
  for (const one of figures.filter((figure) => figure.start >= from && figure.end <= total.start)) {
    if (one.unit !== unit || !isExact(one) || !/^(?:、|和|及)[^，。；、\d]{1,10}$/.test(paper.text.slice(end, one.start))) break
    more.push((more.at(-1) ?? 0) + one.value)
    ;({ end } = one)
  }
  return more
}

const summing = /(?:全年|实际|共|合计|共计|累计|总计|总|计|收回|回收)[^，。；、\d]{0,14}$/
/** All that was done, in the unit of what falls to each or in visits to those there are. */
function isTotal(paper: Paper, figure: Figure, unit: string, words: string): boolean {
  if (!isCount(figure) || !isExact(figure) || isIncrement(paper, figure) || !/^[^。；]{0,30}$/.test(words) || !summing.test(words) || /每|平均|其中|另|比|较/.test(words)) return false
  if (round.test(unit)) return /^[家户所点个校店]?次$|^[遍轮]$/.test(figure.unit)
  return figure.unit === unit || sort(figure) === sort({ ...figure, unit }) || (/^[名人]$/.test(unit) && /^[人份名]$/.test(figure.unit) && /回|问卷/.test(words))
}

/** How often each is owed: in two seasons twice, each quarter of a year four times; 0 where nobody knows. */
function timesOwed(words: string, holder: string): Set<number> {
  const every = /每(年|季度|半年|月|学期)/.exec(words)?.[1] ?? (span[holder] === undefined ? undefined : holder)
  const years = /(20\d{2})年?[—–-](20\d{2})年/.exec(words)
  const several = /([两二三四五])年(?:来|间|共|累计|内)/.exec(words)?.[1]
  const told = years ? Number(years[2]) - Number(years[1]) + 1 : several ? hanNumber(several.replace('两', '二')) : null
  if (every === '年') return new Set([told ?? 1])
  const two = /春(?:季)?(?:学期)?[、和]?秋|(?:两|2)个?(?:学期|季度?)|上[、和]?下半年|(?:两|2)次全覆盖/.test(words)
  if (every !== undefined) {
    const year = /全年|20\d{2}年|本年|今年|学年|一年/.test(words)
    if (every === '学期') return new Set(two || year ? [2] : [1, 2])
    return year ? new Set([span[every]!]) : new Set([1, span[every]!])
  }
  return two ? new Set([2]) : new Set(told === null ? [1] : [1, told])
}

type Holders = { readonly value: number; readonly of: readonly Figure[]; readonly sure: boolean }
type Asked = { readonly at: number; /** Where what was done begins: 每村3名，25个村共75名. */ readonly end: number; readonly total: Figure; readonly holder: string; readonly unit: string; readonly words: string; readonly deed: string }

/** Those that each of it falls to: the nearest counts before, alone and together, then what the words name anywhere. */
function holdersOf(paper: Paper, figures: readonly Figure[], { at, end, total, holder, unit, words, deed }: Asked): Holders[] {
  const apt = (one: Figure): boolean =>
    isCount(one) && isExact(one) && one.cell === null && one.value > 1 && !/[每均各]/.test(lead(paper, one, 6)) && !/[元次分米吨天月年]$|批次|学时/.test(one.unit) && (unit === '' || sort(one) === sort({ ...one, unit }) || one.unit === '个')
  const between = figures.filter((one) => one.start > at && one.end <= end && apt(one))
  const before = between.length > 0 ? between : figures.filter((one) => one.end <= at && apt(one))
  const named = (one: Figure): boolean => {
    const said = `${one.unit}${one.subject}${tail(paper, one, 10)}${lead(paper, one, 16)}`
    return holder === '' || one.unit === holder || said.includes(holder.replace(/^[个家户所名]/, '').slice(0, 2)) || (holder.length === 1 && said.includes(holder))
  }
  const able = before.filter(named)
  const last = able.at(-1)
  const row = last ? rowTo(paper, able, last) : []
  const together = row.length > 1 ? [{ value: row.reduce((sum, one) => sum + one.value, 0), of: row, sure: true }] : []
  const alone = able.toReversed().map((one) => ({ value: one.value, of: [one], sure: one === last && row.length < 2 && able.length === 1 && !/；/.test(paper.text.slice(one.end, at)) }))
  const near = paragraphOf(paper, total.sentence).filter((one) => one.end <= at && one.sentence >= total.sentence - 2 && !before.includes(one) && apt(one) && named(one))
  // 对D级主体每年…: of that name anywhere
  const likeness = (one: Figure): number => {
    const said = `${lead(paper, one, 18)}${one.subject}${tail(paper, one, 10)}`
    return [6, 5, 4].find((length) => deed.length >= length && said.includes(deed.slice(0, length))) ?? 0
  }
  const name = (/^[一-鿿A-Z]{4}/.exec(deed) ?? /(?:对|在|向|为)?(?:全部|所有)?([一-鿿A-Z]{2,10})$/.exec(words.split(/[，。；：]/)[0] ?? ''))?.at(-1)
  const far = able.length > 0 || name === undefined ? [] : countsLike(paper, { ...total, unit: unit || '家' }).filter((one) => apt(one) && `${lead(paper, one, 18)}${one.subject}${tail(paper, one, 10)}`.includes(name.slice(0, 4)))
  return [...together, ...alone, ...[...near.toReversed(), ...far.toSorted((a, b) => likeness(b) - likeness(a))].map((one) => ({ value: one.value, of: [one], sure: false }))]
}

/** `2318个村、646个社区`: counts in a row, up to the last. */
function rowTo(paper: Paper, figures: readonly Figure[], last: Figure): Figure[] {
  const row = [last]
  for (const one of figures.toReversed().slice(1)) {
    const words = paper.text.slice(one.end, row[0]!.start)
    if (sort(one) !== sort(last) || !/^[^，。；、\d]{0,12}[、和及][^，。；、\d]{0,8}$/.test(words) || /其中/.test(words)) break
    row.unshift(one)
  }
  return row
}
