import type { Finding } from '../../../contract.ts'
import { cut, meet, minus, over, plus, show, times } from '../../ground/interval.ts'
import { countsLike, paragraphOf } from '../../ground/near.ts'
import { between, finding, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { alike, plainCount } from './words.ts'

/** What is done and what is still going on, where the state is told behind the figure; what passed and what did not; what is left of a budget. */
export const checkLeftOver = (paper: Paper, figures: readonly Figure[]): Finding[] =>
  figures.flatMap((rest) => (plainCount(paper, rest) ? (goingOn(paper, figures, rest) ?? failed(paper, figures, rest) ?? unspent(paper, figures, rest) ?? []) : []))

function say(paper: Paper, rest: Figure, done: Figure, whole: Figure, sure: boolean, words: string): Finding {
  return finding(paper, [rest, whole, done], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${show(done.value)} + ${show(rest.value)} = ${show(done.value + rest.value)}${rest.unit}，所列总数 ${printed(whole)}`,
    explanation: `${words}${sure ? '' : '；若两者时间或范围不同则无误'}。`,
  })
}

const going = /^(?:问题|事项|案件|任务|投诉)?(?:仍|尚|还|均|目前)?(?:在办|在查|在建|正在?(?:办理|推进|整改|处理|处置|实施|落实|办|查|建)|待(?:办|整改|处理|处置)|挂(?:在)?账)/
const finished = /办结|结案|落实|完成|整改|销号|处置|解决|改造|建成|改掉|答复|办理/
const otherTime = /上年|去年|同期|结转|往年|新增|新受理|另|比|较|每|平均|其中|预计|计划/
/** `受理386件，办结382件，办结率99.0%，4件在办`; `二十一项事项已落实19项，2项正在推进`. */
function goingOn(paper: Paper, figures: readonly Figure[], rest: Figure): Finding[] | null {
  if (!/^(?:尚有|还有|仍有|有|另有|其余)?$/.test(lead(paper, rest)) || !going.test(tail(paper, rest))) return null
  const before = alike(paper, figures, rest).filter((one) => one.end <= rest.start)
  const [whole, done] = before.slice(-2)
  if (!whole || !done || whole.low < done.low || !finished.test(lead(paper, done, 12)) || finished.test(lead(paper, whole, 6))) return null
  const words = between(paper, whole, rest)
  const next = figures.find((one) => one.start >= rest.end && sort(one) === sort(rest))
  if (words.length > 40 || /[。；]/.test(words) || otherTime.test(lead(paper, whole, 12) + words) || (next && /^[^，。；\d]{0,8}[，、]\d*$/.test(between(paper, rest, next)))) return null
  return meet(plus(done, rest), whole) ? [] : [say(paper, rest, done, whole, true, '已办与在办之和与总数不符')]
}

const passing = '合格|达标|通过|满意|持证|接入|办结|整改'
/** `抽检31236批次。…，30549批次合格，…；不合格的687批次中，…`: what passed stands before its word, what did not behind it. */
function failed(paper: Paper, figures: readonly Figure[], rest: Figure): Finding[] | null {
  const stem = new RegExp(`(?:不|未|没有|没)(${passing})(?:的|样品|食品)?[为有达]*$`).exec(lead(paper, rest, 12))?.[1]
  if (stem === undefined) return null
  const done = alike(paper, figures, rest).findLast(
    (one) => one.end <= rest.start && (new RegExp(`^(?:样品|食品)?${stem}(?!率)`).test(tail(paper, one)) || new RegExp(`(?:^|[^不未没有])${stem}$`).test(lead(paper, one))),
  )
  if (!done) return null
  const near = alike(paper, paragraphOf(paper, rest.sentence), rest).filter((one) => one.end <= done.start && one.sentence >= done.sentence - 1)
  const whole = near.at(-1)
  const about = whole ? lead(paper, whole, 16) : ''
  if (!whole || whole.low < done.low || !/抽检|检验|检测|抽查|检查|共|全部|受理/.test(about) || /上年|去年|计划|任务|不合格|其中/.test(about)) return null
  if (/上年|去年|其中|[。]/.test(between(paper, done, rest)) || meet(plus(done, rest), whole)) return []
  // any whole of the paragraph that they do make is the one that is meant
  if (near.some((one) => meet(plus(done, rest), one))) return []
  return [say(paper, rest, done, whole, near.length === 1, `${stem}与不${stem}之和与总数不符`)]
}

const kept = /(?:^|[^一-鿿])(?:资金|经费|预算)?(?:结余|节余|结存|剩余|余额|尚余|剩)(?:资金|经费|为|有)?$/
const spent = /支出|使用|支付|拨付|执行|列支|花费/
const granted = /预算|安排|下达|到位|投入|拨付|筹措|资金|经费/
/** `预算安排食品安全经费583.2万元，…。截至11月底已支出524.88万元，支出进度90.0%，结余58.32万元`. */
function unspent(paper: Paper, figures: readonly Figure[], rest: Figure): Finding[] | null {
  if (!kept.test(lead(paper, rest)) || rest.unit !== '元') return null
  const done = alike(paper, figures, rest).findLast((one) => one.end <= rest.start && spent.test(lead(paper, one, 12)))
  if (!done || /[。；]/.test(between(paper, done, rest))) return null
  const near = alike(paper, paragraphOf(paper, rest.sentence), rest).filter((one) => one.end <= done.start && one.sentence >= done.sentence - 1)
  const wholes = near.filter((one) => granted.test(lead(paper, one, 16)) && !/上年|去年|同期|其中/.test(lead(paper, one, 16)))
  const rate = figures.find((one) => isRate(one) && one.start >= done.end && one.start < rest.start && /进度|执行率|支出率|使用率|占/.test(lead(paper, one, 10)))
  const [whole] = wholes
  if (!whole || wholes.length > 1 || near.some((one) => meet(plus(done, rest), one)) || countsLike(paper, rest).some((one) => one !== done && meet(plus(done, rest), one))) return null
  // the rate of spending says which whole is meant
  const fits = rate !== undefined && meet(cut(times(over(done, whole), 100)), cut(rate))
  const other = rate !== undefined && !fits && meet(cut(times(over(minus(whole, rest), whole), 100)), cut(rate))
  if (!other && whole.low < done.low) return null
  return [say(paper, rest, done, whole, fits || other, '支出与结余之和与安排数不符')]
}
