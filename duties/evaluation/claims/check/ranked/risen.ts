import type { Finding } from '../../contract.ts'
import { between, inSentence, isCount, isDensity, isGrowth, isPoints, isRank, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { says } from './say.ts'

const up = '提升|提高|上升|增长|增加|上涨|扩大|攀升|升'
const down = '下降|降低|减少|回落|压减|缩减|降'
const turn = new RegExp(`^(?:的)?(?:[一-鿿]{0,6}?)(?:(${up})|(?:${down}))(?:到|至|为)了?(?:目前|如今|现在|当前|今年|现今|\\d{4}年)?(?:“[^”]{2,6}”)?(?:期)?(?:底|末)?的?(?:每年)?$`)

/** `由创建前的62.4%提升到现在的81.5%`: the second lies on the side that the verb names. */
export const checkRisen = (paper: Paper, sentence: number): Finding[] =>
  inSentence(paper, sentence).flatMap((to, at, all) => {
    const from = all[at - 1]
    if (!from || to.cell !== null || sort(from) !== sort(to) || !levels(paper, from) || !levels(paper, to) || !/[由从][^，。；\d]{0,16}$/.test(lead(paper, from))) return []
    const match = turn.exec(between(paper, from, to))
    if (!match) return []
    // 不足60% is told of whatever lies below it, 超60% of whatever above
    const against = match[1] ? to.high < (from.hedges.includes('at-most') ? from.value * 0.97 : from.low) : to.low > (from.hedges.includes('at-least') ? from.value * 1.03 : from.high)
    if (!against) return []
    const hedged = from.hedges.some((one) => one !== 'exact') || to.hedges.some((one) => one !== 'exact')
    return [says(paper, [to, from], `${printed(from)} → ${printed(to)}，所称“${match[0].replace(/^的/, '')}”`, '升降方向与前后两数相反', hedged ? '若所列是约数则无误' : undefined)]
  })

const levels = (paper: Paper, one: Figure): boolean =>
  !isPoints(one) && !isGrowth(paper, one) && !isRank(paper, one) && (isRate(one) || isCount(one) || isDensity(one)) && !/^(?:位|名|级|天|日|小时|分钟|年|月|个月|工作日|次\/(?:年|月|天).*|秒|公里|米)$/.test(one.unit) && !/第$/.test(lead(paper, one)) && !/^(?:左右|以[上下内])?(?:的)?(?:时限|时间|间隔)/.test(tail(paper, one))
