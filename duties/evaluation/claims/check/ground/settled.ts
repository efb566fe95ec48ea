import { cut, meet, minus, over, times, type Interval } from './interval.ts'
import { akin, countsLike, paragraphOf, ratesOf, says } from './near.ts'
import { inSentence, isCount, isExact, isGrowth, isIncrement, isMean, lead, sort, tail, type Figure, type Paper } from './paper.ts'
import { percent } from './rows.ts'

/** A whole and what of it was done, as a rate of the paper or the words between them say: what is left of the whole is settled by that. */
export type Settled = { readonly whole: Figure; readonly done: Figure; readonly gap: Interval; readonly byRate: boolean }

const made = new WeakMap<Paper, readonly Settled[]>()
export function settledOf(paper: Paper): readonly Settled[] {
  const known = made.get(paper)
  if (known) return known
  const all = [...ratesOf(paper).flatMap((rate) => byRate(paper, rate)), ...byWords(paper)].toSorted((a, b) => a.done.start - b.done.start)
  made.set(paper, all)
  return all
}

const usable = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && one.low > 0 && Number.isFinite(one.high) && !isMean(paper, one) && !isIncrement(paper, one)
const past = /上年|去年|同期|年初(?!预算|计划|任务|安排|确定|部署|下达)/

/** So many figures before and behind a rate may be what it is of. */
const REACH = 3
function byRate(paper: Paper, rate: Figure): Settled[] {
  const hundred = percent(rate)
  if (rate.cell !== null || !isExact(rate) || rate.value < hundred / 20 || rate.value >= hundred || isGrowth(paper, rate)) return []
  const same = inSentence(paper, rate.sentence)
  const place = same.indexOf(rate)
  const near = [...same.slice(Math.max(0, place - REACH), place), ...same.slice(place + 1, place + 1 + REACH), ...inSentence(paper, rate.sentence - 1).filter((one) => paper.paragraphs[one.sentence] === paper.paragraphs[rate.sentence]).slice(-2)].filter((one) => usable(paper, one))
  const gives = (done: Figure, whole: Figure): boolean => whole.low > done.high && sort(whole) === sort(done) && meet(cut(times(over(done, whole), hundred)), cut(rate))
  const pair = (done: Figure, whole: Figure): Settled => ({ whole, done, gap: minus(whole, done), byRate: true })
  return near.flatMap((one) => {
    const beside = paragraphOf(paper, one.sentence).filter((other) => other !== one && usable(paper, other))
    const wholes = beside.filter((whole) => gives(one, whole))
    if (wholes.length > 0) return wholes.map((whole) => pair(one, whole))
    // 98.1% of all of them: three digits are met by chance by no other
    const precise = rate.high - rate.low < 0.11
    const named = `${rate.base ?? ''}${lead(paper, rate)}`
    const far = countsLike(paper, one).filter((other) => other !== one && usable(paper, other))
    return [
      ...far.filter((whole) => gives(one, whole) && (precise || says(paper, whole, named) || kin(paper, one, whole))).map((whole) => pair(one, whole)),
      // 计划9930批次，前三季度完成76.0%: what was done is told elsewhere
      ...far.filter((done) => gives(done, one) && kin(paper, done, one)).map((done) => pair(done, one)),
    ]
  })
}

/** The noun of a whole may stand some way behind it: 638所学校（幼儿园）食堂. */
const kin = (paper: Paper, done: Figure, whole: Figure): boolean => akin(paper, done, whole) || says(paper, done, tail(paper, whole, 16))

const wholeWords = /应|共|总|计划|任务|预算|安排|目标|需|发现|受理|查出|查见|检出|提出|收到|接到|排查|全部|列入|部署|反馈|全[市县区]|现有|年初/
export const doneWords = /完成|整改|改毕|建成|接入|办结|达标|实现|已|合格|解决|销号|落实|达到|覆盖|改造|回复|安装|配备|到位|支出|支付|拨付|执行|实[到配有际]|处置|完工|建有|设有|通过|纳入|投保|持证|推进到/
/** `年初预算639万元…；截至6月底支出351万元`, `16个乡镇中，13个乡镇建有取样亭`: the whole in the sentence of what was done of it, or in the one before. */
const byWords = (paper: Paper): Settled[] =>
  paper.figures.flatMap((done) => {
    if (!usable(paper, done) || !(doneWords.test(lead(paper, done, 16)) || doneWords.test(tail(paper, done, 8))) || past.test(lead(paper, done, 16))) return []
    const before = [...inSentence(paper, done.sentence - 1), ...inSentence(paper, done.sentence)]
    const whole = before.findLast((one) => one.end <= done.start && usable(paper, one) && one.unit === done.unit && one.low > done.high && !past.test(lead(paper, one, 12)))
    if (!whole || whole.value > 40 * done.value || !(wholeWords.test(lead(paper, whole, 16)) || wholeWords.test(tail(paper, whole, 10)) || /中$/.test(tail(paper, whole, 16)))) return []
    return [{ whole, done, gap: minus(whole, done), byRate: false }]
  })
