import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { choice, date, flag, instant, integer, number, text } from '../../platform/register/fields.ts'
import { disinfectionChoices, MANAGE, mealField, READ } from './words.ts'

const seen: Access = { read: [READ, 'own'], write: [MANAGE] }
const byProgram = { readonly: true, noImport: true } as const
const onDay = () => date({ zh: '日期', en: 'Day' }, { required: true, list: true, sort: true, filter: true })
const kept = { belongsTo: 'premises', naming: 'on_day', order: '-on_day', own: 'enterprise_id', access: seen, ...byProgram } as const
const grams = { zh: '克', en: 'g' }
const celsius = { zh: '℃', en: '°C' }
const seconds = { zh: '秒', en: 's' }
const limit = (zh: string, en: string, unit: { zh: string; en: string }) => number({ zh, en }, { required: true, min: -50, max: 10_000, unit, list: true })
const time = (zh: string, en: string) => integer({ zh, en }, { required: true, min: 0, max: 86_400, unit: seconds })

/** 食堂台账限值: what samples and disinfection must reach; dated, a change is a new row. */
export const canteenLimits = register('canteen_limit', {
  title: { zh: '食堂台账限值', en: 'Limits of the canteen book' },
  about: { zh: '留样、消毒、晨检的限值，按生效日期保存；修改时新增一条。', en: 'Limits of samples, disinfection and the morning check, by the day they begin; add a row to change one.' },
  fields: {
    valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true, unique: true }),
    sample_grams: limit('留样不少于', 'Sample, at least', grams),
    sample_hours: limit('留样时间不少于', 'Kept, at least', { zh: '小时', en: 'h' }),
    sample_min: limit('留样温度下限', 'Kept from', celsius),
    sample_max: limit('留样温度上限', 'Kept to', celsius),
    fever: limit('不得上岗的体温', 'Fever from', celsius),
    steam_celsius: limit('煮沸、蒸汽温度', 'Boiling or steam', celsius),
    steam_seconds: time('煮沸、蒸汽时间', 'Boiling or steam, time'),
    infrared_celsius: limit('红外线温度', 'Infrared', celsius),
    infrared_seconds: time('红外线时间', 'Infrared, time'),
    dishwasher_celsius: limit('洗碗机水温', 'Dishwasher', celsius),
    dishwasher_seconds: time('洗碗机冲洗时间', 'Dishwasher, time'),
    chlorine_mg: limit('有效氯浓度', 'Chlorine', { zh: 'mg/L', en: 'mg/L' }),
    chlorine_seconds: time('含氯浸泡时间', 'Chlorine, time'),
    source: text({ zh: '依据', en: 'Source' }, { required: true, max: 500, list: true }),
  },
  naming: 'valid_from',
  scope: 'city',
  access: { read: [READ], write: [MANAGE] },
})
export type CanteenLimitRow = Row<typeof canteenLimits>

/** 晨检: one row for each person on duty. */
export const morningChecks = register('morning_check', {
  title: { zh: '晨检记录', en: 'Morning checks' },
  about: { zh: '食堂从业人员每日上岗前的健康检查，每人一条。', en: 'The health of each person before work, one row a person.' },
  ...kept,
  fields: {
    on_day: onDay(),
    name: text({ zh: '姓名', en: 'Name' }, { required: true, max: 60, personal: 'name', list: true }),
    fit: flag({ zh: '可以上岗', en: 'Fit' }, { list: true, filter: true }),
    celsius: number({ zh: '体温', en: 'Temperature' }, { min: 30, max: 45, unit: celsius }),
    sign: text({ zh: '症状', en: 'What was found' }, { max: 200 }),
    sent_away: flag({ zh: '已离岗', en: 'Left the post' }, { list: true, filter: true }),
    checked_by: text({ zh: '检查人', en: 'Checked by' }, { required: true, max: 60, list: true }),
  },
})

/** 进货查验 */
export const goodsIn = register('goods_in', {
  title: { zh: '进货查验记录', en: 'Goods taken in' },
  about: { zh: '进货查验：货品、供货者、数量、日期和票证；拒收也要记录。', en: 'Goods, supplier, quantity, dates and papers; what was refused is recorded too.' },
  ...kept,
  fields: {
    on_day: onDay(),
    goods: text({ zh: '货品', en: 'Goods' }, { required: true, max: 120, list: true }),
    supplier: text({ zh: '供货者', en: 'Supplier' }, { required: true, max: 120, list: true }),
    quantity: number({ zh: '数量', en: 'Quantity' }, { required: true, min: 0, max: 1_000_000, list: true }),
    unit: text({ zh: '单位', en: 'Unit' }, { required: true, max: 20, list: true }),
    produced_on: date({ zh: '生产日期', en: 'Produced on' }),
    best_before: date({ zh: '保质期至', en: 'Best before' }),
    papers: text({ zh: '合格证明、票据号', en: 'Certificates and receipts' }, { max: 300 }),
    refused: flag({ zh: '拒收', en: 'Refused' }, { list: true, filter: true }),
  },
})

/** 餐饮具消毒 */
export const disinfections = register('tableware_disinfection', {
  title: { zh: '餐饮具消毒记录', en: 'Tableware disinfection' },
  about: { zh: '每餐餐饮具消毒的方式、温度（浓度）和时间。', en: 'How tableware was disinfected after each meal: way, temperature or concentration, time.' },
  ...kept,
  fields: {
    on_day: onDay(),
    meal: mealField(),
    method: choice({ zh: '方式', en: 'Way' }, disinfectionChoices, { required: true, list: true, filter: true }),
    reached: number({ zh: '温度或浓度', en: 'Temperature or concentration' }, { required: true, min: 0, max: 10_000, list: true }),
    seconds: integer({ zh: '时间', en: 'Time' }, { required: true, min: 0, max: 86_400, unit: seconds, list: true }),
    done_by: text({ zh: '操作人', en: 'Done by' }, { max: 60, list: true }),
  },
})

/** 食品留样: one row a dish. */
export const foodSamples = register('food_sample', {
  title: { zh: '食品留样记录', en: 'Food samples' },
  about: { zh: '每餐每个品种的留样：重量、时间、温度、留样人和处理时间。', en: 'Samples of each dish of each meal: weight, time, temperature, who kept it, when it was thrown away.' },
  ...kept,
  fields: {
    on_day: onDay(),
    meal: mealField(),
    dish: text({ zh: '菜品', en: 'Dish' }, { required: true, max: 120, list: true }),
    weight: number({ zh: '重量', en: 'Weight' }, { required: true, min: 0, max: 100_000, unit: grams, list: true }),
    kept_at: instant({ zh: '留样时间', en: 'Kept at' }, { required: true, list: true }),
    celsius: number({ zh: '存放温度', en: 'Kept at (temperature)' }, { required: true, min: -50, max: 100, unit: celsius, list: true }),
    kept_by: text({ zh: '留样人', en: 'Kept by' }, { required: true, max: 60, list: true }),
    disposed_at: instant({ zh: '处理时间', en: 'Thrown away at' }, { list: true }),
    disposed_by: text({ zh: '处理人', en: 'Thrown away by' }, { max: 60 }),
  },
})
export type FoodSampleRow = Row<typeof foodSamples> & { readonly premises_id: string }

/** 陪餐 */
export const leaderMeals = register('leader_meal', {
  title: { zh: '陪餐记录', en: 'Meals shared by a leader' },
  about: { zh: '学校（幼儿园）负责人每餐陪餐的记录和意见。', en: 'Who of the school’s leaders ate along at each meal, and what was said.' },
  ...kept,
  fields: {
    on_day: onDay(),
    meal: mealField(),
    leader: text({ zh: '陪餐人', en: 'Who ate along' }, { required: true, max: 60, list: true }),
    post: text({ zh: '职务', en: 'Post' }, { required: true, max: 60, list: true }),
    opinion: text({ zh: '意见', en: 'What was said' }, { max: 1000, multiline: true }),
  },
})

export const canteenRegisters = [canteenLimits, morningChecks, goodsIn, disinfections, foodSamples, leaderMeals] as const
