import { limitOn, type Limit, type LimitUnit } from '../calendar/limits.ts'
import type { Bilingual } from '../core/bilingual.ts'
import type { Instant } from '../core/dates.ts'
import { Problem, problems } from '../core/problem.ts'
import { extended, isLate, isRunning, OWN_DUE, type Clock, type Context } from './clocks.ts'
import { legalClocks, type ClockSpec } from './declare.ts'

problems({
  'matter.clock-not-running': [
    409,
    '“{clock}”的时限现在没有计时（未开始、已办结或已中止），不能延长。',
    'The limit “{clockEn}” is not running: it has not begun, has stopped, or pauses. It cannot be extended.',
  ],
  'matter.no-extension': [409, '“{clock}”的依据没有规定可以延长：{basis}。', 'The source of “{clockEn}” gives no extension: {basis}.'],
  'matter.extended-already': [409, '“{clock}”已经延长 {n} 次，不能再延长。依据：{basis}。', '“{clockEn}” has been extended as often as it may be ({n}). Source: {basis}.'],
  'matter.extension-late': [409, '“{clock}”已经逾期，延长须在期限届满前批准。', '“{clockEn}” is late already; an extension must be granted before the limit ends.'],
  'matter.extension-too-long': [422, '“{clock}”一次最多延长 {n} {unit}。依据：{basis}。', '“{clockEn}” may be extended by {n} {unitEn} at most. Source: {basis}.'],
})

/** Units of limits as a sentence says them. */
export const unitWords = {
  working_day: { zh: '个工作日', en: 'working days' },
  natural_day: { zh: '日', en: 'calendar days' },
  hour: { zh: '小时', en: 'hours' },
} as const satisfies Record<LimitUnit, Bilingual>

/** What one extension of a clock may add at most, in the unit of its limit. */
export type Extension = { readonly most: number; readonly unit: LimitUnit; readonly legal_basis: string }

type Named = { readonly clocks: Readonly<Record<string, ClockSpec>> }
type Input = Readonly<Record<string, unknown>>

const times = (limit: Limit): number => limit.extension_times ?? 1

/** The limit that a clock was begun under, or undefined where no row says so any more. */
function limitOf(clock: Clock, limits: readonly Limit[]): Limit | undefined {
  try {
    return limitOn(limits, clock.limit_code, clock.started_on)
  } catch (error) {
    if (error instanceof Problem && error.code === 'limit.none') return undefined
    throw error
  }
}

/** What may be added to a clock now, or null: it must run, not be late, and its limit must allow one more extension. */
export function extensionOf(clock: Clock, limits: readonly Limit[], now: Instant): Extension | null {
  if (clock.limit_code === OWN_DUE || !isRunning(clock) || isLate(clock, now)) return null
  const limit = limitOf(clock, limits)
  if (!limit || limit.extension_value === null || clock.extended_times >= times(limit)) return null
  return { most: limit.extension_value, unit: limit.unit, legal_basis: limit.legal_basis }
}

function refuse(code: string, label: Bilingual, limit?: Limit): never {
  const unit = limit && unitWords[limit.unit]
  throw new Problem(code, {
    clock: label.zh, clockEn: label.en,
    ...(limit && unit && { basis: limit.legal_basis, n: code === 'matter.extended-already' ? times(limit) : (limit.extension_value ?? 0), unit: unit.zh, unitEn: unit.en }),
  })
}

/** The clock an `extend` means: the one it names, or the only legal one; and that clock, if it runs. @throws Problem `matter.clock-not-running` (409) */
function meant({ clocks: specs }: Named, clocks: readonly Clock[], input: Input): { readonly clock: Clock; readonly label: Bilingual } {
  const name = typeof input['clock'] === 'string' ? input['clock'] : (legalClocks(specs)[0] ?? '')
  const clock = clocks.find((one) => one.clock === name && isRunning(one))
  const label = specs[name]?.label ?? { zh: name, en: name }
  return clock ? { clock, label } : refuse('matter.clock-not-running', label)
}

/**
 * The input of an `extend` as it is kept: with the amount granted, its unit and the source of the law beside what was entered,
 * so that the history says what was decided whatever the limit's row says later.
 * @throws Problem `matter.clock-not-running`, `limit.none`, `matter.no-extension`, `matter.extended-already`, `matter.extension-late` (409),
 *   `matter.extension-too-long` (422)
 */
export function checkedExtension(named: Named, clocks: readonly Clock[], input: Input, limits: readonly Limit[], now: Instant): Input {
  const { clock, label } = meant(named, clocks, input)
  const limit = limitOn(limits, clock.limit_code, clock.started_on)
  const { extension_value: most, unit, legal_basis } = limit
  if (most === null) refuse('matter.no-extension', label, limit)
  if (clock.extended_times >= times(limit)) refuse('matter.extended-already', label, limit)
  if (isLate(clock, now)) refuse('matter.extension-late', label)
  const amount = typeof input['amount'] === 'number' ? input['amount'] : most
  if (amount > most) refuse('matter.extension-too-long', label, limit)
  return { ...input, clock: clock.clock, amount, unit, legal_basis }
}

/** The clocks after an extension that was granted: replayed, it is what it was, whatever the law says by now. @throws Problem `matter.clock-not-running` (409) */
export function grantExtension(named: Named, clocks: readonly Clock[], input: Input, context: Context): readonly Clock[] {
  const { clock } = meant(named, clocks, input)
  const longer = extended(clock, limitOn(context.limits, clock.limit_code, clock.started_on), Number(input['amount']), context)
  return clocks.map((one) => (one === clock ? longer : one))
}
