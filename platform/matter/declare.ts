import { limitUnits } from '../calendar/limits.ts'
import type { Bilingual } from '../core/bilingual.ts'
import { choice, integer, text, type Fields, type Values } from '../register/fields.ts'
import type { Register } from '../register/declare.ts'

/** One thing that may be done to a matter. */
export type ActionSpec<S extends string = string, F extends Fields = Fields> = {
  readonly label: Bilingual
  /** States it may be done in; `open` creates and has none. */
  readonly from?: readonly S[]
  /** The state after it; absent where it leaves the state as it is (a comment, a progress note). */
  readonly to?: S
  /** The right needed. `holder` stands for the unit or person that holds the matter now. */
  readonly may: string | readonly string[]
  readonly input?: F
  /** A printed document made from it, by name (文书). */
  readonly document?: string
  /** Done by the program, never offered to a person. */
  readonly system?: boolean
  /** Shown red, asks again. */
  readonly grave?: boolean
}

/** What starts, stops and pauses a legal time limit; the limit itself is a row of the dated table, by code. */
export type ClockSpec = {
  readonly label: Bilingual
  /** Code in `time_limit`; or `due_on`: the matter's own due date (a plan's deadline). */
  readonly limit: string
  readonly starts: string | readonly string[]
  readonly stops: readonly string[]
  readonly pauses?: readonly string[]
  readonly resumes?: readonly string[]
}

export type MatterOptions<S extends string, A extends Record<string, ActionSpec<S>>> = {
  readonly title: Bilingual
  /** The register that keeps its rows; its fields change only through actions. */
  readonly record: Register<never> | Register
  readonly states: { readonly [K in S]: Bilingual & { readonly done?: boolean } }
  readonly actions: A & { readonly open: ActionSpec<NoInfer<S>> }
  readonly clocks: { readonly [name: string]: ClockSpec }
  /** The right (any of them) that grants the extensions which legal limits allow; absent where nobody does. */
  readonly extending?: string | readonly string[]
}

/** A record that people move through states with legal time limits (事项). Declaration only: data, no IO. */
export type Matter<S extends string = string, A extends Record<string, ActionSpec<S>> = Record<string, ActionSpec<S>>> = MatterOptions<S, A> & { readonly name: string }

/** Columns that every matter's table has beside its register's: who holds it, until when. */
export type Holding = {
  readonly state: string
  readonly title: string
  /** The org unit and, when named, the person that holds it. */
  readonly holder_unit: string | null
  readonly holder_person: string | null
  readonly due_on: string | null
}

/** The platform's own action of a matter: grants the extension that the limit of a running clock allows. */
export const EXTEND = 'extend'

/** Names of the clocks that follow a legal limit; a plan's own deadline is moved by the plan. */
export const legalClocks = (clocks: MatterOptions<string, Record<string, ActionSpec>>['clocks']): readonly string[] =>
  Object.keys(clocks).filter((name) => clocks[name]!.limit !== 'due_on')

/** What `extend` asks: which clock, where there are several; how much, in the limit's unit; and why. */
function extendAction({ clocks, extending }: Pick<MatterOptions<string, Record<string, ActionSpec>>, 'clocks' | 'extending'>): Record<string, ActionSpec> {
  const legal = legalClocks(clocks)
  if (extending === undefined || legal.length === 0) return {}
  const which = choice({ zh: '时限', en: 'Time limit' }, legal.map((code) => ({ code, label: clocks[code]!.label })), { required: true })
  const input: Fields = {
    ...(legal.length > 1 && { clock: which }),
    amount: integer({ zh: '延长多少', en: 'By how much' }, {
      min: 1, max: 10_000,
      help: { zh: '按该时限的单位（工作日、自然日或小时）填写；不填为允许的最长。', en: 'In the unit of the limit: working days, calendar days or hours. Empty for all it allows.' },
    }),
    unit: choice({ zh: '单位', en: 'Unit' }, limitUnits, { readonly: true }),
    reason: text({ zh: '延长理由', en: 'Why it is extended' }, { required: true, max: 1000, multiline: true }),
    legal_basis: text({ zh: '依据', en: 'Legal basis' }, { readonly: true }),
  }
  return { [EXTEND]: { label: { zh: '延长期限', en: 'Extend the limit' }, may: extending, input, grave: true } }
}

/** Declares a matter. `next` of a duty's rules.ts is its pure fold; `extend` is the platform's, where a right for it is named. */
export function matter<const S extends string, const A extends Record<string, ActionSpec<NoInfer<S>>>>(
  name: string, options: MatterOptions<S, A>,
): Matter<S, A> {
  if (options.extending !== undefined && Object.hasOwn(options.actions, EXTEND)) throw new TypeError(`${name}: “${EXTEND}” is the platform's own action`)
  return { name, ...options, actions: { ...options.actions, ...extendAction(options) } }
}

export type StateOf<M> = M extends Matter<infer S, infer _A> ? S : never
export type ActionOf<M> = M extends Matter<infer _S, infer A> ? keyof A & string : never
export type InputOf<A> = A extends { readonly input: infer F extends Fields } ? Values<F> : Record<never, never>
