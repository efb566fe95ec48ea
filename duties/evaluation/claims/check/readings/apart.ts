import type { Finding } from '../../contract.ts'
import { cut, meet, over, plus, show, sum, times } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { rounded } from '../means/mean-words.ts'
import { before, between, inSentence, isCount, isExact, isMean, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { addends, countsAround, percent, rowOf } from '../ground/rows.ts'

/** What stands near a figure and belongs to another row, another line, another time, or has its own figure already. */
export function standsApart(paper: Paper, { kind, verdict, calculation }: Finding, figures: readonly Figure[]): boolean {
  const doubt = verdict === 'doubtful'
  if (kind === 'total') return (/ \+ /.test(calculation) && withMean(paper, figures)) || rowOfEach(paper, figures) || overlapTold(paper, figures) || restFills(paper, figures) || summedBehind(paper, figures) || firstFill(paper, figures) || (doubt && (foundAmong(paper, figures) || allLarger(calculation, figures) || sumOfSteps(paper, figures)))
  if (kind === 'part-whole') return withMean(paper, figures) || beyondDue(paper, figures) || (doubt && inAnotherLine(paper, figures))
  if (kind === 'mean') return ofSome(paper, figures) || meanOfOther(paper, figures) || (doubt && (ofNamedUnit(paper, figures) || roundsOfAll(paper, figures)))
  if (kind === 'two-values') return doubt && addedTo(paper, figures)
  if (kind === 'points' || kind === 'series') return doubt && sumOfSteps(paper, figures)
  if (kind === 'ratio') return doubt && (ofMean(paper, figures) || hasItsRate(paper, figures) || inChain(paper, figures) || sharesOfList(paper, figures) || firstFew(paper, figures))
  return false
}

/** `监测2715份，年均905份，其中2022年970份`: a mean is neither a whole nor a part of one. */
const withMean = (paper: Paper, figures: readonly Figure[]): boolean => {
  const means = figures.filter((one) => isMean(paper, one))
  return means.length > 0 && means.length < figures.length
}

/** `甲抽检1100批次、乙900批次、丙600批次，不合格分别为33、9、15批次`: a row told of a list has one figure for each of its members. */
function rowOfEach(paper: Paper, figures: readonly Figure[]): boolean {
  const part = figures.find((one) => rowOf(paper, one).length > 1)
  const row = part ? rowOf(paper, part) : []
  const [first] = row
  if (!first || !/分别|依次|各[为有]/.test(lead(paper, first))) return false
  const list = inSentence(paper, first.sentence).filter((one) => one.end <= first.start && isCount(one)).slice(-row.length)
  const listed = list.length === row.length && list.slice(1).every((one, at) => sort(one) === sort(list[0]!) && /^[^，。；\d]{0,6}(?:、|，|和|及)[^，。；、\d]{1,14}$/.test(between(paper, list[at]!, one)))
  return listed && figures.some((one) => list.includes(one)) && figures.filter((one) => row.includes(one)).length > 1
}

const overlapping = /重合|重叠|交叉|重复|两(?:者|项|级|类|边|头|种)(?:都|均|兼)|兼(?:有|营|具|得|备)|同时[具取获拥]/
/** `规上8户，认证5户，两者有3户重合，两样都没有的36户，共46户`: what is in both is counted once. */
function overlapTold(paper: Paper, figures: readonly Figure[]): boolean {
  const [first] = figures
  if (!first) return false
  const all = inSentence(paper, first.sentence).filter((one) => isCount(one) && isExact(one) && sort(one) === sort(first))
  const shared = all.find((one) => overlapping.test(`${lead(paper, one, 12)} ${tail(paper, one, 10)}`))
  if (!shared || all.length < 4 || all.length > 8) return false
  const rest = all.filter((one) => one !== shared)
  return rest.some((whole) => meet(plus(whole, shared), sum(rest.filter((one) => one !== whole))))
}

const left = /(?:其余|剩余|余下|剩下|还剩|其他|另外)的?$/
/** `生产412户次，销售6204户次，餐饮5476户次，其余708户次`: with the members before it, what is left makes a whole told before them. */
function restFills(paper: Paper, figures: readonly Figure[]): boolean {
  const rest = figures.find((one) => isCount(one) && isExact(one) && left.test(lead(paper, one, 12)))
  if (!rest) return false
  const near = paragraphOf(paper, rest.sentence).filter((one) => one.end <= rest.start && isCount(one) && isExact(one) && sort(one) === sort(rest)).slice(-16)
  // 2.1万户，食品类占三成，其中…，其余…: the whole is told by its share
  const shares = near.flatMap((one) => {
    const rate = paper.figures[one.at + 1]
    return rate && isRate(rate) && rate.sentence === one.sentence && rate.value < percent(rate) ? [{ low: (one.low * rate.low) / percent(rate), high: (one.high * rate.high) / percent(rate) }] : []
  })
  let total = plus(rest, { low: 0, high: 0 })
  return near.toReversed().some((one, back) => {
    if (one.sentence < rest.sentence) return false
    total = plus(total, one)
    return back > 0 && (near.slice(0, -1 - back).some((whole) => meet(whole, total)) || shares.some((share) => meet(share, total)))
  })
}

/** `新办614张、延续302张、变更175张、注销143张，合计办理1234件`: the sum told behind, whatever it is counted in. */
function summedBehind(paper: Paper, figures: readonly Figure[]): boolean {
  const ordered = figures.toSorted((a, b) => a.start - b.start)
  const last = ordered.at(-1)!
  const next = paper.figures[last.at + 1]
  return ordered.length > 2 && next !== undefined && next.sentence === last.sentence && isCount(next) && /合计|共|总/.test(lead(paper, next)) && meet(sum(ordered), next)
}

/** Where each single part is more than the whole, it is the whole of something else. */
function allLarger(calculation: string, figures: readonly Figure[]): boolean {
  const added = addends(calculation)
  const whole = figures.toSorted((a, b) => a.value - b.value)[0]!
  return added !== undefined && !added.includes(show(whole.value)) && figures.every((one) => one === whole || one.low > 2 * whole.high)
}

/** `环节：生产，不合格3批次` and, on the next line, `环节：流通，抽检1540批次`: each line has a whole of its own. */
function inAnotherLine(paper: Paper, figures: readonly Figure[]): boolean {
  const [one, other] = figures.toSorted((a, b) => a.start - b.start)
  if (!one || !other || figures.length !== 2) return false
  const words = paper.text.slice(one.end, other.start)
  return /[\n\r]/.test(words) && /[\n\r][^\n\r，。；]{1,8}[:：][^\n\r]*$/.test(words)
}

/** `人均8户；其中市级干部人均包保2户`: of those alone. */
const ofSome = (paper: Paper, [mean, ...others]: readonly Figure[]): boolean => mean !== undefined && lead(paper, mean).startsWith('其中') && others.every((one) => one.end <= mean.start - lead(paper, mean).length)

const otherTime = /(?:上一?(?:个?年度?|学年|学期|季度?|月|轮|届)|去年|前年|同期|(?:19|20)\d{2}年度?|行动前|整治前|年初|期初)\([^()]*$/
/** `是上一学年（平均60人次）的1.5倍`: the mean of another time; `其中乡镇208名，每个乡镇13名`: persons by persons are no persons. */
function meanOfOther(paper: Paper, [mean, ...others]: readonly Figure[]): boolean {
  if (!mean) return false
  if (otherTime.test(before(paper, mean, 30)) && others.every((one) => !otherTime.test(before(paper, one, 30)))) return true
  return others.length > 1 && sort(mean) === '人' && !/[人名位]/.test(lead(paper, mean, 12)) && others.every((one) => sort(one) === '人')
}

/** `经费468万元，批次平均900元`: what the mean is over is named, and another count of that unit gives it. */
function ofNamedUnit(paper: Paper, [mean, total]: readonly Figure[]): boolean {
  if (!mean || !total) return false
  const unit = /([一-鿿]{1,2})(?:平均|均)[一-鿿]{0,6}$/.exec(lead(paper, mean, 16))?.[1]
  if (unit === undefined) return false
  return [unit, unit.slice(-1)].some((name) => countsLike(paper, { ...mean, unit: name }).some((count) => count.unit === name && count !== total && isCount(count) && count.low > 0 && meet(cut(over(total, count)), rounded(mean))))
}

/** `应检68400人，实检67032人，受检率98.0%；小学生超重率15.6%`: two counts that have their rate are not those of the next one, which bears another name. */
function hasItsRate(paper: Paper, [said, part, base]: readonly Figure[]): boolean {
  if (!said || !part || !base || !isRate(said) || base.low <= 0) return false
  const own = inSentence(paper, said.sentence).find((one) => isRate(one) && one.at > Math.max(part.at, base.at) && one.at < said.at)
  if (own && rowOf(paper, said).length > 1 && !rowOf(paper, said).includes(own) && meet(cut(times(over(part, base), percent(own))), cut(own))) return true
  if (!own || !isExact(own) || !meet(cut(times(over(part, base), percent(own))), cut(own))) return false
  return nameOf(paper, own) !== '' && nameOf(paper, said) !== '' && nameOf(paper, own) !== nameOf(paper, said)
}
const nameOf = (paper: Paper, rate: Figure): string => /([一-鿿]{2,10}[率度])(?:依次|分别)?[为达到是约]*$/.exec(rowOf(paper, rate).length > 1 ? lead(paper, rowOf(paper, rate)[0]!) : lead(paper, rate))?.[1] ?? ''

/** `（1）甲24项次，占43.6%。（2）乙10项次，占18.2%`: the base that gives this share and those of the list around it. */
function sharesOfList(paper: Paper, [said, ...counts]: readonly Figure[]): boolean {
  const part = said && paper.figures[said.at - 1]
  if (!said || !part || counts.length === 0 || !isShare(paper, said)) return false
  const others = paper.figures.slice(Math.max(0, said.at - 16), said.at + 16).filter((one) => one !== said && isShare(paper, one) && sort(paper.figures[one.at - 1]!) === sort(part))
  if (others.length < 2) return false
  return countsAround(paper, part, 8).some((base) => base.low > part.high && [said, ...others.slice(0, 2)].every((one) => gives(paper.figures[one.at - 1]!, base, one)) && others.filter((one) => gives(paper.figures[one.at - 1]!, base, one)).length > others.length / 2)
}
const isShare = (paper: Paper, rate: Figure): boolean => {
  const part = paper.figures[rate.at - 1]
  return part !== undefined && isRate(rate) && isExact(rate) && isCount(part) && part.sentence === rate.sentence && /^，(?:约|各)?占(?:比)?[^，。；\d]{0,6}$/.test(between(paper, part, rate))
}
const gives = (part: Figure, base: Figure, rate: Figure): boolean => base.low > 0 && meet(cut(times(over(part, base), percent(rate))), cut(rate))

const few = /前([两二三四五六])[^，。；\d]{0,8}(?:合计|共|一共)?(?:约|合计)?占[^，。；\d]{0,8}$/
const number: Readonly<Record<string, number>> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }
/** `甲226个、乙187个、丙154个、丁108个、其他74个，前三类占75.7%`: the first of a list, of all of it. */
function firstFew(paper: Paper, [said]: readonly Figure[]): boolean {
  const many = said && number[few.exec(lead(paper, said, 20))?.[1] ?? '']
  if (!said || many === undefined) return false
  const last = paper.figures[said.at - 1]
  const list = last ? inSentence(paper, said.sentence).filter((one) => one.end <= said.start && isCount(one) && sort(one) === sort(last)) : []
  return [list, list.slice(1)].some((members) => members.length > many && meet(cut(times(over(sum(members.slice(0, many)), members === list ? sum(list) : list[0]!), percent(said))), cut(said)))
}

/** `在82个所工作的738名，平均每所9名，占总数的71.9%`: a mean is no part of which a share is told. */
const ofMean = (paper: Paper, [, part, base]: readonly Figure[]): boolean => [part, base].some((one) => one !== undefined && isMean(paper, one))

const step = /^，?(?:再|又|进一步)?(?:升|降|提高|提升|上升|下降|增长|回落)(?:至|到|为)$/
/** `不合格依次为186批次、162批次、137批次，合格率由97.8%升至98.2%，再升至98.6%`: each step of the rate is that of one member of the row. */
function inChain(paper: Paper, [said, part]: readonly Figure[]): boolean {
  if (!said || !part) return false
  const same = inSentence(paper, said.sentence)
  const linked = (at: number): boolean => same[at] !== undefined && same[at + 1] !== undefined && isRate(same[at]!) && isRate(same[at + 1]!) && step.test(between(paper, same[at]!, same[at + 1]!))
  let [first, last] = [same.indexOf(said), same.indexOf(said)]
  while (linked(first - 1)) first -= 1
  while (linked(last)) last += 1
  const row = rowOf(paper, part)
  return last - first > 0 && row.length === last - first + 1 && row.indexOf(part) !== same.indexOf(said) - first
}

/** `先后提高2.45分、2.72分，两年累计提高5.17分`: the steps of a row, all together. */
function sumOfSteps(paper: Paper, [said]: readonly Figure[]): boolean {
  if (!said || !/累计|共|合计|总计|总共/.test(lead(paper, said, 16))) return false
  return inSentence(paper, said.sentence).some((one) => {
    const row = one.end <= said.start && sort(one) === sort(said) ? rowOf(paper, one) : []
    return row.length > 1 && !row.includes(said) && /[增升高多降减少]|提|变化/.test(lead(paper, row[0]!, 10)) && meet(cut(sum(row)), cut(said))
  })
}

/** `完成8家改造，累计达到56家` after `累计改造48家`: with what was added the one makes the other. */
const addedTo = (paper: Paper, [later, earlier]: readonly Figure[]): boolean =>
  later !== undefined && earlier !== undefined && /累计|达到|增[加至到]|扩/.test(lead(paper, later, 12)) && inSentence(paper, later.sentence).some((one) => one !== later && one.end <= later.start && sort(one) === sort(later) && meet(plus(earlier, one), later))

/** `共查1296户次，648家食堂两个学期各查一次`: all of those that the sentence counts, so many times. */
function roundsOfAll(paper: Paper, [total]: readonly Figure[]): boolean {
  if (!total || !/次$/.test(total.unit)) return false
  return inSentence(paper, total.sentence).some((one) => {
    const rounds = /(两|二|三|四|春秋两|上下两|[2-4])个?(?:学期|季度?|轮|遍|次|半年)[^，。；\d]{0,6}(?:各|全)/.exec(tail(paper, one, 20))?.[1]
    const many = rounds === undefined ? undefined : (number[rounds.slice(-1)] ?? Number(rounds))
    return one !== total && isCount(one) && many !== undefined && meet(times(one, many), total)
  })
}

/** `88家，其中省级8家、市级30家、县级50家，复核撤销3家`, `80个点位，其中明查50个、暗访30个，覆盖业态21个`: the members fill the whole before what is told behind the comma. */
function firstFill(paper: Paper, figures: readonly Figure[]): boolean {
  const whole = figures.toSorted((a, b) => b.value - a.value)[0]
  const parts = figures.filter((one) => one !== whole).toSorted((a, b) => a.start - b.start)
  const next = parts.at(-1)
  return whole !== undefined && next !== undefined && parts.length > 2 && between(paper, parts.at(-2)!, next).includes('，') && !between(paper, parts[0]!, parts[1]!).includes('，') && meet(sum(parts.slice(0, -1)), whole)
}

/** `甲310批次，不合格2批次；乙200批次，不合格4批次`: what was found in each is no member beside them. */
function foundAmong(paper: Paper, figures: readonly Figure[]): boolean {
  const faults = figures.filter((one) => /^(?:其中)?(?:检出|发现|查出)?(?:不合格|不达标|超标|阳性|问题)[^，。；、\d]{0,4}$/.test(lead(paper, one, 12)) && (paper.figures[one.at - 1]?.value ?? 0) > one.value)
  return faults.length > 1 && faults.length < figures.length - 1
}

/** `应抽检4000批次，实抽4120批次，完成率103.0%`: more than was due, and the rate says so. */
const beyondDue = (paper: Paper, figures: readonly Figure[]): boolean => {
  const [due, done] = figures.toSorted((a, b) => a.value - b.value)
  return figures.length === 2 && due !== undefined && done !== undefined && due.low > 0 && /应|计划|任务|目标|要求/.test(lead(paper, due, 12)) && inSentence(paper, done.sentence).some((rate) => isRate(rate) && rate.value > 100 && rate.start > Math.max(due.end, done.end) && meet(cut(times(over(done, due), 100)), cut(rate)))
}
