/** How a shipped item names what it rests on. Articles were read in the texts of 2021 (law), 2019 (regulation), 2021 (总局令49号) and 2022 (农产品质量安全法). */

const DIGITS = '零一二三四五六七八九'

/** A number below a thousand as articles are counted. @example han(102) // '一百零二' */
export function han(value: number): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const below = `${tens > 1 || (tens === 1 && hundreds > 0) ? DIGITS[tens] : ''}${tens > 0 ? '十' : hundreds > 0 && ones > 0 ? '零' : ''}${ones > 0 ? DIGITS[ones] : ''}`
  return `${hundreds > 0 ? `${DIGITS[hundreds]}百` : ''}${below}`
}

const article = (title: string) => (number: number, item?: number): string =>
  // Of the articles cited by item only art.33 has a second paragraph.
  `${title}第${han(number)}条${item === undefined ? '' : `${number === 33 ? '第一款' : ''}第（${han(item)}）项`}`

/** 食品安全法 */
export const law = article('《食品安全法》')
/** 食品安全法实施条例 */
export const rules = article('《食品安全法实施条例》')
/** 食品生产经营监督检查管理办法 (总局令49号) */
export const checks = article('《食品生产经营监督检查管理办法》')
/** 农产品质量安全法 */
export const produceLaw = article('《农产品质量安全法》')

/** Standards, without a year: the edition in force is meant. */
export const gb = {
  production: 'GB 14881《食品生产通用卫生规范》',
  trade: 'GB 31621《食品经营过程卫生规范》',
  catering: 'GB 31654《餐饮服务通用卫生规范》',
  tableware: 'GB 14934《消毒餐（饮）具》',
  tablewareFirm: 'GB 31651《餐（饮）具集中消毒卫生规范》',
  additives: 'GB 2760《食品添加剂使用标准》',
  labels: 'GB 7718《预包装食品标签通则》',
  nutrition: 'GB 28050《预包装食品营养标签通则》',
  water: 'GB 5749《生活饮用水卫生标准》',
  coldChain: 'GB 31605《食品冷链物流卫生规范》',
  contact: 'GB 4806.1《食品接触材料及制品通用安全要求》',
  contactProduction: 'GB 31603《食品接触材料及制品生产通用卫生规范》',
  contactAdditives: 'GB 9685《食品接触材料及制品用添加剂使用标准》',
  detergents: 'GB 14930.1《洗涤剂》',
  disinfectants: 'GB 14930.2《消毒剂》',
  slaughter: 'GB 12694《畜禽屠宰加工卫生规范》',
  healthFood: 'GB 17405《保健食品良好生产规范》',
  infantFormula: 'GB 23790《婴幼儿配方食品良好生产规范》',
  medicalFood: 'GB 29923《特殊医学用途配方食品良好生产规范》',
} as const

/** Regulations whose text was not at hand: named without article. */
export const named = {
  duty: '《食品生产经营企业落实食品安全主体责任监督管理规定》',
  licences: '《食品经营许可和备案管理办法》',
  productionLicences: '《食品生产许可管理办法》',
  recall: '《食品召回管理办法》',
  practice: '《餐饮服务食品安全操作规范》',
  school: '《学校食品安全与营养健康管理规定》',
  online: '《网络食品安全违法行为查处办法》',
  trade: '《网络交易监督管理办法》',
  onlineMeals: '《网络餐饮服务食品安全监督管理办法》',
  produce: '《食用农产品市场销售质量安全监督管理办法》',
  pigs: '《生猪屠宰管理条例》',
  epidemics: '《动物防疫法》',
  minors: '《未成年人保护法》',
  contact: '《食品相关产品质量安全监督管理暂行办法》',
  industrial: '《工业产品生产许可证管理条例》',
  healthFood: '《保健食品注册与备案管理办法》',
  infantFormula: '《婴幼儿配方乳粉产品配方注册管理办法》',
  medicalFood: '《特殊医学用途配方食品注册管理办法》',
  local: '本省（自治区、直辖市）食品小作坊、小经营店、小餐饮、小摊点管理规定',
} as const

/** Several grounds in one line. */
export const cite = (...grounds: readonly string[]): string => grounds.join('；')
