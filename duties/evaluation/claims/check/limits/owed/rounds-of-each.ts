import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { findingAt, inSentence, isCount, isExact, isIncrement, isMean, joined, lead, printed, sort, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { dutiesOf, unmet, yearly, type Duty } from './duty.ts'
import { yearsOf } from './rounds.ts'

/** So often in each time for each of many: `A级22户…A级主体由市级领导包保，每季度至少督导1次，全年实际督导96次`, `按每家每季度不少于1次的要求，两个季度共督导11936家次`. */
export const checkRoundsOfEach = (paper: Paper): Finding[] =>
  dutiesOf(paper).flatMap((duty) => {
    if (!duty.bound || !duty.least || !/^(?:[户家人]?次|[遍轮])$/.test(duty.unit)) return []
    const { whose, time } = partsOf(duty.each)
    const often = yearly(time)
    if (often === null) return []
    if (whose === '') {
      const found = perHead(paper, duty, often)
      if (found.length > 0) return found
    }
    return totalsOf(paper, duty).slice(0, 1).flatMap((total) => {
      const rounds = roundsOf(paper, total, often)
      const holders = rounds === null ? [] : holdersOf(paper, duty, whose)
      if (rounds === null || holders.length === 0) return []
      const short = holders.filter((one) => one.low * rounds * duty.value > total.high)
      if (short.length < holders.length) return []
      const [holder] = holders
      const owed = holder!.value * rounds * duty.value
      if (owed > 6 * total.value) return []
      const sure = holders.length === 1 && !duty.asked && holder!.sentence >= duty.sentence - 1
      return [
        unmet(paper, duty, total, { sure, calculation: `${printed(holder!)} × ${show(rounds)} 期 × ${show(duty.value)}${duty.unit} = ${show(owed)}，应不少于此数；所列 ${printed(total)}`, what: '按所称每期每个的最低次数推算，多于所列的全部次数', saved: '若并未全部达到，或所列只是其中一部分，则无误' }, [holder!]),
      ]
    })
  })

/** 每家每季度, 每学期每校: whose duty it is, and in which time. */
function partsOf(each: string): { whose: string; time: string } {
  const [, whose, time] = /^(一?[家户所个名人村店校](?:[一-鿿]{0,8}?))每(.+)$/.exec(each) ?? []
  if (time !== undefined) return { whose: whose!, time }
  const [, first, then] = /^(一?个?(?:半年|学期|季度|季|半月|月|周|年|学年))[，、]?[对每]每?(一?个?[家户所名人村店校].*)$/.exec(each) ?? []
  return then === undefined ? { whose: '', time: each } : { whose: then.replace(/^一?个/, ''), time: first! }
}

/** `每月至少入户1次，人均入户13次` in a year: a mean told beside the duty. */
function perHead(paper: Paper, duty: Duty, often: number): Finding[] {
  const all = inSentence(paper, duty.sentence)
  const { start, end } = paper.document.sentences[duty.sentence]!
  if (!/全年|年度/.test(paper.text.slice(start, end)) || duty.asked) return []
  const mean = all.find((one) => one.start >= duty.end && /次$/.test(one.unit) && isExact(one) && /(?:人均|[户家所村]均|平均每[人名户家])[^，。；\d]{0,6}$/.test(lead(paper, one, 12)))
  const owed = often * duty.value
  if (!mean || mean.high >= owed || mean.value * 8 < owed) return []
  return [
    findingAt(paper, duty.start, mean.end, { verdict: 'doubtful', kind: 'bound', calculation: `${show(often)} 期 × ${show(duty.value)}${duty.unit} = ${show(owed)}，所列平均 ${printed(mean)}`, explanation: '平均次数少于按所称频次应有的次数；若平均数不是全年的则无误。' }, [mean.id]),
  ]
}

/** How many of the duty's times the total is of. */
function roundsOf(paper: Paper, total: Figure, often: number): number | null {
  const words = joined(paper.text.slice(Math.max(0, total.start - 16), total.start)).split(/[。；，]/).at(-1)!
  const terms = /([两二])个学期|春秋两季/.test(words) ? 2 : /[春秋]季学期|上学期|下学期/.test(words) ? 1 : 0
  if (terms > 0 && often < 12) return Math.max(1, (terms * often) / 2)
  const listed = /((?:[一二三四]、?)+)季度[^，。；\d]{0,8}$/.exec(words)?.[1]?.replaceAll('、', '').length
  if (listed !== undefined && !/前/.test(words)) return (listed * often) / 4 < 1 ? null : (listed * often) / 4
  const quarters = /([两二三四])个季度/.exec(words)?.[1]
  if (quarters !== undefined) return ((quarters === '两' ? 2 : '二三四'.indexOf(quarters) + 2) * often) / 4
  const years = yearsOf(paper, total)
  // 每年: of which year the total is need not be said
  if (years === null && often === 1) return 1
  return years === null || years > 1 ? null : Math.floor(often * years + 1e-6)
}

const visits = (one: Figure): boolean => /^[户家人点]?次$/.test(one.unit)
const totalsOf = (paper: Paper, duty: Duty): Figure[] =>
  inSentence(paper, duty.sentence).filter((one) => one.start >= duty.end && visits(one) && isExact(one) && one.cell === null && !isMean(paper, one) && !isIncrement(paper, one) && !/每|均|其中/.test(lead(paper, one, 10)) && /共|累计|全年|实际|半年|督导|查|走访|学期/.test(lead(paper, one, 12)))

const places = (one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && one.value > 1 && sort(one) === '家'
/** Those whom the duty is for: the grade that its clause names, what stands behind 每家, else all that the sentence before it sums up. */
function holdersOf(paper: Paper, duty: Duty, whose: string): Figure[] {
  const near = [duty.sentence - 2, duty.sentence - 1, duty.sentence].filter((one) => one >= 0).flatMap((one) => inSentence(paper, one).filter((figure) => places(figure) && figure.end <= duty.start))
  const clause = duty.before.split(/[。；]/).at(-1)!
  const grade = /([ABCD])级/.exec(clause)?.[1]
  if (grade !== undefined) return near.filter((one) => new RegExp(`${grade}级[^A-D，。；、\\d]{0,6}$`).test(lead(paper, one, 12)) && !/(?:分别|依次)[为是有]?$/.test(lead(paper, one, 6))).slice(-1)
  if (whose === '') {
    // 对全部420家实施每年不少于2次检查
    const last = near.findLast((one) => one.sentence === duty.sentence)
    return last && !/[，。；]/.test(paper.text.slice(last.end, duty.start)) && /对|全部|所有/.test(lead(paper, last, 12)) ? [last] : []
  }
  if (/^[名人]/.test(whose)) {
    const heads = inSentence(paper, duty.sentence).filter((one) => isCount(one) && isExact(one) && sort(one) === '人' && one.value > 1 && !isIncrement(paper, one))
    return heads.length === 1 ? heads : []
  }
  // 对528家食堂每家每学期
  const beside = near.findLast((one) => one.sentence === duty.sentence && !/[，。；]/.test(paper.text.slice(one.end, duty.start)))
  if (beside && sort(beside) === sort({ unit: whose.slice(0, 1) })) return [beside]
  const noun = whose.slice(1)
  const all = paper.figures.filter((one) => places(one) && one.partOf === null && (noun.length < 2 ? near.includes(one) || /主体|对象|包保/.test(lead(paper, one, 12) + tail(paper, one, 6)) : `${lead(paper, one, 12)}|${tail(paper, one, 8)}`.includes(noun)))
  // with no name, all that there are
  return noun.length < 2 ? all.toSorted((a, b) => b.value - a.value).slice(0, 1) : all
}
