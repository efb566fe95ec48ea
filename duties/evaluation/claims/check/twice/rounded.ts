import type { Finding } from '../../contract.ts'
import { meet, show } from '../ground/interval.ts'
import { before, between, finding, isDensity, isGrowth, isIncrement, isMean, isPoints, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/**
 * A rounded figure (近7万户, 两千余件, 超过88%) and the exact one of the same thing, beside it or anywhere in the paper: what is rounded up must not lie below, what is
 * rounded down not above. The words right before and behind both tell that they speak of one thing.
 */
export const checkRounded = (paper: Paper): Finding[] => {
  const exact = exactOf(paper)
  return paper.figures.flatMap((round) => {
    if (round.cell !== null || !round.approximate || !rounding(round) || round.value <= 0) return []
    if (isPoints(round) || isGrowth(paper, round) || isIncrement(paper, round) || isMean(paper, round)) return []
    const beside = exactBeside(paper, round)
    if (beside) return meet(beside, round) ? [] : [say(paper, round, beside, true)]
    if (apart.test(lead(paper, round, 16)) || named.test(tail(paper, round, 4))) return []
    const name = nameOf(paper, round)
    if (name === null) return []
    const same = (exact.get(sort(round)) ?? []).filter(({ figure, said }) => figure.sentence !== round.sentence && about(said, name) && (!shared(paper, figure) || shared(paper, round))).map(({ figure }) => figure)
    const [first] = same.toSorted((one, other) => off(one, round) - off(other, round))
    if (!first || same.some((one) => meet(one, round)) || !near(paper, first, round, same.filter((one) => all.test(lead(paper, one, 10))).length)) return []
    const years = [yearOf(paper, round), yearOf(paper, first)]
    if (years[0] && years[1] && years[0] !== years[1]) return []
    return [say(paper, round, first, false)]
  })
}

/** 不少于, 低于, 以上 are bounds, no rounded figures. */
const rounding = ({ hedges, text }: Figure): boolean => hedges.some((hedge) => hedge === 'nearly' || hedge === 'over') || (hedges.includes('at-least') && /^(?:超|突破|逾)/.test(text))

/** Of another time, wanted, of each, a limit by rule; not to be set beside what there is. */
const apart = /上年|去年|同期|比|较|目标|力争|计划|每|平均|要求|标准|罚款|单笔|年龄|至少|不少于|不低于|不得|新增|另|首次|期限|应|达标线|每个/
const named = /^的(?:要求|目标|标准|案|大案|企业|单位|人)/

/** `近5万户，计49760户`, `4万余家（38642家）`. */
function exactBeside(paper: Paper, round: Figure): Figure | undefined {
  const next = paper.figures[round.at + 1]
  const told = next && next.sentence === round.sentence && sort(next) === sort(round) && !next.approximate
  return told && /^[一-鿿]{0,8}[，（(](?:(?:其?准确数?|具体|精确|确切|实际|实有|总数)(?:数字?|数量)?[为是]?|共?计|即|实为)$/.test(between(paper, round, next)) ? next : undefined
}

const filler =
  /食品生产经营|食品安全|食品|全[市县区年]|[我本][市县区]|目前|截至[^，]*|共有|已经|累计|共计|合计|总计|三年来|[一两三四五]年来?(?:间|共)?|达到|[了有共已达为约的超近]|20\d{2}(?:年(?:底|末)?)?|\d+月(?:底|末)?/g
/** The noun or deed that stands nearest to a figure: right behind it, else at the end of its clause before it. */
function nameOf(paper: Paper, figure: Figure): string | null {
  const behind = /^(?:的)?([一-鿿]{2,12})/.exec(tail(paper, figure, 14))?.[1]
  const noun = behind === undefined || isRate(figure) || isDensity(figure) ? undefined : /^(?:食品)?(?:生产经营)?([一-鿿]{2,4}?)(?=全部|均|都|已|纳入|[一-鿿]{0,4}$|和|与|参|中|实)/.exec(behind)?.[1]
  const ahead = lead(paper, figure, 20).replace(/^.*[\d%）)]/, '').replaceAll(filler, '').trim()
  const name = noun ?? (ahead.length > 1 ? ahead.slice(-3) : null)
  return name === null || /^(?:检查|完成|开展|组织|其中|达到|实现|部分|任务|工作)$/.test(name) ? null : name
}

type Said = { readonly ahead: string; readonly carried: string; readonly behind: string }
type Exact = { readonly figure: Figure; readonly said: Said }

function saidOf(paper: Paper, one: Figure): Said {
  const ahead = lead(paper, one, 24).replace(/^.*[\d%）)、]/, '').replaceAll(filler, '').trim()
  // 2021年80.4%、2022年88.2%: the name stands before the first of the row
  return { ahead, carried: ahead === '' ? rowOf(paper, one) : ahead, behind: tail(paper, one, 14).replaceAll(filler, '') }
}

/** The nearest words of an exact figure end (or behind it, begin) with the name. */
function about({ ahead, carried, behind }: Said, name: string): boolean {
  const key = name.slice(-2)
  const ends = carried.endsWith(name) || (carried.endsWith(key) && name.length < 4) || carried.endsWith(name.slice(0, 2) + key)
  return ends || behind.startsWith(name) || (behind.startsWith(key) && ahead === '')
}

/** The words before the row of figures that one closes. */
function rowOf(paper: Paper, one: Figure): string {
  const { start } = paper.document.sentences[one.sentence]!
  let words = ''
  let end = one.start
  for (let at = one.at - 1; at >= 0 && paper.figures[at]!.sentence === one.sentence; at--) {
    words = `${paper.text.slice(paper.figures[at]!.end, end)}${words}`
    end = paper.figures[at]!.start
    if (/[一-鿿]{2}/.test(words.replaceAll(plain, ''))) return ''
  }
  return paper.text.slice(Math.max(start, end - 40), end).replaceAll(plain, '').replaceAll(filler, '').trim()
}
const plain = /20\d{2}年(?:\d+[—~至]\d+月)?|分别|依次|[、，和为及共]|合计|累计/g

const exacts = new WeakMap<Paper, ReadonlyMap<string, readonly Exact[]>>()
/** So many of one sort are a table: the first are looked at. */
const MOST = 200
function exactOf(paper: Paper): ReadonlyMap<string, readonly Exact[]> {
  const known = exacts.get(paper)
  if (known) return known
  const made = new Map<string, Exact[]>()
  for (const one of paper.figures) {
    if (one.approximate || one.cell !== null || one.low <= 0 || isGrowth(paper, one) || isIncrement(paper, one) || isMean(paper, one) || apart.test(lead(paper, one, 12))) continue
    const same = made.get(sort(one)) ?? []
    if (same.length < MOST) same.push({ figure: one, said: saidOf(paper, one) })
    made.set(sort(one), same)
  }
  exacts.set(paper, made)
  return made
}

const all = /共|累计|合计/
/** 接入主体3.9万户，占全部主体的九成: a part of them. */
const shared = (paper: Paper, one: Figure): boolean => /^，?[（(]?(?:各|约|仅)?占/.test(paper.text.slice(one.end, one.end + 6))
const off = (one: Figure, round: Figure): number => Math.abs(Math.log(one.value / round.value))
/** Rounded to the wrong side, or, where the paper tells the thing only so often, another number. */
const near = (paper: Paper, one: Figure, round: Figure, told: number): boolean => off(one, round) < 0.12 || (told < 2 && off(one, round) < 0.5 && round.hedges.includes('over') && all.test(lead(paper, one, 10)))
const yearOf = (paper: Paper, one: Figure): string | null => /(20\d{2})年[^。；]{0,30}$/.exec(before(paper, one, 40))?.[1] ?? null

const say = (paper: Paper, round: Figure, one: Figure, sure: boolean): Finding =>
  finding(paper, [round, one], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'two-values',
    calculation: `${printed(one)}；${printed(round)}（${Number.isFinite(round.high) ? `${show(round.low)}～${show(round.high)}` : `≥ ${show(round.low)}`}）`,
    explanation: sure ? '概数与紧接其后的准确数不符。' : `概数“${printed(round)}”与文中所列“${printed(one)}”似指同一事项而不符；若时间或范围不同则无误。`,
  })
