import { canonical } from '../core/canonical.ts'
import { dateAt, type DateOnly, type Instant } from '../core/dates.ts'
import { Problem, problems } from '../core/problem.ts'
import { moveClocks, type Clock, type Context } from './clocks.ts'
import { grantExtension } from './extend.ts'
import { EXTEND, type ActionOf, type ActionSpec, type ClockSpec, type Holding, type InputOf, type Matter, type StateOf } from './declare.ts'

problems({
  'matter.unknown-action': [404, '“{matter}”没有“{action}”这个操作。', '“{matterEn}” has no action “{action}”.'],
  'matter.wrong-state': [
    409,
    '“{matter}”现在的状态是“{state}”，不能办理“{action}”。请刷新后查看最新状态。',
    '“{matterEn}” is in the state “{stateEn}”; “{actionEn}” cannot be done now. Reload to see where it stands.',
  ],
  'matter.not-opened': [
    409,
    '“{matter}”尚未立项，不能办理“{action}”。',
    '“{matterEn}” has not been opened, so “{actionEn}” cannot be done.',
  ],
})

/** What every matter's record has for the engine; the fields of its register stand beside. */
export type MatterRecord<S extends string = string> = Omit<Holding, 'state' | 'due_on'> & {
  readonly id: string
  readonly region: string
  readonly state: S
  readonly due_on: DateOnly | null
}

/** One thing done: `id` is the idempotency key, `input` what the declaration's fields say (checked before it comes here). */
export type Action = {
  readonly id: string
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
  readonly at: Instant
  /** Name of who acts, as it will be read in the history. */
  readonly actor: string
  readonly person: string | null
  readonly unit: string | null
}

/** What a field effect is told of the action beside its input. */
export type By = Pick<Action, 'id' | 'at' | 'actor' | 'person' | 'unit'> & { readonly today: DateOnly }

/** Fields an effect may set. State, id and region are not among them: the declaration moves the state. */
export type Change<R> = Partial<Omit<R, 'state' | 'id' | 'region'>>
export type Effect<R, I> = (record: Readonly<R>, input: I, by: By) => Change<R>
export type Opening<R, I> = (input: I, by: By) => Omit<R, 'state'>

type Actions<M> = M extends Matter<infer _S, infer A> ? A : never
/** Actions that a declaration allows in state `S`; one without `from` is allowed in every state. */
export type ActionsFrom<M, S> = {
  [N in ActionOf<M>]: N extends 'open'
    ? never
    : Actions<M>[N] extends { readonly from: readonly (infer F)[] }
      ? S extends F
        ? N
        : never
      : N
}[ActionOf<M>]

/**
 * A duty's half of the fold (rules.ts): for each state the actions it allows and what they do to the fields. Written
 * `satisfies Fold<typeof task, Task>`, a new state or a newly allowed action does not compile until it has its line.
 * @example
 * const fold = {
 *   open: (input, by) => ({ id: by.id, …input }),
 *   in: { assigned: { begin: keep, report: reported }, done: {} },
 * } satisfies Fold<typeof task, Task>
 */
export type Fold<M, R> = {
  readonly open: Opening<R, InputOf<Actions<M>['open' & keyof Actions<M>]>>
  readonly in: { readonly [S in StateOf<M>]: { readonly [N in ActionsFrom<M, S>]: Effect<R, InputOf<Actions<M>[N & keyof Actions<M>]>> } }
}

/** The effect of an action that changes the state only. */
export const keep = (): Record<never, never> => ({})

/** A declaration with its fold: all the engine needs. */
export type Rules<R extends MatterRecord> = {
  readonly declaration: Declaration
  readonly open: Opening<R, never>
  readonly in: Readonly<Record<string, Readonly<Record<string, Effect<R, never> | undefined>> | undefined>>
}

/** The part of a declaration that the engine reads, whatever its states and actions are called. */
export type Declaration = {
  readonly name: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly states: Readonly<Record<string, { readonly zh: string; readonly en: string; readonly done?: boolean }>>
  readonly actions: Readonly<Record<string, ActionSpec>>
  readonly clocks: Readonly<Record<string, ClockSpec>>
  readonly extending?: string | readonly string[]
}

/** Joins a declaration and its fold; from here on the engine works by name. */
export function rulesOf<const M extends Declaration, R extends MatterRecord>(declaration: M, fold: Fold<M, R>): Rules<R> {
  // Only the names are forgotten: Fold<M, R> has just proved that each state holds exactly the actions it allows, and the
  // engine calls an effect with the input of the action of that very name.
  return { declaration, open: fold.open as Opening<R, never>, in: fold.in as Rules<R>['in'] }
}

/** A matter as it stands: the record, its clocks, and the actions folded into it. */
export type Standing<R> = {
  readonly record: R
  readonly clocks: readonly Clock[]
  /** How many actions made it; the next has this number + 1. */
  readonly number: number
  /** Ids of the actions folded in. A store that looks ids up itself may give only those that could come again. */
  readonly seen: readonly string[]
}

/** Names of the actions a state allows, those of the program too. */
export const allowed = (declaration: Pick<Declaration, 'actions'>, state: string): readonly string[] =>
  Object.keys(declaration.actions).filter((name) => name !== 'open' && mayFollow(declaration.actions[name]!, state))

/** Names of the actions offered to a person in a state (rights are asked apart). */
export const offered = (declaration: Pick<Declaration, 'actions'>, state: string): readonly string[] =>
  allowed(declaration, state).filter((name) => !declaration.actions[name]!.system)

const mayFollow = (action: ActionSpec, state: string): boolean => action.from === undefined || action.from.includes(state)

const byOf = ({ id, at, actor, person, unit }: Action): By => ({ id, at, actor, person, unit, today: dateAt(at) })

function words(declaration: Declaration, action: Action, state?: string): Record<string, string> {
  const label = declaration.actions[action.name]?.label
  const at = state === undefined ? undefined : declaration.states[state]
  return {
    matter: declaration.title.zh,
    matterEn: declaration.title.en,
    action: label?.zh ?? action.name,
    actionEn: label?.en ?? action.name,
    ...(at && { state: at.zh, stateEn: at.en }),
  }
}

/**
 * The matter after one action: pure, the same on the server and on a phone without a line. An action whose id is folded in
 * already changes nothing.
 * @param before null where the action is `open`
 * @throws Problem `matter.unknown-action` (404), `matter.wrong-state` (409), `matter.not-opened` (409),
 *   `limit.none` (409), and what an effect throws
 */
export function apply<R extends MatterRecord>(rules: Rules<R>, before: Standing<R> | null, action: Action, context: Context): Standing<R> {
  if (before?.seen.includes(action.id)) return before
  const record = step(rules, before?.record ?? null, action)
  const granted = grants(rules.declaration, action)
  const clocks = granted ? grantExtension(rules.declaration, before?.clocks ?? [], action.input, context) : moveClocks(
    rules.declaration.clocks,
    before?.clocks ?? [],
    {
      matter: rules.declaration.name,
      id: record.id,
      region: record.region,
      due_on: record.due_on,
      action: action.name,
      at: action.at,
      day: dateAt(action.at),
      done: rules.declaration.states[record.state]?.done === true,
    },
    context,
  )
  return { record, clocks, number: (before?.number ?? 0) + 1, seen: [...(before?.seen ?? []), action.id] }
}

/** Whether an action is the platform's own extension of a limit: it moves a clock and leaves the record as it is. */
const grants = (declaration: Declaration, { name }: Action): boolean => name === EXTEND && declaration.extending !== undefined

/** The record alone after one action. */
function step<R extends MatterRecord>(rules: Rules<R>, record: R | null, action: Action): R {
  const { declaration } = rules
  const spec = Object.hasOwn(declaration.actions, action.name) ? declaration.actions[action.name] : undefined
  if (!spec) throw new Problem('matter.unknown-action', words(declaration, action))
  // The input was read by the declaration's own fields for this name: `never` is any one action's input to the engine.
  const input = action.input as never
  if (record === null) {
    if (action.name !== 'open' || spec.to === undefined) throw new Problem('matter.not-opened', words(declaration, action))
    // An opening gives all of R but the state, which is the declaration's.
    return { ...rules.open(input, byOf(action)), state: spec.to } as R
  }
  if (grants(declaration, action)) return record
  const effect = action.name === 'open' || !mayFollow(spec, record.state) ? undefined : rules.in[record.state]?.[action.name]
  if (!effect) throw new Problem('matter.wrong-state', words(declaration, action, record.state))
  return { ...record, ...effect(record, input, byOf(action)), state: spec.to ?? record.state, id: record.id, region: record.region }
}

/** An action as it was recorded, with its place in the matter's history. */
export type RecordedAction = Action & { readonly number: number }

/**
 * The matter folded again from its recorded actions, in their order, each id once: what the nightly check compares with the
 * row. Null where there are none.
 */
export function refold<R extends MatterRecord>(rules: Rules<R>, actions: readonly RecordedAction[], context: Context): Standing<R> | null {
  return actions
    .toSorted((a, b) => a.number - b.number)
    .reduce<Standing<R> | null>((standing, action) => apply(rules, standing, action, context), null)
}

/** Names of the fields in which a stored row is not what its actions say; fields the fold does not set are not compared. */
export const differences = (folded: object, stored: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(folded)
    .filter(([field, value]) => canonical(value) !== canonical(stored[field]))
    .map(([field]) => field)
    .sort()
