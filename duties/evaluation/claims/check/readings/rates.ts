import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, sum, times } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, between, inSentence, isCount, isDensity, isExact, isPoints, isRate, lead, sort, type Figure, type Paper } from '../ground/paper.ts'
import { percent } from '../ground/rows.ts'

/** Honest readings of rates, points and densities. */
export const ratesOtherwise = (paper: Paper, { kind }: Finding, figures: readonly Figure[]): boolean => {
  if (kind === 'ratio') return hasTaken(paper, figures) || moreThanAsked(paper, figures) || saidExactly(paper, figures) || toldTwice(figures) || grownBy(paper, figures) || ordinal(paper, figures) || together(paper, figures)
  if (kind === 'points') return ofTwoBeside(paper, figures)
  if (kind === 'per-capita') return aboveAsked(paper, figures)
  return kind === 'two-values' && bothBorneOut(paper, figures)
}

/** `已安全利用4.1万亩，利用率97.6%（93%）`: the two counts have their rate, and what stands in the bracket behind it is a goal or of another year. */
function hasTaken(paper: Paper, [said, part, base]: readonly Figure[]): boolean {
  const own = said && paper.figures[said.at - 1]
  if (!said || !own || !part || !base || !isRate(said) || !isRate(own) || own.sentence !== said.sentence || base.low <= 0) return false
  return /^[(][^，。；()\d]{0,8}$/.test(between(paper, own, said)) && meet(cut(times(over(part, base), percent(own))), cut(own))
}

/** `改造150家，超额完成120家的任务，完成率125%`: what was done over what was asked, whichever stands first. */
const moreThanAsked = (paper: Paper, [rate, part, base]: readonly Figure[]): boolean =>
  rate !== undefined && part !== undefined && base !== undefined && isRate(rate) && part.low > 0 && /完成|达成|实现|兑现|超额/.test(lead(paper, rate, 12)) && meet(cut(times(over(base, part), percent(rate))), cut(rate))

/** `四分之一左右（25.3%，109家）`, `89.2%，近九成`: the figure beside it says it exactly, and is judged by itself. */
function saidExactly(paper: Paper, [said]: readonly Figure[]): boolean {
  const exact = said && paper.figures[said.at + 1]
  const last = said && paper.figures[said.at - 1]
  if (said && last && isRate(said) && isRate(last) && !isExact(said) && isExact(last) && last.sentence === said.sentence && /^，?(?:即|也就是|差不多)?$/.test(between(paper, last, said)) && meet(said, cut(last))) return true
  return said !== undefined && exact !== undefined && isRate(said) && isRate(exact) && !isExact(said) && isExact(exact) && exact.sentence === said.sentence && /^[^，。；、\d]{0,4}[（(][^，。；、\d]{0,4}$/.test(between(paper, said, exact)) && meet(said, cut(exact))
}

/** `两万三千余户，确切说是23412户，占57.2%`: a number told twice is no part of itself. */
const toldTwice = ([said, part, base]: readonly Figure[]): boolean =>
  said !== undefined && part !== undefined && base !== undefined && isRate(said) && part.sentence === base.sentence && sort(part) === sort(base) && isExact(part) !== isExact(base) && meet(part, base)

/** `由870家扩展到927家，新增57家，覆盖率99.0%`: what came on top is no part of which the rate is told. */
const grownBy = (paper: Paper, [said, part, base]: readonly Figure[]): boolean =>
  said !== undefined && part !== undefined && base !== undefined && isRate(said) && isCount(part) && /增|减/.test(lead(paper, part, 8)) && inSentence(paper, part.sentence).some((one) => one !== part && one !== base && sort(one) === sort(base) && meet(minus(base, one), part))

/** 后两家合计占55.6%: the number says which of them, and counts nothing. */
const ordinal = (paper: Paper, [, part]: readonly Figure[]): boolean => part !== undefined && isCount(part) && part.value < 10 && /[前后首末]$/.test(lead(paper, part, 4))

const joint = /(?:^|，)(?:其中)?([^，。；、\d]{1,10})(?:和|与|及|、)([^，。；、\d]{1,10}?)(?:食堂|样品|[两三二]?[者类项级种]?)(?:合计|共计|两[者类项级种]|共|一共|加起来)*占?/
const both = /(?:两|二)[者项](?:合计|共计|共|一共)?(?:约|刚好|恰好|恰)?占?/
/** `甲9批次、乙7批次，两者占三分之二`, `A级和B级合计占89.2%`: the share of two members together, of all members or of a whole of the sentence. */
function together(paper: Paper, [said]: readonly Figure[]): boolean {
  if (!said || !isRate(said)) return false
  const words = before(paper, said, 30).replace(/^.*\d/, '')
  const counts = inSentence(paper, said.sentence).filter((one) => one.end <= said.start && isCount(one) && isExact(one) && one.low > 0)
  const names = joint.exec(words)
  const last = counts.slice(-2)
  const named = names ? [names[1]!, names[2]!].map((name) => counts.find((one) => ownWords(paper, one).includes(name))) : both.test(words) ? last : []
  const [one, other] = named
  if (!one || !other || one === other || sort(one) !== sort(other)) return false
  const alike = counts.filter((it) => sort(it) === sort(one))
  const bases = [sum(alike), ...paragraphOf(paper, said.sentence).filter((it) => it.end <= said.start && sort(it) === sort(one) && isCount(it))]
  const part = sum([one, other])
  return bases.some((base) => base.low > part.low && meet(cut(times(over(part, base), said.unit === '‰' ? 1000 : 100)), cut(said)))
}
const ownWords = (paper: Paper, one: Figure): string => lead(paper, one, 20).split(/[、\d]/).at(-1)!

/** `二者分别为2.26%、0.96%，甲比乙高1.30个百分点`: the points are those between the two rates that stand right before them. */
function ofTwoBeside(paper: Paper, [points]: readonly Figure[]): boolean {
  if (!points || !isPoints(points)) return false
  const [one, other] = inSentence(paper, points.sentence).filter((it) => isRate(it) && it.end <= points.start).slice(-2)
  if (!one || !other || !isExact(one) || !isExact(other) || !/^(?:、|和|及|与)$/.test(between(paper, one, other)) || !/[比较高低差]/.test(lead(paper, points))) return false
  return [minus(one, other), minus(other, one)].some((gap) => meet(cut(gap), cut(points)))
}

/** `达5.4批次/千人，高出4批次/千人的要求1.4批次/千人`: what is asked, what was reached, and how far they lie apart. */
function aboveAsked(paper: Paper, figures: readonly Figure[]): boolean {
  const said = figures.find(isDensity)
  if (!said) return false
  const all = inSentence(paper, said.sentence).filter((one) => isDensity(one) && one.unit === said.unit)
  const triples = all.flatMap((one) => all.flatMap((two) => (two !== one ? all.filter((three) => three !== one && three !== two).map((three) => [one, two, three] as const) : [])))
  // what was reached is the largest or is told first; it alone need have its counts
  return triples.some(([reached, asked, gap]) => said !== reached && (said === asked || said === gap) && reached.start < gap.start && meet(cut(minus(reached, asked)), cut(gap)))
}

/** `甲抽检1095批次，不合格22批次，不合格率2.01%` and `乙抽检1095批次，不合格8批次，不合格率0.73%`: each has the figures beside it that bear it out, so they are of two things. */
function bothBorneOut(paper: Paper, [one, other]: readonly Figure[]): boolean {
  return one !== undefined && other !== undefined && borneOut(paper, one) && borneOut(paper, other)
}
/** A count, a part of it and its rate stand one behind the other, and agree. */
function borneOut(paper: Paper, one: Figure): boolean {
  // 1095批次，占30%，不合格22批次: the share of the first stands between
  const near = paper.figures.slice(Math.max(0, one.at - 4), one.at + 5).filter((it) => it === one || !/^，?占(?:比)?[^，。；、\d]{0,6}$/.test(lead(paper, it, 10)))
  const place = near.indexOf(one)
  return [0, 1, 2].some((step) => {
    const [base, part, rate] = near.slice(Math.max(0, place - step), Math.max(0, place - step) + 3)
    if (!base || !part || !rate || !isRate(rate) || !isExact(rate) || rate.value >= 100 || part.low <= 0) return false
    if (base.sentence !== rate.sentence && (base.cell === null || rate.cell === null)) return false
    return base.low > part.high && base.value > 20 && !isRate(part) && !isRate(base) && !isPoints(part) && meet(cut(times(over(part, base), 100)), cut(rate))
  })
}
