import { expect, test } from 'vitest'
import type { DateOnly } from '../core/dates.ts'
import { speaking, type Figure } from './figures.ts'

const figure = (id: string, startsOn: string, endsOn: string, value: number, unit: string | null = 'a'): Figure =>
  ({ id, value, source: '报表', startsOn: startsOn as DateOnly, endsOn: endsOn as DateOnly, unit })
const quarter = { from: '2026-04-01' as DateOnly, to: '2026-06-30' as DateOnly }
const ids = (figures: readonly Figure[]): string[] => speaking(figures, quarter).map(({ id }) => id)

test('only a figure that covers the whole period speaks for it', () => {
  expect(ids([figure('short', '2026-04-01', '2026-05-31', 1), figure('late', '2026-05-01', '2026-12-31', 2)])).toEqual([])
  expect(ids([figure('exact', '2026-04-01', '2026-06-30', 3)])).toEqual(['exact'])
})

test('of figures that cover the period the one for the shortest time speaks, whichever was entered last', () => {
  expect(ids([figure('year', '2026-01-01', '2026-12-31', 1), figure('half', '2026-01-01', '2026-06-30', 2)])).toEqual(['half'])
})

test('of two figures of one department for the same period the last entered speaks', () => {
  expect(ids([figure('corrected', '2026-04-01', '2026-06-30', 5), figure('first', '2026-04-01', '2026-06-30', 4)])).toEqual(['corrected'])
})

test('two departments that say otherwise for the same period both stand; that say the same are one', () => {
  expect(ids([figure('health', '2026-04-01', '2026-06-30', 5, 'b'), figure('market', '2026-04-01', '2026-06-30', 4)])).toEqual(['health', 'market'])
  expect(ids([figure('health', '2026-04-01', '2026-06-30', 4, 'b'), figure('market', '2026-04-01', '2026-06-30', 4)])).toEqual(['health'])
})
