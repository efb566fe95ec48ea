import type { Finding } from '../../../contract.ts'
import { finding, named, printed, type Figure, type Paper } from '../../ground/paper.ts'

/** Told before with another value. */
export const say = (paper: Paper, later: Figure, earlier: Figure): Finding =>
  finding(paper, [later, earlier], {
    verdict: 'doubtful',
    kind: 'two-values',
    calculation: `${printed(earlier)}；${printed(later)}`,
    explanation: `“${named(later)}”似即前文的“${named(earlier)}”而数不同；若另有所指则无误。`,
  })

/** Three times as much is another thing. */
export const within = (one: Figure, other: Figure, times: number): boolean => one.value <= times * other.value && other.value <= times * one.value
