/** Errors planted by hand: what a careful examiner would find and the mutator does not know, as pairs of honest and faulty wording. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind } from '../../duties/evaluation/claims/contract.ts'
import type { Mutation, Place } from './mutate.ts'
import { roundFolder, rounds, type Paper } from './set.ts'

/** Offsets lie in the honest text; `also`: the other figures or places that the error breaks with. */
export type HandPlanted = Place & {
  readonly file: string
  readonly honest: string
  readonly faulty: string
  readonly also: readonly Place[]
  readonly kinds: readonly [Kind, ...Kind[]]
  readonly why: string
}

export const handPlanted = (): HandPlanted[] =>
  rounds.flatMap((round) => JSON.parse(readFileSync(join(roundFolder(round), 'planted-by-hand.json'), 'utf8')) as HandPlanted[])

/** The errors of one paper; throws where the honest wording does not stand at its offsets. */
export function mutationsByHand(paper: Paper): Mutation[] {
  return handPlanted().filter((pair) => pair.file === paper.file).map(({ start, end, honest, faulty, also, kinds, why }) => {
    if (paper.text.slice(start, end) !== honest) throw new Error(`${paper.file}: 「${honest}」 does not stand at ${start}`)
    const shift = faulty.length - honest.length
    const [kind, ...others] = kinds
    const moved = also.map((p) => (p.start >= end ? { start: p.start + shift, end: p.end + shift } : { start: p.start, end: p.end }))
    return {
      kind, also: others, what: `${honest} → ${faulty}: ${why}`, text: paper.text.slice(0, start) + faulty + paper.text.slice(end),
      places: [{ start, end: start + faulty.length }, ...moved],
    }
  })
}
