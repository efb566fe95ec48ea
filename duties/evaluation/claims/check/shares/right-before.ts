import type { Finding } from '../../contract.ts'
import { elsewhere, words } from '../certain/clause.ts'
import { cut, meet, minus, over, plus, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { slipTo } from '../ground/slips.ts'
import { countsLike, hasOwnShare, neighbours, paragraphOf } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { between, finding, isCount, isExact, isGrowth, isIncrement, isMean, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { stemOf } from './shares.ts'

/** So far a share may lie from the one that its part and base give to be a slip of it; where the base is named or stands beside it, further. */
const SLIP = 0.16
const SLIP_NAMED = 0.55
/** 检测6149个，合格率98.8%: how good those are that were counted. */
const ownQuality = /(?:合格|优良|达标|阳性|阴性|满意|准确|城镇化|增长|出生|死亡|失业|就业)率[为达是]?到?$/
const due = /按时|按期|到期|及时|进度|序时|同比|环比/

/**
 * `抽检9394批次。…检验合格9225批次，合格率90.8%`: the part right before its share, a base of its paragraph (or the one that is named) that nearly gives
 * it, and no base of the paper that does.
 */
export const checkSharesRightBefore = (paper: Paper, figures: readonly Figure[]): Finding[] =>
  figures.flatMap((rate, at) => {
    const part = figures[at - 1]
    if (!part || !isRate(rate) || isPoints(rate) || isGrowth(paper, rate) || rate.value >= 100 || rate.cell !== null) return []
    if (![rate, part].every((one) => isExact(one) && one.low > 0) || !isCount(part) || isIncrement(paper, part) || isMean(paper, part)) return []
    const own = between(paper, part, rate)
    if (/共计?占|合计占|累计占/.test(own) || !/^[^，。；、\d]{0,14}[，（(][^，。；、\d]{1,18}$/.test(own) || due.test(own) || elsewhere.test(lead(paper, rate)) || /[由从](?:[^，。；至到]{0,10})$/.test(lead(paper, rate)) || elsewhere.test(words(paper, part))) return []
    if (inRow(paper, rate, figures, at) || ofOther(paper, rate, part, figures.slice(0, at - 1), own)) return []
    const name = nameOf(own)
    const rest = name === null && turned(paper, rate, part)
    // 督导32789户，覆盖率99.0%: a rate right behind a count is of that count
    if (name === null && !bears(paper, rate, part) && (!/^，[一-鿿]{2,6}[率度面][为达是]?到?$/.test(own) || ownQuality.test(own))) return []
    const bases = basesOf(paper, rate, part, name)
    const base = (rest ? bases.toReversed().filter(({ figure }) => !/(?<!不)合格/.test(words(paper, figure))) : bases).find(({ figure, reach }) => (rest ? wanting(rate, part, figure) : near(rate, part, figure, reach)))?.figure
    const counts = figures.filter((one) => isCount(one) && one.low > 0)
    if (!base || [part, ...countsLike(paper, part)].some((one) => explains(paper, rate, part, one) || counts.some((two) => two !== one && sort(two) === sort(one) && gives(two, one, rate)))) return []
    const reckoned = times(over(rest ? minus(base, part) : part, base), factorOf(rate))
    // where it stands alone tells the base: a slip of digits bears it out
    const slip = slipTo(rate, reckoned) !== null
    return [
      finding(paper, [rate, part, base], {
        verdict: slip ? 'contradiction' : 'doubtful',
        kind: 'ratio',
        calculation: `${rest ? `(${show(base.value)} − ${show(part.value)})` : show(part.value)} ÷ ${show(base.value)} = ${showInterval(reckoned, 2)}${rate.unit}，所列 ${printed(rate)}`,
        explanation: `占比与其分子、同处所列的基数不符，文中没有别的基数能得出这一占比${slip ? '' : '；若另有未写明的基数则无误'}。`,
      }),
    ]
  })

const factorOf = ({ unit }: Figure): number => (unit === '‰' ? 1000 : 100)

/** What a share is said to be of; '' where nothing is said, null where it is no 占. */
function nameOf(own: string): string | null {
  const share = /[，（(][^，。；、\d]{0,8}(?:占|占比|比例)[为达到约]*([^，。；、\d]{0,16})$/.exec(`，${own}`)
  if (!share) return null
  const name = /^(?:全部|全[市县区年]|所有|其|总|当年|本年|[两三四五]年)*([一-鿿]*?)(?:总数|总量|总额)?的?$/.exec(share[1]!)?.[1]
  return name === undefined ? null : bare(name)
}

/** 合格9225批次，合格率: the part bears the name of the rate; 不合格 or 未 does not. */
function bears(paper: Paper, rate: Figure, part: Figure): boolean {
  const stem = stemOf(paper, rate)
  const said = words(paper, part)
  return stem !== '' && [...stem].some((sign) => said.includes(sign))
}

/** 不合格328批次，合格率97.8%: the share is of what the part leaves. */
const turned = (paper: Paper, rate: Figure, part: Figure): boolean =>
  /不|未|没有|问题/.test(words(paper, part)) && !/不|未|没有|问题|发现|检出|阳性|整改|处置|办结/.test(lead(paper, rate))

type Base = { readonly figure: Figure; readonly reach: number }
function basesOf(paper: Paper, rate: Figure, part: Figure, name: string | null): Base[] {
  const all = countsLike(paper, part).filter(
    (one) => one !== part && one.low > part.high && one.cell === null && !isIncrement(paper, one) && !isMean(paper, one) && !elsewhere.test(words(paper, one)),
  )
  const core = name?.replace(/(?<=[一-鿿]{2})(?:单位|企业|主体|户|数)$/, '').slice(-2)
  if (core) return all.filter((one) => `${words(paper, one)}${one.subject}`.includes(core)).map((figure) => ({ figure, reach: SLIP_NAMED }))
  const here = all.filter((one) => one.end <= part.start && paragraphOf(paper, rate.sentence).includes(one))
  // the only one of its sort before the part in the sentence is what the share is of
  const same = here.filter((one) => one.sentence === rate.sentence)
  const only = same.length === 1 && between(paper, same[0]!, part).length < 40 && !/[；。]/.test(between(paper, same[0]!, part)) && !hasOwnShare(paper, same[0]!)
  // 编制1134名，实有1008人，在编率: the base bears the rate's name; or it is the only one there is
  const stem = stemOf(paper, rate)
  const named = (one: Figure): boolean => one.sentence === rate.sentence && [...stem].some((sign) => sign !== '率' && words(paper, one).includes(sign))
  return here.map((figure) => ({ figure, reach: (only && figure === same[0]) || named(figure) || (here.length === 1 && figure.unit === part.unit) ? SLIP_NAMED : SLIP }))
}

/** High rates lie close to one another whatever they are of: there the room is measured by what is wanting. */
function near(rate: Figure, part: Figure, base: Figure, reach: number): boolean {
  const factor = factorOf(rate)
  const room = Math.min(rate.value, Math.max(factor - rate.value, 0.3 * factor))
  return Math.abs((part.value / base.value) * factor - rate.value) < reach * room
}

/** What the part leaves of the base is a rate not far from the one that is told. */
const wanting = (rate: Figure, part: Figure, base: Figure): boolean =>
  Math.abs(factorOf(rate) - (part.value / base.value) * factorOf(rate) - rate.value) < 0.04 * factorOf(rate) && rate.value > 0.8 * factorOf(rate)

const gives = (one: Interval, of: Interval, rate: Figure): boolean =>
  of.low > 0 && one.low >= 0 && meet(cut(times(over(one, of), factorOf(rate))), cut(rate))

/** 完成率分别为62.2%、58.0%: each of a row has its own counts. */
const inRow = (paper: Paper, rate: Figure, figures: readonly Figure[], at: number): boolean =>
  /分别|依次/.test(lead(paper, rate)) || (figures[at + 1] !== undefined && isRate(figures[at + 1]!) && /^[、和及]$/.test(between(paper, rate, figures[at + 1]!)))

/** `优秀4个、良好5个、合格2个，优秀比例36.4%`, `…餐饮环节43起，销售环节占58.7%`: what the share is of was named before. */
function ofOther(paper: Paper, rate: Figure, part: Figure, ahead: readonly Figure[], own: string): boolean {
  const label = /[，（(]([一-鿿A-Z]{2,10}?)的?(?:仅|约)?占/.exec(own)?.[1]
  // 阳性样品83批次，阳性项目85项次，样品阳性率: the rate names the thing that it is of
  const thing = /[，（(]([一-鿿]{2})[一-鿿]{2}[率度][为达是]*$/.exec(own)?.[1]
  if (thing !== undefined && !words(paper, part).includes(thing) && ahead.some((one) => isCount(one) && words(paper, one).includes(thing))) return true
  if (label !== undefined && !/^(?:总|合)?(?:计|数|量)$/.test(label) && !words(paper, part).includes(label.slice(0, 2))) return true
  const stem = stemOf(paper, rate)
  const bare = (one: Figure): string => words(paper, one).replaceAll(/不合格|不符合|基本符合|不达标|未达标|基本达标/g, '')
  return stem !== '' && !words(paper, part).includes(stem) && ahead.some((one) => isCount(one) && sort(one) === sort(part) && bare(one).includes(stem))
}

/** Whether a base gives the share for the part, for the part and its neighbour, or for what the part leaves. */
function explains(paper: Paper, rate: Figure, part: Figure, base: Figure): boolean {
  const { before, behind } = neighbours(paper, part)
  const beside = [before, behind].filter((one) => one !== undefined && isCount(one) && sort(one) === sort(part) && one !== base)
  return (
    (base !== part && (gives(part, base, rate) || gives(minus(base, part), base, rate))) ||
    beside.some((one) => gives(plus(part, one!), base, rate) || gives(part, plus(part, one!), rate) || gives(part, one!, rate))
  )
}
