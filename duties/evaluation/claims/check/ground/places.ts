import { firstFrom } from '../../read/places.ts'
import type { Figure } from './paper.ts'

/** The first of figures in the order of the text that begins at a place or behind it. */
export const firstBehind = (figures: readonly Figure[], place: number): number => firstFrom(figures, ({ start }) => start, place)
