import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly, Instant } from '../../platform/core/dates.ts'
import type { BookDue, Meal } from './rules/canteen-book.ts'
import type { SelfCheckKind, StaffRole } from './rules/self-check.ts'
import type { FormItem } from './shipped/forms.ts'
import type { Level } from './words.ts'

/** A duty of a day, week or month as a business sees it. `record` is the row that fulfils it. */
export type OwnDuty = {
  readonly kind: SelfCheckKind
  readonly from: DateOnly
  readonly until: DateOnly
  readonly dueOn: DateOnly
  readonly state: 'done' | 'waiting' | 'missed'
  readonly record: string | null
}

export type OwnForm = { readonly id: string; readonly title: string; readonly version: number; readonly items: readonly FormItem[] }

/** A sample whose hours are over. */
export type WaitingSample = { readonly id: string; readonly on: DateOnly; readonly meal: Meal; readonly dish: string; readonly keptAt: Instant }

export type OwnBook = {
  readonly meals: readonly Meal[]
  readonly open: boolean
  readonly lacking: readonly BookDue[]
  readonly dispose: readonly WaitingSample[]
  /** What the limits in force ask, as the entry pages prefill it. */
  readonly limits: {
    readonly grams: number; readonly hours: number; readonly minCelsius: number; readonly maxCelsius: number; readonly fever: number
    readonly disinfection: Readonly<Record<string, { readonly least: number; readonly seconds: number; readonly unit: string }>>
  }
  /** Who was checked last in the morning: one's own people, in clear. */
  readonly people: readonly string[]
}

export type OwnOrder = { readonly id: string; readonly version: number; readonly title: string; readonly state: string; readonly dueOn: DateOnly | null; readonly items: readonly string[]; readonly returnedFor: string | null }
export type OwnPaper = { readonly register: string; readonly id: string; readonly number: string; readonly expiresOn: DateOnly }
export type OwnInspection = { readonly id: string; readonly on: DateOnly; readonly result: string | null; readonly failed: number | null; readonly findings: readonly (Bilingual & { readonly corrected: boolean })[] }

/** The first screen of a business: what must be recorded or corrected today, which papers run out. */
export type OwnToday = {
  readonly day: DateOnly
  readonly places: readonly { readonly id: string; readonly name: string }[]
  readonly place: {
    readonly id: string
    readonly name: string
    /** Whether its self-checks are asked for here, and from when. */
    readonly asked: boolean
    readonly startsOn: DateOnly | null
    readonly opensToday: boolean
    readonly needsDirector: boolean
    readonly duties: readonly OwnDuty[]
    /** Of the last 31 days. */
    readonly missed: readonly OwnDuty[]
    readonly forms: Readonly<Partial<Record<SelfCheckKind, OwnForm>>>
    readonly staff: readonly { readonly name: string; readonly role: StaffRole }[]
    readonly roles: Readonly<Record<SelfCheckKind, { readonly roles: readonly StaffRole[]; readonly with: readonly StaffRole[] }>>
    readonly book: OwnBook | null
    readonly orders: readonly OwnOrder[]
    readonly papers: readonly OwnPaper[]
    readonly inspections: readonly OwnInspection[]
  } | null
}

/** What a business sends of a day, week or month. `id` is made on the phone with the draft: sent twice it is kept once. */
export type SelfCheckInput = {
  readonly id: string
  readonly premises: string
  readonly kind: SelfCheckKind
  readonly on: string
  readonly role: StaffRole
  readonly attended: readonly StaffRole[]
  readonly filled_by: string
  readonly zero_risk: boolean
  readonly answers: Readonly<Record<string, 'ok' | 'bad' | 'none'>>
  readonly problems: readonly { readonly text: string; readonly measure: string; readonly code?: string }[]
  readonly decision: string
  readonly photos: readonly string[]
}

/** What may be written down for the shopkeeper of a place (代录). */
export type BehalfPlace = {
  /** Records are asked for from this day on. */
  readonly since: DateOnly | null
  /** Of the coming days those on which the place works. */
  readonly opens: readonly DateOnly[]
  /** Id of the form by kind. */
  readonly forms: Readonly<Partial<Record<SelfCheckKind, string>>>
  readonly done: readonly { readonly kind: SelfCheckKind; readonly from: DateOnly; readonly until: DateOnly }[]
  readonly staff: readonly { readonly name: string; readonly role: StaffRole }[]
}

/** What a phone carries in order to write down for others. Places whose self-checks are not asked for are not in it. */
export type BehalfBook = {
  readonly places: Readonly<Record<string, BehalfPlace>>
  readonly forms: Readonly<Record<string, OwnForm>>
  readonly kinds: readonly { readonly kind: SelfCheckKind; readonly title: Bilingual; readonly roles: readonly { readonly code: StaffRole; readonly label: Bilingual }[] }[]
}

/** One line of the coverage page. `code` is a county's or a group of types. */
export type CoverageLine = {
  readonly code: string
  readonly label: Bilingual
  /** Places under the rule, and those whose records are asked for here. */
  readonly under: number
  readonly asked: number
  /** Of those asked in the month: with nothing missed, with something missed; and the duties themselves. */
  readonly whole: number
  readonly short: number
  readonly owed: number
  readonly kept: number
  readonly late: number
  readonly missed: number
  readonly bookDays: number
  readonly bookWhole: number
}
export type Coverage = { readonly month: DateOnly; readonly lines: readonly CoverageLine[] }

/** One school with the last check of each level in the span. */
export type SchoolLine = {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly regionName: Bilingual | null
  readonly checks: Readonly<Partial<Record<Level, { readonly id: string; readonly on: DateOnly; readonly result: string; readonly open: boolean; readonly times: number }>>>
}
export type SchoolCoverage = { readonly code: string; readonly label: Bilingual; readonly schools: number; readonly levels: Readonly<Record<Level, { readonly checked: number; readonly open: number }>> }
