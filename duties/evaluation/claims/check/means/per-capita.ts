import type { Finding } from '../../contract.ts'
import { totalLabel } from '../tables/grid.ts'
import { apart, cut, meet, over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, between, earlier, finding, inSentence, isExact, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

const heads: Readonly<Record<string, number>> = { 人: 1, 百人: 100, 千人: 1000, 万人: 10_000, 十万人: 100_000, 百万人: 1e6 }
const headOf = ({ unit }: Figure): { what: string; heads: number } | null => {
  const [what, per] = unit.split('/')
  const own = per === undefined ? undefined : heads[per.replace('口', '')]
  return own === undefined ? null : { what: what!, heads: own }
}

type Density = { readonly rate: Figure; readonly total: Figure | null; readonly heads: number; readonly implied: Interval | null }

/** Figures per thousand of the population (批次/千人) against their totals and the population that the paper states. */
export function checkPerCapita(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => {
    const densities = paper.figures.flatMap((rate) => densityOf(paper, rate) ?? [])
    return [...densities.flatMap((density) => judge(paper, density, densities) ?? []), ...paper.figures.flatMap((one) => [...projected(paper, one), ...otherPeople(paper, one)])]
  })
}

/** `达到每千人5.5批次，按现有286万人口约为1.57万批次`: what the rate makes by the people that are told. */
function projected(paper: Paper, rate: Figure): Finding[] {
  const head = headOf(rate)
  const { population } = paper.document
  if (!head || rate.cell !== null || !Number.isFinite(rate.high)) return []
  const behind = inSentence(paper, rate.sentence).filter((one) => one.start >= rate.end)
  const total = behind.find((one) => one.unit === head.what && /[(（）)]/.test(between(paper, rate, one)) === false && /^，[^，。；]*(?:人口|测算|计算|折算|推算)[约为需达到即是共]{0,4}$/.test(between(paper, rate, one)) && between(paper, rate, one).length < 30 && !/；|由|比/.test(between(paper, rate, one)))
  const own = total && behind.find((one) => one.end <= total.start && one.unit === '人' && one.value >= 10_000)
  const people = own ?? (population === null ? null : { low: population * 0.995, high: population * 1.005 })
  if (!total || !people || !Number.isFinite(total.high)) return []
  const made = { low: (rate.low * people.low) / head.heads, high: (rate.high * people.high) / head.heads }
  if (meet(made, cut(total))) return []
  return [
    finding(paper, [total, rate, ...(own ? [own] : [])], {
      verdict: 'doubtful',
      kind: 'per-capita',
      calculation: `${printed(rate)} × ${show((people.low + people.high) / 2 / head.heads)} = ${showInterval(made, 0)}，所列 ${printed(total)}`,
      explanation: '按所列的人均指标和人口推算，与所列的总数不符；若用的是另一口径的人口数则无误。',
    }),
  ]
}

/** `按现有268万人口`: the people by whom is reckoned are those that the paper tells. */
function otherPeople(paper: Paper, one: Figure): Finding[] {
  const { population } = paper.document
  if (population === null || one.unit !== '人' || one.cell !== null || one.value < 10_000 || !isExact(one)) return []
  if (!/(?:^|[，；])(?:若|如)?按照?(?:现有|全[市县区]|[我本][市县区]|目前)*(?:常住|总)?(?:人口)?$/.test(`，${lead(paper, one)}`) || !/^(?:常住)?人口|^(?:计|测|推|折)算/.test(tail(paper, one))) return []
  if (meet(one, { low: population * 0.995, high: population * 1.005 }) || Math.abs(one.value / population - 1) > 0.5) return []
  const told = paper.figures.find((it) => it.value === population && it.unit === '人')
  return [
    finding(paper, told ? [one, told] : [one], {
      verdict: 'doubtful',
      kind: 'two-values',
      calculation: `${show(population)}人；${printed(one)}`,
      explanation: '计算所用的人口数与文中所列的常住人口不同；若用的是另一口径的人口数则无误。',
    }),
  ]
}

function densityOf(paper: Paper, rate: Figure): Density | null {
  const head = headOf(rate)
  // a row of a table is of its own place
  if (rate.cell !== null && !totalLabel.test(rate.subject)) return null
  if (!head || !/批|次|份|个|件|人|名|张|所|户|家/.test(head.what)) return null
  const total = totalOf(paper, rate, head.what)
  return { rate, total, heads: head.heads, implied: total && rate.low > 0 ? times(over(total, rate), head.heads) : null }
}

/** 三年累计抽检6.19万批次，2022年达到4.40批次/千人: the total of several years is not that of one. */
const ofSeveral = /[两三四五]年|累计|以来|—20\d{2}年/

const sameYear = (one: Figure, rate: Figure): boolean => /^\d{4}$/.test(one.period ?? '') && one.period === rate.period

/** The count in brackets on either side, else the nearest before it in the same sentence. */
function totalOf(paper: Paper, rate: Figure, what: string): Figure | null {
  const same = inSentence(paper, rate.sentence)
  const bracket = same.find((one) => one.unit === what && (one.bracketOf === rate.at || rate.bracketOf === one.at))
  if (bracket) return bracket
  if (rate.partOf !== null || same.some((one) => one.bracketOf === rate.at)) return null
  const [last] = earlier(paper, rate, 0).slice(-1)
  if (
    last &&
    last.unit === what &&
    last.value > 100 &&
    last.partOf !== null &&
    /^[，(]?[^，。；]{0,6}$/.test(between(paper, last, rate)) &&
    same.filter(({ partOf }) => partOf === last.partOf).length === 1
  )
    return last
  const counts = earlier(paper, rate, 0).filter(
    (one) =>
      one.unit === what &&
      one.value >= 50 &&
      one.partOf === null &&
      one.bracketOf === null &&
      !/不合格|问题/.test(one.subject + one.measure) &&
      ((sameYear(one, rate) && /分别|依次/.test(before(paper, one, 60))) || !(ofSeveral.test(lead(paper, one)) && /\d年/.test(between(paper, one, rate)))),
  )
  // the last clause that tells of the whole: in a sentence over several years each figure stands behind its own total
  return counts.findLast((one) => one.period === rate.period) ?? (counts.length === 1 && !ofSeveral.test(before(paper, counts[0]!, 30)) && counts[0]!.end <= rate.start && between(paper, counts[0]!, rate).length < 40 ? counts[0]! : null) ?? totalAround(paper, rate, what) ?? totalAbove(paper, rate, what, counts)
}

/** `每万人配备监管人员4.8名，监管人员共1200名`: the only count of the sort that stands behind, in this sentence or the next. */
function totalAround(paper: Paper, rate: Figure, what: string): Figure | null {
  const next = paper.paragraphs[rate.sentence + 1] === paper.paragraphs[rate.sentence] ? inSentence(paper, rate.sentence + 1) : []
  const alike = [...inSentence(paper, rate.sentence), ...next].filter(
    (one) =>
      (one.unit === what || sort(one) === sort({ ...one, unit: what })) &&
      one.value > 100 &&
      one.partOf === null &&
      one.bracketOf === null &&
      !/人口|不合格|问题/.test(lead(paper, one)),
  )
  const [total] = alike
  return total && alike.length === 1 && total.start > rate.end && !/；/.test(between(paper, rate, total)) && /共|累计|全年|总|完成|检/.test(lead(paper, total)) ? total : null
}

/** `完成抽检6752批次…。按198.6万人计算，每千人3.4批次`: the last total of the two sentences before. */
function totalAbove(paper: Paper, rate: Figure, what: string, here: readonly Figure[]): Figure | null {
  const above = [...earlier(paper, rate, 2), ...here].filter(
    (one) =>
      (one.sentence !== rate.sentence || here.includes(one)) &&
      one.unit === what &&
      one.value > 100 &&
      one.partOf === null &&
      one.bracketOf === null &&
      !/不合格|问题|计划|任务|上年|去年|同期|超额|增/.test(`${one.subject}${one.measure}${lead(paper, one, 12)}`),
  )
  return above.findLast((one) => /完成|共|全年|累计/.test(lead(paper, one, 16))) ?? above.at(-1) ?? null
}

/** Whether some total of its paragraph gives the rate by the population: 各年依次为…，由每千人3.6批次提高到5.0批次. */
const otherTotal = (paper: Paper, rate: Figure, heads: number, people: Interval): boolean =>
  paragraphOf(paper, rate.sentence).some(
    (one) => one.unit === headOf(rate)?.what && one.low > 0 && (meet(times(over(one, people), heads), rate) || cutFrom(rate, (2 * heads * one.value) / (people.low + people.high))),
  )

/** 4.99 cut to 4; 5 is no 4. */
const cutFrom = (rate: Figure, exact: number): boolean => exact >= rate.low && exact < rate.value + (rate.high - rate.low) * 0.999

function judge(paper: Paper, { rate, total, heads, implied }: Density, all: readonly Density[]): Finding | null {
  const { population } = paper.document
  if (!total || !implied)
    return all.some((one) => one.implied && one.rate.value === rate.value && one.rate.unit === rate.unit)
      ? null
      : uncheckable(paper, rate, total)
  const others = all.filter((one) => one.implied && one.rate !== rate && one.total?.value !== total.value)
  const agreeing = others.filter((one) => meet(one.implied!, implied))
  if (population === null) return against(paper, rate, total, implied, others, agreeing)
  const people = { low: population * 0.995, high: population * 1.005 }
  const calculation = `${printed(total)} ÷ ${show(population / heads)}（${show(population)}人）= ${show(total.value / (population / heads), 3)}，所列 ${printed(rate)}`
  const figures = [rate, total]
  if (meet(implied, people) || cutFrom(rate, (heads * total.value) / population) || meet(times(over(total, people), heads), rate))
    return finding(paper, figures, { verdict: 'holds', kind: 'per-capita', calculation, explanation: '与文中人口数推算相符。' })
  if (otherTotal(paper, rate, heads, people)) return null
  // 由每千人6.8件下降到…: of a time whose total is not told
  if (/(?:[由从]|比|较|上年|去年|同期)[^，。；]*$/.test(lead(paper, rate))) return null
  const local = /县|区|镇|乡/.test(rate.scope) && !/全市/.test(rate.scope)
  const far = apart(implied, people)
  const lone = others.length > 1 && agreeing.length === 0
  const sure = total.sentence === rate.sentence && isExact(rate) && isExact(total) && !local && agreeing.length === 0 && (far > 0.3 || lone)
  return finding(paper, figures, {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'per-capita',
    calculation,
    explanation: sure
      ? `按所列两数倒推人口约 ${showInterval(implied, 0)} 人，与文中人口数不符。`
      : `按所列两数倒推人口约 ${showInterval(implied, 0)} 人；若用的是另一年度或另一口径的人口数则无误。`,
  })
}

/** Without a stated population the per-thousand figures can still contradict one another. */
function against(
  paper: Paper,
  rate: Figure,
  total: Figure,
  implied: Interval,
  others: readonly Density[],
  agreeing: readonly Density[],
): Finding | null {
  const calculation = `${printed(total)} ÷ ${printed(rate)} → 人口约 ${showInterval(implied, 0)} 人`
  if (agreeing.length > 0)
    return finding(paper, [rate, total], {
      verdict: 'holds',
      kind: 'per-capita',
      calculation,
      explanation: '与文中其他每千人指标推算的人口一致。',
    })
  const other = others.find((one) => apart(one.implied!, implied) > 0.1)
  if (!other) return uncheckable(paper, rate, null)
  return finding(paper, [rate, total], {
    verdict: 'doubtful',
    kind: 'per-capita',
    calculation: `${calculation}；${printed(other.total!)} ÷ ${printed(other.rate)} → 约 ${showInterval(other.implied!, 0)} 人`,
    explanation: '两项每千人指标推算出的人口不同；若两项的地域或年度不同则无误。',
  })
}

const uncheckable = (paper: Paper, rate: Figure, total: Figure | null): Finding =>
  finding(paper, [rate], {
    verdict: 'uncheckable',
    kind: 'per-capita',
    calculation: printed(rate),
    explanation: total ? '人口数文中没有写明，无法核对。' : '总数文中没有写明，无法核对。',
  })
