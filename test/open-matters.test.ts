import { afterAll, beforeAll, expect, test } from 'vitest'
import { COUNTY } from '../duties/workplan/county.fixture.ts'
import { countyOf, NOTICE, type County, type Office } from '../duties/workplan/office.fixture.ts'
import { workplanMatters } from '../duties/workplan/services.ts'
import { openMattersAbout, type OpenMatter } from '../platform/matter/about.ts'
import { call, testCity, type TestCity } from './support/city.ts'

let city: TestCity
let county: County
let office: Office
let plan: string

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-03-03T02:00:00.000Z')
  county = await countyOf(city)
  office = await county.office()
  plan = (await office.issue(await office.read('安排.txt', Buffer.from(NOTICE)))).plan
})
afterAll(() => city.close())

/** What the dossier of the plan shows to the person of a session. */
const about = (token: string): Promise<OpenMatter[]> =>
  city.installation.database.read({ token }, (tx) => openMattersAbout(tx, workplanMatters, { plan: [plan] }))

test('a dossier shows what is open about it, the nearest first, with its state, who holds it, until when and where it opens', async () => {
  const found = await about(office.token)
  expect(found.map(({ dueOn }) => dueOn)).toEqual(found.map(({ dueOn }) => dueOn).toSorted((a, b) => (a ?? '9').localeCompare(b ?? '9')))
  const beans = found.find(({ title }) => title.includes('农药'))!
  expect(beans).toMatchObject({
    matter: 'plan_task',
    dueOn: '2026-06-30',
    holder: [county.unit('agriculture').name],
    stateLabel: { zh: '已下达', en: 'Assigned' },
    link: `/matters/plan-task/${beans.id}`,
  })
})

test('what is done is no longer shown', async () => {
  const { id } = await office.taskOf(plan, '3')
  expect((await about(office.token)).map((one) => one.id)).toContain(id)
  const clerk = await county.clerkOf('market')
  expect((await call(city, clerk, 'POST', `/matters/plan-task/${id}/submit`, { note: '已完成' })).status).toBe(200)
  for (const action of ['review', 'finish'])
    expect((await call(city, office.token, 'POST', `/matters/plan-task/${id}/${action}`, {})).status).toBe(200)
  expect((await about(office.token)).map((one) => one.id)).not.toContain(id)
})

test('a department sees its own of them, a person without the right none', async () => {
  const health = await about(await county.clerkOf('health'))
  expect(health.length).toBeLessThan((await about(office.token)).length)
  expect(new Set(health.flatMap(({ holder }) => holder))).toEqual(new Set(health.length > 0 ? [county.unit('health').name] : []))
  const stranger = await city.signIn({ rights: ['premises.read'], region: COUNTY })
  expect(await about(stranger.token)).toEqual([])
})
