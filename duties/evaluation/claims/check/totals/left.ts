import type { Finding } from '../../contract.ts'
import { meet, minus, show, type Interval } from '../ground/interval.ts'
import { akin, countsLike } from '../ground/near.ts'
import { finding, inSentence, isCount, isExact, isIncrement, isMean, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { slipOf } from '../twice/slips/slip.ts'

const leftBefore = /(?:还有|尚有|仍有|尚余|还剩|剩余|剩下|余下|尚需|还需|仍需|需(?:再)?完成|待完成|还差|尚未[一-鿿]{0,10}的?|仍未[一-鿿]{0,10}的?|未[一-鿿]{2,8}的|另有)[^，。；、\d]{0,8}$/
const leftBehind = /^[一-鿿“”+]{0,14}(?:没有|尚未|仍未|未能?|需在)[一-鿿]{1,}/
const done = /达$|完成|整改|建成|接入|办结|达标|实现|已|合格|解决|销号|落实|达到|覆盖|改造|回复|安装|配备|到位|标准化|增加到|增至/
const underWay = /推进|正在|在[建办查途]|实施|启动|开工|进行|建设|办理|施工/
const past = /上年|去年|同期|其中|每|均|比|较/

/** What is left to do, some sections on: `任务9930批次，前三季度完成7547批次` … `还有2383批次需在四季度完成`. */
export const checkLeft = (paper: Paper): Finding[] =>
  paper.figures.flatMap((left) => {
    if (!isCount(left) || !isExact(left) || left.cell !== null || left.value < 2 || isMean(paper, left) || isIncrement(paper, left)) return []
    if (!leftBefore.test(lead(paper, left, 24)) && !(leftBehind.test(tail(paper, left, 20)) && !/应/.test(lead(paper, left)))) return []
    const pairs = pairsOf(paper, left)
    if (pairs.length === 0 || pairs.some(({ gap }) => meet(gap, left)) || inSentence(paper, left.sentence).some((one) => one !== left && meet(one, left))) return []
    // the others say the same number
    if (countsLike(paper, left).some((one) => one !== left && one.value === left.value && akin(paper, one, left))) return []
    const [near] = pairs.filter(({ gap }) => slipOf(left, { ...left, value: gap.low, text: show(gap.low) }))
    if (!near) return []
    return [
      finding(paper, [left, near.all, near.ready], {
        verdict: 'doubtful',
        kind: 'two-values',
        calculation: `${show(near.all.value)} − ${show(near.ready.value)} = ${show(near.all.value - near.ready.value)}${left.unit}，所列 ${printed(left)}`,
        explanation: '余下的数与总数、已完成数之差不符；若时间或范围不同则无误。',
      }),
    ]
  })

const allLeft = /(?:还|尚|仍)需|剩余|余下|还剩|剩下|其余|需完成|待完成/
type Pair = { readonly all: Figure; readonly ready: Figure; readonly gap: Interval }
/** A whole and what of it was done, told in one sentence of the same thing. */
function pairsOf(paper: Paper, left: Figure): Pair[] {
  const alike = countsLike(paper, left).filter((one) => one !== left && isExact(one) && one.cell === null && one.low > 0 && !isMean(paper, one) && !isIncrement(paper, one))
  const beside = inSentence(paper, left.sentence)
  return alike.flatMap((ready) => {
    if (ready.value < left.value / 20 || !done.test(lead(paper, ready, 16)) || past.test(lead(paper, ready, 16).replace(/比例|比率/g, ''))) return []
    const next = (one: Figure, other: Figure): boolean => Math.abs(one.sentence - other.sentence) <= 1 && paper.paragraphs[one.sentence] === paper.paragraphs[other.sentence]
    const wholes = alike.filter((all) => all.low > ready.high && Math.abs(all.sentence - ready.sentence) <= 1 && all.start < ready.start && all.value < 40 * ready.value)
    const near = wholes.filter((all) => akin(paper, all, left) || akin(paper, ready, left) || (allLeft.test(lead(paper, left, 12)) && next(ready, left)))
    return near.slice(-2).flatMap((all) => {
      const gap = minus(all, ready)
      // 完成19项、推进中24项、尚未启动3项: what is under way is neither
      const under = beside.filter((one) => one !== all && one !== ready && one !== left && sort(one) === sort(left) && underWay.test(`${lead(paper, one, 12)} ${tail(paper, one, 8)}`))
      return [{ all, ready, gap }, ...under.map((one) => ({ all, ready, gap: minus(gap, one) }))]
    })
  })
}
