import type { Bilingual } from '../core/bilingual.ts'

/** One condition on a row: field, operator, value. Small enough to print as the indicator's 口径 and to merge into one query. */
export type Condition =
  | readonly [field: string, op: '=' | '!=' | '<' | '<=' | '>' | '>=', value: string | number | boolean | { readonly field: string }]
  | readonly [field: string, op: 'in' | 'not-in', value: readonly (string | number)[]]
  | readonly [field: string, op: 'within', value: 'period']
  | readonly [field: string, op: 'before' | 'after' | 'on-or-before' | 'on-or-after', value: 'as-of' | 'period-start' | 'period-end']
  /** A date from the day asked for up to and with so many days after it. */
  | readonly [field: string, op: 'next-days', value: number]
  | readonly [field: string, op: 'is-null' | 'not-null']

/** A set of rows of one register: what is counted, and what a number opens. Rows closed at the date asked for are left out. */
export type Rows = {
  readonly register: string
  readonly conditions: readonly Condition[]
  and(...more: Condition[]): Rows
  /** These rows less those of `other`, which must narrow the same register by more conditions. */
  without(other: Rows): Rows
  readonly except: readonly (readonly Condition[])[]
}

export function rows(register: string, conditions: readonly Condition[] = [], except: readonly (readonly Condition[])[] = []): Rows {
  return {
    register, conditions, except,
    and: (...more) => rows(register, [...conditions, ...more], except),
    without: (other) => rows(register, conditions, [...except, other.conditions]),
  }
}

/** A dated figure by region (常住人口, 行政村数): entered by a department with its source, shown beside every ratio that uses it. */
export type Denominator = { readonly parameter: string; readonly title: Bilingual; readonly unit: Bilingual }

export type Value =
  | { readonly kind: 'count'; readonly rows: Rows }
  | { readonly kind: 'sum'; readonly rows: Rows; readonly field: string }
  | { readonly kind: 'median'; readonly rows: Rows; readonly field: string }
  | { readonly kind: 'share'; readonly part: Rows; readonly whole: Rows }
  | { readonly kind: 'per'; readonly rows: Rows; readonly denominator: Denominator; readonly each: number }
  | { readonly kind: 'reported' }

export const count = (of: Rows): Value => ({ kind: 'count', rows: of })
export const sum = (of: Rows, field: string): Value => ({ kind: 'sum', rows: of, field })
export const median = (of: Rows, field: string): Value => ({ kind: 'median', rows: of, field })
/** Part of whole in per cent; nothing in the whole is `not applicable`, never 100 %. */
export const share = (part: Rows, whole: Rows): Value => ({ kind: 'share', part, whole })
/** Rows per `each` of a dated denominator. */
export const per = (of: Rows, denominator: Denominator, each: number): Value => ({ kind: 'per', rows: of, denominator, each })
/** Entered by a department, with source and date. */
export const reported = (): Value => ({ kind: 'reported' })

export type Indicator = {
  /** Stable: `sampling.per-thousand`. */
  readonly name: string
  readonly title: Bilingual
  readonly unit: Bilingual
  readonly better: 'more' | 'less'
  readonly value: Value
  /** The shipped threshold, if any; the city's own are dated data. */
  readonly threshold?: { readonly value: number; readonly source: string }
  /** What it counts, in words, beyond what the printed conditions say. */
  readonly note?: Bilingual
}

export const indicator = (name: string, options: Omit<Indicator, 'name'>): Indicator => ({ name, ...options })
