import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handed, HANDING, staysFor } from './handing.ts'
import { STAYS } from '../../../platform/matter/handover.ts'

const here = { inspectors: ['a', 'b'], drawnElsewhere: false, inArea: true, recused: false }

describe('an inspection whose inspector moves on', () => {
  test('passes to the successor in the same place of the list, so that who leads stays told', () => {
    expect([handed(['a', 'b'], 'a', 'c'), handed(['b', 'a', 'd'], 'a', 'c')]).toEqual([['c', 'b'], ['b', 'c', 'd']])
    expect(staysFor(here, 'a', 'c')).toBeNull()
  })

  test('of a pair that the successor belongs to stays; of three, two are left and it passes (总局令49号 art. 23)', () => {
    expect(staysFor(here, 'a', 'b')).toBe(HANDING.pair)
    expect(staysFor({ ...here, inspectors: ['a', 'b', 'c'] }, 'a', 'b')).toBeNull()
  })

  test('stays where the successor stands back, has another area, or where others were drawn elsewhere', () => {
    expect([staysFor({ ...here, recused: true }, 'a', 'c'), staysFor({ ...here, inArea: false }, 'a', 'c'), staysFor({ ...here, drawnElsewhere: true }, 'a', 'c')]).toEqual([STAYS.recused, STAYS.area, HANDING.elsewhere])
  })

  test('where it passes there are two inspectors or more, each once, the successor among them and who moves on not', () => {
    const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 2, maxLength: 5 })
    fc.assert(fc.property(people, fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.boolean(), (inspectors, to, recused) => {
      const from = inspectors[0]!
      fc.pre(from !== to)
      if (staysFor({ ...here, inspectors, recused }, from, to) !== null) return
      const after = handed(inspectors, from, to)
      expect(after.length).toBeGreaterThanOrEqual(2)
      expect([new Set(after).size, after.includes(to), after.includes(from)]).toEqual([after.length, true, false])
    }))
  })
})
