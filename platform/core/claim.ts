import type { Bilingual } from './bilingual.ts'
import { instant, type Instant } from './dates.ts'
import type { FieldProblem } from './problem.ts'

/** What a phone without signal says of when and where something was done, held against what the server knows. Pure. */

export type Spot = { readonly lng: number; readonly lat: number }
/** Where a phone was; `accuracy` in metres, by its own word. */
export type Standing = Spot & { readonly accuracy: number | null }
/** The phone's clock and the server's at the same moment, when the claim arrived. */
export type Sync = { readonly phone: Instant; readonly server: Instant }
/** Beyond these a claim is marked, not refused. */
export type MarkLimits = { readonly clockMinutes: number; readonly metres: number }

/** Shown beside the record for good: not a refusal, and not hidden. */
export type Mark = { readonly code: 'clock' | 'place' | 'place-unknown'; readonly text: Bilingual; readonly value: number | null }

const ms = (at: Instant): number => Date.parse(at)
const MINUTE = 60_000

/** Metres between two places along the ground (haversine, mean radius of the earth). */
export function metresBetween(a: Spot, b: Spot): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180
  const half = Math.sin(rad(b.lat - a.lat) / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lng - a.lng) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** By how much the phone's clock is ahead of the server's, milliseconds. */
export const clockOff = ({ phone, server }: Sync): number => ms(phone) - ms(server)

/** The instant on the server's clock of a time told by the phone. */
export const onServerClock = (at: Instant, sync: Sync): Instant => instant(ms(at) - clockOff(sync))

/** A clock that is off by more than the limit; nothing where it is not. */
export function clockMarks(sync: Sync, { clockMinutes }: Pick<MarkLimits, 'clockMinutes'>): readonly Mark[] {
  const off = clockOff(sync)
  if (Math.abs(off) <= clockMinutes * MINUTE) return []
  const minutes = Math.round(Math.abs(off) / MINUTE)
  return [{ code: 'clock', value: Math.round(off / 1000), text: off > 0
    ? { zh: `手机时钟快 ${minutes} 分钟`, en: `the phone’s clock is ${minutes} minutes fast` }
    : { zh: `手机时钟慢 ${minutes} 分钟`, en: `the phone’s clock is ${minutes} minutes slow` } }]
}

/**
 * A place that is far from where the premises are on record, or that is not known. The phone's own word on its accuracy is shown,
 * never taken off: whoever looks decides.
 */
export function placeMarks(place: Standing | null, premises: Spot | null, { metres: most }: Pick<MarkLimits, 'metres'>): { readonly marks: readonly Mark[]; readonly metres: number | null } {
  if (place === null || premises === null) return { metres: null, marks: [{ code: 'place-unknown', value: null, text: { zh: '没有可核对的位置', en: 'no place to compare' } }] }
  const metres = Math.round(metresBetween(place, premises))
  if (metres <= most) return { metres, marks: [] }
  const about = place.accuracy === null ? { zh: '', en: '' } : { zh: `（定位精度 ${Math.round(place.accuracy)} 米）`, en: ` (the phone knew its place to ${Math.round(place.accuracy)} m)` }
  return { metres, marks: [{ code: 'place', value: metres, text: { zh: `距场所 ${metres} 米${about.zh}`, en: `${metres} m from the premises${about.en}` } }] }
}

/** Photos that were not taken while the work went on, by the phone's one clock. `what`: 检查 / the inspection. */
export const photoFaults = (photosAt: readonly Instant[], started: Instant, ended: Instant, what: Bilingual): readonly FieldProblem[] =>
  photosAt.flatMap((at, index) => (ms(at) < ms(started) || ms(at) > ms(ended)
    ? [{ path: `photosAt.${index}`, sentence: { zh: `照片不是在${what.zh}期间拍摄的。`, en: `The photo was not taken during ${what.en}.` } }] : []))
