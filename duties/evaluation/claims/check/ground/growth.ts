import { isExact, isPoints, isRate, lead, type Figure, type Paper } from './paper.ts'
import type { Interval } from './interval.ts'

/** Which way a change goes: by its sign, its arrow or its word. */

const up = '增产|增收|上升|增长|增加|提高|提升|上涨|扩大|攀升|增幅|增速|涨幅|递增|走高|回升|增|升|涨|多'
const down = '减产|减收|下降|减少|降低|下滑|回落|缩减|降幅|下跌|递减|负增长|走低|减|降|跌|少'
const behind = '(?:了|幅度?|比例|比率|率)?(?:为|达到?|约|近|超过?|在)*'
const told = new RegExp(`(?:(${up})|(${down}))${behind}$`)
const sign = /([-−–+↑↓▲▼])\s*$/

export type Way = -1 | 0 | 1
/** What the words end with: 1 where it grows, −1 where it falls, 0 where they do not say. */
export function wayOf(words: string): Way {
  const mark = sign.exec(words)?.[1]
  if (mark !== undefined && !/[\d%]\s*[-−–]\s*$/.test(words)) return /[-−–↓▼]/.test(mark) ? -1 : 1
  const match = told.exec(words)
  return match ? (match[1] ? 1 : -1) : 0
}
export const way = (paper: Paper, figure: Figure): Way => wayOf(lead(paper, figure, 24))

/** A growth with its way: 下降3% lies about −3. Null for what is no growth, or is told of another time than the year before (环比). */
export function growthOf(paper: Paper, figure: Figure): Interval | null {
  if (!isRate(figure) || isPoints(figure) || !isExact(figure) || figure.low < 0) return null
  const direction = way(paper, figure)
  if (direction === 0 || /环比|年均|累计|占[^，。；]*$/.test(lead(paper, figure))) return null
  return direction > 0 ? { low: figure.low, high: figure.high } : { low: -figure.high, high: -figure.low }
}
