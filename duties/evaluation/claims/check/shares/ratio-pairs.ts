import { bare, countsNamed } from '../ground/nouns.ts'
import { between, earlier, inSentence, isCount, isIncrement, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** Which two counts the words about a rate tie to it: the forms in which papers say a share. */

/** A numerator and its base; `sure` where the words tie both to the rate. */
export type Pair = { readonly part: Figure; readonly base: Figure; readonly rest: boolean; readonly sure: boolean }
const opening = '^(?:[^，。；、]{0,28}[，(、)]+)?'
/** What may stand between a count and its share: nothing, `，占…的`, `，比例为`. */
export const direct = new RegExp(
  `^[约近]?$|${opening}[^，。；、占]{0,14}占(?:比|[^，。；\\d]{0,16}[的例重数][^，。；]{0,4})?[为达是到至约近]*$|${opening}[^，。；、]{0,4}(?:比例|比重)[为达是到至约近]*$`,
)
/** `应检查352家，实际检查349家，覆盖面…`. */
export function duePair(paper: Paper, rate: Figure, here: readonly Figure[]): Pair | null {
  const [part, base] = here
    .filter((one) => one.end <= rate.start)
    .slice(-2)
    .reverse()
  return part &&
    base &&
    sort(part) === sort(base) &&
    /应[一-鿿]{0,12}$/.test(lead(paper, base)) &&
    /^(?:实际|已|实)/.test(lead(paper, part))
    ? { part, base, rest: false, sure: /面|率|比例/.test(lead(paper, rate)) }
    : null
}

/** `当场改正3977处、限期改正873处，当场改正的占82%`: the words before 占 name the count. */
function labelled(paper: Paper, rate: Figure, behind: readonly Figure[]): Figure | undefined {
  const label = /^([A-Z]?[一-鿿]{1,12}?)的?(?:单位|企业|人员)?(?:仅|约|恰好|正好|刚好|恰)?占(?:比)?[为达到]*$/.exec(lead(paper, rate))?.[1]
  return label === undefined ? undefined : behind.findLast((one) => `${lead(paper, one, 16)}${one.subject}`.includes(label))
}

/** `A 2208批次、B 5520批次、C 3312批次，分别占20%、50%、30%` of the count before them. */
function spreadPair(paper: Paper, rate: Figure, behind: readonly Figure[]): Pair | null {
  const same = inSentence(paper, rate.sentence)
  let first = same.indexOf(rate)
  while (first > 0 && isRate(same[first - 1]!) && /^[、，和及]$/.test(between(paper, same[first - 1]!, same[first]!))) first--
  let last = same.indexOf(rate)
  while (last < same.length - 1 && isRate(same[last + 1]!) && /^[、，和及]$/.test(between(paper, same[last]!, same[last + 1]!))) last++
  const count = last - first + 1
  if (count < 2 || !/分别占/.test(lead(paper, same[first]!))) return null
  const parts = behind.filter((one) => one.end <= same[first]!.start).slice(-count)
  const base = behind.findLast((one) => one.start < parts[0]!.start && sort(one) === sort(parts[0]!) && one.value >= parts[0]!.value)
  const part = parts[same.indexOf(rate) - first]
  return parts.length === count && base && part && parts.every((one) => sort(one) === sort(base))
    ? { part, base, rest: false, sure: true }
    : null
}

/** `3.42万亩，占总面积3.6万亩的95%`: the base stands right before the rate. */
export function wholeBefore(paper: Paper, rate: Figure, here: readonly Figure[]): Pair | null {
  const base = here.findLast((one) => one.end <= rate.start)
  if (!base || between(paper, base, rate) !== '的' || !/占/.test(lead(paper, base))) return null
  const part = here.findLast((one) => one.end <= base.start && sort(one) === sort(base))
  return part ? { part, base, rest: false, sure: !/[；。]/.test(between(paper, part, base)) } : null
}

/** `仅占食品生产企业的14.9%，共65家`: the count stands right behind the rate. */
export function partBehind(paper: Paper, rate: Figure, here: readonly Figure[]): Pair | null {
  const part = here.find((one) => one.start >= rate.end)
  const named = /占([^，。；\d]{2,16}?)(?:总数|总量)?的$/.exec(lead(paper, rate))?.[1]
  if (!part || !named || !/^[，(]?(?:共|有|计|共有|共计|为|即)?$/.test(between(paper, rate, part))) return null
  const base = countsNamed(paper, named, part, true).find((one) => sort(one) === sort(part))
  return base ? { part, base, rest: false, sure: false } : null
}

/** `完成12012批次，超额完成下达的11440批次任务，完成率105.0%`: the task is the base, though it stands behind what was done. */
function taskPair(paper: Paper, rate: Figure, behind: readonly Figure[]): Pair | null {
  const [part, base] = behind.slice(-2)
  if (!part || !base || sort(part) !== sort(base) || !/完成率?[为达到是]*$/.test(lead(paper, rate))) return null
  // 全年计划采样320份，已采样176份，完成55.0%
  if (/^已/.test(lead(paper, base)) && /计划|任务|目标/.test(lead(paper, part)) && between(paper, part, base).length < 16) return { part: base, base: part, rest: false, sure: true }
  if (!/完成率/.test(lead(paper, rate)) || !/完成/.test(lead(paper, part))) return null
  return /^(?:的)?(?:年度)?(?:任务|计划|目标)/.test(tail(paper, base)) ? { part, base, rest: false, sure: true } : null
}

const stems = /([一-鿿]{2,8}?)(?:率|比例|比重|占比|面)[均皆已]?(?:分别)?[为达到是至约近]*$/

/** The pair that the words name: a count right before (`704家98%的…`, `510名，占…`), or one whose name holds the stem of the rate (不合格 → 不合格率). */
export function tiedPair(paper: Paper, rate: Figure, here: readonly Figure[]): Pair | null {
  const behind = here.filter((one) => one.end <= rate.start)
  const ofTask = taskPair(paper, rate, behind)
  if (ofTask) return ofTask
  const label = labelled(paper, rate, behind)
  const last = label ?? behind.at(-1)
  const spread = spreadPair(paper, rate, behind)
  if (spread) return spread
  if (last && (label || direct.test(between(paper, last, rate))) && !between(paper, last, rate).includes('其中')) {
    const pair = directPair(paper, rate, last, behind)
    if (pair) return pair
  }
  const stem =
    rate.measure.endsWith('率') && rate.measure.length > 2 ? rate.measure.slice(0, -1) : (stems.exec(lead(paper, rate, 24))?.[1] ?? '')
  return stem.length < 2
    ? null
    : (stemPair(paper, rate, stem, behind) ??
        adjacentPair(paper, rate, behind) ??
        stemPair(paper, rate, stem, [...totalsBefore(paper, rate), ...behind]))
}

function directPair(paper: Paper, rate: Figure, part: Figure, behind: readonly Figure[]): Pair | null {
  const words = between(paper, part, rate)
  const label = /[，)、]([一-鿿]{2,14}?)(?:的|企业|单位)?占[^，]*$/.exec(words)?.[1]
  if (label && label.length > 3 && !`${lead(paper, part, 20)}${part.subject}${tail(paper, part, 20)}`.includes(label.slice(0, 3)))
    return null
  const named =
    rate.base ?? /占([^，。；]{2,16}?)(?:总数|总量|总额|总人数)?的/.exec(words)?.[1] ?? /^的([一-鿿“”+]{2,16})/.exec(tail(paper, rate))?.[1]
  const marked = part.partOf === null ? undefined : paper.figures[part.partOf]
  const whole = marked && isIncrement(paper, marked) ? undefined : marked
  // 问卷 are counted in copies, those who answered in heads
  const answers = (one: Figure): boolean => /问卷$/.test(one.subject) && one.unit === '份' && sort(part) === '人'
  const bases = named ? countsNamed(paper, named, part, true).filter((one) => sort(one) === sort(part) || answers(one)) : []
  const base = bases.find((one) => one.start < rate.start) ?? bases[0]
  if (base) return { part, base, rest: false, sure: base.sentence === rate.sentence && bases.every(({ value }) => value === base.value) }
  if (named && bare(named).length > 1 && !(whole && /总|其/.test(named))) return null
  if (whole && sort(whole) === sort(part)) return { part, base: whole, rest: false, sure: words.includes('占') || words.length < 3 }
  const larger = behind.filter((one) => one !== part && sort(one) === sort(part) && one.low > part.high)
  const before = behind.at(behind.indexOf(part) - 1)
  if (
    larger.length === 0 &&
    before &&
    before !== part &&
    before.end <= part.start &&
    sort(before) === sort(part) &&
    /占|比例/.test(words) &&
    /^[^；。]{0,24}$/.test(between(paper, before, part)) &&
    before.high < part.low
  )
    return { part, base: before, rest: false, sure: false }
  return larger.length > 0 ? { part, base: larger.at(-1)!, rest: false, sure: larger.length === 1 && words.includes('占') } : null
}

/** `问卷回收2000份，表示满意的1764份，满意率…`: two counts of one unit in the two clauses before; 100 % may be of anything. */
function adjacentPair(paper: Paper, rate: Figure, behind: readonly Figure[]): Pair | null {
  const [base, part] = behind.slice(-2)
  if (
    !base ||
    !part ||
    base.unit !== part.unit ||
    base.sentence !== rate.sentence ||
    rate.value >= 100 ||
    part.bracketOf !== null ||
    isIncrement(paper, base) ||
    /共|总/.test(lead(paper, part)) ||
    (/(?:^|[^不])合格率/.test(lead(paper, rate)) && /不合格/.test(lead(paper, base)))
  )
    return null
  const near =
    /^[^，。；、]{0,12}，[^，。；、]{2,10}率[为达到至约]*$/.test(between(paper, part, rate)) &&
    /^[^，。；、]{0,16}，?[^，。；、]{0,10}$/.test(between(paper, base, part))
  return near && !/未|尚|剩|其余|上年|去年/.test(lead(paper, part))
    ? { part, base, rest: /不合格|问题|不达标/.test(lead(paper, part)) && /^(?!不|问题).*(?:合格|达标)/.test(rate.measure), sure: false }
    : null
}

/** Totals of the sentence before, in the same paragraph: a rate may speak of them. */
export const totalsBefore = (paper: Paper, rate: Figure): Figure[] =>
  earlier(paper, rate, 3).filter((one) => one.sentence !== rate.sentence && isCount(one) && one.low > 0)

function stemPair(paper: Paper, rate: Figure, stem: string, behind: readonly Figure[]): Pair | null {
  const says = (one: Figure): boolean => `${one.subject} ${one.measure} ${lead(paper, one, 16)} ${tail(paper, one, 16)}`.includes(stem)
  const negative = (one: Figure): boolean =>
    `${one.subject}${one.measure}${lead(paper, one, 16)} ${tail(paper, one, 16)}`.includes(`未${stem}`) ||
    (one.subject + one.measure + lead(paper, one, 16)).includes(`不${stem}`) ||
    (one.subject + one.measure).includes(`未${stem}`)
  // what the clause of a count says itself goes before what it took over from the one before
  const all = behind.filter((one) => one.sentence === rate.sentence && says(one))
  const own = all.filter((one) => (lead(paper, one, 16) + tail(paper, one, 16)).includes(stem))
  const parts = own.length > 0 ? own : all
  const part = parts.at(-1) ?? aligned(paper, rate, behind)
  if (!part) return null
  const bases = behind.filter(
    (one) =>
      one !== part &&
      sort(one) === sort(part) &&
      one.value > part.value &&
      !negative(one) &&
      !(says(one) && parts.length > 1 && says(part) && one.start > part.start),
  )
  const base = bases[0]
  return base
    ? {
        part,
        base,
        rest: negative(part),
        sure: bases.length === 1 && base.sentence === rate.sentence && isNear(paper, part, rate) && parts.length < 3,
      }
    : null
}

/** `A及B分别为386批次和6批次，A率为…、B率…`: the second rate belongs to the second count. */
function aligned(paper: Paper, rate: Figure, behind: readonly Figure[]): Figure | undefined {
  const rates = inSentence(paper, rate.sentence).filter((one) => isRate(one))
  const counts = behind.slice(1)
  return counts.length === rates.length && counts.length > 1 && between(paper, behind[0]!, counts[0]!).includes('分别')
    ? counts[rates.indexOf(rate)]
    : undefined
}

const isNear = (paper: Paper, part: Figure, rate: Figure): boolean => !/[；。]|[一二三四五六]是/.test(between(paper, part, rate)) && between(paper, part, rate).length < 60

/** Any two counts of one sort before the rate, nearest first, at most six: they may explain a rate, never refute it. */
export function nearPairs(rate: Figure, here: readonly Figure[]): Pair[] {
  const near = here.slice(-6).reverse()
  return near.flatMap((part) =>
    near.flatMap((base): Pair[] =>
      base !== part && sort(base) === sort(part) && base.value >= part.value && base.value > 1
        ? [
            { part, base, rest: false, sure: false },
            ...(/合格|达标|正常/.test(rate.measure) ? [{ part, base, rest: true, sure: false }] : []),
          ]
        : [],
    ),
  )
}
