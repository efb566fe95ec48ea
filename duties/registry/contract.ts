import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly, Instant } from '../../platform/core/dates.ts'
import { choice, choices, date, reference, text } from '../../platform/register/fields.ts'
import { enterprises, premises, premisesStatuses, type Enterprise, type Premises } from './enterprises.ts'
import type { Likely } from './duplicates.ts'
import { promiseResults, type Licence } from './licences.ts'
import type { Certificate, FoodStaff } from './people.ts'
import type { RenewalWindow } from './rules.ts'

/** What `POST /premises/:id/status` takes. */
export const statusInput = {
  status: choice({ zh: '改为', en: 'New status' }, premisesStatuses, { required: true }),
  on: date({ zh: '自何日起', en: 'From' }, { required: true }),
  reason: text({ zh: '原因', en: 'Reason' }, { required: true, max: 300 }),
}

/** What `POST /licence/:id/promise-check` takes. */
export const promiseInput = {
  result: choice({ zh: '核查结果', en: 'Result' }, promiseResults, { required: true }),
  on: date({ zh: '核查日期', en: 'Checked on' }, { required: true }),
  reason: text({ zh: '核查情况', en: 'What was found' }, { required: true, max: 1000 }),
}

/** Fields that a merge may carry over. What the program keeps itself is computed again afterwards. */
const carried = (fields: Readonly<Record<string,
  { readonly readonly?: boolean; readonly label: Bilingual }>>): { code: string; label: Bilingual }[] =>
  Object.entries(fields).filter(([, field]) => !field.readonly).map(([code, field]) => ({ code, label: field.label }))

export const mergeableEnterprise = carried(enterprises.fields)
export const mergeablePremises = carried(premises.fields)

/** What `POST /premises/:id/merge` takes: `:id` survives. */
export const mergePremisesInput = {
  losing: reference({ zh: '并入的记录', en: 'Record that goes' }, 'premises', { required: true }),
  chosen: choices({ zh: '采用其内容的字段', en: 'Fields taken from it' }, mergeablePremises),
  reason: text({ zh: '合并理由', en: 'Reason' }, { required: true, max: 300 }),
}

/** What `POST /enterprise/:id/merge` takes: `:id` survives, the premises of the other come under it. */
export const mergeEnterpriseInput = {
  losing: reference({ zh: '并入的记录', en: 'Record that goes' }, 'enterprise', { required: true }),
  chosen: choices({ zh: '采用其内容的字段', en: 'Fields taken from it' }, mergeableEnterprise),
  reason: text({ zh: '合并理由', en: 'Reason' }, { required: true, max: 300 }),
}

/** Two premises or enterprises that may be one, as `GET /premises/duplicates` and `GET /enterprise/duplicates` list them, likeliest first. */
export type Duplicate = Likely & { readonly a: Pick<Premises, 'id' | 'name' | 'address'>; readonly b: Pick<Premises,
  'id' | 'name' | 'address'> }

/** One thing that happened at the premises; later duties add theirs. Newest first. */
export type TimelineEntry = {
  readonly at: Instant
  /** Register or matter that tells it. */
  readonly of: string
  readonly id: string
  readonly title: Bilingual
  /** Who did it, where a person did. */
  readonly actor: string | null
}

/** What `GET /premises/:id/dossier` answers: everything on record about one place (一企一档). */
export type Dossier = {
  readonly premises: Premises
  readonly enterprise: Enterprise
  readonly licences: readonly (Licence & { readonly renewal: RenewalWindow | null })[]
  readonly staff: readonly FoodStaff[]
  readonly certificates: readonly Certificate[]
  /** Other premises of the enterprise within the reader's area. */
  readonly siblings: readonly Pick<Premises, 'id' | 'name' | 'type' | 'region' | 'status'>[]
  readonly as_of: DateOnly
  readonly timeline: readonly TimelineEntry[]
}
