import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { before, between, finding, inSentence, isCount, isExact, isIncrement, isMean, isRate, lead, named, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/**
 * How far a plan has come: `计划抽检9930批次…，前三季度完成76.0%`, `举办培训4期…，完成全年6期任务的三分之二`, `已检测6840批次，为年度计划的76%`. What was planned is what the paper calls so;
 * what was done is the count of the same thing before the rate.
 */
export const checkProgress = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) => {
    if (rate.cell !== null || !isRate(rate) || rate.low <= 0 || !Number.isFinite(rate.high) || !speaks(paper, rate)) return []
    const own = ownPlan(paper, rate)
    const dones = doneBefore(paper, rate, own)
    const pairs = dones.flatMap((done) => (own ? [own] : plansFor(paper, done)).filter((plan) => plan !== done).map((plan) => ({ done, plan })))
    const [pair] = pairs
    // a fraction in words is told of whole things: four of six are two thirds, not three quarters
    const fits = (done: Figure, plan: Figure): boolean => meet(cut(times(over(done, plan), 100)), fraction(rate))
    if (!pair || pairs.some(({ done, plan }) => fits(done, plan)) || anyFits(paper, rate, fits)) return []
    const { done, plan } = pair
    if (done.value > 3 * plan.value) return []
    return [
      finding(paper, [rate, done, plan], {
        verdict: 'doubtful',
        kind: 'ratio',
        calculation: `${show(done.value)} ÷ ${show(plan.value)} = ${showInterval(times(over(done, plan), 100), 2)}%，所列 ${printed(rate)}`,
        explanation: `完成比例与所列的“${named(done)}”、“${named(plan)}”不符；若任务数或完成数另有口径则无误。`,
      }),
    ]
  })

const fraction = (rate: Figure) => (/分之/.test(rate.text) && !/百分|千分/.test(rate.text) && isExact(rate) ? { low: rate.value - 2, high: rate.value + 2 } : cut(rate))
const goal = '(?:全年|年度|年初|本年|当年|计划|任务|目标|总|应|既定|下达|确定|分解|的|数|量)'
const saying = new RegExp(
  `(?:完成|达到?|为|是|占|相当于)(?:了)?${goal}*(?:计划|任务|目标)(?:数|量|总数|总量)?的(?:约|近)?$|(?:^|[^未应])(?:已|共|累计|实际|均)?完成(?:了)?(?:约|近)?$|(?:计划|任务|目标)?(?:完成率|完成比例|执行率|完成进度)[为达到是]*$`,
)
function speaks(paper: Paper, rate: Figure): boolean {
  const words = lead(paper, rate, 30)
  if (/超额|上年|去年|同期|预算|投资|资金|经费|比|较|[由从]|总体|平均|均$/.test(words) || /以上$/.test(rate.text)) return false
  return saying.test(words) || ownPlan(paper, rate) !== undefined
}

/** `完成全年6期任务的三分之二`: the plan stands in the clause itself. */
function ownPlan(paper: Paper, rate: Figure): Figure | undefined {
  const last = paper.figures[rate.at - 1]
  return last && last.sentence === rate.sentence && isCount(last) && isExact(last) && /^(?:的)?(?:全年|年度|抽检|培训|检查|改造|建设|工作)?(?:任务|计划|目标)(?:数|量|总数|总量)?的$/.test(between(paper, last, rate)) && /完成|达到?|为|占|相当于/.test(lead(paper, last)) ? last : undefined
}

const usable = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && one.low > 0 && Number.isFinite(one.high) && !isIncrement(paper, one) && !isMean(paper, one) && !/每$|每[^，。；\d]{1,4}$/.test(lead(paper, one, 8))
const planned = /计划|任务|目标|安排|下达|应(?=[一-鿿]*$)/
const plannedAt = (paper: Paper, one: Figure): boolean => planned.test(lead(paper, one, 20)) || /^(?:的)?[一-鿿]{0,4}(?:任务|计划|目标)/.test(tail(paper, one, 8))
const doing = /完成|举办|开展|检测|抽检|检查|建成|改造|培训|检验|达到?|已|实|建设|新建/

/** What was done: of the sort of the plan, in the sentence, else in the one before. */
function doneBefore(paper: Paper, rate: Figure, own: Figure | undefined): Figure[] {
  const near = paragraphOf(paper, rate.sentence).filter((one) => one.end <= rate.start && one.sentence >= rate.sentence - 1 && one !== own && usable(paper, one) && !plannedAt(paper, one) && (own === undefined || sort(one) === sort(own)))
  const here = near.filter((one) => one.sentence === rate.sentence)
  const told = (here.length > 0 ? here : near).filter((one) => doing.test(lead(paper, one, 16)) && !/合格|问题|阳性|其中|发现/.test(lead(paper, one, 12)))
  // 完成的 right before the rate, without a count of its own, is of the count last told
  return told.toReversed()
}

const plansFor = (paper: Paper, done: Figure): Figure[] =>
  paragraphOf(paper, done.sentence).filter((one) => one.end <= done.start + 400 && usable(paper, one) && sort(one) === sort(done) && plannedAt(paper, one) && Math.abs(one.sentence - done.sentence) < 4 && !/上年|去年|明年|下年|下一年|其余|还/.test(before(paper, one, 20)))

/** Any two counts of the paragraph, or a count of it and a plan told elsewhere, may be what is meant. */
function anyFits(paper: Paper, rate: Figure, fits: (done: Figure, plan: Figure) => boolean): boolean {
  const here = paragraphOf(paper, rate.sentence).filter((one) => isCount(one) && one.low > 0 && Number.isFinite(one.high) && Math.abs(one.sentence - rate.sentence) < 4)
  const ofSort = (one: Figure): Figure[] => [...here.filter((plan) => sort(plan) === sort(one)), ...countsLike(paper, one).filter((plan) => plannedAt(paper, plan))]
  const wide = rate.high - rate.low > 3
  return here.some((one) => (!wide || inSentence(paper, rate.sentence).includes(one)) && ofSort(one).some((plan) => plan !== one && fits(one, plan)))
}
