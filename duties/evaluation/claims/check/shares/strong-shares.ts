import type { Finding } from '../../contract.ts'
import { cut, meet, over, plus, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { countsLike, hasOwnShare, neighbours, paragraphOf } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { ofTwo } from './ratio-none.ts'
import {
  before,
  between,
  finding,
  inSentence,
  isCount,
  isExact,
  isGrowth,
  isIncrement,
  isMean,
  isRate,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/**
 * Shares whose part stands right before them, and whose base their words name or their sentence counted. Only another base of that very part
 * may explain such a share: two counts that give it by chance are no explanation.
 */
export const checkStrongShares = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) => {
    if (!isRate(rate) || rate.cell !== null || rate.low <= 0 || !Number.isFinite(rate.high) || isGrowth(paper, rate)) return []
    if ((rate.value >= factor(rate) && !planOf.test(lead(paper, rate))) || inRow(paper, rate) || otherTime.test(lead(paper, rate, 30).replace(/^.*\d/, ''))) return []
    const found = tied(paper, rate)
    if (!found || found.bases.length === 0) return []
    const { part, bases } = found
    if (ofTwo(paper, rate, part) || [part, ...countsLike(paper, part)].some((base) => explains(paper, rate, part, base))) return []
    return [say(paper, rate, found, bases[0]!)]
  })

type Tied = {
  readonly part: Figure
  /** The likeliest first. */
  readonly bases: readonly Figure[]
  readonly named: boolean
  /** Counts that the part is the sum of; empty where it is one figure. */
  readonly of: readonly Figure[]
}

const factor = ({ unit }: Figure): number => (unit === '‰' ? 1000 : 100)
const otherTime = /目标|力争|计划达|要求|高于|低于|上年|去年|同期|年初|全省|全国|(?<!占)[比较](?!例|重)|[由从]|平均|每/
const past = /上年|去年|同期|年初|每|平均|另|结转|往年|力争/
const usable = (paper: Paper, one: Figure | undefined): one is Figure =>
  one !== undefined &&
  isCount(one) &&
  isExact(one) &&
  one.low >= 2 &&
  Number.isFinite(one.high) &&
  !isIncrement(paper, one) &&
  !isMean(paper, one) &&
  !past.test(lead(paper, one, 14))

/** `62.2%、58.0%和54.8%`: rates in a row belong to counts in rows. */
const inRow = (paper: Paper, rate: Figure): boolean => {
  const { before, behind } = neighbours(paper, rate)
  return [before, behind].some((one) => one !== undefined && isRate(one) && /^(?:、|和|及|以及)$/.test(between(paper, one, rate)))
}

const gives = (part: Interval, base: Interval, rate: Figure): boolean =>
  base.low > 0 && Number.isFinite(base.high) && meet(cut(times(over(part, base), factor(rate))), cut(rate))

/** Whether some base gives the share for the part, for the part with those listed before it, or for what the part leaves. */
function explains(paper: Paper, rate: Figure, part: Figure, base: Figure): boolean {
  const runs = runsTo(paper, part)
  const all = [...runs, ...runs.map((run) => ({ low: base.low - run.high, high: base.high - run.low }))]
  if (base !== part && all.some((run) => gives(run, base, rate))) return true
  // 配备61个，未配备19个: both together are a base
  const { before, behind } = neighbours(paper, part)
  return [before, behind].some((one) => one !== undefined && sort(one) === sort(part) && gives(part, plus(part, one), rate))
}

/** The part, and the part with one, two … of the list that it closes. */
function runsTo(paper: Paper, part: Figure): Interval[] {
  const runs: Interval[] = [part]
  const same = inSentence(paper, part.sentence)
  for (let at = same.indexOf(part) - 1; at >= 0 && runs.length < 8; at--) {
    const one = same[at]!
    if (sort(one) !== sort(part) || !/^[^，。；]{0,4}[、，和及][^，。；、]{0,16}$/.test(between(paper, one, same[at + 1]!))) break
    runs.push(plus(runs.at(-1)!, one))
  }
  return runs
}

/** What goes between the part and its share: `，占`, `，占比为`, `（占`; the noun of the part may stand before. */
const shareOf = /^(?![^，]*等，)[^，。；、\d]{0,8}[，（(]?(?:仅|约|各|均|共|总计|就|已)?(?:占|占比|占到|所占比例)(?:为|达|到)?([^，。；、\d]{0,18})$/
const rateOf = /^[^，。；、\d]{0,10}[，（(]?(?:其|总体|综合|平均)?([一-鿿]{2,8}?)(?:率|度|比例|进度)(?:分别)?[为达到是约近]*$/

const planOf = /^，?(?:为|是|达到|完成|占|相当于)(?:了)?[^，。；\d]{0,10}(?:任务|计划|目标|预算)[^，。；\d]{0,4}的$/
function tied(paper: Paper, rate: Figure): Tied | null {
  const summed = sumOfNamed(paper, rate) ?? ofTheTwo(paper, rate)
  if (summed) return summed
  const told = labelled(paper, rate)
  if (told) return told
  const same = inSentence(paper, rate.sentence).slice(0, inSentence(paper, rate.sentence).indexOf(rate))
  // 抽检480批次，平均每场30批次，占…: a mean says the same once more
  const part = isMean(paper, same.at(-1) ?? rate) ? same.at(-2) : same.at(-1)
  if (!usable(paper, part) || part.cell !== null) return null
  const words = part === same.at(-1) ? between(paper, part, rate) : between(paper, same.at(-1)!, rate)
  if (planOf.test(words)) {
    const bases = paragraphOf(paper, part.sentence).filter(
      (one) => one.end <= part.start && sort(one) === sort(part) && isExact(one) && /任务|计划|目标|预算|下达/.test(lead(paper, one, 16)),
    )
    return { part, bases: bases.toReversed(), named: true, of: [] }
  }
  const share = shareOf.exec(words)
  if (share) {
    const name = nameOf(share[1]!)
    if (name === null) return null
    const bases = name === '' ? wholesBefore(paper, part) : wholesNamed(paper, part, name)
    return { part, bases, named: name !== '', of: [] }
  }
  const two = wholeOfTheTwo(paper, part)
  if (two && rateOf.test(words)) return { part, bases: [two], named: true, of: [] }
  const name = rateOf.exec(words)?.[1]
  const stem = name?.slice(-2)
  // 样品阳性率 behind 阳性样品83批次，阳性项目85项次 is of the samples
  const other = name !== undefined && name.length === 4 ? name.slice(0, 2) : undefined
  if (other !== undefined && !wordsOf(paper, part).includes(other) && same.some((one) => isCount(one) && wordsOf(paper, one).includes(other))) return null
  if (stem === undefined || !bears(paper, part, stem)) return null
  return { part, bases: wholesBefore(paper, part).filter((one) => !bears(paper, one, stem)), named: false, of: [] }
}

/** What a share is said to be of; '' where nothing is said, null where the words say something else. */
function nameOf(words: string): string | null {
  if (words === '') return ''
  const name = /^(?:全部|全[市县区年部]|所有|该|其|上述|同期|当年)*(?:的)?([一-鿿“”+]*?)(?:总数|总量|总额|总体|总)?的?$/.exec(words)?.[1]
  if (name === undefined || (!words.endsWith('的') && words !== '全部' && name !== '')) return null
  return name.replace(/^(?:食品|安全)+(?=.{2})/, '')
}

/** Words that papers use one for another when they name what a share is of. Data, not rules. */
const alike: readonly (readonly string[])[] = [
  ['任务', '计划', '目标'],
  ['抽检', '检验', '检测', '监测'],
  ['案件', '立案', '查办', '办结', '查处', '案'],
  ['问题', '隐患', '线索'],
  ['食堂', '学校'],
  ['商户', '经营户', '经营者'],
]
const wordsOf = (paper: Paper, one: Figure): string =>
  `${lead(paper, one, 24)} ${bare(one.subject)} ${one.measure} ${tail(paper, one, 12)}`

function bears(paper: Paper, one: Figure, stem: string): boolean {
  const words = `${lead(paper, one, 14).replace(/^.*\d/, '')}${one.measure}${tail(paper, one, 10)}`
  return words.includes(stem) && !new RegExp(`(?:不|未|没有)${stem}`).test(words) === !/^[不未]/.test(stem)
}

function wholesNamed(paper: Paper, part: Figure, name: string): Figure[] {
  const key = bare(name).slice(-2)
  const words = [key, ...(alike.find((some) => some.includes(key)) ?? [])]
  return countsLike(paper, part)
    .filter(
      (one) =>
        one !== part &&
        one.low > part.low &&
        (one.cell !== null || usable(paper, one)) &&
        words.some((word) => wordsOf(paper, one).includes(word)),
    )
    .toSorted((a, b) => nearness(paper, part, a) - nearness(paper, part, b))
}

const nearness = (paper: Paper, part: Figure, one: Figure): number =>
  Math.abs(one.start - part.start) + (one.start > part.start ? 2000 : 0) + (one.partOf === null ? 0 : 4000) + (one.sentence === part.sentence ? 0 : 500)

/** Counts before the part that could hold it: of its sentence, else of its paragraph. */
function wholesBefore(paper: Paper, part: Figure): Figure[] {
  const able = paragraphOf(paper, part.sentence).filter(
    (one) =>
      one.end <= part.start &&
      part.sentence - one.sentence < 2 &&
      usable(paper, one) &&
      sort(one) === sort(part) &&
      one.low > part.low &&
      !sibling(paper, one, part),
  )
  const own = able.filter((one) => one.sentence === part.sentence)
  return (own.length > 0 ? own : able).toReversed()
}

/** Two of a list: one is no whole of the other. */
const sibling = (paper: Paper, one: Figure, part: Figure): boolean => {
  const words = between(paper, one, part)
  return (
    (one.partOf !== null && one.partOf === part.partOf) ||
    (hasOwnShare(paper, one) && part.partOf !== one.at) ||
    (/^[^，。；]{0,12}(?:、|和|及)[^，。；]{0,12}$/.test(words) && !/其中/.test(words)) ||
    /^[^，。；]{0,4}(?:同比|比|较)/.test(words)
  )
}

const label =
  /(?:^|[，；：])(?:其中|而)?([一-鿿]{2,10}?)(?:领域|环节)?(?:案件|问题|样品|数量|的)?(?:支出|投入|经费)?(?:(?:最多|居多|居首)，)?(?:恰好|正好|刚好|恰|约|仅)?(?:占比|占了|占)(?:最[高大]|第一|居首)?，?(?:高达|达到|达|为|近)?([^，。；\d]{0,18})$/
/** `流通领域52件，餐饮领域33件。流通领域案件占比最高，达55.3%`: the words before the share name one of a list. */
function labelled(paper: Paper, rate: Figure): Tied | null {
  const match = label.exec(before(paper, rate, 40).replace(/^.*[\d。]/, '，'))
  const name = match && nameOf(match[2]!)
  if (!match || name === null || name === undefined) return null
  const own = (one: Figure): string => lead(paper, one, 14).replace(/^.*[\d、和及]/, '').replace(/^(?:其中|因)/, '')
  const near = paragraphOf(paper, rate.sentence).filter(
    (one) =>
      one.end <= rate.start &&
      rate.sentence - one.sentence < 2 &&
      usable(paper, one) &&
      own(one).length > 1 &&
      (own(one).startsWith(match[1]!) || match[1]!.startsWith(own(one))),
  )
  const [part] = near
  if (!part || near.length > 1) return null
  const bases = name === '' ? wholesBefore(paper, part) : wholesNamed(paper, part, name)
  return { part, bases, named: name !== '', of: [] }
}

/** `投诉3087件、举报1129件。前者办结3056件…；后者立案203件`: which of the two before the clause speaks of. */
function wholeOfTheTwo(paper: Paper, part: Figure): Figure | undefined {
  const which = /^([前后])者/.exec(lead(paper, part, 16))?.[1]
  const above = which === undefined ? [] : paragraphOf(paper, part.sentence).filter((one) => one.sentence === part.sentence - 1 && isCount(one) && sort(one) === sort(part))
  const [one, other] = above.slice(-2)
  return one && other && /^[^，。；]{0,4}[、，和及][^，。；、]{0,10}$/.test(between(paper, one, other)) ? (which === '前' ? one : other) : undefined
}

/** `分别为7所、19所，后者占未覆盖总数的73.1%`: the two together are what the share is of, unless some other count gives it. */
function ofTheTwo(paper: Paper, rate: Figure): Tied | null {
  const which = /^([前后])者(?:占比|占)/.exec(lead(paper, rate))?.[1]
  const same = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start)
  const [one, other] = same.slice(-2)
  if (which === undefined || !usable(paper, one) || !usable(paper, other) || sort(one) !== sort(other)) return null
  if (between(paper, one, other).length > 16) return null
  const part = which === '前' ? one : other
  const base = { ...one, ...plus(one, other), value: one.value + other.value }
  return { part, bases: [base], named: true, of: [] }
}

const together = /([A-Z一-鿿]{1,8}(?:级|类|环节)?(?:[、和及与][A-Z一-鿿]{1,8}){1,4}?)[两三四二]?(?:个|项|类|级|者|种|环节|部分)*(?:合计|共计|共|总计|合)(?:占|占比)[^，。；\d]{0,10}$/
/** `A、B两级合计占81.4%`: the counts that the words name, together. */
function sumOfNamed(paper: Paper, rate: Figure): Tied | null {
  const list = together.exec(lead(paper, rate))?.[1]
  if (list === undefined) return null
  const names = list.split(/[、和及与]/).map((name) => name.replace(/(?<=[A-Z一-鿿])[两三四二](?:个|项|类|级|者|种|环节|部分)*$/, '').replace(/(?<=[A-Z])级$/, ''))
  const near = paragraphOf(paper, rate.sentence).filter((one) => one.end <= rate.start && rate.sentence - one.sentence < 2 && isCount(one))
  const of = names.flatMap((name) => {
    const key = /^[A-Z]$/.test(name) ? `${name}级` : name.slice(0, 4)
    return near.findLast((one) => lead(paper, one, 12).replace(/^.*[\d、]/, '').includes(key) || tail(paper, one, 6).startsWith(key)) ?? []
  })
  if (of.length !== names.length || new Set(of).size !== of.length || of.some((one) => sort(one) !== sort(of[0]!))) return null
  const total = of.reduce<Interval>((sum, one) => plus(sum, one), { low: 0, high: 0 })
  const part = { ...of[0]!, ...total, value: of.reduce((sum, one) => sum + one.value, 0) }
  const bases = near.filter((one) => sort(one) === sort(part) && usable(paper, one) && one.low > part.low).toReversed()
  return { part, bases, named: true, of }
}

function say(paper: Paper, rate: Figure, { part, bases, named, of }: Tied, base: Figure): Finding {
  const real = paper.figures[base.at]?.value === base.value
  const here = real && base.sentence === rate.sentence && between(paper, base, rate).length < 90 && !/；/.test(between(paper, base, rate))
  const sure = here && of.length === 0 && isExact(rate) && (named || bases.filter((one) => one.sentence === rate.sentence).length === 1)
  return finding(paper, [rate, ...(of.length > 0 ? of : [part]), base], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'ratio',
    calculation: `${show(part.value)} ÷ ${show(base.value)} = ${showInterval(times(over(part, base), factor(rate)), 2)}${rate.unit}，所列 ${printed(rate)}`,
    explanation: sure
      ? '占比与所列分子、基数不符，文中也没有别的数能得出这一占比。'
      : '占比与所列的数不符，文中也没有别的基数能得出这一占比；若另有未写明的基数则无误。',
  })
}
