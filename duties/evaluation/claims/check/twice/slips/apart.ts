import { before, between, isRate, type Figure, type Paper } from '../../ground/paper.ts'
import type { Told, Words } from './words.ts'

/** Under a chapter of plans only what is pointed to is what there is. */
export const planned = (paper: Paper, one: Figure): boolean => /打算|计划|安排|思路|下一步|下步|展望/.test(paper.document.headings.findLast(({ level: depth, start }) => depth === 1 && start <= one.start)?.title ?? '')

const year = /((?:19|20)\d{2})年/g
const part = /[上下]半年|[一二三四]季度|前[一二三四五六七八九十\d]+个?月|\d+[至—~-]\d+月|截至\d+月/g
const level = /国家|省级|市级|县级|区级|乡级|村级|本级|城区|农村|生产环节|流通|销售|餐饮|网络|校园/g
const field = /在[^，。；\d]{2,12}(?:领域|方面|环节|行业|地区)|专项|行动|春季|秋季|节日|期间/g
const sortOfThing = /[一-鿿]{1,4}类|其[他余它]/g
const state = /不合格|未|没|尚|问题|责令|整改|移送|立案/g
const rateName = /([不未]?[一-鿿]{2}率|满意度|知晓度|占)(?:[为达到是约近超过]|高达)*$/
const last = (text: string, form: RegExp): string => text.match(form)?.at(-1) ?? ''
const around = (paper: Paper, { one }: Told): string => before(paper, one, 60)
/** Whether they are told of other years, or of other parts of one. */
export function otherTimes(paper: Paper, later: Told, earlier: Told, strength: number): boolean {
  const [one, other] = [later.one, earlier.one]
  const words = [around(paper, later), around(paper, earlier)]
  // of a bare row each is of another name or year
  if ([one, other].some((it) => inRow(paper, it)) && (one.told.period !== other.told.period || !/^\d{4}$/.test(one.told.period ?? ''))) return true
  const [first, second] = words.map((text, at) => ([later, earlier][at]!.words.definite ? '' : last(text, year)))
  if (first !== '' && second !== '' && first !== second) return true
  const parts = words.map((text) => last(text, part))
  return parts[0] !== parts[1] && (strength < 3 || parts.every((one) => one !== ''))
}
/** The rate or share that the words before a figure name. */
export const rateOf = ({ ahead }: Words): string => rateName.exec(ahead)?.[1] ?? ''
/** Whether their words tell them apart: another year, part of the year, level, state or rate. */
export function apart(paper: Paper, later: Told, earlier: Told, strength: number): boolean {
  const [one, other] = [later.one, earlier.one]
  if (otherTimes(paper, later, earlier, strength)) return true
  if ([level, state, sortOfThing].some((form) => last(later.words.close, form) !== last(earlier.words.close, form))) return true
  if (isRate(one)) {
    const [name, second] = [rateOf(later.words), rateOf(earlier.words)]
    return name !== second || name === '' || ofOthers(later.words.ahead, earlier.words.ahead, name)
  }
  if (strength < 3 && last(around(paper, later), field) !== last(around(paper, earlier), field)) return true
  return other.value > 11 * one.value || one.value > 11 * other.value
}

/** 家长满意度 is not that of all people. */
export function ofOthers(one: string, other: string, measure: string): boolean {
  const [first, second] = [one, other].map((words) => words.slice(0, words.lastIndexOf(measure)).replaceAll(/(?:19|20)\d{2}年度?|全[市县区]|[我本][市县区]|总体|平均|的|,|，/g, ''))
  return first !== '' && second !== '' && !first!.endsWith(second!.slice(-2)) && !second!.endsWith(first!.slice(-2))
}

const inRow = (paper: Paper, one: Figure): boolean =>
  [paper.figures[one.at - 1], paper.figures[one.at + 1]].some((next) => next !== undefined && next.unit === one.unit && next.sentence === one.sentence && /^[、和及]$/.test(between(paper, one, next)))
