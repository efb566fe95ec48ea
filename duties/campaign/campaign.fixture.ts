import { newId } from '../../platform/core/ids.ts'
import { insertRow } from '../../platform/register/store.ts'
import type { TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram } from '../evaluation/evaluation.fixture.ts'
import { inspections } from '../inspection/registers.ts'
import { enterprises, premises } from '../registry/registers.ts'

export const COUNTY = `${TEST_CITY.slice(0, 4)}28`
export const OTHER_COUNTY = `${TEST_CITY.slice(0, 4)}02`

export type Place = { readonly id: string; readonly enterprise_id: string; readonly region: string; readonly name: string }

/** Premises of one enterprise each. */
export const makePlace = (city: TestCity, region: string, name: string, type: string, more: object = {}): Promise<Place> => asProgram(city, async (tx) => {
  const owner = await insertRow(tx, enterprises, { region, name: `${name}公司`, kind: 'company' })
  return await insertRow(tx, premises, { region, enterprise_id: owner.id, name, type, status: 'open', ...more }) as unknown as Place
})

/** A finished inspection of a place. */
export const inspect = (city: TestCity, place: Place, visited_on: string, { failed = 0, unit = null as string | null } = {}): Promise<string> => asProgram(city, async (tx) => {
  const sheet = await tx.selectFrom('check_sheet').select('id').limit(1).executeTakeFirstOrThrow()
  const row = await insertRow(tx, inspections, {
    region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id, state: 'finished', title: `监督检查：${place.name}`, holder_unit: unit, holder_person: null, due_on: visited_on, late_level: 0,
    kind: 'daily', chosen_by: 'campaign', check_sheet: sheet.id, inspectors: [newId(), newId()], present: [], planned_on: null, started_at: null, finished_at: null, visited_on, facts: {}, findings: [],
    result: failed > 0 ? 'fail' : 'pass', score: null, failed, follow: 'nothing', corrected_items: [], stopped: false, marks: [], conduct: null, note: null, corrections: 0, published_on: null, reason: null,
  })
  return row.id
})
