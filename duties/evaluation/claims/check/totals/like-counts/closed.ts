import { inSentence, isCount, isMean, joined, sort, type Paper } from '../../ground/paper.ts'
import type { Count } from './counts.ts'

/** Labels that leave nothing out between them. Data, not rules. */
const sets: readonly (readonly RegExp[])[] = [
  [/^明查/, /^暗访/],
  [/^(?:当场|立行立改|立即|现场)/, /^限期/],
  [/^过半/, /^未过半/],
  [/^合格/, /^不合格/],
  [/^(?:已)?达标/, /^未达标/],
  [/^(?:已)?完成/, /^未完成/],
  [/^(?:完全)?符合/, /^基本符合/, /^不符合/, /^(?:合理)?缺项/],
  [/^(?:完全)?符合/, /^基本符合/, /^不符合/],
  [/^(?:完全)?符合/, /^基本符合/, /^(?:合理)?缺项/],
  [/^(?:城镇|城市|城区)/, /^(?:农村|乡村)/],
  [/^(?:市级|市本级|市抽)/, /^县/],
  [/^国/, /^省/, /^市/, /^县/],
  [/^上半年/, /^下半年/],
  [/^一季度/, /^二季度/, /^三季度/, /^四季度/],
  [/^投诉/, /^举报/, /^咨询/],
  [/^(?:食品)?生产/, /^(?:食品)?(?:流通|销售|经营)/, /^餐饮/],
  [/^男/, /^女/],
  [/^公办/, /^民办/],
  [/^线上/, /^线下/],
]

/** What a member is called: the words right before it, without what only says how many. */
export const labelOf = ({ ahead }: Count): string => ahead.replace(/^(?:、|和|及|与|其中)+/, '').replace(/(?:的)?[有为达是计共]*$/, '')

/** Months from the first on, or one label of each of a set that leaves nothing out. */
export function closedLabels(paper: Paper, parts: readonly Count[]): boolean {
  const { end } = parts.at(-1)!
  if (/^[^，。；]{0,10}[，、；](?:余下|其余|剩余|剩下|另有|另外|其他)/.test(joined(paper.text.slice(end, end + 20)))) return false
  const labels = parts.map(labelOf)
  if (parts.length > 2 && labels.every((label, at) => new RegExp(`(?:^|[^\\d])${at + 1}月份?$`).test(label))) return true
  return sets.some((set) => set.length === labels.length && set.every((form) => labels.filter((label) => form.test(label)).length === 1))
}

/** `37家均在望泽、石塘两县，望泽21家、石塘16家`: the members are named before they are counted. */
export function namedBefore(paper: Paper, parts: readonly Count[], whole: Count): boolean {
  const words = joined(paper.text.slice(whole.end, parts[0]!.start))
  const rest = words.slice(0, Math.max(0, words.length - parts[0]!.ahead.length))
  return parts.every((one) => labelOf(one).length > 1 && rest.includes(labelOf(one)))
}

/** `人员：专家18名。资料组5名，现场组9名，访谈组4名。`: a whole that has its sentence to itself, and the next one that counts nothing else of that sort. */
export function eachAfterStop(paper: Paper, parts: readonly Count[], whole: Count): boolean {
  const [first, last] = [parts[0]!, parts.at(-1)!]
  if (first.sentence !== whole.sentence + 1 || last.sentence !== first.sentence || first.bracket > 0 || whole.bracket > 0) return false
  const { figure } = first
  if (!figure || !whole.figure) return false
  const alike = (sentence: number): number => inSentence(paper, sentence).filter((one) => isCount(one) && one.value > 0 && sort(one) === sort(figure) && !isMean(paper, one)).length
  const short = parts.every((one) => labelOf(one).length > 1 && labelOf(one).length < 7 && (closedLabels(paper, parts) || !/办结|完成|整改|达标|合格|未/.test(labelOf(one))))
  return short && alike(whole.sentence) === 1 && alike(first.sentence) === parts.length
}

/** `合格证126万张，蔬菜58万张、水果47万张、畜禽水产21万张。`: three and more nouns with a number each and nothing between them, to the end of the clause. */
export function plainRow(paper: Paper, parts: readonly Count[], whole: Count): boolean {
  const [first, last] = [parts[0]!, parts.at(-1)!]
  if (parts.length < 3 || first.bracket !== whole.bracket || joined(paper.text.slice(whole.end, first.start)).replace(/^[一-鿿]{0,4}/, '') !== `，${first.ahead}`) return false
  return parts.every((one) => /^[一-鿿]{2,6}$/.test(labelOf(one)) && !deed.test(labelOf(one))) && parts.slice(1).every((one, at) => paper.text[parts[at]!.end] === '、' || joined(paper.text.slice(parts[at]!.end, one.start)) === `、${labelOf(one)}`) && /^[。；]/.test(paper.text.slice(last.end))
}
const deed = /抽检|检查|合格|发现|整改|办结|完成|立案|处|罚|其中|新增|培训|出动|开展/
