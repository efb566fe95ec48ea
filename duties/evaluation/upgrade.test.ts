import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { duties } from '../index.ts'
import { upgradeCities } from '../../platform/city.ts'
import { allDuties } from '../../platform/platform.ts'
import { keepSheet, seedSheets } from '../inspection/sheets/store.ts'
import { shippedSheets } from '../inspection/sheets/shipped/index.ts'
import { asProgram } from './evaluation.fixture.ts'
import { seedForms, shippedForms } from './examination/forms.ts'

let city: TestCity
beforeAll(async () => { city = await testCity() })
afterAll(() => city.close())

const upgrade = () => upgradeCities(city.installation, allDuties(duties))
const asOwner = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => city.installation.owner(async (owner) => {
  await owner.query(`set search_path = city_${TEST_CITY}, shian`)
  return (await owner.query<T>(text, [...values])).rows
})
const sheets = (kind: string) => asOwner<{ sheet_version: string; state: string }>('select sheet_version, state from check_sheet where kind = $1 order by sheet_version', [kind])

test('an upgrade of a city that is up to date changes nothing', async () => {
  const count = () => asOwner(`select (select count(*) from check_sheet_version) as s, (select count(*) from evaluation_item_version) as i, (select count(*) from examination_form_version) as f, (select count(*) from setting_version) as v`)
  const before = await count()
  await upgrade()
  expect(await count()).toEqual(before)
})

test('check sheets of a later release take the place of shipped ones, and lie as drafts beside those that the city made', async () => {
  const [vendor, market] = ['vendor', 'market'].map((kind) => shippedSheets.find((one) => one.kind === kind)!)
  const manager = await city.signIn({ rights: ['inspection.manage', 'inspection.read'], region: TEST_CITY })
  // The city put a sheet of its own into use for markets.
  const own = await asProgram(city, (tx) => keepSheet(tx, { ...market!, version: '本市 1' }))
  expect((await call(city, manager.token, 'POST', `/check-sheet/${own.id}/use`, {})).status).toBeLessThan(300)
  const later = [{ ...vendor!, version: '2099.1' }, { ...market!, version: '2099.1' }]
  for (let time = 0; time < 2; time++) await asProgram(city, (tx) => seedSheets(tx, later))
  expect(await sheets('vendor')).toEqual([{ sheet_version: '2099.1', state: 'in_use' }, { sheet_version: vendor!.version, state: 'retired' }].toSorted((a, b) => (a.sheet_version < b.sheet_version ? -1 : 1)))
  expect((await sheets('market')).find(({ sheet_version }) => sheet_version === '2099.1')).toMatchObject({ state: 'draft' })
  expect((await sheets('market')).find(({ sheet_version }) => sheet_version === '本市 1')).toMatchObject({ state: 'in_use' })
  // A kind that an older release did not know.
  await asOwner('delete from check_sheet where kind = $1', ['workshop'])
  await upgrade()
  expect(await sheets('workshop')).toMatchObject([{ state: 'in_use' }])
})

test('items of the shipped scheme come up to date where nobody edited them, and new ones are added', async () => {
  const [before] = await asOwner<{ title: string; measures: object }>('select title, measures from evaluation_item where code = $1', ['A7-8'])
  // As an earlier release had left them: one item worded otherwise, one not there, and one that a person wrote.
  await asOwner('update evaluation_item set title = $1 where code = $2', ['冷链旧名', 'A7-8'])
  await asOwner('update evaluation_item set title = $1 where code = $2', ['本市改过', 'A7-7'])
  await asOwner('update evaluation_item_version set entry_id = (select id from audit_entry where person_id is not null limit 1) where row_id in (select id from evaluation_item where code = $1)', ['A7-7'])
  await asOwner('delete from evaluation_item where code = $1', ['A7-6'])
  await upgrade()
  expect((await asOwner('select title, measures from evaluation_item where code = $1', ['A7-8']))[0]).toEqual(before)
  expect((await asOwner<{ title: string }>('select title from evaluation_item where code = $1', ['A7-7']))[0]!.title).toBe('本市改过')
  expect(await asOwner('select 1 from evaluation_item where code = $1', ['A7-6'])).toHaveLength(1)
})

test('a shipped form that changed becomes the next edition in force; the city’s own for the same businesses stays', async () => {
  const [first] = shippedForms
  const changed = { ...first!, title: `${first!.title}（新）` }
  for (let time = 0; time < 2; time++) await asProgram(city, (tx) => seedForms(tx, [changed]))
  expect(await asOwner('select edition, state, title from examination_form where code = $1 order by edition', [first!.code])).toEqual([
    { edition: 1, state: 'retired', title: first!.title }, { edition: 2, state: 'in_force', title: changed.title },
  ])
  await asProgram(city, (tx) => seedForms(tx, [{ ...changed, code: 'another', title: '同一业态' }]))
  expect(await asOwner('select state from examination_form where code = $1', ['another'])).toEqual([{ state: 'draft' }])
})
