import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { duties } from '../../duties/index.ts'
import { upgradeCities } from '../city.ts'
import { allDuties } from '../platform.ts'

let city: TestCity
beforeAll(async () => { city = await testCity() })
afterAll(() => city.close())

const upgrade = () => upgradeCities(city.installation, allDuties(duties))
const rights = (code: string): Promise<readonly string[] | undefined> =>
  city.installation.owner(async (owner) => (await owner.query<{ rights: string[] }>(`select rights from city_${TEST_CITY}.role where code = $1 and closed_at is null`, [code])).rows[0]?.rights)
const asOwner = (text: string): Promise<unknown> => city.installation.owner((owner) => owner.query(text))

test('a city that an earlier release made gets rights and roles that are new, and keeps what it took away', async () => {
  const whole = (await rights('market_officer'))!
  expect(whole).toContain('inspection.draw')
  // As a release without draws and cadres had left it, and with one right that the city itself took from its officers.
  await asOwner(`update city_${TEST_CITY}.role set rights = array_remove(array_remove(rights, 'inspection.draw'), 'personal.unmask') where code = 'market_officer'`)
  await asOwner(`update city_${TEST_CITY}.role_version set image = jsonb_set(image, '{rights}', (image -> 'rights') - 'inspection.draw')`)
  await asOwner(`delete from city_${TEST_CITY}.role where code = 'cadre'`)
  await upgrade()
  expect(new Set(await rights('market_officer'))).toEqual(new Set(whole.filter((right) => right !== 'personal.unmask')))
  expect(await rights('cadre')).toContain('duty.cover')
  const after = await rights('market_officer')
  await upgrade()
  expect(await rights('market_officer')).toEqual(after)
})
