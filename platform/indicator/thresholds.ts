import { z } from 'zod'
import type { DateOnly } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { dateText } from '../register/schema.ts'
import { setting } from '../settings/settings.ts'
import type { Indicator } from './declare.ts'

export type Threshold = { readonly value: number; readonly source: string }

/** The setting `indicator.thresholds`: what the city asks for from a day on, by indicator. */
export const THRESHOLDS = 'indicator.thresholds'
const dated = z.array(z.object({ indicator: z.string(), value: z.number(), source: z.string(), starts_on: dateText }))

/** Looks up what is asked of an indicator on a day: the city's own dated threshold, else the shipped one, else none. */
export type Thresholds = (indicator: Indicator, day: DateOnly) => Threshold | null

export async function readThresholds(tx: Tx): Promise<Thresholds> {
  // A setting that is not in this form counts as not set: the shipped thresholds stand, and no figure fails for it.
  const own = dated.safeParse(await setting<unknown>(tx, THRESHOLDS, [])).data ?? []
  const latest = own.toSorted((a, b) => (a.starts_on < b.starts_on ? 1 : -1))
  return ({ name, threshold }, day) => {
    const found = latest.find((one) => one.indicator === name && one.starts_on <= day)
    return found ? { value: found.value, source: found.source } : (threshold ?? null)
  }
}

/** Whether a value reaches what is asked; null where there is no value or nothing is asked. */
export const meets = (better: Indicator['better'], value: number | null, threshold: Threshold | null): boolean | null =>
  value === null || threshold === null ? null : better === 'more' ? value >= threshold.value : value <= threshold.value
