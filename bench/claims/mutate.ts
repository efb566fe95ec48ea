/**
 * Plants one error at a time in a clean paper: each of a kind, at a known place, and certain – the arithmetic leaves no honest reading.
 * The same paper and seed give the same errors.
 */
import type { Kind } from '../../duties/evaluation/claims/contract.ts'
import { printed } from './figures.ts'
import { insertions, lists } from './plant.ts'
import { random, type Random } from './random.ts'
import type { Paper, Relation } from './set.ts'
import { figureOf, givable } from './verify.ts'

export type Place = { readonly start: number; readonly end: number }
export type Mutation = {
  readonly kind: Kind
  /** Other kinds under which the same error may rightly be shown. */
  readonly also?: readonly Kind[]
  readonly text: string
  /** Where the error may rightly be shown: every figure that the broken arithmetic binds. */
  readonly places: readonly Place[]
  /** What was done, in words. */
  readonly what: string
  /** For own-records: what our own records hold for the figure at `places[0]`. */
  readonly own?: number
}

/** Puts `form` in the place of a figure; places behind it move along. */
export function replaced(paper: Paper, index: number, form: string, others: readonly number[]): { text: string; places: Place[] } {
  const { start, end } = figureOf(paper, index)
  const shift = form.length - (end - start)
  const text = paper.text.slice(0, start) + form + paper.text.slice(end)
  const places = [index, ...others].map((i) => {
    if (i === index) return { start, end: start + form.length }
    const place = figureOf(paper, i)
    const moved = place.start > start ? shift : 0
    return { start: place.start + moved, end: place.end + moved }
  })
  return { text, places }
}

/** The figure printed again with another value, in its own form (decimals, 万, unit); null where the form is not of plain digits. */
export function reprinted(form: string, value: number): string | null {
  const found = /[0-9]+(?:\.([0-9]+))?/u.exec(form)
  if (!found || printed(form).to !== undefined) return null
  const scale = printed(form).value / Number(found[0])
  const digits = (value / scale).toFixed(found[1]?.length ?? 0)
  return digits === found[0] || Number(digits) < 0 ? null : form.replace(found[0], digits)
}

type Change = { readonly index: number; readonly value: number; readonly what: string }

/** Which figure to change to what, so that the relation certainly breaks. */
function change(paper: Paper, relation: Relation, rng: Random): Change | null {
  const value = (index: number): number => figureOf(paper, index).value
  const grow = (index: number, low: number, high: number): number => value(index) * rng.between(low, high)
  const above = (index: number): number => Math.max(value(index) + 2, grow(index, 1.05, 1.3))
  switch (relation.kind) {
    case 'total': {
      // More than the whole: a sum below it may leave parts unlisted.
      const index = rng.pick(relation.parts)
      const enough = value(index) + Math.max(2, value(relation.whole) * 0.01)
      return { index, value: Math.max(grow(index, 1.06, 1.4), enough), what: 'parts exceed their total' }
    }
    case 'ratio': {
      // Further than cutting off instead of rounding would bring it.
      const { value: rate, half } = figureOf(paper, relation.rate)
      const moved = rate + (rate > 90 || rng.coin() ? -1 : 1) * Math.max(rate * 0.06, rng.between(0.02, 0.12) * rate, half * 6)
      return { index: relation.rate, value: moved, what: 'a share that its counts do not give' }
    }
    case 'growth': {
      const { value: rate, half } = figureOf(paper, relation.rate)
      return { index: relation.rate, value: rate * rng.between(1.25, 1.9) + half * 8, what: 'a growth that its two figures do not give' }
    }
    case 'difference':
      return { index: relation.change, value: above(relation.change), what: 'a difference that its two figures do not give' }
    case 'points':
      return { index: relation.change, value: grow(relation.change, 1.15, 1.9) + 0.2, what: 'points that are not the difference' }
    case 'unit': {
      const off = rng.coin() ? value(relation.second) * 10 : grow(relation.second, 1.05, 1.3)
      return { index: relation.second, value: off, what: 'a conversion that is off' }
    }
    case 'per-capita':
      return { index: relation.rate, value: grow(relation.rate, 1.3, 1.9) + 0.1, what: 'a per-head figure the population does not give' }
    case 'series': {
      const last = relation.members.at(-1) ?? 0
      return { index: last, value: value(relation.members.at(-2) ?? last) * rng.between(0.7, 0.95), what: 'a fall in a growing series' }
    }
    case 'two-values': return { index: relation.second, value: above(relation.second), what: 'another value of the same measure' }
    case 'part-whole': return { index: relation.part, value: above(relation.whole), what: 'a part larger than its whole' }
    case 'bound': return { index: relation.rate, value: 100 + rng.between(2, 40), what: 'a share beyond 100 %' }
    case 'mean': return { index: relation.mean, value: grow(relation.mean, 1.5, 2.5) + 1, what: 'a mean that total and count do not give' }
    default: return null
  }
}

/** The kind under which a broken relation is shown. */
function shown({ kind }: Relation): Pick<Mutation, 'kind' | 'also'> {
  if (kind === 'growth') return { kind: 'ratio', also: ['points', 'series'] }
  return kind === 'difference' ? { kind: 'total', also: ['points', 'ratio', 'two-values', 'series'] } : { kind }
}

/** The figures that a relation binds. */
const bound = (relation: Relation): number[] =>
  Object.values(relation).flat().filter((v): v is number => typeof v === 'number')

function broken(paper: Paper, relation: Relation, rng: Random): Mutation | null {
  const planned = change(paper, relation, rng)
  if (!planned) return null
  const { text: form } = figureOf(paper, planned.index)
  const next = reprinted(form, planned.value)
  if (next === null) return null
  const others = [...new Set(bound(relation))].filter((i) => i !== planned.index)
  return { ...shown(relation), ...replaced(paper, planned.index, next, others), what: `${planned.what}: ${form} → ${next}` }
}

/** A share of a small base that no whole number gives, said in a sentence of its own. */
function ungivable(paper: Paper, relation: Relation, rng: Random): Mutation | null {
  if (relation.kind !== 'base') return null
  const whole = figureOf(paper, relation.whole)
  if (whole.value > 120) return null
  for (let tries = 0; tries < 200; tries++) {
    const rate = Number(rng.between(55, 97).toFixed(1))
    if (givable(rate, 0.05, whole.value) || Number.isInteger(rate)) continue
    const sentence = `上述${whole.text}${whole.subject}中，${rate}%已通过复查。`
    return insertions(paper, 'base', sentence, rng, `no whole number of ${whole.value} gives ${rate} %`)
  }
  return null
}

/** The same measure once more, under another heading, with another value. */
function again(paper: Paper, relation: Relation, rng: Random): Mutation | null {
  if (relation.kind !== 'total') return null
  const whole = figureOf(paper, relation.whole)
  if (whole.measure !== '数量' || whole.scope !== '全市') return null
  const form = reprinted(whole.text, Math.max(whole.value + 2, whole.value * rng.between(1.08, 1.4)))
  if (form === null) return null
  const planted = insertions(paper, 'two-values', `全市共有${whole.subject}${form}。`, rng, `${whole.subject}: ${whole.text} and ${form}`)
  const [at] = planted.places
  const shift = at && at.start <= whole.start ? at.end - at.start : 0
  return { ...planted, places: [...planted.places, { start: whole.start + shift, end: whole.end + shift }] }
}

function own(paper: Paper, relation: Relation, rng: Random): Mutation | null {
  if (relation.kind !== 'own-records') return null
  const { start, end, value, text } = figureOf(paper, relation.figure)
  const ours = Math.round(value * rng.between(0.5, 0.8))
  return { kind: 'own-records', text: paper.text, places: [{ start, end }], own: ours, what: `our records hold ${ours}, printed ${text}` }
}

/** Every error that the paper's relations allow, one each; `copied` needs a second paper and is planted by `copies`. */
export function mutations(paper: Paper, seed: number): Mutation[] {
  const rng = random(seed)
  const planted = paper.relations.flatMap((relation) => [broken, ungivable, again, own].map((plant) => plant(paper, relation, rng)))
  return [...planted.filter((m) => m !== null), ...lists(paper, rng)]
}

/** The second paper with a sentence of the first standing in it word for word. */
export function copies(from: Paper, into: Paper, seed: number): Mutation[] {
  const rng = random(seed)
  return from.relations.flatMap((relation) => {
    if (relation.kind !== 'copied') return []
    const sentence = `${from.text.slice(relation.start, relation.end)}。`
    return [insertions(into, 'copied', sentence, rng, 'a sentence of another paper')]
  })
}
