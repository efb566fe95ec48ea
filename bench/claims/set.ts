/**
 * The measure of the claim check: annotated papers. Offsets are UTF-16 units into the text as read from the file, ends exclusive;
 * values stand in the unit's base. The real papers stay outside the repository, so their annotations hold offsets and generic words only.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind, Verdict } from '../../duties/evaluation/claims/contract.ts'

/** A figure as a person reads it. `to`: the upper end of a printed range (`value` is the lower). */
export type Figure = {
  readonly start: number
  readonly end: number
  readonly value: number
  readonly to?: number
  readonly unit: string
  readonly subject: string
  readonly measure: string
  readonly period: string | null
  readonly scope: string
  readonly approximate: boolean
  /** Lengths of time, ordinals and the like: reading one is no mistake, and neither is passing it by. */
  readonly optional?: true
}

/** What a careful examiner finds in a paper: any of `kinds`, with any of `verdicts`, overlapping the place. */
export type Expected = {
  readonly start: number
  readonly end: number
  /** The other of two places that contradict each other, where either may be shown. */
  readonly or?: { readonly start: number; readonly end: number }
  readonly verdicts: readonly Verdict[]
  readonly kinds: readonly Kind[]
  readonly why: string
}

/** A place that looks wrong and is right: no `contradiction` may overlap it. */
export type Trap = { readonly start: number; readonly end: number; readonly why: string }

/** Arithmetic that binds figures of a clean paper; numbers are indexes into `figures`. */
export type Relation =
  | { readonly kind: 'total'; readonly whole: number; readonly parts: readonly number[] }
  | { readonly kind: 'ratio'; readonly part: number; readonly whole: number; readonly rate: number }
  | { readonly kind: 'points'; readonly before: number; readonly after: number; readonly change: number }
  | { readonly kind: 'unit'; readonly first: number; readonly second: number }
  | { readonly kind: 'per-capita'; readonly count: number; readonly population: number; readonly rate: number }
  | { readonly kind: 'growth'; readonly before: number; readonly after: number; readonly rate: number }
  | { readonly kind: 'difference'; readonly before: number; readonly after: number; readonly change: number }
  | { readonly kind: 'series'; readonly members: readonly number[] }
  | { readonly kind: 'two-values'; readonly first: number; readonly second: number }
  | { readonly kind: 'part-whole'; readonly part: number; readonly whole: number }
  | { readonly kind: 'bound'; readonly rate: number }
  | { readonly kind: 'base'; readonly rate: number; readonly whole: number }
  | { readonly kind: 'mean'; readonly total: number; readonly count: number; readonly mean: number }
  | { readonly kind: 'own-records'; readonly figure: number }
  | { readonly kind: 'enumeration' | 'date' | 'copied'; readonly start: number; readonly end: number }

export type Annotation = {
  /** The file's name; of a real paper only the number it begins with. */
  readonly file: string
  /** Held out: nobody who writes rules looks at its misses. */
  readonly heldOut: boolean
  readonly real: boolean
  readonly city: string | null
  readonly population: number | null
  readonly figures: readonly Figure[]
  readonly expected: readonly Expected[]
  readonly traps: readonly Trap[]
  readonly relations: readonly Relation[]
}

export type Paper = Annotation & { readonly text: string }

const here = import.meta.dirname
export const repository = join(here, '..', '..')
const realFolder = join(repository, '..', 'shared', 'documents')
export const inventedFolder = join(repository, 'duties', 'evaluation', 'claims', 'fixtures')
/** Apart from the fixtures, so that nobody who writes rules stumbles over them. */
export const heldOutFolder = join(here, 'held-out')

/** Papers of later rounds, written when the rules were thought done: whoever writes rules reads none of them. */
export const rounds = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const
export type Round = (typeof rounds)[number]

/** Not yet measured: no sweep that prints sentences reads them. */
export const sealed: readonly Round[] = []

export const roundFolder = (round: Round): string => join(here, `held-out-round${rounds.indexOf(round) + 2}`)

export function papersOfRound(round: Round): Paper[] {
  const folder = join(roundFolder(round), 'annotations')
  return readdirSync(folder).sort().map((name) => {
    const annotation = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Annotation
    return { ...annotation, text: readFileSync(join(roundFolder(round), annotation.file), 'utf8') }
  })
}

/** The annotated papers whose text is there; the real ones only where `../shared` is. */
export function papers(): Paper[] {
  const index = JSON.parse(readFileSync(join(here, 'annotations', 'index.json'), 'utf8')) as { papers: string[] }
  return index.papers.flatMap((name) => {
    const annotation = JSON.parse(readFileSync(join(here, 'annotations', `${name}.json`), 'utf8')) as Annotation
    const path = pathOf(annotation)
    return path ? [{ ...annotation, text: readFileSync(path, 'utf8') }] : []
  })
}

/** Real papers are called by the number their file begins with. */
function pathOf(annotation: Annotation): string | null {
  if (!annotation.real) return join(annotation.heldOut ? heldOutFolder : inventedFolder, annotation.file)
  const file = existsSync(realFolder) ? readdirSync(realFolder).find((name) => name.startsWith(`${annotation.file}-`)) : undefined
  return file === undefined ? null : join(realFolder, file)
}
