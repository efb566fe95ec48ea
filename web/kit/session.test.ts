import { expect, test } from 'vitest'
import { holds } from './session.tsx'

const clerk = { rights: ['registry.read', 'plan.*'], enterprise: null }

test('a right is held by name, by its family, or by holding everything', () => {
  expect(holds(clerk, 'registry.read')).toBe(true)
  expect(holds(clerk, 'plan.review')).toBe(true)
  expect(holds(clerk, 'registry.write')).toBe(false)
  expect(holds({ rights: ['*'], enterprise: null }, 'audit.read')).toBe(true)
})
test('of several rights one is enough; none asked means anyone', () => {
  expect(holds(clerk, ['audit.read', 'registry.read'])).toBe(true)
  expect(holds(clerk, ['audit.read', 'jobs.read'])).toBe(false)
  expect(holds(clerk, undefined)).toBe(true)
})
test('"own" is for people who belong to an enterprise', () => {
  expect(holds(clerk, 'own')).toBe(false)
  expect(holds({ rights: [], enterprise: '01930000-0000-7000-8000-000000000000' }, 'own')).toBe(true)
})
