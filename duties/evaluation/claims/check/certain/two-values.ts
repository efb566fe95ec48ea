import { countsLike } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { before, clause, isCount, isIncrement, isMean, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { thing } from '../ground/same-thing.ts'
import { allExact } from './clause.ts'

/** One of several, of another time or place, chosen, new, or only meant. */
const partial =
  /另|其中|部分|首批|新|每|比(?!例)|较(?!大)|上年|去年|同期|年初|目标|计划|任务|力争|未|不合格|剩余|其余|余下|试点|选|抽|随机|应|至少|不少于|平均|均(?![有已为])|将|涉及|约谈|参加|参评|累计|历年|分别|重点|示范|等|达标|完成|改造|接入|创建|评|培育|规范|升级|整治|问题|检查|查处|立案|责令|组织|开展|举办|培训|[一二三四]季度|上半年|下半年|前[一二三四五六七八九十]/
const all = /全[市县区州]|共|现有|实有|登记|在册|下辖|辖|总数|总量|合计|[我本][市县区]/
const zones = /开发区|高新区|功能区|新区|管委会|示范区|度假区/

/**
 * `全市共有农贸市场112个` and, sections before, `93个农贸市场中，…`: one thing by its whole name, all there is of it both times, in one unit, of no other time;
 * and no third count of that name says that there are several.
 */
export function certainTwo(paper: Paper, figures: readonly Figure[]): string | null {
  const [later, earlier] = figures
  if (!later || !earlier || figures.length !== 2 || later.sentence === earlier.sentence || !figures.every(isCount) || !allExact(figures)) return null
  if (later.unit !== earlier.unit || sort(later) !== sort(earlier) || figures.some((one) => isIncrement(paper, one) || isMean(paper, one) || one.bracketOf !== null)) return null
  const name = nameOf(later)
  if (name === '' || name !== nameOf(earlier) || !figures.every((one) => wholeOf(paper, one, name)) || !figures.some((one) => all.test(lead(paper, one)))) return null
  if (placeOf(paper, later) !== placeOf(paper, earlier) || otherTimes(paper, later, earlier)) return null
  if (/^(?:区县|县|乡镇|镇|乡|街道)/.test(bare(later.subject)) && zones.test(paper.text)) return null
  const same = countsLike(paper, later).filter((one) => one !== later && one !== earlier && nameOf(one) === name && one.cell === null)
  if (same.some((one) => one.value !== later.value && one.value !== earlier.value && wholeOf(paper, one, name))) return null
  return '同一名称、同一单位的总数前后不同，时间、范围也没有区别。'
}

const nameOf = (figure: Figure): string => (thing(figure).length > 1 ? thing(figure) : '')
const placeOf = (paper: Paper, { scope }: Figure): string => (scope === paper.document.city || /^全[市县区州]$|^其中$/.test(scope) ? '' : scope)

/** `全市共有X N家`, `共有N家X`, `N家X中，`, `N家X全部`: all there is. */
function wholeOf(paper: Paper, one: Figure, name: string): boolean {
  const words = lead(paper, one)
  if (partial.test(words.replaceAll(name, ''))) return false
  const behind = tail(paper, one).replace(/^的?/, '')
  // a noun behind the figure goes on to no deed of some of them
  const own = /^[一-鿿（）()、]{2,14}?(?=中|里|全部|均|都|悉数|逐一|$)/.exec(behind)?.[0] ?? ''
  const rest = behind.slice(own.length)
  if (behind !== '' && own === '') return false
  if (rest !== '' && !/^(?:中|里|全部|均|都|悉数|逐一)/.test(rest)) return false
  return all.test(words) || /^(?:中|全部|均|都|悉数|逐一)/.test(rest) || (words === '' && own !== '')
}

const days = /(?:(?:19|20)\d{2}年)(?:\d{1,2}月)?(?:\d{1,2}日)?|上年|去年|\d{1,2}月[底末]/g
/** Whether their sentences name times that differ. */
function otherTimes(paper: Paper, one: Figure, other: Figure): boolean {
  const [first, second] = [one, other].map((it) => `${before(paper, it, 120)}${clause(paper, it)}`.match(days) ?? [])
  return first!.length > 0 && second!.length > 0 && !second!.some((time) => first!.some((two) => two.startsWith(time) || time.startsWith(two)))
}
