import { test, expect } from 'vitest'
import { testCity } from '../../test/support/city.ts'
import { generateTypes } from '../database/generate-types.ts'
test('types', async () => { const c = await testCity(); expect(await c.installation.owner((o) => generateTypes(o, 'city_140700', true))).toBe(true); await c.close() })
