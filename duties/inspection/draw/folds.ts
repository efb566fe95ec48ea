import type { DateOnly } from '../../../platform/core/dates.ts'
import { rulesOf, type By, type Change, type Fold } from '../../../platform/matter/fold.ts'
import type { Standard } from '../../../platform/register/declare.ts'
import type { Redrawn } from './draw.ts'
import { draw } from './matters.ts'
import type { DrawRow, PoolRules } from './registers.ts'

type Kept = Omit<DrawRow, Exclude<keyof Standard, 'id' | 'region'>>
export type DrawRecord = Kept

/** What `prepare` of service.ts adds to the freeze: the pool itself lies beside, sealed. */
export type Frozen = { readonly commitment: string; readonly pool_size: number; readonly left_out: number; readonly recused: number; readonly rules: PoolRules }

const withdraw = (_: unknown, { reason }: { readonly reason: string }): Change<Kept> => ({ reason })
const added = <T>(input: unknown, name: string): T => (input as Record<string, T>)[name]! // put there by `prepare` of service.ts
const redraw = (record: Readonly<Kept>, input: unknown): Change<Kept> => ({ redrawn: [...record.redrawn, ...[added<Redrawn | readonly Redrawn[]>(input, 'redrawn')].flat()] })

const nothingYet = {
  late_level: 0, pool_size: null, left_out: null, recused: null, commitment: null, frozen_at: null, rules: null, public_source: null, public_on: null, first_commitment: null, first_by: null, first_at: null,
  second_number: null, second_by: null, second_at: null, first_number: null, first_salt: null, public_number: null, seed: null, drawn_at: null, redrawn: [], shown_from: null, published_on: null,
  planned_on: null, inspect_by: null, reason: null,
} as const

const fold = {
  open: ({ title, types, levels, near_school, count, each, inspectors, due_on, ...input }, by) => ({
    ...nothingYet, title, types, levels: levels ?? [], near_school: near_school === true, count, each, inspectors, due_on: due_on ?? null, id: by.id, region: input.region, holder_unit: by.unit, holder_person: by.person,
  }),
  in: {
    preparing: {
      edit: (_, { title, types, levels, near_school, count, each, inspectors, due_on }) => ({ title, types, levels: levels ?? [], near_school: near_school === true, count, each, inspectors, due_on: (due_on ?? null) as DateOnly | null }),
      freeze: (_, input, by) => ({ ...added<Frozen>(input, 'frozen'), public_source: input.public_source ?? null, public_on: (input.public_on ?? null) as DateOnly | null, frozen_at: by.at }),
      withdraw,
    },
    frozen: { seal: (_, { commitment }, by) => ({ first_commitment: commitment, first_by: by.person, first_at: by.at }), withdraw },
    sealed: { enter: (_, { number }, by) => ({ second_number: number, second_by: by.person, second_at: by.at }), withdraw },
    entered: {
      reveal: (_, input, by) => ({ first_number: input.number, first_salt: input.salt, public_number: input.public_number ?? null, seed: added<string>(input, 'seed'), drawn_at: by.at }),
      withdraw,
    },
    drawn: {
      redraw,
      publish: (_, { shown_from }, by: By) => ({ published_on: by.today, shown_from: (shown_from ?? by.today) as DateOnly }),
    },
    published: { redraw, assign: (_, { planned_on, inspect_by }) => ({ planned_on: planned_on ?? null, inspect_by: inspect_by ?? null }) },
    assigned: { redraw },
    withdrawn: {},
  },
} satisfies Fold<typeof draw, Kept>
export const drawFold = rulesOf<typeof draw, Kept>(draw, fold)
