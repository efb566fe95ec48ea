import { metresBetween } from '../../../platform/core/claim.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { useText } from '../language.tsx'
import type { Standing } from './photo.ts'

type Placed = { readonly lng: number | null; readonly lat: number | null }

/** Metres from where the phone is, or null where that is not known. */
export const farFrom = ({ lng, lat }: Placed, here: Standing | null): number | null => (here === null || lng === null || lat === null ? null : metresBetween(here, { lng, lat }))

/** `350 m`, `2.1 km`, or nothing. */
export function farText(place: Placed, here: Standing | null): string {
  const metres = farFrom(place, here)
  return metres === null ? '' : metres < 950 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`
}

/** When something is due, with a shape besides its colour. */
export function DueChip({ on, today }: { on: string | null; today: DateOnly }) {
  const say = useText()
  if (on === null) return null
  if (on < today) return <span className="f-chip late">{say({ zh: '▲ 逾期 {on}', en: '▲ Overdue {on}' }, { on: on.slice(5) })}</span>
  if (on === today) return <span className="f-chip soon">{say({ zh: '◆ 今天到期', en: '◆ Due today' })}</span>
  return <span className="f-chip plain">{say({ zh: '期限 {on}', en: 'Due {on}' }, { on: on.slice(5) })}</span>
}

/** The address, with the way there in the phone's own map. */
export function Address({ address, lng, lat }: Placed & { address: string | null }) {
  const say = useText()
  return <>{address ?? '—'} {lng !== null && lat !== null && <a href={`geo:${lat},${lng}?q=${lat},${lng}`}>{say({ zh: '导航', en: 'Navigate' })}</a>}</>
}
