import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { between, finding, isCount, isExact, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

/** Yields (亩产, 单产) against the area and the harvest told beside them, and means of years against the sum told of so many. */
export const checkYields = (paper: Paper): Finding[] => [...paper.figures.flatMap((one) => [...ofLand(paper, one), ...absurd(paper, one)]), ...ofYears(paper)]

/** How many kilograms, how many 亩. */
const mass: Readonly<Record<string, number>> = { 吨: 1000, 公斤: 1, 千克: 1, 斤: 0.5, 克: 0.001 }
const area: Readonly<Record<string, number>> = { 亩: 1, 公顷: 15 }

const usable = (paper: Paper, one: Figure): boolean =>
  isCount(one) && isExact(one) && one.cell === null && one.low > 0 && !/(?:增加|减少|增|减|多|少|增长|扩大)了?$/.test(lead(paper, one, 12)) && !/上年|去年/.test(lead(paper, one, 12))

/** The yield in kilograms a 亩: as its clause says it, of 亩 or of 公顷. */
function yieldOf(paper: Paper, one: Figure): Interval | null {
  const [unit, per] = one.unit.split('/')
  const weight = mass[unit!]
  if (weight === undefined || !one.hedges.every((hedge) => hedge === 'exact' || hedge === 'about') || one.cell !== null || one.low <= 0) return null
  const words = lead(paper, one, 14)
  const land = per ?? (/(?:亩产|单产|亩均产量|每亩产量)[^，。；\d]{0,6}$/.test(words) ? '亩' : /(?:每公顷|公顷)产量?[^，。；\d]{0,6}$/.test(words) ? '公顷' : '')
  const factor = area[land]
  return factor === undefined ? null : times(one, weight / factor)
}

function ofLand(paper: Paper, one: Figure): Finding[] {
  const said = yieldOf(paper, one)
  if (!said) return []
  const near = paragraphOf(paper, one.sentence).filter((it) => it !== one && usable(paper, it) && Math.abs(it.sentence - one.sentence) < 2)
  const lands = near.filter((it) => area[it.unit] !== undefined)
  const crops = near.filter((it) => mass[it.unit] !== undefined && yieldOf(paper, it) === null)
  const made = (land: Figure, crop: Figure): Interval => over(times(crop, mass[crop.unit]!), times(land, area[land.unit]!))
  if (lands.some((land) => crops.some((crop) => meet(cut(made(land, crop)), cut(said))))) return []
  const closest = (all: readonly Figure[]): Figure | undefined =>
    all
      .filter((it) => it.sentence === one.sentence && between(paper, it, one).length < (between(paper, it, one).includes('；') ? 30 : 60))
      .toSorted((a, b) => between(paper, a, one).length - between(paper, b, one).length)[0]
  const [land, crop] = [closest(lands), closest(crops) ?? next(paper, one, crops)]
  if (!land || !crop || (crop.start < land.start && one.start > land.end && between(paper, crop, land).length > 20)) return []
  return [
    finding(paper, [one, crop, land], {
      verdict: 'contradiction',
      kind: 'mean',
      calculation: `${printed(crop)} ÷ ${printed(land)} = ${showInterval(made(land, crop), 1)}公斤/亩，所列 ${printed(one)}`,
      explanation: '单位面积产量与同一处所列的面积、总产量不符。',
    }),
  ]
}

/** `播种面积27.47万亩…；粮食总产量7.29吨`: no land bears so little, none so much. */
function absurd(paper: Paper, crop: Figure): Finding[] {
  if (mass[crop.unit] === undefined || !usable(paper, crop) || !/产量[^，。；\d]{0,4}$/.test(lead(paper, crop)) || /人均|日均|每/.test(lead(paper, crop))) return []
  const land = paper.figures.slice(Math.max(0, crop.at - 3), crop.at).findLast((one) => one.sentence === crop.sentence && area[one.unit] !== undefined && usable(paper, one) && /面积[^，。；\d]{0,4}$/.test(lead(paper, one)))
  if (!land) return []
  const each = over(times(crop, mass[crop.unit]!), times(land, area[land.unit]!))
  if (each.high >= 2 && each.low <= 30_000) return []
  return [
    finding(paper, [crop, land], {
      verdict: 'contradiction',
      kind: 'unit',
      calculation: `${printed(crop)} ÷ ${printed(land)} = ${showInterval(each, 3)}公斤/亩`,
      explanation: '按所列面积，单位产量不可能如此，似多写或漏写了“万”。',
    }),
  ]
}

/** 面积…；亩产…；总产量…: the harvest behind a semicolon. */
const next = (paper: Paper, one: Figure, crops: readonly Figure[]): Figure | undefined =>
  crops.find((it) => it.sentence === one.sentence && it.start > one.end && between(paper, one, it).length < 30 && /总产量?[^，。；\d]{0,4}$/.test(lead(paper, it, 8)))

const spans = /(?<!\d)((?:19|20)\d{2})年?\s*[—–\-~至]+\s*((?:19|20)\d{2})年/g
const yearly = /(?:平均每年|年平均|年均|每年平均)[^，。；\d增长递降]{0,8}$/

/** `2014—2021年…5147例，平均每年643例`: so many years are told, and no sum of the paper gives the mean by them. */
function ofYears(paper: Paper): Finding[] {
  const lengths = new Set([...paper.text.matchAll(spans)].map((match) => Number(match[2]) - Number(match[1]) + 1).filter((one) => one > 1 && one < 60))
  if (lengths.size === 0) return []
  return paper.figures.flatMap((mean) => {
    if (!isCount(mean) || !isExact(mean) || mean.cell !== null || mean.low <= 0 || !yearly.test(lead(paper, mean, 20)) || /增|降|减/.test(tail(paper, mean, 3))) return []
    const sums = paragraphOf(paper, mean.sentence).filter((one) => one.end <= mean.start && one.unit === mean.unit && isExact(one) && one.value > mean.value)
    const all = [...sums, ...countsLike(paper, mean).filter((one) => one !== mean)]
    const wide = { low: mean.low - 1, high: mean.high + 1 }
    const made = (one: Figure, years: number): Interval => times(one, 1 / years)
    if (all.some((one) => [...lengths].some((years) => meet(made(one, years), wide)))) return []
    const last = sums.filter((one) => one.sentence === mean.sentence && between(paper, one, mean).length < 24).at(-1)
    if (!last || lengths.size > 1) return []
    const [years] = [...lengths]
    return [
      finding(paper, [mean, last], {
        verdict: 'contradiction',
        kind: 'mean',
        calculation: `${show(last.value)} ÷ ${years!}年 = ${show(last.value / years!, 1)}${mean.unit}，所列 ${printed(mean)}`,
        explanation: '年均数与所列总数、年数不符。',
      }),
    ]
  })
}
