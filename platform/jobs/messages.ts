import type { Bilingual } from '../core/bilingual.ts'
import { declaredProblems, Problem, type FieldProblem } from '../core/problem.ts'
import { Interrupted } from './declare.ts'

/** Where an errand's process finds the data: the database as its owner, the folder of the keys, the data directory. */
export type Whereabouts = { readonly url: string; readonly keys: string; readonly dir: string }

/** What the server tells an errand's process. */
export type ToProcess = { readonly begin: { readonly name: string; readonly input: unknown; readonly at: Whereabouts } } | { readonly stop: true }

/** What an errand's process tells the server; the last is its result or its failure. */
export type FromProcess =
  | { readonly progress: { readonly done: number; readonly total: number | null; readonly note?: Bilingual } }
  | { readonly result: unknown }
  | { readonly failure: Failure }

/** An error as it crosses from one process to another. */
export type Failure =
  | { readonly as: 'problem'; readonly code: string; readonly details: Readonly<Record<string, unknown>>; readonly fields: readonly FieldProblem[] }
  | { readonly as: 'interrupted' }
  | { readonly as: 'error'; readonly message: string; readonly stack?: string }

export function failureFrom(error: unknown): Failure {
  if (error instanceof Problem) return { as: 'problem', code: error.code, details: error.details, fields: error.fields }
  if (error instanceof Interrupted) return { as: 'interrupted' }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { as: 'error', message, ...(stack !== undefined && { stack }) }
}

export function errorFrom(failure: Failure): Error {
  if (failure.as === 'interrupted') return new Interrupted()
  if (failure.as === 'error') return Object.assign(new Error(failure.message), failure.stack !== undefined && { stack: failure.stack })
  const { code, details, fields } = failure
  return declaredProblems().has(code) ? new Problem(code, details, fields) : new Error(code)
}
