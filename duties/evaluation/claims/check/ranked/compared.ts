import type { Finding } from '../../contract.ts'
import { between, inSentence, isCount, isExact, isGrowth, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { says } from './say.ts'

/** `885个，与去年的1099个相比上升19.5%`: the way that is told against the two figures before it. */
export const checkCompared = (paper: Paper, sentence: number): Finding[] =>
  inSentence(paper, sentence).flatMap((change, at, all) => {
    const [now, then] = [all[at - 2], all[at - 1]]
    if (!now || !then || change.cell !== null || sort(now) !== sort(then) || ![now, then].every((one) => (isCount(one) || isRate(one)) && isExact(one) && !isGrowth(paper, one) && !isPoints(one))) return []
    if (!/^，?[与比较同和](?:去年|上年|前一?年|\d{4}年)(?:同期)?的?$/.test(between(paper, now, then))) return []
    const match = /^(?:相比|比|相比较)，?(?:(上升|增长|增加|提高|上涨)|下降|减少|降低)了?$/.exec(between(paper, then, change))
    if (!match || !(match[1] ? now.high < then.low : now.low > then.high)) return []
    return [says(paper, [change, now, then], `${printed(then)} → ${printed(now)}，所称“${match[0]} ${printed(change)}”`, '升降方向与所列两年的数相反')]
  })

const beside = /^(?:相比|比)，?(?:略有|有所|明显|大幅|小幅|稍有|显著)?(?:(上升|增长|增加|提高|上涨|提升|攀升)|(?:下降|减少|降低|回落|下滑))(?=[，。；]|$)/
/** `58.3%，与上年同期的60.3%相比略有回落`: the way is told without a figure of its own. */
export const checkComparedWord = (paper: Paper, sentence: number): Finding[] =>
  inSentence(paper, sentence).flatMap((then, at, all) => {
    const now = all[at - 1]
    if (!now || then.cell !== null || sort(now) !== sort(then) || ![now, then].every((one) => (isCount(one) || isRate(one)) && isExact(one) && !isGrowth(paper, one) && !isPoints(one))) return []
    if (!/^，?[与比较同和](?:去年|上年|前一?年|\d{4}年)(?:同期|[上下]半年|第?[一二三四]季度|\d{1,2}月份?|底|末)?的?$/.test(between(paper, now, then))) return []
    const match = beside.exec(paper.text.slice(then.end, then.end + 16).replaceAll(/\s/g, ''))
    if (!match || !(match[1] ? now.high < then.low : now.low > then.high)) return []
    return [says(paper, [then, now], `${printed(then)} → ${printed(now)}，所称“${match[0]}”`, '升降方向与所列两数相反')]
  })

const trend = /^，(?:并|且)?(?:继续|已?连续[一-鿿\d]{1,3}年|持续|逐年|连年)(?:保持)?(?:(上升|提高|提升|增长|增加|向好|走高)|(?:下降|降低|减少|回落|走低|下滑))(?:趋势|态势)?(?=[，。；])/
/** `比上年提高0.2个百分点，连续三年下降`: the clause tells nothing else of the same rate. */
export const checkTurned = (paper: Paper, sentence: number): Finding[] =>
  inSentence(paper, sentence).flatMap((points) => {
    if (points.cell !== null || !isPoints(points)) return []
    const up = /(提高|上升|提升|增加|增长)|(?:下降|降低|减少|回落)/.exec(/(?:提高|上升|提升|增加|增长|下降|降低|减少|回落)了?$/.exec(lead(paper, points))?.[0] ?? '')
    const match = trend.exec(paper.text.slice(points.end, points.end + 30).replaceAll(/\s/g, ''))
    if (!up || !match || (up[1] === undefined) === (match[1] === undefined)) return []
    return [says(paper, [points], `“${up[0]} ${printed(points)}”与“${match[0].slice(1)}”`, '前后两句所说的升降方向相反')]
  })

const level = /^(?:的)?(?:水平)?(?:基本|大体|总体)?持平/
/** So many points apart is level no more. */
const APART = 1

/** `不合格率为4.3%，与总体不合格率（2.3%）持平`: the other stands beside the word. */
export const checkLevel = (paper: Paper, sentence: number): Finding[] =>
  inSentence(paper, sentence).flatMap((other, at, all) => {
    const one = all[at - 1]
    if (!one || !isRate(one) || !isRate(other) || one.unit !== other.unit || isGrowth(paper, one) || isGrowth(paper, other) || other.cell !== null) return []
    if (!level.test(paper.text.slice(other.end, other.end + 14).replace(/^\)/, '')) || !/^，?(?:基本)?(?:与|和|同)[^，。；、\d]{1,16}$/.test(between(paper, one, other))) return []
    return apart(one, other) ? [says(paper, [one, other], `${printed(one)} 与 ${printed(other)} 相差 ${Math.abs(one.value - other.value).toFixed(2)}`, '所称“持平”的两数相差明显', '若所比的是另一项指标则无误')] : []
  })

const apart = (one: Figure, other: Figure): boolean => Math.min(Math.abs(one.low - other.high), Math.abs(one.high - other.low)) > APART
