import type { Interval } from './interval.ts'

/** Whether two numbers may be meant to be one: what is farther apart than a slip tells of something else. */
export const likely = (one: Interval, other: Interval): boolean => one.low > 0 && one.high * 3 > other.low && one.low < other.high * 3
