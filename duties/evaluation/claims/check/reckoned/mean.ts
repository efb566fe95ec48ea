import type { Finding } from '../../contract.ts'
import { exactly, meet, over, show, sum, times, type Interval } from '../ground/interval.ts'
import { countsLike, depthOf, passageOf } from '../ground/near.ts'
import { between as textBetween, inSentence, isCount, isDensity, isExact, isIncrement, isMean, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { isPopulation, meanOf, ofEconomy, totalLike, worth } from '../means/mean-words.ts'
import { rowOf } from '../ground/rows.ts'
import { agree, judge, type Reading } from './judge.ts'
import { wholeOf } from './share.ts'
import { heldBy, keptOf, stockNamed } from './stocks.ts'
import { isLevel, suits, timeOf, yearAt } from './times.ts'

const FAR = 100

/** So many counts before and behind a mean are looked at. */
const BEFORE = 20
const BEHIND = 4

/** Means, and figures by head, whose total the paragraph holds. */
export const checkMeansReckoned = (paper: Paper): Finding[] => paper.figures.flatMap((mean) => (able(paper, mean) ? (ofOne(paper, mean) ?? []) : []))

const other = /^其中|分别|依次|相应|上年|去年|同期|目标|计划|力争|预计|全[省国]|不少于|不低于|至少|不高于|提高到|[由从比较][^，。；]*$|标准|要求|每年每|每月/
const able = (paper: Paper, one: Figure): boolean =>
  one.cell === null && one.hedges.every((hedge) => hedge === 'exact' || hedge === 'about') && one.value > 0 && (isDensity(one) || isCount(one)) && rowOf(paper, one).length === 1 && !other.test(lead(paper, one, 16)) && !lead(paper, one).startsWith('其中') && !ofEconomy.test(lead(paper, one, 24)) && (isDensity(one) ? !/^的?(?:要求|标准|目标|任务|水平)/.test(tail(paper, one)) : meanIn(paper, one) !== null)

type Over = { readonly each: string; readonly plain: boolean }
const land = /^(?:平方公里|平方千米|亩|公顷)/
/** What a mean is over: 每间, 件均, `食堂平均服务500人`; what is told of each (每所补助15万元) only where its total and number stand right beside it. */
function meanIn(paper: Paper, mean: Figure): Over | null {
  const told = meanOf(paper, mean)
  if (told && told.each !== '平') return { each: told.each.replace(/^([人名户家所件场])(?:包保?|联系|负责|服务|配备?|监管|承担|检查|督导|领|供).*$/, '$1'), plain: told.plain && !land.test(told.each) }
  if (/[分岁天日时钟月年]/.test(mean.unit)) return null
  const noun = /(?:^|[一-鿿])([一-鿿]{2})平均(?!每|水平|分|值|增)[一-鿿]{0,6}$/.exec(lead(paper, mean, 16))?.[1]
  return noun === undefined || /年度?|[季月年]|全[省国市县]|总体|以来|满意|三年|同期/.test(noun) ? null : { each: noun, plain: false }
}
/** 就餐20.7万人次，平均每场180人 */
const visitsOf = (paper: Paper, one: Figure, mean: Figure): boolean => one.unit === '人次' && /^[人名]$/.test(mean.unit) && one.value > mean.value && /^[场期次班天日月]/.test(meanIn(paper, mean)?.each ?? '') && !/[每均]/.test(lead(paper, one, 12))

type Count = Interval & { readonly figure: Figure | null; readonly value: number; readonly worth: number; readonly away: number }

function ofOne(paper: Paper, mean: Figure): Finding | null {
  const levels = passageOf(paper, mean.sentence).filter((one) => one !== mean && isLevel(paper, one) && isExact(one) && isCount(one) && !isIncrement(paper, one))
  const ahead = levels.filter((one) => one.end <= mean.start).slice(-BEFORE).toReversed()
  const behind = levels.filter((one) => one.start >= mean.end && one.sentence === mean.sentence).slice(0, BEHIND)
  const depth = depthOf(paper, mean)
  const year = yearAt(paper, mean)
  const past = /上年|去年|同期/.test(lead(paper, mean, 24))
  const all = [...ahead, ...behind]
  const listed = new Set(ahead.toReversed().flatMap((one, _, levels) => wholeOf(levels, one) ?? []))
  const totals = all.filter((one) => (one.sentence !== mean.sentence || depthOf(paper, one) <= depth) && !(one.start > mean.end && paper.text.slice(mean.end, one.start).includes('；')) && suits(timeOf(paper, one), year) && (past || timeOf(paper, one) !== 'before')).filter((one) => !isMean(paper, one) && (isDensity(mean) ? mean.unit.startsWith(`${one.unit}/`) : totalLike(paper, one, mean) || visitsOf(paper, one, mean)))
  const counts = countsFor(paper, mean, all.filter((one) => one.sentence !== mean.sentence || depthOf(paper, one) <= depth))
  const here = totals.filter((one) => one.sentence === mean.sentence)
  // of a row each is of its own year
  const named = (total: Figure): boolean => year !== null && timeOf(paper, total) === year && (isDensity(mean) || rowOf(paper, total).length > 1)
  const alone = (total: Figure): boolean => isDensity(mean) && year === null && here.length === 1 && here[0] === total && total.end <= mean.start
  const near = totals.toSorted((a, b) => Number(listed.has(a)) - Number(listed.has(b))).flatMap((total, at) => counts.filter(({ figure }) => figure !== total).map((count) => (alone(total) ? { ...reading(paper, mean, total, at, count, true), firm: false, apart: true } : reading(paper, mean, total, at, count, named(total)))))
  const others = countsLike(paper, isDensity(mean) ? { ...mean, unit: mean.unit.split('/')[0]! } : mean).filter((one) => one !== mean && (past || timeOf(paper, one) !== 'before'))
  const wide = paper.figures.slice(Math.max(0, mean.at - 200), mean.at + 60).filter((one) => isCount(one) && one.cell === null && one !== mean)
  const anyCount = [...counts, ...(isDensity(mean) ? [] : countsFor(paper, mean, wide))]
  // those only explain: what does not give the mean is not looked at again
  const far = [...others, ...totals].flatMap((total) => anyCount.filter((count) => agree(widened(mean, over(total, times(count, count.worth))), mean)).map((count): Reading => ({ ...reading(paper, mean, total, FAR, count, false), bound: false, silent: true })))
  // 上半年12场、下半年15场，平均每场: over both together
  const rows = counts.flatMap((count, at): Count[] => [1, 2, 3].flatMap((more) => (at + more < counts.length ? [together(counts.slice(at, at + more + 1))] : [])))
  const places = placesOf(paper, mean)
  const row = places === undefined ? [] : levels.filter((one) => one.end <= mean.start && sort(one) === sort(mean)).slice(-places)
  const ofRow: Reading[] = row.length === places && row.length > 1 && row[0]!.sentence === mean.sentence ? [{ from: row, gives: (some) => widened(mean, times(sum(some), 1 / row.length)), away: 0, bound: true, firm: true, shown: () => `(${row.map(({ value }) => show(value)).join(' + ')}) ÷ ${row.length}` }] : []
  const sums = totals.flatMap((total) => rows.map((count): Reading => ({ ...reading(paper, mean, total, FAR, count, false), from: [], gives: () => widened(mean, over(total, count)), bound: false, silent: true, away: 0 })))
  const plain = !isDensity(mean) && meanIn(paper, mean)!.plain
  return judge(paper, mean, [...ofRow, ...(plain ? near.map((one) => ({ ...one, silent: true })) : near), ...far, ...sums, ...elsewhere(paper, mean, totals, counts.filter(({ figure }) => figure === null || !listed.has(figure)))], {
    kind: isDensity(mean) || counts.some(({ figure }) => figure === null) ? 'per-capita' : 'mean',
    unit: '',
    explanation: '平均数与同处所列的总数、个数不符。',
    doubt: '平均数与同处所列的总数、个数不符；若平均另有所指则无误。',
    careful: true,
    unsaid: true,
  })
}

/** `协管员2320名，平均每个乡镇20名`, `包保干部4312名，人均包保7户`: the number of those, or all that they keep, is told somewhere in the paper, and only once. */
function elsewhere(paper: Paper, mean: Figure, totals: readonly Figure[], counts: readonly Count[]): Reading[] {
  const own = isDensity(mean) ? null : meanIn(paper, mean)
  if (!own || (own.plain && /补助|奖励|罚|不|至少/.test(lead(paper, mean)))) return []
  const bound = (total: Figure, count: Count): Reading => ({ ...reading(paper, mean, total, 0, count, false), bound: true, firm: false, apart: true })
  const beside = totals.filter((one) => one.sentence === mean.sentence && (one.end <= mean.start ? textBetween(paper, one, mean).length < 30 : /^[^；。]{0,12}共[^，。；]{0,8}$/.test(textBetween(paper, mean, one))))
  const named = counts.filter(({ figure }) => figure?.sentence === mean.sentence)
  if (beside.length === 1 && counts.every(({ figure }) => figure?.sentence !== mean.sentence)) {
    const { unit, name } = heldBy(own.each)
    // 在东岭区、西屏区、安溪县抽取96个: of those that are named
    if (/[县区市镇]、[一-鿿]{1,4}[县区市镇][^，。；\d]{0,12}$/.test(lead(paper, beside[0]!))) return []
    const stock = stockNamed(paper, name, unit, /[县区镇村]\([^()]*\)/.exec(lead(paper, mean))?.[0])
    return stock && stock !== beside[0] ? [bound(beside[0]!, { ...interval(stock), figure: stock, worth: 1, away: 0 })] : []
  }
  const pair = adjacent(paper, mean, totals, named)
  // 618场，现场指导547场，就餐11.3万人次，平均每场183人: of the other count of the sentence
  if (pair && named.some((count) => count !== pair[1] && agree(widened(mean, over(pair[0], times(count, count.worth))), mean))) return []
  if (pair) return [{ ...bound(...pair), firm: true, apart: false }]
  const last = named.find(({ figure }) => figure!.end <= mean.start)
  const here = totals.filter(({ sentence }) => sentence === mean.sentence)
  if (last && /包保?|联系|负责|监管|服务/.test(lead(paper, mean, 16))) {
    const kept = keptOf(paper, mean)
    return kept && kept !== last.figure && kept.value > mean.value * 4 && (here.length === 0 || meet(sum(here), kept) || here.some(({ value }) => value === kept.value)) ? [bound(kept, last)] : []
  }
  return []
}

/** `备案1150场，就餐20.7万人次，平均每场180人`, `任务36项，单位12家，每家3项`: the two right before it, the one its total and the other what it is over. */
function adjacent(paper: Paper, mean: Figure, totals: readonly Figure[], counts: readonly Count[]): [Figure, Count] | undefined {
  const depth = depthOf(paper, mean)
  const ahead = inSentence(paper, mean.sentence).filter((one) => one.end <= mean.start && isCount(one) && depthOf(paper, one) <= depth)
  const [first, second] = ahead.slice(-2)
  if (!first || !second || !/^[^。；]{0,24}$/.test(textBetween(paper, second, mean)) || /其中|[；。]/.test(textBetween(paper, first, mean)) || rowOf(paper, first).length > 1) return undefined
  for (const [total, over] of [[first, second], [second, first]] as const) {
    const count = counts.find(({ figure }) => figure === over)
    if (totals.includes(total) && count) return [total, count]
  }
  return undefined
}

const together = (some: readonly Count[]): Count => ({ ...sum(some.map((one) => times(one, one.worth))), value: some.reduce((all, one) => all + one.value * one.worth, 0), figure: null, worth: 1, away: FAR })

function reading(paper: Paper, mean: Figure, total: Figure, place: number, count: Count, named: boolean): Reading {
  const of = (all: Interval, number: Interval): Interval => over(all, times(number, count.worth))
  const value = total.value / (count.value * count.worth)
  const far = (total.start > mean.start ? 1 : 0) + mean.sentence - total.sentence
  const away = place + count.away + far
  // what comes out even is hardly ever chance
  const even = neat(value) && !neat(total.value / 10 ** Math.floor(Math.log10(total.value)))
  return {
    from: count.figure ? [total, count.figure] : [total],
    gives: (some) => widened(mean, of(some[0]!, some[1] ?? count)),
    away: even ? away / 3 : away,
    bound: named || (even && away <= 1 && total.sentence === mean.sentence && (total.end > mean.start || !textBetween(paper, total, mean).includes('；'))),
    firm: named || (count.figure !== null && count.figure.sentence === mean.sentence && Math.abs(count.figure.at - total.at) === 1),
    ...(even && away <= 1 ? { mistaken: { gives: widened(mean, times(of(total, count), mean.value > value ? 10 : 0.1)), explanation: '平均数的小数点错了一位。', sure: true } } : {}),
    shown: () => `${show(total.value)} ÷ ${show(count.value * count.worth)}`,
  }
}
const neat = (value: number): boolean => value > 0 && Number(value.toPrecision(2)) !== 0 && Math.abs(value - Number(value.toPrecision(3))) < 1e-9 * value && String(Number(value.toPrecision(3))).replace(/^0\.0*|\.|0+$/g, '').length <= 2
const widened = (mean: Figure, out: Interval): Interval => {
  const room = mean.low === mean.high ? 0.5 : 0
  return { low: out.low - room, high: out.high + room }
}

const han: Readonly<Record<string, number>> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 }
/** `六地平均700批次`: over as many as are named. */
const placesOf = (paper: Paper, mean: Figure): number | undefined => han[/([两二三四五六七八九十])(?:地|县|区|市|校|镇|家|所|年|月|类|季度?|个[一-鿿]{1,4})(?:平均|每|均)/.exec(lead(paper, mean, 12))?.[1] ?? '']
function countsFor(paper: Paper, mean: Figure, levels: readonly Figure[]): Count[] {
  const people = paper.document.population
  const heads = levels.filter((one) => isPopulation(paper, one))
  const population: Count[] = [...heads.map((figure) => ({ ...interval(figure), figure, worth: 1, away: 0 })), ...(people === null ? [] : [{ ...exactly(people), value: people, figure: null, worth: 1, away: 0 }])]
  if (isDensity(mean)) {
    const per = /万/.test(mean.unit) ? 10_000 : /千/.test(mean.unit) ? 1000 : /百/.test(mean.unit) ? 100 : 0
    return per === 0 ? [] : population.map((one) => ({ ...one, worth: 1 / per }))
  }
  const own = meanIn(paper, mean)!
  const places = placesOf(paper, mean)
  if (places !== undefined) return [{ ...exactly(places), value: places, figure: null, worth: 1, away: 0 }]
  let place = 0
  const counted = levels.flatMap((figure): Count[] => {
    const factor = land.test(own.each) && land.test(figure.unit) && land.exec(own.each)![0].slice(-2) === figure.unit.slice(-2) ? 1 : worth(paper, figure, own)
    return factor > 0 && figure.low * factor > 1 && !isMean(paper, figure) && !isRate(figure) && sort(figure) !== sort(mean) ? [{ ...interval(figure), figure, worth: factor, away: place++ }] : []
  })
  return own.each === '人' || /^人/.test(own.each) ? [...counted, ...population.filter(({ figure }) => figure === null).map((one) => ({ ...one, away: counted.length }))] : counted
}
const interval = ({ low, high, value }: Figure): Interval & { value: number } => ({ low, high, value })
