import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { slipTo } from '../ground/slips.ts'
import { fitsNamedBase } from './named-base.ts'
import { fitsToldBase } from './told-base.ts'
import { bare, countsOfSort, countWithin, noun } from '../ground/nouns.ts'
import { baseAbove, baseWithNoun, explains, givenByAny, pairAround } from './ratio-around.ts'
import { direct, duePair, nearPairs, partBehind, tiedPair, totalsBefore, wholeBefore, type Pair } from './ratio-pairs.ts'
import { hasOwnShare, paragraphOf } from '../ground/near.ts'
import { inProportion } from './item-rows.ts'
import { ofNone, ofTotal, ofTwo, rowed } from './ratio-none.ts'
import { checkProportions } from './proportions.ts'
import { checkRowShares, inRowOfShares } from './row-shares.ts'
import { likelyPair } from './likely-share.ts'
import { explanationOf, givesRate, stemOf } from './shares.ts'
import { figureAt, before, between, earlier, finding, inSentence, isCount, isGrowth, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { aimedAt, byHeadline, fitsTheOthers, headsLine, inBracket, isCompared, measured, placed, sameTwice, together } from './ratio-aside.ts'

/** Shares and rates (占比、…率) against the counts that stand near them. */
export function checkRatios(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => [
    ...checkRowShares(paper),
    ...checkProportions(paper),
    ...paper.figures.flatMap((rate) => {
      const found =
        !together.test(lead(paper, rate)) &&
        !measured.test(lead(paper, rate)) &&
        !headsLine(paper, rate) &&
        !fitsTheOthers(paper, rate) &&
        isRate(rate) && !isGrowth(paper, rate) && !isCompared(paper, rate) && !inRowOfShares(paper, rate)
          ? second(paper, rate, judge(paper, rate))
          : null
      if (found?.verdict === 'doubtful' && !lead(paper, rate).includes('占') && (aimedAt(paper, rate) || givenByAny(paper, rate))) return []
      // 食用农产品最多，占57.7%: of the one that is named, which other checks know
      if (found?.verdict === 'doubtful' && /(?:最多|最高|最大|居首|居多)，(?:约|仅)?占(?:比)?$/.test(before(paper, rate, 12))) return []
      if (found?.verdict === 'doubtful' && sameTwice(paper, found)) return []
      if (found?.verdict === 'doubtful' && (inProportion(paper, rate) || placed.test(before(paper, rate, 24)) || byHeadline(paper, rate, found))) return []
      if (found?.verdict === 'doubtful' && (inBracket(paper, rate, found) || fitsNamedBase(paper, rate) || fitsToldBase(paper, rate))) return []
      // a part larger than its whole gives a share that cannot be: either figure may be the wrong one
      return found?.kind === 'part-whole' ? [found, { ...found, kind: 'ratio' as const, verdict: 'doubtful' as const }] : (found ?? [])
    }),
  ])
}

/** What is wrong by the counts next to a rate may be right by others; what the words next to it do not judge may be wrong by others. */
function second(paper: Paper, rate: Figure, found: Finding | null): Finding | null {
  const factor = rate.unit === '‰' ? 1000 : 100
  const pair = likelyPair(paper, rate)
  if (found !== null && found.verdict !== 'uncheckable' && found.verdict !== 'holds') {
    // 完成率100% beside two counts that are not of that name
    if (found.verdict === 'doubtful' && rate.value === factor && !(named(paper, rate) && close(paper, rate, found))) return null
    if (rate.value === factor && allOfThem(paper, rate, found)) return null
    const right = pair && givesRate(pair, rate) ? pair : explanationOf(paper, rate)
    if (right) return say(paper, rate, { ...right, sure: false }, factor, 'holds', '占比与文中两个数相符。')
    const larger = found.verdict === 'doubtful' && found.kind === 'ratio' && pair !== null && pair.part.low > pair.base.high
    return larger ? wrong(paper, rate, { ...pair, sure: false }, factor) : found
  }
  if (!pair || givesRate(pair, rate))
    return found ?? (pair ? say(paper, rate, { ...pair, sure: false }, factor, 'holds', '占比与文中两个数相符。') : null)
  // what holds by chance with other counts does not where the words name these
  if (found?.verdict === 'holds' && !pair.named && found.claims[1] === pair.part.id) return found
  // 占当年投入的35%: the year's figure bears no name of its own
  const own = paragraphOf(paper, rate.sentence).find((base) => sort(base) === sort(pair.part) && givesRate({ part: pair.part, base, rest: false }, rate))
  const right = own ? { part: pair.part, base: own, rest: false } : pair.named ? null : explanationOf(paper, rate)
  const larger = pair.part.low > pair.base.high && right?.base.at === pair.base.at && right.part.at !== pair.part.at
  return right && !larger
    ? say(paper, rate, { ...right, sure: false }, factor, 'holds', '占比与文中两个数相符。')
    : wrong(paper, rate, { ...pair, sure: false }, factor)
}

/** `种植主体1864个…签订承诺书1864份，种植主体签订率100%`: as many as there are of what the rate names, though counted in another unit. */
function allOfThem(paper: Paper, rate: Figure, { claims }: Finding): boolean {
  const part = figureAt(paper, claims[1])
  const words = lead(paper, rate)
  const named = (one: Figure): boolean => bare(one.subject).length > 1 && words.includes(bare(one.subject))
  return (
    part !== undefined && paper.figures.some((one) => one !== part && one.value === part.value && sort(one) !== sort(part) && named(one))
  )
}

/** Whether all figures of a finding stand right before the rate. */
const close = (paper: Paper, rate: Figure, { claims }: Finding): boolean =>
  claims.every((id) => {
    const one = figureAt(paper, id)
    return one !== undefined && one.sentence === rate.sentence && Math.abs(rate.start - one.start) < 60
  })

/** Whether a count before the rate bears its name: 核查处置…处置率. */
const named = (paper: Paper, rate: Figure): boolean => {
  const stem = stemOf(paper, rate)
  return (
    stem !== '' &&
    inSentence(paper, rate.sentence).some(
      (one) => one.end <= rate.start && isCount(one) && `${lead(paper, one, 20)}${one.measure}${tail(paper, one, 8)}`.includes(stem),
    )
  )
}

const share = ({ part, base, rest }: Pair, factor: number): Interval => {
  const ratio = times(over(part, base), factor)
  return rest ? { low: factor - ratio.high, high: factor - ratio.low } : ratio
}

function judge(paper: Paper, rate: Figure): Finding | null {
  const factor = rate.unit === '‰' ? 1000 : 100
  const here = inSentence(paper, rate.sentence).filter(
    (one) => isCount(one) && one.low > 0 && Number.isFinite(one.high) && Math.abs(one.start - rate.start) < 160,
  )
  const tied = wholeBefore(paper, rate, here) ?? partBehind(paper, rate, here) ?? duePair(paper, rate, here) ?? tiedPair(paper, rate, here)
  const spread =
    tied && tied.base.sentence !== rate.sentence
      ? totalsBefore(paper, rate)
          .filter((base) => base.unit === tied.part.unit && base.value > tied.part.value)
          .map((base) => ({ ...tied, base }))
      : []
  const pairs = [...(tied ? [tied] : []), ...spread, ...(rate.high === Infinity ? [] : nearPairs(rate, here))]
  const fits = pairs.find((pair) => meet(cut(share(pair, factor)), cut(rate)))
  if (fits) return say(paper, rate, fits, factor, 'holds', '占比与前后两个数相符。')
  const [last, other] = here
    .filter((one) => one.end <= rate.start)
    .slice(-2)
    .reverse()
  // of two kinds that together make the whole (配备61个，未配备19个) the rate is the share of one
  if (
    last &&
    other &&
    last.unit === other.unit &&
    between(paper, last, rate) !== '的' &&
    [last, other].some((one) => meet(cut(times(over(one, { low: last.low + other.low, high: last.high + other.high }), factor)), cut(rate)))
  )
    return null
  if (tied && !(tied.part.low > tied.base.high && pairAround(paper, rate))) return wrong(paper, rate, tied, factor)
  return aroundIt(paper, rate, factor) ?? farBase(paper, rate, here, factor)
}

/** Counts that no words tie to the rate and that stand about it alone: they may confirm, and they may leave a doubt. */
function aroundIt(paper: Paper, rate: Figure, factor: number): Finding | null {
  const pairs = [baseWithNoun(paper, rate), baseAbove(paper, rate), pairAround(paper, rate)].filter((pair) => pair !== null)
  const fits = pairs.find((pair) => explains(pair, rate))
  if (fits) return say(paper, rate, { ...fits, sure: false }, factor, 'holds', '占比与前后两个数相符。')
  const [pair] = pairs
  return pair && rate.value < factor + 1 ? wrong(paper, rate, { ...pair, sure: false }, factor) : null
}

const ofTime = /[一二三四]季度|[上下]半年|第?[一二三四]阶段|\d{1,2}月/
function wrong(paper: Paper, rate: Figure, pair: Pair, factor: number): Finding | null {
  const needed = times(over(pair.part, rate), factor)
  const other = countWithin(paper, needed.low, needed.high, pair.part, [rate.subject, rate.base ?? ''])
  if (ofTwo(paper, rate, pair.part)) return null
  // 一季度检查A户，检查率…；二季度检查B户，检查率…: each with a rate of its own, neither the base of the other
  if (!pair.sure && pair.part.low > pair.base.high && [pair.part, pair.base].every((one) => ofTime.test(lead(paper, one, 16)))) return null
  // 7.4万批次和9.8万批次，发现率5.6%和7.2%: each rate has a count of its own; 甲18批次，合格率…；乙…: each clause too
  if (rowed(paper, rate, pair) || ofNone(paper, rate, pair)) return null
  const total = ofTotal(paper, rate, other)
  if (total) return say(paper, rate, { part: pair.part, base: total, rest: false, sure: false }, factor, 'holds', '占比与文中的总量相符。')
  // a semicolon parts counts of two rows; 前者…，后者…: the base is one of the two named before
  if (!pair.sure || (pair.base.start < pair.part.start && hasOwnShare(paper, pair.base) && pair.part.partOf !== pair.base.at) || /；/.test(between(paper, pair.base, rate)) || (rate.value === factor && pair.part.low < pair.base.low) || other || /^[前后]者/.test(lead(paper, pair.part, 16)))
    return say(
      paper,
      rate,
      pair,
      factor,
      'doubtful',
      other
        ? `与所列基数不符；若以“${noun(paper, other)}${printed(other)}”为基数则相符。`
        : `与邻近的两个数不符；若另有基数（约 ${showInterval(needed, 0)}）则无误。`,
    )
  const sure = pair.part.low > pair.base.high || slipTo(rate, share(pair, factor)) !== null
  return say(
    paper,
    rate,
    pair,
    factor,
    sure ? 'contradiction' : 'doubtful',
    pair.part.low > pair.base.high ? '分子大于基数，占比不可能成立。' : `占比与所列分子、基数不符${sure ? '' : `；若另有基数（约 ${showInterval(needed, 0)}）则无误`}。`,
  )
}

function say(paper: Paper, rate: Figure, pair: Pair, factor: number, verdict: Finding['verdict'], explanation: string): Finding {
  const { part, base, rest } = pair
  const sign = factor === 1000 ? '‰' : '%'
  const formula = rest ? `(${show(base.value)} − ${show(part.value)}) ÷ ${show(base.value)}` : `${show(part.value)} ÷ ${show(base.value)}`
  const larger = verdict !== 'holds' && part.low > base.high
  return finding(paper, larger ? [part, base, rate] : [rate, part, base], {
    verdict,
    kind: larger ? 'part-whole' : 'ratio',
    calculation: `${formula} = ${showInterval(share(pair, factor), 2)}${sign}，所列 ${printed(rate)}`,
    explanation,
  })
}

/** `问题样品311批次，问题发现率1.7%` behind a sentence that counts the whole: no count of the paper explains the rate. */
function noBase(paper: Paper, rate: Figure, part: Figure, needed: Interval): Figure | null {
  if (!/^，[一-鿿]{2,6}(?:率|比例)[为达到是]*$/.test(between(paper, part, rate)) || rate.value >= 100 || part.value < 5) return null
  const others = inSentence(paper, rate.sentence).filter((one) => one !== part && sort(one) === sort(part))
  const above = totalsBefore(paper, rate).filter((one) => one.unit === part.unit && one.low > part.high && one.partOf === null)
  const explained = countsOfSort(paper, part).some((one) => meet(cut(needed), one))
  return others.length === 0 && above.length > 0 && !explained ? above.at(-1)! : null
}

/** A base that stands elsewhere in the paper: it may confirm, and it may leave a doubt where the same noun is named. */
function farBase(paper: Paper, rate: Figure, here: readonly Figure[], factor: number): Finding | null {
  const part = here.findLast((one) => one.end <= rate.start) ?? earlier(paper, rate, 1).findLast((one) => isCount(one) && one.low > 0)
  if (!part || rate.low <= 0 || part.sentence !== rate.sentence) return null
  const tie = between(paper, part, rate)
  const needed = times(over(part, rate), factor)
  const base =
    earlier(paper, rate, 2).find(
      (one) => one.sentence !== rate.sentence && one.unit === part.unit && one.value >= needed.low && one.value <= needed.high,
    ) ?? countWithin(paper, Math.floor(needed.low), Math.ceil(needed.high), part, [rate.subject, rate.base ?? ''])
  if (base && base.value > part.value && !/[；。]/.test(tie))
    return say(paper, rate, { part, base, rest: false, sure: false }, factor, 'holds', '占比与文中另一处的基数相符。')
  const unexplained = noBase(paper, rate, part, needed)
  if (unexplained) return wrong(paper, rate, { part, base: unexplained, rest: false, sure: false }, factor)
  if (!direct.test(tie) || (tie === '' && !tail(paper, rate).startsWith('的'))) return null
  return finding(paper, [rate, part], {
    verdict: 'uncheckable',
    kind: 'ratio',
    calculation: `${show(part.value)} ÷ ${printed(rate)} ≈ ${showInterval(needed, 0)}${part.unit}`,
    explanation: '占比的基数文中没有写明，无法核对。',
  })
}
