import { choice, choices, type Choice } from '../../platform/register/fields.ts'
import type { Meal } from './rules/canteen-book.ts'
import type { SelfCheckKind, StaffRole } from './rules/self-check.ts'

export const READ = 'selfcheck.read'
export const MANAGE = 'selfcheck.manage'
/** 区级巡查、市级抽查 of school canteens. */
export const CHECK = 'selfcheck.check'
/** What a business records of itself. */
export const RECORD = 'selfcheck.record'

export const kindChoices = [
  { code: 'daily', label: { zh: '日管控', en: 'Daily check' } },
  { code: 'weekly', label: { zh: '周排查', en: 'Weekly review' } },
  { code: 'monthly', label: { zh: '月调度', en: 'Monthly meeting' } },
] as const satisfies readonly Choice<SelfCheckKind>[]

export const roleChoices = [
  { code: 'head', label: { zh: '主要负责人', en: 'Person in charge' } },
  { code: 'director', label: { zh: '食品安全总监', en: 'Food safety director' } },
  { code: 'officer', label: { zh: '食品安全员', en: 'Food safety officer' } },
] as const satisfies readonly Choice<StaffRole>[]

export const mealChoices = [
  { code: 'breakfast', label: { zh: '早餐', en: 'Breakfast' } },
  { code: 'lunch', label: { zh: '午餐', en: 'Lunch' } },
  { code: 'dinner', label: { zh: '晚餐', en: 'Dinner' } },
  { code: 'snack', label: { zh: '加餐', en: 'Snack' } },
] as const satisfies readonly Choice<Meal>[]

/** Which form a type of premises fills in: the first that holds in `formFor`. */
export const formGroups = [
  { code: 'canteen', label: { zh: '学校、单位食堂', en: 'Canteens' } },
  { code: 'catering', label: { zh: '餐饮服务', en: 'Catering' } },
  { code: 'sale', label: { zh: '食品销售', en: 'Food sale' } },
  { code: 'production', label: { zh: '食品生产', en: 'Food production' } },
] as const satisfies readonly Choice[]
export type FormGroup = (typeof formGroups)[number]['code']

/** The form of premises by their type and what lies above it. */
export const formFor = (types: readonly string[]): FormGroup =>
  types.includes('CANT') || types.includes('CENT') ? 'canteen' : types.includes('CATERING') ? 'catering' : types.includes('SALE') ? 'sale' : 'production'

/** Ways of disinfecting, as `canteen_limit` holds their limits. */
export const disinfectionChoices = [
  { code: 'steam', label: { zh: '煮沸、蒸汽消毒', en: 'Boiling or steam' } },
  { code: 'infrared', label: { zh: '红外线消毒', en: 'Infrared' } },
  { code: 'dishwasher', label: { zh: '洗碗机消毒', en: 'Dishwasher' } },
  { code: 'chlorine', label: { zh: '含氯消毒液浸泡', en: 'Chlorine bath' } },
] as const satisfies readonly Choice[]

/** 校级自查 → 区级巡查 → 市级抽查 */
export const levelChoices = [
  { code: 'school', label: { zh: '校级自查', en: 'School’s own check' } },
  { code: 'county', label: { zh: '区级巡查', en: 'County round' } },
  { code: 'city', label: { zh: '市级抽查', en: 'City spot check' } },
] as const satisfies readonly Choice[]
export type Level = (typeof levelChoices)[number]['code']

export const weekChoices = [
  { code: 'every_day', label: { zh: '每天', en: 'Every day' } },
  { code: 'working_days', label: { zh: '国家规定的工作日', en: 'Working days of the state calendar' } },
  { code: 'chosen', label: { zh: '每周指定的几天', en: 'Chosen days of the week' } },
] as const satisfies readonly Choice[]

export const weekdayChoices = [
  { code: '1', label: { zh: '周一', en: 'Mon' } }, { code: '2', label: { zh: '周二', en: 'Tue' } }, { code: '3', label: { zh: '周三', en: 'Wed' } }, { code: '4', label: { zh: '周四', en: 'Thu' } },
  { code: '5', label: { zh: '周五', en: 'Fri' } }, { code: '6', label: { zh: '周六', en: 'Sat' } }, { code: '7', label: { zh: '周日', en: 'Sun' } },
] as const satisfies readonly Choice[]

export const mealField = () => choice({ zh: '餐次', en: 'Meal' }, mealChoices, { required: true, list: true, filter: true })
export const mealsField = () => choices({ zh: '供应餐次', en: 'Meals served' }, mealChoices, { list: true, help: { zh: '食堂和集体用餐单位填写，据此核对留样、消毒和陪餐；不供餐的留空。', en: 'For canteens and meal suppliers: samples, disinfection and shared meals are asked by it. Empty where no meals are served.' } })
