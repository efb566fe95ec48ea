/** Arithmetic of printed figures: every figure is the interval of true values that its printed form admits. */

export type Interval = { readonly low: number; readonly high: number }

export const exactly = (value: number): Interval => ({ low: value, high: value })
export const plus = (one: Interval, other: Interval): Interval => ({ low: one.low + other.low, high: one.high + other.high })
export const minus = (one: Interval, other: Interval): Interval => ({ low: one.low - other.high, high: one.high - other.low })
/** Of positive intervals; an empty divisor gives an endless answer. */
export const over = (one: Interval, other: Interval): Interval => ({
  low: one.low / other.high,
  high: other.low > 0 ? one.high / other.low : Infinity,
})
export const times = (one: Interval, factor: number): Interval => ({ low: one.low * factor, high: one.high * factor })
export const sum = (all: readonly Interval[]): Interval => all.reduce(plus, exactly(0))

/** Whether some value lies in both; a ten-millionth is forgiven to floating point. */
export const meet = (one: Interval, other: Interval): boolean => {
  const slack = 1e-7 * Math.max(1, Math.abs(one.low), Math.abs(other.low))
  return one.low <= other.high + slack && other.low <= one.high + slack
}

/** The printed interval widened by one unit of its last place upwards, the next number left out: many offices cut instead of rounding (89.32 for 89.329). */
export const cut = ({ low, high }: Interval): Interval => ({ low, high: high + (high - low) * 0.4999 })

/** How far two intervals stand apart, relative to the larger; 0 where they meet. */
export const apart = (one: Interval, other: Interval): number => {
  if (meet(one, other)) return 0
  const gap = one.low > other.high ? one.low - other.high : other.low - one.high
  return gap / Math.max(Math.abs(one.low), Math.abs(other.low), 1e-9)
}

/** A number as people write it in a calculation: thousands apart, at most `places` decimals. */
export const show = (value: number, places = 4): string => {
  const rounded = Number(value.toFixed(places))
  const [whole, decimals] = Math.abs(rounded).toString().split('.')
  if (whole!.includes('e')) return String(rounded)
  return `${rounded < 0 ? '−' : ''}${whole!.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${decimals === undefined ? '' : `.${decimals}`}`
}

/** An interval in words: one number where both ends are the same to the reader. */
export const showInterval = ({ low, high }: Interval, places = 4): string => {
  const [one, other] = [show(low, places), show(high, places)]
  return one === other ? one : `${one}～${other}`
}
