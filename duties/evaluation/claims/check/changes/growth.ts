import type { Finding } from '../../contract.ts'
import { bare } from '../ground/nouns.ts'
import { cut, meet, minus, over, plus, show, showInterval, times } from '../ground/interval.ts'
import {
  before,
  between,
  clause,
  finding,
  group,
  inSentence,
  isCount,
  isDensity,
  isPoints,
  isRate,
  lead,
  printed,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Growth in per cent against the two figures it comes of. */

const year = (figure: Figure): number => Number(/^(\d{4})$/.exec(figure.period ?? '')?.[1])
const falls = /负增长|下降|减少|降低|下滑|降幅|回落/

/** `2022年投入120万元，同比增长20%` against the year before, `由100万元增加到120万元，增长20%`. */
export function growth(paper: Paper, rate: Figure): Finding | null {
  const pair = bothYears(paper, rate)
  if (!pair) return null
  const { from, to, sure } = pair
  const change = times(over(minus(to, from), from), 100)
  const said = falls.test(lead(paper, rate)) || falls.test(rate.measure) ? { low: -rate.high, high: -rate.low } : rate
  const signed = { low: Math.min(change.low, change.high), high: Math.max(change.low, change.high) }
  const fits =
    meet(cut(signed), said) ||
    meet(signed, cut(said)) ||
    meet(cut({ low: -signed.high, high: -signed.low }), { low: -said.high, high: -said.low })
  const calculation = `(${show(to.value)} − ${show(from.value)}) ÷ ${show(from.value)} = ${showInterval(signed, 2)}%，所列${falls.test(lead(paper, rate)) ? '下降' : '增长'} ${printed(rate)}`
  if (fits)
    return finding(paper, [rate, to, from], { verdict: 'holds', kind: 'series', calculation, explanation: '增幅与前后两个数相符。' })
  return finding(paper, [rate, to, from], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'series',
    calculation,
    explanation: `增幅与前后两个数不符。${sure ? '' : '若对比的时期或口径不同则无误。'}`,
  })
}

function bothYears(paper: Paper, rate: Figure): { from: Figure; to: Figure; sure: boolean } | null {
  const same = inSentence(paper, rate.sentence).filter(
    (one) => one.end <= rate.start && !isRate(one) && !isPoints(one) && one.low > 0 && (isCount(one) || isDensity(one)) && !/均$/.test(lead(paper, one)),
  )
  const last = same.at(-1)
  const behind = yearBehind(paper, rate, last)
  if (behind) return behind
  if (!last || /年均|平均|累计|复合|三年|五年/.test(lead(paper, rate)) || /[；。]/.test(between(paper, last, rate))) return null
  const prior = same.at(-2)
  if (prior && prior.unit === last.unit && !/[；。]/.test(between(paper, prior, last))) {
    const words = between(paper, prior, last)
    const fromTo = /[由从][^，。；]*$/.test(before(paper, prior, 40)) && /至|到|为/.test(words)
    if (fromTo) return { from: prior, to: last, sure: true }
    const added = /(?:比|较)[^，。；]*(增加|增长|净增|减少|下降)了?$/.exec(lead(paper, last))?.[1]
    if (added)
      return {
        from: {
          ...prior,
          ...(/减|降/.test(added) ? plus(prior, last) : minus(prior, last)),
          value: prior.value + (/减|降/.test(added) ? last.value : -last.value),
        },
        to: prior,
        sure: same.length === 2,
      }
    if ((/比|较/.test(lead(paper, last)) && /上年|去年|同期|年/.test(lead(paper, last))) || pastYear.test(lead(paper, last)))
      return { from: last, to: prior, sure: last.subject === prior.subject }
    if (year(prior) === year(last) - 1 && /比|较|同比|增长|增加|减少|下降|提高/.test(clause(paper, rate)) && prior.measure === last.measure)
      return { from: prior, to: last, sure: prior.subject === last.subject && same.length === 2 }
  }
  return yearBefore(paper, rate, last)
}

/** `上年为1100万元`, `去年同期1320件` */
const pastYear = /(?:^|\()(?:而)?(?:上一?年(?!末|底)|去年|前年)(?:同期|全年|度)?[一-鿿]{0,6}$/
/** `投诉举报1840件，同比下降8%，上年为2000件` */
function yearBehind(paper: Paper, rate: Figure, to: Figure | undefined): { from: Figure; to: Figure; sure: boolean } | null {
  if (!to || !/同比|上年|去年/.test(lead(paper, rate))) return null
  const from = inSentence(paper, rate.sentence).find((one) => one.start >= rate.end)
  if (!from || from.unit !== to.unit || !isCount(from) || from.low <= 0 || !pastYear.test(lead(paper, from))) return null
  return /[。；]/.test(between(paper, to, from)) ? null : { from, to, sure: false }
}

const byKey = new WeakMap<Paper, Map<string, Figure[]>>()
function yearBefore(paper: Paper, rate: Figure, to: Figure): { from: Figure; to: Figure; sure: boolean } | null {
  if (!/同比|上年|去年|上一年/.test(lead(paper, rate)) || Number.isNaN(year(to)) || to.subject === '') return null
  const keyOf = (one: Figure): string => `${bare(one.subject)}|${one.measure}|${one.unit}|${one.scope}`
  const index =
    byKey.get(paper) ??
    group(
      paper.figures.filter((one) => !Number.isNaN(year(one))),
      keyOf,
    )
  byKey.set(paper, index)
  const from = index.get(keyOf(to))?.find((one) => year(one) === year(to) - 1 && one.low > 0)
  return from ? { from, to, sure: false } : null
}
