import { cut, meet, minus, over, plus, times, type Interval } from '../interval.ts'
import { countsLike, hasOwnShare, neighbours, paragraphOf } from '../near.ts'
import { bare } from '../nouns.ts'
import { between, inSentence, isCount, isExact, isGrowth, isIncrement, isPoints, isRate, lead, sort, type Figure, type Paper } from '../paper.ts'
import { stemOf } from '../shares.ts'
import { allExact, elsewhere, stretch, words } from './clause.ts'

/** A share with its part right before it and its base named, in their sentence; and no other count of the paper gives it. */
export function certainShare(paper: Paper, figures: readonly Figure[]): string | null {
  const rate = figures.find(isRate)
  const missed = rate && nearMiss(paper, rate)
  if (missed) return '占比与其分子、同处所列的基数不符（相差不大），文中没有别的数能得出这一占比。'
  const [base, part] = figures.filter((one) => one !== rate).toSorted((a, b) => b.value - a.value)
  if (!rate || !base || !part || figures.length !== 3 || isPoints(rate) || isGrowth(paper, rate) || rate.value >= 100) return null
  if (![base, part].every(isCount) || sort(base) !== sort(part) || !allExact([rate, base, part])) return null
  const [first, second] = [base, part].toSorted((a, b) => a.start - b.start)
  const form = before(paper, rate, second!, first!) ?? said(paper, rate, first!, second!)
  if (form === null || explained(paper, rate, part, base) || explained(paper, rate, base, part)) return null
  return form === 'larger'
    ? '部分大于整体，占比又不到 100%，文中没有别的数能说通。'
    : '占比与同处所列的分子、基数不符，文中没有别的数能得出这一占比。'
}

type Form = 'larger' | 'share'

/** `6起，占全部74件的7.2%`: the base stands right before the share, with its noun. */
function before(paper: Paper, rate: Figure, base: Figure, part: Figure): Form | null {
  if (base.sentence !== rate.sentence || part.sentence !== rate.sentence || base.end > rate.start) return null
  const tied = /^[一-鿿（）()]{0,12}的$/.test(between(paper, base, rate)) && /占(?:到|了)?[^，。；]{0,8}$/.test(lead(paper, base))
  if (!tied || between(paper, part, base).length > 24 || /[；。]/.test(between(paper, part, base))) return null
  return part.low > base.high ? 'larger' : 'share'
}

/** `食堂85家，…77家，占80.6%`, `抽检480批次，合格474批次，合格率90.1%`: base, part and share one behind the other. */
function said(paper: Paper, rate: Figure, base: Figure, part: Figure): Form | null {
  if (rate.start < part.end || part.sentence !== rate.sentence || isIncrement(paper, base)) return null
  if (paper.paragraphs[base.sentence] !== paper.paragraphs[rate.sentence]) return null
  const own = between(paper, part, rate)
  const name = nameOf(own)
  const stem = stemOf(paper, rate)
  const chars = [...stem].filter((sign) => words(paper, part).includes(sign)).length
  const called = stem !== '' && /率|度|面|比例/.test(lead(paper, rate)) && (chars === 2 || (chars === 1 && /^[^，。；、\d]{0,4}，[^，。；\d]{2,6}$/.test(own)))
  const ofName = name !== null && name.length > 1 && words(paper, base).includes(name.slice(-2))
  if (own.length > 26 || /[；。]/.test(own) || !(ofName || name === '' || called)) return null
  const all = stretch(paper, base.sentence === rate.sentence ? [base, part, rate] : [part, rate])
  const strange = /完成|执行|支出|拨付|支付|进度/.test(lead(paper, rate)) ? all.replaceAll(/计划|任务|预算|年初|年度/g, '') : all
  if (elsewhere.test(strange) || /比(?!例|重)|较(?!大)|同比|增长|增加|减少/.test(all)) return null
  if (part.low > base.high && base.sentence !== rate.sentence) return null
  if (ofName) return part.low > base.high ? 'larger' : 'share'
  // where no name ties the base, it is the first of its sort in the sentence, and no row is told
  if (base.sentence !== rate.sentence || all.length > 110 || /；/.test(between(paper, base, part))) return null
  const row = inSentence(paper, rate.sentence).filter((one) => sort(one) === sort(part) && isCount(one) && one.end <= rate.start)
  if (row[0] !== base || hasOwnShare(paper, base) || /^[^，。；、\d]{0,12}[、和及][^，。；\d]{0,14}$/.test(between(paper, base, part))) return null
  if (row.some((one) => one !== part && one !== base && (one.low > base.high || hasOwnShare(paper, one)))) return null
  return part.low > base.high ? 'larger' : 'share'
}

/** What a share is said to be of; '' where nothing is said, null where it is no 占. */
function nameOf(own: string): string | null {
  const share = /[，（(][^，。；、\d]{0,8}占(?:比)?[为达到约]*([^，。；、\d]{0,16})$/.exec(`，${own}`)
  if (!share) return null
  const name = /^(?:全部|全[市县区年]|所有|其|总)*([一-鿿]*?)(?:总数|总量|总额)?的?$/.exec(share[1]!)?.[1]
  return name === undefined ? null : bare(name)
}

/** Whether some other count of the paper, or two of them together, give the share. */
function explained(paper: Paper, rate: Figure, part: Figure, base: Figure): boolean {
  const factor = rate.unit === '‰' ? 1000 : 100
  const gives = (one: Interval, of: Interval): boolean => of.low > 0 && one.low >= 0 && meet(cut(times(over(one, of), factor)), cut(rate))
  const { before: last, behind } = neighbours(paper, part)
  const together = [last, behind].filter((one) => one !== undefined && isCount(one) && sort(one) === sort(part) && one !== base)
  const near = paragraphOf(paper, rate.sentence).filter((one) => isCount(one) && sort(one) === sort(part) && one.sentence === rate.sentence)
  return (
    countsLike(paper, part).some((of) => of !== part && (gives(part, of) || gives(minus(of, part), of) || near.some((one) => one !== of && gives(one, of)))) ||
    together.some((one) => gives(plus(part, one!), base) || gives(part, plus(part, one!)))
  )
}

/** So far a share may lie from the one that its part and base give to be a slip of it, and no share of something else. */
const SLIP = 0.16
const due = /按时|按期|到期|及时|进度|序时/
/**
 * `抽检9394批次。…检验合格9225批次，合格率90.8%`: the part right before the share, a base of its paragraph (or the one that is named) that nearly
 * gives it, and nothing in the paper that does.
 */
function nearMiss(paper: Paper, rate: Figure): boolean {
  const part = inSentence(paper, rate.sentence).findLast((one) => one.end <= rate.start)
  if (!part || !isCount(part) || !allExact([rate, part]) || rate.value >= 100 || isGrowth(paper, rate) || isIncrement(paper, part)) return false
  const own = between(paper, part, rate)
  if (!/^[^，。；、\d]{0,14}[，（(][^，。；、\d]{1,18}$/.test(own) || due.test(own) || elsewhere.test(lead(paper, rate)) || elsewhere.test(words(paper, part))) return false
  const name = nameOf(own)
  const stem = stemOf(paper, rate)
  if (name === null && (stem === '' || ofAnotherName(paper, rate, part, stem))) return false
  const all = countsLike(paper, part).filter((one) => one.end <= part.start && one.low > part.high && isExact(one) && !isIncrement(paper, one) && !elsewhere.test(words(paper, one)))
  const core = name?.replace(/(?<=[一-鿿]{2})(?:单位|企业|主体|户)$/, '').slice(-2)
  const bases = core
    ? all.filter((one) => `${words(paper, one)}${one.subject}`.includes(core))
    : all.filter((one) => paper.paragraphs[one.sentence] === paper.paragraphs[rate.sentence])
  const factor = rate.unit === '‰' ? 1000 : 100
  const slips = bases.some((one) => Math.abs((part.value / one.value) * factor - rate.value) < SLIP * Math.min(rate.value, Math.max(factor - rate.value, 30)))
  return slips && !bases.some((one) => explained(paper, rate, part, one)) && !explained(paper, rate, part, part)
}

/** 合格9225批次，合格率: the part bears the name of the rate; 不合格 or 未 does not. */
function ofAnotherName(paper: Paper, rate: Figure, part: Figure, stem: string): boolean {
  const said = words(paper, part)
  const turned = /(?:不|未|没有|问题)/.test(said) !== /(?:不|未|没有|问题)/.test(lead(paper, rate))
  return turned || ![...stem].some((sign) => said.includes(sign))
}
