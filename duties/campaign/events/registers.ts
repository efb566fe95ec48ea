import { register, type Access, type Row } from '../../../platform/register/declare.ts'
import { choice, date, flag, integer, number, reference, references, region, text, type Choice } from '../../../platform/register/fields.ts'
import { endsNoEarlier } from '../../../platform/register/spans.ts'

const access: Access = { read: ['campaign.read'], write: ['campaign.manage'] }
const words = (zh: string, en: string) => text({ zh, en }, { max: 5000, multiline: true })

export const eventStates = [
  { code: 'planned', label: { zh: '筹备', en: 'In preparation' } },
  { code: 'running', label: { zh: '保障中', en: 'Under way' } },
  { code: 'done', label: { zh: '已完成', en: 'Done' } },
  { code: 'cancelled', label: { zh: '取消', en: 'Cancelled' } },
] as const satisfies readonly Choice[]

/** 重大活动保障. @source 重大活动食品安全监督管理规定 */
export const majorEvents = register('major_event', {
  title: { zh: '重大活动保障', en: 'Major events' },
  about: { zh: '会议、赛事等重大活动的供餐保障：场所先行检查，逐餐派人驻点、审菜单、查留样，风险逐条落实。', en: 'Meals of congresses and games: kitchens inspected first; people stationed, menus read and samples checked meal by meal; risks closed one by one.' },
  fields: {
    title: text({ zh: '活动名称', en: 'Event' }, { required: true, max: 200, list: true }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    state: choice({ zh: '状态', en: 'State' }, eventStates, { required: true, list: true, filter: true }),
    starts_on: date({ zh: '开始', en: 'From' }, { required: true, list: true, sort: true, filter: true }),
    ends_on: date({ zh: '结束', en: 'Until' }, { required: true, list: true }),
    organiser: text({ zh: '主办单位', en: 'Organised by' }, { max: 200, list: true }),
    people: integer({ zh: '用餐人数', en: 'People fed' }, { min: 0, max: 1_000_000, unit: { zh: '人', en: 'people' }, list: true }),
    venues: references({ zh: '供餐场所', en: 'Kitchens' }, 'premises', { required: true }),
    lead_unit: reference({ zh: '保障单位', en: 'Unit in charge' }, 'org_unit', { list: true }),
    plan: words('保障方案', 'Plan'),
    review: words('工作小结', 'How it went'),
    special_period: reference({ zh: '检查时段', en: 'Period of visits' }, 'special_period', { readonly: true }),
  },
  naming: 'title',
  order: '-starts_on',
  identity: ['title', 'starts_on'],
  rules: [endsNoEarlier('starts_on', 'ends_on')],
  access,
})
export type EventRow = Row<typeof majorEvents>

export const mealKinds = [
  { code: 'breakfast', label: { zh: '早餐', en: 'Breakfast' } },
  { code: 'lunch', label: { zh: '午餐', en: 'Lunch' } },
  { code: 'dinner', label: { zh: '晚餐', en: 'Dinner' } },
  { code: 'break', label: { zh: '茶歇', en: 'Coffee break' } },
] as const satisfies readonly Choice[]

/** Least grams of a dish kept. @source 餐饮服务食品安全操作规范 8.1.9: ≥ 125 g, ≥ 48 h at 0–8 °C */
const SAMPLE_GRAMS = 125
type Meal = { readonly done?: boolean; readonly dishes?: number | null; readonly samples?: number | null; readonly least_grams?: number | null; readonly checks?: string | null; readonly day?: string | null }
const fault = (path: string, zh: string, en: string) => ({ path, sentence: { zh, en } })

/** A meal cannot be told done with samples missing, unless it says why. */
export function mealFaults({ done, dishes, samples, least_grams: grams, checks, day }: Meal, { today }: { readonly today: string }) {
  return [
    ...(done && day && day > today ? [fault('done', '这一餐还没有到日期。', 'The day of this meal has not come.')] : []),
    ...(done && (samples === null || samples === undefined) ? [fault('samples', '请填写留样份数。', 'Say how many samples were kept.')] : []),
    ...(typeof samples === 'number' && typeof dishes === 'number' && samples < dishes && !checks?.trim()
      ? [fault('samples', `菜品 ${dishes} 个，留样 ${samples} 份；请补留样或在“检查情况”中写明。`, `${dishes} dishes, ${samples} samples: keep the rest or say why below.`)] : []),
    ...(typeof grams === 'number' && grams < SAMPLE_GRAMS && !checks?.trim()
      ? [fault('least_grams', `每份留样不少于 ${SAMPLE_GRAMS} 克。`, `Each sample is ${SAMPLE_GRAMS} g at least.`)] : []),
  ]
}

/** 餐次: where, how many, who is stationed, what was kept. */
export const eventMeals = register('event_meal', {
  title: { zh: '保障餐次', en: 'Meals of events' },
  about: { zh: '每一餐一条：供餐场所、人数、驻点人员、菜单审查和留样。', en: 'One row a meal: kitchen, diners, people stationed, the menu read and samples kept.' },
  belongsTo: 'major_event',
  fields: {
    title: text({ zh: '餐次', en: 'Meal' }, { required: true, max: 200, list: true }),
    day: date({ zh: '日期', en: 'Day' }, { required: true, list: true, sort: true, filter: true }),
    meal: choice({ zh: '餐别', en: 'Meal' }, mealKinds, { required: true, list: true, filter: true }),
    premises: reference({ zh: '供餐场所', en: 'Kitchen' }, 'premises', { required: true, list: true, filter: true }),
    diners: integer({ zh: '用餐人数', en: 'Diners' }, { min: 0, max: 1_000_000, unit: { zh: '人', en: 'people' }, list: true }),
    stationed: references({ zh: '驻点人员', en: 'Stationed' }, 'person'),
    menu_read: flag({ zh: '菜单已审', en: 'Menu read' }, { list: true, filter: true }),
    dishes: integer({ zh: '菜品数', en: 'Dishes' }, { min: 0, max: 1000, unit: { zh: '个', en: 'dishes' } }),
    samples: integer({ zh: '留样份数', en: 'Samples kept' }, { min: 0, max: 1000, unit: { zh: '份', en: 'samples' }, list: true }),
    least_grams: number({ zh: '最小留样量', en: 'Smallest sample' }, { min: 0, max: 10_000, unit: { zh: '克', en: 'g' } }),
    checks: words('检查情况', 'What was checked'),
    done: flag({ zh: '已完成', en: 'Done' }, { list: true, filter: true }),
  },
  naming: 'title',
  order: 'day',
  identity: ['title', 'day', 'meal'],
  rules: [mealFaults],
  access,
})
export type MealRow = Row<typeof eventMeals> & { readonly major_event_id: string }

export const riskLevels = [
  { code: 'high', label: { zh: '高', en: 'High' } },
  { code: 'middle', label: { zh: '中', en: 'Middle' } },
  { code: 'low', label: { zh: '低', en: 'Low' } },
] as const satisfies readonly Choice[]

/** 风险清单 of an event: each with a measure, who does it, and the day it was done. */
export const eventRisks = register('event_risk', {
  title: { zh: '活动风险清单', en: 'Risks of events' },
  about: { zh: '活动供餐的风险点、防控措施和责任人；落实后填写日期。', en: 'Risks of the meals, the measure against each and who takes it; dated once it is taken.' },
  belongsTo: 'major_event',
  fields: {
    title: text({ zh: '风险点', en: 'Risk' }, { required: true, max: 300, list: true }),
    level: choice({ zh: '等级', en: 'Level' }, riskLevels, { required: true, list: true, filter: true }),
    measure: text({ zh: '防控措施', en: 'Measure' }, { required: true, max: 1000, multiline: true, list: true }),
    unit_id: reference({ zh: '责任单位', en: 'Unit' }, 'org_unit', { list: true, filter: true }),
    due_on: date({ zh: '期限', en: 'Due' }, { required: true, list: true, sort: true, filter: true }),
    done_on: date({ zh: '落实日期', en: 'Taken on' }, { list: true, filter: true }),
  },
  naming: 'title',
  order: 'due_on',
  identity: ['title'],
  access,
})
export type RiskRow = Row<typeof eventRisks> & { readonly major_event_id: string }
