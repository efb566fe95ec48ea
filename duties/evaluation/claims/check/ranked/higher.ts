import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { before, between, inSentence, isCount, isExact, isGrowth, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { says } from './say.ts'

const more = '高于|多于|大于|超过|优于'
const less = '低于|少于|小于'
const word = new RegExp(`(?:均|都|仍|略|明显|远|显著|继续)*(?:(${more})|(?:${less}))`)

/** `甲的比率（81.8%）高于乙（86.7%）`: two figures in brackets right beside the word. */
export const checkBracketed = (paper: Paper, sentence: number): Finding[] =>
  inSentence(paper, sentence).flatMap((one, at, all) => {
    const other = all[at + 1]
    if (!other || one.cell !== null || sort(one) !== sort(other) || isPoints(one) || isPoints(other)) return []
    const match = new RegExp(`^\\)${word.source}[^，。；、\\d()]{2,16}\\($`).exec(between(paper, one, other))
    if (!match || !/\([^()]{0,8}$/.test(before(paper, one, 10)) || !(match[1] ? one.high < other.low : one.low > other.high)) return []
    return [says(paper, [one, other], `${printed(one)} ${match[1] ? '<' : '>'} ${printed(other)}`, `所称“${match[1] ?? '低于'}”与其旁所列两数相反`)]
  })

const pair = new RegExp(`(?:^|[，。；、])([一-鿿]{2,16}?)${word.source}([一-鿿]{2,14})(?=[，。；])`)
const FAR = 3

/** `满意度农村高于城市。其中城市满意度70.5分，农村满意度69.6分`: each of the two named once behind it, with a figure of one sort. */
export function checkNamedPair(paper: Paper, sentence: number): Finding[] {
  const { start, end } = paper.document.sentences[sentence]!
  const match = pair.exec(paper.text.slice(start, end).replaceAll(/\s/g, ''))
  if (!match) return []
  const [above, below] = apart(core(match[1]!), core(match[3]!))
  if (above.length < 2 || below.length < 2 || above === below) return []
  const growth = /增速|增幅/.test(match[0])
  const figures = Array.from({ length: FAR }, (_, at) => sentence + at)
    .filter((one) => paper.paragraphs[one] === paper.paragraphs[sentence])
    .flatMap((one) => inSentence(paper, one))
    .filter((one) => one.start > start && one.cell === null && isExact(one) && !isPoints(one) && isGrowth(paper, one) === growth && (growth || !isChange(paper, one)) && (isRate(one) || (isCount(one) && !growth)) && !/占/.test(lead(paper, one)))
  const of = (name: string, not: string): Figure[] => figures.filter((one) => owner(paper, one, name, not))
  const [high, low] = [of(above, below), of(below, above)]
  if (high.length !== 1 || low.length !== 1 || sort(high[0]!) !== sort(low[0]!)) return []
  const [one, other] = [high[0]!, low[0]!]
  const up = match[2] !== undefined
  if (!(up ? one.high < other.low : one.low > other.high)) return []
  return [says(paper, [one, other], `${above} ${printed(one)} ${up ? '<' : '>'} ${below} ${printed(other)}`, `“${above}${match[2] ?? '低于'}${below}”与其后所列两数相反`, '若所比的是另一项指标则无误')]
}

/** 满意度农村 → 农村, 但服务类投诉增速 → 服务类投诉: what is compared, without what is measured of it. */
const core = (name: string): string => name.replace(/^.*(?:率|度|得分|[但且而])(?=[一-鿿]{2})/, '').replace(/的?(?:增速|增幅|得分|数量|[一-鿿]{2}[率度])$/, '')

/** 服务类投诉 and 商品类投诉 → 服务类 and 商品类: without the end that both have. */
function apart(one: string, other: string): [string, string] {
  let same = 0
  while (same < Math.min(one.length, other.length) - 2 && one.at(-1 - same) === other.at(-1 - same)) same += 1
  return [one.slice(0, one.length - same), other.slice(0, other.length - same)]
}

/** The last of the two names before the figure, back to the beginning of its sentence. */
function owner(paper: Paper, one: Figure, name: string, not: string): boolean {
  const words = before(paper, one, 60)
  return words.lastIndexOf(name) > words.lastIndexOf(not)
}
