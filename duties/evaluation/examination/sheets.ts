import type { Answer, CheckSheet, SheetLine } from './contract.ts'

const line = (code: string, item: string, score: number, zh: string, en: string): SheetLine => ({ code, item, score, text: { zh, en } })

/** What is looked at everywhere. */
const everywhere = [
  line('licence', 'C1-1', 10, '许可证、备案证明在有效期内并公示，主体与经营项目相符', 'Licence or filing valid and posted; operator and scope agree'),
  line('people', 'C1-1', 10, '按规定配备食品安全总监、食品安全员，职责明确', 'Safety director and officer appointed as required, with duties'),
  line('health', 'C2-2', 10, '从业人员健康证明有效', 'Health certificates of staff valid'),
  line('self-check', 'C2-1', 10, '日管控、周排查、月调度和自查有记录', 'Daily, weekly and monthly checks and self-checks recorded'),
]
const production = [
  line('incoming', 'C3-1', 15, '原料进货查验和记录可追溯', 'Raw materials checked on arrival and traceable'),
  line('process', 'A7-1', 15, '生产过程控制、清洗消毒、防虫防鼠符合要求', 'Process control, cleaning and pests as required'),
  line('tests', 'C3-1', 15, '出厂检验、留样和不合格品处置有记录', 'Release tests, kept samples and rejects recorded'),
  line('labels', 'A7-1', 15, '标签、添加剂使用符合标准', 'Labels and additives according to the standards'),
]
const sale = [
  line('incoming', 'C3-2', 15, '进货查验，索证索票，食用农产品有合格证', 'Goods checked with their papers; produce with its certificate'),
  line('storage', 'A7-1', 15, '贮存温度、分区、离地离墙符合要求', 'Storage: temperature, separation, off floor and wall'),
  line('dates', 'A7-1', 15, '无过期、变质、标签不符食品，临期食品专区', 'Nothing expired, spoilt or mislabelled; near-date goods apart'),
  line('special', 'A7-3', 15, '特殊食品专区专柜，提示语规范', 'Special foods on their own shelf with the notice'),
]
const kitchen = [
  line('incoming', 'C3-1', 15, '食材查验和追溯记录齐全', 'Ingredients checked and traceable'),
  line('process', 'A7-6', 15, '生熟分开，加工贮存和餐饮具消毒符合要求', 'Raw apart from cooked; storage and dishwashing as required'),
  line('open', 'A7-7', 15, '明厨亮灶有效运行', 'Open kitchen in working order'),
  line('waste', 'C2-4', 15, '餐厨废弃物收运有台账', 'Kitchen waste collected and recorded'),
]
const canteen = [
  ...kitchen.filter(({ code }) => code !== 'open'),
  line('camera', 'A7-5', 10, '“互联网+明厨亮灶”接入并有人查看', 'Kitchen camera connected and watched'),
  line('meals', 'C2-4', 5, '陪餐、留样按规定进行', 'Meals shared and samples kept'),
]
const source = [
  line('inputs', 'A5-3', 20, '投入品购销、使用记录完整，无禁用品', 'Inputs recorded, nothing banned'),
  line('certificate', 'C3-2', 20, '按规定开具合格证或检疫、检验证明', 'Certificates issued as required'),
  line('waste', 'A5-4', 20, '病死畜禽、不合格品无害化处理有记录', 'Dead animals and rejects treated and recorded'),
]

const sheet = (code: string, zh: string, en: string, kinds: readonly string[], lines: readonly SheetLine[]): CheckSheet =>
  ({ code, edition: '2021.1', title: { zh, en }, kinds, lines: [...everywhere, ...lines] })

/**
 * Check sheets by kind of business, of 100 points each. A point keeps the sheet that it was drawn with, so a later edition changes no visit.
 * @source the subjects of the 2021 rules as published reports tell them; lines and points are ours
 */
export const shippedSheets: readonly CheckSheet[] = [
  sheet('production', '生产加工检查表', 'Production', ['PROD', 'ADDI', 'HEAL', 'INFA', 'WORK', 'PACK'], production),
  sheet('sale', '食品销售检查表', 'Sale', ['DIST', 'INFA_SALE', 'SHOP', 'WHOL', 'WHOL_WHOLESALE', 'WHOL_FARMERS', 'PLAT'], sale),
  sheet('catering', '餐饮服务检查表', 'Catering', ['CATE', 'SCAT', 'VEND', 'CENT', 'CENT_KITCHEN', 'CENT_MEALS', 'CARE', 'CARE_TABLE', 'CARE_NURSERY', 'CARE_ELDERLY', 'CARE_COMMUNITY', 'CARE_GUESTHOUSE'], kitchen),
  sheet('canteen', '食堂检查表', 'Canteen', ['CANT', 'CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CANT_UNIVERSITY', 'CANT_UNIT'], canteen),
  sheet('source', '种养殖与收储检查表', 'Sources', ['FARM', 'INPU', 'SLAU', 'SLAU_PIG', 'SLAU_RUMINANT', 'GRAI'], source),
]

/** The sheet of a kind of business; that of sale where none names it. */
export const sheetFor = (kind: string, sheets: readonly CheckSheet[] = shippedSheets): CheckSheet =>
  sheets.find(({ kinds }) => kinds.includes(kind)) ?? sheets.find(({ code }) => code === 'sale') ?? sheets[0]!

export type AnswerFault = { readonly path: string; readonly fault: 'line' | 'twice' | 'score' | 'reason' | 'missing' }

/** What does not fit a sheet: lines it lacks, scores beyond a line's, a loss without a reason; once done, lines without an answer. */
export function answerFaults(sheet: CheckSheet, answers: readonly Answer[], done: boolean): readonly AnswerFault[] {
  const lines = new Map(sheet.lines.map((one) => [one.code, one]))
  const seen = new Set<string>()
  const faults = answers.flatMap(({ line: code, score, note }, at): AnswerFault[] => {
    const of = lines.get(code)
    if (!of) return [{ path: `answers.${at}.line`, fault: 'line' }]
    if (seen.has(code)) return [{ path: `answers.${at}.line`, fault: 'twice' }]
    seen.add(code)
    if (score !== null && (score < 0 || score > of.score)) return [{ path: `answers.${at}.score`, fault: 'score' }]
    return score !== null && score < of.score && !note?.trim() ? [{ path: `answers.${at}.note`, fault: 'reason' }] : []
  })
  const missing = done ? sheet.lines.filter(({ code }) => !seen.has(code)).map(({ code }): AnswerFault => ({ path: `answers.${code}`, fault: 'missing' })) : []
  return [...faults, ...missing]
}
