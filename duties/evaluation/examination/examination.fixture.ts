import { insertRow } from '../../../platform/register/store.ts'
import { call, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { enterprises, premises } from '../../registry/registers.ts'
import { asProgram, makeUnit, OTHER_COUNTY } from '../evaluation.fixture.ts'
import type { Visit } from './contract.ts'

export const DISTRICT = OTHER_COUNTY
export const FAR = `${TEST_CITY.slice(0, 4)}21`
export const rules = { open: { areas: { district: 1, county: 0 }, quotas: { CATE: 2, SHOP: 1 } }, covert: { areas: { district: 0, county: 1 }, quotas: { CATE: 2 } } }

/** Premises of two kinds in a district and in every county, so that any area that is drawn has some. */
export async function fillPool(city: TestCity): Promise<void> {
  await asProgram(city, async (tx) => {
    const { rows } = { rows: await tx.selectFrom('shian.region').select('code').where('parent', '=', TEST_CITY).where('valid_to', 'is', null).orderBy('code').execute() }
    const owner = await insertRow(tx, enterprises, { region: DISTRICT, name: '抽取试验公司', kind: 'company' })
    for (const { code } of rows) {
      for (const type of ['CATE', 'SHOP']) {
        for (let at = 0; at < 3; at++) await insertRow(tx, premises, { region: code, enterprise_id: owner.id, name: `抽取试验${type}${code}-${at}`, type, status: 'open' })
      }
    }
  })
}

export type People = { readonly office: string; readonly first: Expert; readonly second: Expert; readonly reader: string; readonly auditor: string; readonly bureau: { readonly unit: string; readonly token: string } }
export type Expert = { readonly token: string; readonly person: string; readonly unit: string }

/** Who takes part: the office, two experts of two groups, a reader, an auditor, a bureau that is examined. */
export async function people(city: TestCity): Promise<People> {
  const fso = await makeUnit(city, 'fso', TEST_CITY)
  const expert = async (func: string): Promise<Expert> => {
    const unit = await makeUnit(city, func, TEST_CITY)
    return { unit, ...(await city.signIn({ rights: ['examination.expert', 'evaluation.read', 'files.read'], unit })) }
  }
  const unit = await makeUnit(city, 'market', TEST_CITY)
  return {
    office: (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage', 'examination.manage', 'people.read', 'files.read', 'export', 'inbox.read'], unit: fso })).token,
    first: await expert('health'), second: await expert('grain'),
    reader: (await city.signIn({ rights: ['evaluation.read'] })).token,
    auditor: (await city.signIn({ rights: ['*'] })).token,
    bureau: { unit, token: (await city.signIn({ rights: ['evaluation.read', 'evaluation.work'], unit })).token },
  }
}

/** An examination from its opening to the draw, with one expert in each of two groups. */
export async function drawn(city: TestCity, { office, first, second }: People): Promise<string> {
  const id = String((await call(city, office, 'POST', '/examinations', { title: '模拟初评', kind: 'mock', region: TEST_CITY, starts_on: '2026-05-11', ends_on: '2026-05-13', teams: 2, rules })).body['id'])
  for (const [at, { person }] of [first, second].entries()) await call(city, office, 'POST', `/examinations/${id}/experts`, { person, team: at + 1 })
  await call(city, office, 'POST', `/examinations/${id}/commit`, {})
  await call(city, office, 'POST', `/examinations/${id}/draw`, { seed: '2026年5月10日开奖号码 7-3-21' })
  return id
}

export const visits = async (city: TestCity, token: string, id: string): Promise<readonly Visit[]> => ((await call(city, token, 'GET', `/examinations/${id}/visits`)).body['items'] ?? []) as Visit[]

/** Fills in a sheet whole: full points but for its first line. */
export const filledIn = ({ version, sheet }: Visit, done = true) =>
  ({ version, done, note: null, answers: sheet.lines.map(({ code, score }, at) => ({ line: code, score: at === 0 ? score - 4 : score, note: at === 0 ? '公示不全' : null })) })

