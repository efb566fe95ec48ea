import { cut, type Interval } from '../ground/interval.ts'
import { clause, isCount, isDensity, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { conversion } from './unit.ts'

/** How papers say that a figure is a mean, what it is over, and how exactly it is told. */

export type Mean = {
  /** The words that name what the mean is over: 个快检室, 家年均检查, 亩, 日. */
  readonly each: string
  /** 每所补助15万元: said of each, not as a mean of what there was. */
  readonly plain: boolean
}

const marks: readonly (readonly [form: RegExp, plain: boolean])[] = [
  [/平均每(?:一)?([一-鿿]{1,12})$/, false],
  [/每(?:一)?([一-鿿]{1,8}?)(?:平均|年均|月均|均价)[一-鿿]{0,6}$/, false],
  [/([一-鿿])均(?!匀|衡|已|为?全|有|无|未|可|能|应|由|在|按|达标)[一-鿿]{0,8}$/, false],
  [/每([一-鿿]{1,8})$/, true],
]
/** What ought to be, how often, and what is no number of things. */
const norm = /不少于|不低于|至少|标准|要求|必须|应|以上|不超过|目标|力争|计划|最多|不得/
const rhythm = /^(?:年|月|周|日|天|季|次|学期|学年|千|万|百|十|人|万人|千人|个?工作日|时|分)/

/** What a mean is over, where the words before a figure make it one. */
export function meanOf(paper: Paper, figure: Figure): Mean | null {
  if (/分|岁|天|日|时|钟|月|年/.test(figure.unit) || isDensity(figure)) return null
  const words = lead(paper, figure, 24)
    .replaceAll(/\([^)]*\)/g, '')
    .replace(/(?:约|近|达到?|为|至|仅|就|有)+$/, '')
  for (const [form, plain] of marks) {
    const each = form.exec(words)?.[1]
    if (each === undefined) continue
    // 货值12.8万元，折合每公斤40元
    if (plain && /(?:折合|合|约合|相当于)每[一-鿿]{1,4}$/.test(words) && !rhythm.test(each)) return { each, plain: false }
    return plain && (rhythm.test(each) || norm.test(clause(paper, figure))) ? null : { each, plain }
  }
  return null
}

/** Nouns that one sign stands for. */
const longer: Readonly<Record<string, RegExp>> = {
  校: /学校|食堂|院校/,
  院: /医院|院/,
  企: /企业|公司/,
  店: /店/,
  案: /案|^[件起宗].*(?:立案|查办|查处|办结)/,
  人: /人|名|位/,
  次: /次|场|期/,
  场: /场|次|期/,
  篇: /篇|推文|稿/,
  条: /条/,
  单: /单/,
  户: /户|家/,
}

/** What a count is worth in units of what the mean is over: 1 for things of that name, 1000 for tons by the kilogram; 0 where it is none. */
export function worth(paper: Paper, one: Figure, { each }: Mean): number {
  // 40898户次 are visits, and no number of 户
  if (each.length === 1 && /^[户家店企所]次$/.test(one.unit)) return 0
  // 48个监管所 are no 个县
  const place = /^个(县|区|市|乡|镇|街|村|社)/.exec(each)?.[1]
  if (place !== undefined && one.unit === '个' && !`${one.subject} ${lead(paper, one, 14)} ${tail(paper, one, 14)}`.includes(place)) return 0
  for (let length = Math.min(3, each.length); length > 0; length--) {
    const unit = each.slice(0, length)
    if (one.unit === unit) return 1
    const factor = conversion(one.unit, unit)
    if (factor !== null && /[公千斤吨克亩顷]/.test(unit)) return factor
  }
  const unit = each.slice(0, 1)
  if (each.length === 1 && each !== '所' && sort(one) === sort({ ...one, unit: each })) return 1
  const words = `${one.subject} ${lead(paper, one, 14)} ${tail(paper, one, 14)}`
  if (each.length === 1)
    return !/^[元分]$/.test(one.unit) && (each === '所' && /^[一-鿿]{0,6}所(?=[，。、与和中全均都]|$)/.test(tail(paper, one, 10)) || (longer[each]?.test(one.unit + one.subject + one.measure + tail(paper, one, 8)) ?? one.subject.endsWith(each))) ? 1 : 0
  if (one.unit === '元') return 0
  if (unit === '所' && one.subject.endsWith(unit)) return 1
  const noun = each.replace(/^[个家所名支只台处户项批件份张条块座间位]/, '').slice(0, 2)
  return (one.unit === unit && (noun === '' || words.includes(noun))) || (noun.length > 1 && words.includes(noun)) ? 1 : 0
}

export const otherTime = /上年|去年|前年|^同期|比(?!例)|较(?!大)|目标|计划|任务|力争|每|均/
export const totalLike = (paper: Paper, one: Figure, figure: Figure): boolean =>
  one !== figure &&
  isCount(one) &&
  one.cell === null &&
  one.value > figure.value &&
  Number.isFinite(one.high) &&
  (sort(one) === sort(figure) ||
    (figure.unit !== '' && one.unit.length > figure.unit.length && one.unit.endsWith(figure.unit) && one.unit !== '人次')) &&
  !/[每均]|能力|^日/.test(lead(paper, one, 12))

/** A mean of whole things is rounded: 7户 for 6.9996. */
export const rounded = (figure: Figure): Interval =>
  figure.low === figure.high ? { low: figure.low - 0.5, high: figure.high + 0.5 } : cut(figure)

export const isPopulation = (paper: Paper, one: Figure): boolean =>
  /人口/.test(`${one.subject}${lead(paper, one, 10)}${tail(paper, one, 6)}`)

export const ofEconomy = /人均(?:地区)?(?:生产总值|GDP)[^，。；\d]{0,8}$/
