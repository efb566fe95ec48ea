import type { Calendar } from '../../../platform/calendar/calendar.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { dateAt, instant, type DateOnly, type Instant } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { Dated } from '../../../platform/core/dated.ts'
import { operatesOn, type Operating } from '../../registry/index.ts'

export const meals = ['breakfast', 'lunch', 'dinner', 'snack'] as const
export type Meal = (typeof meals)[number]
const MEALS: Readonly<Record<Meal, Bilingual>> = {
  breakfast: { zh: '早餐', en: 'breakfast' }, lunch: { zh: '午餐', en: 'lunch' }, dinner: { zh: '晚餐', en: 'dinner' }, snack: { zh: '加餐', en: 'snack' },
}

/** One way of disinfecting tableware: what must be reached and for how long. */
export type Disinfection = { readonly code: string; readonly title: Bilingual; readonly unit: '℃' | 'mg/L'; readonly least: number; readonly leastSeconds: number }

/** One version of what a canteen's book must hold. */
export type CanteenTable = Dated & {
  readonly sample: { readonly leastGrams: number; readonly leastHours: number; readonly minCelsius: number; readonly maxCelsius: number }
  readonly disinfection: readonly Disinfection[]
  /** Body temperature from which nobody works with food. */
  readonly feverCelsius: number
  /** Types whose leader eats along at each meal (集中用餐陪餐). */
  readonly leaderEats: readonly string[]
}

/** 晨检: each person on duty, fit or sent away. */
export type MorningCheck = { readonly kind: 'morning_check'; readonly on: DateOnly; readonly checkedBy: string
  readonly people: readonly { readonly name: string; readonly fit: boolean; readonly celsius: number | null; readonly sign: string; readonly sentAway: boolean }[] }
/** 进货查验. `papers`: hashes or numbers of certificates and receipts. */
export type Purchase = { readonly kind: 'purchase'; readonly on: DateOnly; readonly goods: string; readonly supplier: string; readonly quantity: number; readonly unit: string
  readonly producedOn: DateOnly | null; readonly bestBefore: DateOnly | null; readonly papers: readonly string[]; readonly refused: boolean }
/** 餐饮具消毒 */
export type Disinfected = { readonly kind: 'disinfection'; readonly on: DateOnly; readonly meal: Meal; readonly method: string; readonly reached: number; readonly seconds: number }
/** 食品留样 of one dish. `disposedAt` null while it is kept. */
export type Sample = { readonly kind: 'sample'; readonly id: string; readonly on: DateOnly; readonly meal: Meal; readonly dish: string; readonly grams: number; readonly keptAt: Instant
  readonly celsius: number; readonly keptBy: string; readonly disposedAt: Instant | null }
/** 陪餐 by a school leader. */
export type LeaderMeal = { readonly kind: 'leader_meal'; readonly on: DateOnly; readonly meal: Meal; readonly leader: string; readonly post: string; readonly opinion: string }
export type CanteenEntry = MorningCheck | Purchase | Disinfected | Sample | LeaderMeal

/** A canteen as its book sees it. */
export type Canteen = {
  readonly types: readonly string[]
  readonly operating: Operating
  readonly meals: readonly Meal[]
  /** A contractor (承包经营) is named with a licence; null where the school runs it itself. */
  readonly contractor: { readonly name: string; readonly licence: string } | null
  readonly contracted: boolean
}

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const blank = (text: string): boolean => text.trim() === ''
const needs = (path: string, text: string, zh: string, en: string): FieldProblem[] => (blank(text) ? [fault(path, zh, en)] : [])
const HOUR = 3_600_000

/** The first instant at which a sample may be thrown away. */
export const keepUntil = (sample: Pick<Sample, 'keptAt'>, { sample: { leastHours } }: CanteenTable): Instant =>
  instant(Date.parse(sample.keptAt) + leastHours * HOUR)

function sampleFaults(entry: Sample, table: CanteenTable, now: Instant): FieldProblem[] {
  const { leastGrams, leastHours, minCelsius, maxCelsius } = table.sample
  const { grams, celsius, keptAt, disposedAt } = entry
  return [
    ...needs('dish', entry.dish, '请填写菜品名称。', 'Name the dish.'),
    ...needs('keptBy', entry.keptBy, '请填写留样人员。', 'Say who kept the sample.'),
    ...(grams >= leastGrams ? [] : [fault('grams', `每个品种留样不少于 ${leastGrams} 克。`, `At least ${leastGrams} g of each dish are kept.`)]),
    ...(celsius >= minCelsius && celsius <= maxCelsius ? []
      : [fault('celsius', `留样应在 ${minCelsius}–${maxCelsius} ℃ 存放。`, `Samples are kept at ${minCelsius} to ${maxCelsius} °C.`)]),
    ...(Date.parse(keptAt) > Date.parse(now) ? [fault('keptAt', '留样时间不能晚于现在。', 'The sample cannot have been taken in the future.')] : []),
    ...(dateAt(keptAt) < entry.on ? [fault('keptAt', '留样早于供餐日期。', 'The sample was taken before the meal.')] : []),
    ...(disposedAt !== null && Date.parse(disposedAt) < Date.parse(keepUntil(entry, table))
      ? [fault('disposedAt', `留样应保存 ${leastHours} 小时以上，不能提前处理。`, `Samples are kept for at least ${leastHours} hours; this one was thrown away too early.`)] : []),
    ...(disposedAt !== null && Date.parse(disposedAt) > Date.parse(now) ? [fault('disposedAt', '处理时间不能晚于现在。', 'It cannot have been thrown away in the future.')] : []),
  ]
}

function morningFaults({ people, checkedBy }: MorningCheck, { feverCelsius }: CanteenTable): FieldProblem[] {
  return [
    ...needs('checkedBy', checkedBy, '请填写晨检人员。', 'Say who checked.'),
    ...(people.length === 0 ? [fault('people', '请逐人填写晨检情况。', 'Enter each person who was checked.')] : []),
    ...people.flatMap(({ name, fit, celsius, sign, sentAway }, index) => [
      ...needs(`people.${index}.name`, name, '请填写姓名。', 'Give the name.'),
      ...(fit && celsius !== null && celsius >= feverCelsius
        ? [fault(`people.${index}.fit`, `体温 ${celsius} ℃，不能上岗。`, `With ${celsius} °C nobody works with food.`)] : []),
      ...(fit || !blank(sign) ? [] : [fault(`people.${index}.sign`, '请写明不能上岗的症状。', 'Say what was found.')]),
      // 食品安全法实施条例 art.23, 食品安全法 art.45: who has signs of disease leaves the post at once
      ...(fit || sentAway ? [] : [fault(`people.${index}.sentAway`, '有碍食品安全的症状应立即离岗。', 'Who has such signs leaves the post at once.')]),
    ]),
  ]
}

function purchaseFaults(entry: Purchase): FieldProblem[] {
  const { on, quantity, producedOn, bestBefore, papers, refused } = entry
  return [
    ...needs('goods', entry.goods, '请填写货品名称。', 'Name the goods.'),
    ...needs('supplier', entry.supplier, '请填写供货者。', 'Name the supplier.'),
    ...needs('unit', entry.unit, '请填写数量单位。', 'Give the unit.'),
    ...(quantity > 0 ? [] : [fault('quantity', '数量应大于零。', 'The quantity must be above zero.')]),
    ...(producedOn !== null && producedOn > on ? [fault('producedOn', '生产日期晚于进货日期。', 'It was made after it was bought.')] : []),
    // What was refused at the door may be past its day and without papers: that is why.
    ...(refused || bestBefore === null || bestBefore >= on ? [] : [fault('bestBefore', '已超过保质期，应拒收。', 'It is past its last day; refuse it.')]),
    ...(refused || papers.length > 0 ? [] : [fault('papers', '请附合格证明或进货票据。', 'Attach the certificate or the receipt.')]),
  ]
}

function disinfectionFaults({ method, reached, seconds }: Disinfected, { disinfection }: CanteenTable): FieldProblem[] {
  const way = disinfection.find(({ code }) => code === method)
  if (!way) return [fault('method', '请选择消毒方式。', 'Choose a way of disinfecting.')]
  const { unit, least, leastSeconds, title } = way
  return [
    ...(reached >= least ? [] : [fault('reached', `${title.zh}应达到 ${least} ${unit}。`, `${title.en} must reach ${least} ${unit}.`)]),
    ...(seconds >= leastSeconds ? [] : [fault('seconds', `${title.zh}应不少于 ${leastSeconds} 秒。`, `${title.en} takes at least ${leastSeconds} seconds.`)]),
  ]
}

const leaderFaults = ({ leader, post }: LeaderMeal): FieldProblem[] => [
  ...needs('leader', leader, '请填写陪餐人员。', 'Say who ate along.'),
  ...needs('post', post, '请填写陪餐人员职务。', 'Give the post of who ate along.'),
]

function ownFaults(entry: CanteenEntry, table: CanteenTable, now: Instant): FieldProblem[] {
  switch (entry.kind) {
    case 'morning_check':
      return morningFaults(entry, table)
    case 'purchase':
      return purchaseFaults(entry)
    case 'disinfection':
      return disinfectionFaults(entry, table)
    case 'sample':
      return sampleFaults(entry, table, now)
    case 'leader_meal':
      return leaderFaults(entry)
  }
}

/**
 * What is wrong with an entry of the book; empty where it may be kept.
 * @source samples (≥ 125 g, ≥ 48 h, 0–8 ℃) and disinfection recalled (high) from 餐饮服务食品安全操作规范 2018; duty of samples and
 * of naming the contractor: 食品安全法实施条例 art.28 (read)
 */
export function entryFaults(entry: CanteenEntry, canteen: Canteen, table: CanteenTable, now: Instant): readonly FieldProblem[] {
  return [
    ...(entry.on > dateAt(now) ? [fault('on', '不能填写以后的日期。', 'A day to come cannot be recorded.')] : []),
    ...('meal' in entry && !canteen.meals.includes(entry.meal) ? [fault('meal', '该食堂不供应这一餐。', 'This canteen does not serve this meal.')] : []),
    ...ownFaults(entry, table, now),
  ]
}

/** What is wrong with the canteen's own record: a contractor who runs it is named, with a licence (条例 art.28). */
export function canteenFaults({ contracted, contractor }: Canteen): readonly FieldProblem[] {
  if (!contracted) return []
  return contractor === null || blank(contractor.name)
    ? [fault('contractor', '承包经营的食堂应写明承包经营者。', 'Name the contractor who runs this canteen.')]
    : needs('contractor.licence', contractor.licence, '请填写承包经营者的食品经营许可证号。', 'Give the licence number of the contractor.')
}

/** As much of an entry as tells whether it fulfils something. */
export type EntryMark = { readonly kind: CanteenEntry['kind']; readonly on: DateOnly; readonly meal?: Meal | null; readonly dish?: string | null }

/** One thing the book still lacks on a day. */
export type BookDue = { readonly kind: CanteenEntry['kind']; readonly meal: Meal | null; readonly dish: string | null; readonly text: Bilingual }

/**
 * What the book of a day still lacks. On a day closed it lacks nothing. Purchases are not asked for: nobody buys every day.
 * @param dishes what was served, by meal; a dish without a sample is asked for by name, a meal without dishes at least once
 */
export function bookDue(
  canteen: Canteen, entries: readonly EntryMark[], dishes: Readonly<Partial<Record<Meal, readonly string[]>>>, table: CanteenTable, calendar: Calendar, day: DateOnly,
): readonly BookDue[] {
  if (!operatesOn(canteen.operating, day, calendar)) return []
  const today = entries.filter(({ on }) => on === day)
  const has = (kind: CanteenEntry['kind'], meal: Meal | null, dish: string | null = null): boolean => today.some((entry) =>
    entry.kind === kind && (meal === null || entry.meal === meal) && (dish === null || entry.dish?.trim() === dish.trim()))
  const leader = table.leaderEats.some((type) => canteen.types.includes(type))
  const lack = (kind: CanteenEntry['kind'], meal: Meal | null, dish: string | null, zh: string, en: string): BookDue[] =>
    has(kind, meal, dish) ? [] : [{ kind, meal, dish, text: { zh, en } }]
  return [
    ...lack('morning_check', null, null, '晨检', 'morning check'),
    ...canteen.meals.flatMap((meal) => {
      const { zh, en } = MEALS[meal]
      const served = dishes[meal] ?? []
      return [
        ...(served.length === 0 ? lack('sample', meal, null, `${zh}留样`, `samples of ${en}`)
          : served.flatMap((dish) => lack('sample', meal, dish, `${zh}“${dish}”留样`, `sample of a dish of ${en}: ${dish}`))),
        ...lack('disinfection', meal, null, `${zh}餐饮具消毒`, `disinfection after ${en}`),
        ...(leader ? lack('leader_meal', meal, null, `${zh}陪餐`, `a leader eats along at ${en}`) : []),
      ]
    }),
  ]
}

/** Samples that may be thrown away now, the oldest first: their hours are over and nobody has said that it was done. */
export const samplesToDispose = (entries: readonly CanteenEntry[], table: CanteenTable, now: Instant): readonly Sample[] => entries
  .filter((entry): entry is Sample => entry.kind === 'sample' && entry.disposedAt === null && Date.parse(keepUntil(entry, table)) <= Date.parse(now))
  .toSorted((a, b) => Date.parse(a.keptAt) - Date.parse(b.keptAt))
