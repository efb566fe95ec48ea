import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Choice } from '../../../platform/register/fields.ts'
import { expiry, todayOf, type Tone } from '../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../web/kit/language.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { AnyRow, Labels } from '../../../web/kit/types.ts'
import { dutyLevels, premisesStatuses, type PremisesStatus } from '../enterprises.ts'
import { licenceStates, type LicenceState } from '../licence-kinds.ts'
import { licenceStateOn, WARNINGS } from '../rules.ts'
import { findType } from '../types.ts'

/** The last day of a filing that does not expire, as `licensed_until` keeps it. */
export const NO_END = '9999-12-31'

const statusTones = { open: 'good', reopened: 'good', suspended: 'soon', closed: 'plain' } as const satisfies Record<PremisesStatus, Tone>
const stateTones = {
  valid: 'good',
  expired: 'late',
  cancelled: 'plain',
  withdrawn: 'late',
  revoked: 'late',
} as const satisfies Record<LicenceState, Tone>

const labelOf = (options: readonly Choice[], code: unknown) => options.find((option) => option.code === code)?.label

/** Trading or not: `✓ 正常经营`, `◆ 停业`. */
export function StatusMark({ status }: { status: unknown }) {
  const say = useText()
  const label = labelOf(premisesStatuses, status)
  return label ? <State tone={statusTones[status as PremisesStatus]}>{say(label)}</State> : null // found among the four
}

/** 包保级别 by its letter; the words stand in the title. */
export function DutyLevelMark({ level }: { level: unknown }) {
  const say = useText()
  const label = labelOf(dutyLevels, level)
  return label ? (
    <span title={say(label)}>
      <State>{say({ zh: '{level} 级', en: 'Level {level}' }, { level })}</State>
    </span>
  ) : (
    <span className="quiet" aria-hidden="true">
      –
    </span>
  )
}

/** A division by its name, without the person's own region, which every row of theirs would repeat. */
export function PlaceName({ code, labels }: { code: string | undefined; labels: Labels }) {
  const say = useText()
  const language = useLanguage()
  const own = say(useMe().region.name)
  const name = code && labels[code] ? say(labels[code]) : (code ?? '')
  // English names run from the village up; in a column the county comes first, so that what is cut off is the end.
  const parts = language === 'zh' ? name.split(' ') : name.split(', ').toReversed()
  const short = parts.filter((part, at) => at > 0 || part !== own || parts.length === 1).join(language === 'zh' ? ' ' : ', ')
  return (
    <span className="clip" title={name}>
      {short}
    </span>
  )
}

/** The words of a type, its 口径 in the title. */
export function TypeName({ code }: { code: unknown }) {
  const say = useText()
  const type = findType(String(code))
  return type ? <span title={say(type.note)}>{say(type.label)}</span> : <>{String(code ?? '')}</>
}

/** How premises stand with their licence today: unlicensed, expired, soon, until when; nothing where none is needed. */
export function LicensedMark({ row }: { row: AnyRow }) {
  const say = useText()
  const language = useLanguage()
  const today = todayOf(useMe().city)
  const until = row['licensed_until'] as DateOnly | null | undefined // the API spells dates so
  const needed = (findType(String(row['type']))?.licences.length ?? 0) > 0
  if (row['unlicensed'] === true) return <State tone="late">{say({ zh: '无证', en: 'Unlicensed' })}</State>
  if (!until) {
    return needed ? (
      <State tone="late">{say({ zh: '无有效许可', en: 'No valid licence' })}</State>
    ) : (
      <span className="quiet">{say({ zh: '无需许可', en: 'None needed' })}</span>
    )
  }
  if (until === NO_END) return <>{say({ zh: '长期', en: 'No expiry' })}</>
  const near = expiry(until, today, WARNINGS)
  return near.tone === 'plain' ? (
    <>{until}</>
  ) : (
    <span title={until}>
      <State tone={near.tone}>{near.text[language]}</State>
    </span>
  )
}

/** The state of a licence as it is on the day: one past its last day has expired, whatever the row still says. */
export function LicenceMark({ row, day }: { row: AnyRow; day: DateOnly }) {
  const say = useText()
  const state = licenceStateOn(row as unknown as Parameters<typeof licenceStateOn>[0], day) // a row of the register
  const label = labelOf(licenceStates, state)
  return label ? <State tone={stateTones[state]}>{say(label)}</State> : null
}

/** A last day with how near it is: `2026-12-01 ◆ 9 日后到期`. */
export function LastDay({ on, day }: { on: unknown; day: DateOnly }) {
  const say = useText()
  const language = useLanguage()
  if (typeof on !== 'string') return <span className="quiet">{say({ zh: '长期', en: 'No expiry' })}</span>
  const near = expiry(on as DateOnly, day, WARNINGS) // the API spells dates so
  return (
    <span className="nowrap">
      {on} {near.tone !== 'plain' && <State tone={near.tone}>{near.text[language]}</State>}
    </span>
  )
}
