import { cut, meet, minus, over, plus, times, type Interval } from '../ground/interval.ts'
import { countsLike, hasOwnShare, neighbours, paragraphOf } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { between, inSentence, isCount, isGrowth, isIncrement, isPoints, isRate, lead, sort, type Figure, type Paper } from '../ground/paper.ts'
import { stemOf } from '../shares/shares.ts'
import { allExact, elsewhere, stretch, words } from './clause.ts'

/** A share with its part right before it and its base named, in their sentence; and no other count of the paper gives it. */
export function certainShare(paper: Paper, figures: readonly Figure[]): string | null {
  const rate = figures.find(isRate)
  const [base, part] = figures.filter((one) => one !== rate).toSorted((a, b) => b.value - a.value)
  if (!rate || !base || !part || figures.length !== 3 || isPoints(rate) || isGrowth(paper, rate) || rate.value >= 100) return null
  if (![base, part].every(isCount) || sort(base) !== sort(part) || !allExact([rate, base, part])) return null
  const [first, second] = [base, part].toSorted((a, b) => a.start - b.start)
  const form = before(paper, rate, second!, first!) ?? said(paper, rate, first!, second!)
  // 三类合计占75.0%: the share is of several told before it
  if (form === null || /(?:[两二三四五六七八九\d]|以上|前[一-鿿])[类项者个种样部][^，。；]{0,4}(?:合计|共|总计|合起来|加起来)[^，。；]{0,4}占?[^，。；]{0,4}$/.test(lead(paper, rate, 16))) return null
  if (explained(paper, rate, part, base) || explained(paper, rate, base, part)) return null
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
  // 两项均取得的16家，获证企业实为89家: what all make together
  if (rate.start < part.end || part.sentence !== rate.sentence || isIncrement(paper, base) || /实[为有]|共|合计|总/.test(lead(paper, part, 12))) return null
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
