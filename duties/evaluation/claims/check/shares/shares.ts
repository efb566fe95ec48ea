import { cut, meet, over, times, type Interval } from '../ground/interval.ts'
import { akin, countsLike, depthOf, paragraphOf, says } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { between, inSentence, isCount, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** Rates whose counts stand apart from them: what explains one, and what it would have to be explained by. */

/** `named`: the words say of what (占餐饮单位的). */
export type Share = { readonly part: Figure; readonly base: Figure; readonly rest: boolean; readonly named?: boolean }

export const factorOf = ({ unit }: Figure): number => (unit === '‰' ? 1000 : 100)
const shareOf = ({ part, base, rest }: Share, factor: number): Interval => {
  const ratio = times(over(part, base), factor)
  return rest ? { low: factor - ratio.high, high: factor - ratio.low } : ratio
}
export const givesRate = (pair: Share, rate: Figure): boolean => meet(cut(shareOf(pair, factorOf(rate))), cut(rate))

/** A rate of three digits is met by chance by few pairs of a paper, one of two by many. */
const fine = ({ low, high, value }: Figure): boolean => high - low < 0.006 * value
export const headline = /共|总|合计|累计|全年|全[市县区]|现有|实有|应/
const REACH = 220

/** What a rate is called without its last sign: 合格 of 合格率, 满意 of 满意度. */
export const stemOf = (paper: Paper, rate: Figure): string =>
  /([一-鿿]{2})(?:率|度|面|比例|比重)[^，。；、\d]{0,4}$/.exec(lead(paper, rate))?.[1] ??
  (/率$/.test(rate.measure) ? rate.measure.slice(-3, -1) : '')

/** Counts that may be the part of a rate: the ones next to it, and those whose clause says what the rate is called. */
function partsOf(paper: Paper, rate: Figure): Figure[] {
  const around = paragraphOf(paper, rate.sentence).filter(
    (one) => isCount(one) && one.low > 0 && Number.isFinite(one.high) && Math.abs(one.sentence - rate.sentence) < 2,
  )
  const here = around.filter((one) => one.sentence === rate.sentence && Math.abs(one.start - rate.start) < REACH)
  const before = here.filter((one) => one.end <= rate.start).at(-1)
  const outside = depthOf(paper, rate) === 0 ? here.filter((one) => one.end <= rate.start && depthOf(paper, one) === 0).at(-1) : undefined
  // what is said to be 占…% of something was named before
  const behind = here
    .filter(
      (one) =>
        one.start >= rate.end &&
        (!/占/.test(lead(paper, rate)) || between(paper, rate, one).length < 4) &&
        !/[；。]/.test(between(paper, rate, one)),
    )
    .slice(0, 2)
  const stem = stemOf(paper, rate)
  // the sentences about it are asked where its own has no count
  const called =
    stem.length < 2
      ? []
      : (here.length > 0 ? here : around).filter((one) => `${lead(paper, one, 20)}${one.measure} ${tail(paper, one, 16)}`.includes(stem))
  const labelled = labelOf(paper, rate, around)
  // 案件418件，主要是甲127件、乙203件等，占…: the whole of the list
  const listed = before && before.partOf !== null ? paper.figures[before.partOf] : undefined
  const head = listed && listed.sentence === rate.sentence ? listed : undefined
  return [...new Set([...(labelled ? [labelled] : []), before, head, outside, ...called, ...behind])].filter((one) => one !== undefined)
}

/** `销售74起，销售环节占58.7%`: the words before 占 name the count. */
function labelOf(paper: Paper, rate: Figure, around: readonly Figure[]): Figure | undefined {
  const label = /^([一-鿿A-Z]{2,12}?)的?(?:仅|约)?(?:占|率)/.exec(lead(paper, rate))?.[1]
  return label === undefined || label.length < 2
    ? undefined
    : around.find((one) => `${lead(paper, one, 16)}${one.subject}`.includes(label.slice(0, 4)))
}

const negative = /不(?!足|少|低|超)|未|问题|尚|其余|剩/
/** The counts that give the rate, if any do: a part next to it and a base in its paragraph, or elsewhere in the paper of the same thing. */
export function explanationOf(paper: Paper, rate: Figure): Share | null {
  const paragraph = paragraphOf(paper, rate.sentence)
  const near = new Set(
    [...paragraph, ...paragraphAbove(paper, rate)].filter((one) => one.sentence <= rate.sentence || one.start < rate.end + 60),
  )
  for (const part of partsOf(paper, rate)) {
    const turned = negative.test(lead(paper, part, 12) + tail(paper, part, 6)) && !negative.test(lead(paper, rate))
    for (const base of [...basesOf(paper, rate, part, near), ...together(paper, part)])
      if (givesRate({ part, base, rest: turned }, rate)) return { part, base, rest: turned }
  }
  return null
}

function basesOf(paper: Paper, rate: Figure, part: Figure, near: ReadonlySet<Figure>): Figure[] {
  const words = `${rate.subject} ${rate.base ?? ''} ${lead(paper, rate)}`
  // 占总量的6%: whatever total the paper has
  const name = /占(?:到|了)?(?:全[市县区部年]|所有|上述)?([一-鿿“”+]{2,16}?)(?:总数|总量|总额)?的$/.exec(
    `${lead(paper, rate)}${/占/.test(rate.text) ? rate.text : ''}`,
  )?.[1]
  const ofName = (base: Figure): boolean =>
    name !== undefined &&
    bare(name).length > 2 &&
    `${bare(base.subject)} ${lead(paper, base, 20)} ${tail(paper, base, 16)}`.includes(bare(name))
  const ofTotal = /占(?:全部|总[数量额]?)的?$/.test(lead(paper, rate))
  return countsLike(paper, part).filter((base) => {
    if (base === part || base.value < 2 || base.low < part.low || !Number.isFinite(base.high)) return false
    if (near.has(base) || ofTotal || ofName(base)) return true
    return (
      (akin(paper, base, part) && (headline.test(lead(paper, base)) || says(paper, base, words))) ||
      (fine(rate) && (headline.test(lead(paper, base)) || repeated(paper, base)))
    )
  })
}

/** A count that the paper gives more than once is one that others are shares of. */
export const repeated = (paper: Paper, base: Figure): boolean =>
  base.value > 20 && countsLike(paper, base).filter((one) => one.value === base.value).length > 1

/** 配备61个，未配备19个: both together are a base. */
function together(paper: Paper, part: Figure): Figure[] {
  const same = inSentence(paper, part.sentence).filter((one) => isCount(one) && sort(one) === sort(part))
  const at = same.indexOf(part)
  return [same[at - 1], same[at + 1]]
    .filter(
      (one) =>
        one !== undefined &&
        !/[；。]/.test(between(paper, part, one)) &&
        !/检出/.test(lead(paper, one)) &&
        (negative.test(lead(paper, one)) || negative.test(lead(paper, part)) || /^[^，。；]{0,8}[、和及]/.test(between(paper, part, one))),
    )
    .filter((one) => one !== undefined)
    .map((one) => ({ ...part, low: part.low + one.low, high: part.high + one.high, value: part.value + one.value }))
}

/** The paragraph before, under the same heading. */
export const paragraphAbove = (paper: Paper, rate: Figure): readonly Figure[] => {
  const first = paragraphOf(paper, rate.sentence)[0]
  const last = first && paper.figures[first.at - 1]
  return last && last.heading === rate.heading && last.cell === null ? paragraphOf(paper, last.sentence) : []
}
