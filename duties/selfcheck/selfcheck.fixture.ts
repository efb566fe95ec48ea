import { insertRow } from '../../platform/register/store.ts'
import { newId } from '../../platform/core/ids.ts'
import { call, type TestCity } from '../../test/support/city.ts'
import { asProgram } from '../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../registry/registers.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import type { OwnToday, SelfCheckInput } from './contract.ts'

export const COUNTY = `${TEST_CITY.slice(0, 4)}28`

export type Shop = { readonly id: string; readonly enterprise: string; readonly token: string }

/** A canteen with its business's own user; `type` another where it is to be no canteen. */
export async function makeShop(city: TestCity, name: string, type = 'CANT_SCHOOL'): Promise<Shop> {
  const place = await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: `${name}公司`, kind: 'company' })
    return insertRow(tx, premises, { region: COUNTY, enterprise_id: owner.id, name, type, status: 'open', diners: 600, needs_director: true } as never)
  }) as unknown as { id: string; enterprise_id: string }
  const { token } = await city.signIn({ rights: ['selfcheck.record', 'files.read', 'files.write', 'inbox.read'], scope: 'own', region: COUNTY, enterprise: place.enterprise_id })
  return { id: place.id, enterprise: place.enterprise_id, token }
}

export const ownToday = async (city: TestCity, { token }: Pick<Shop, 'token'>): Promise<OwnToday> => (await call(city, token, 'GET', '/own/today')).body as unknown as OwnToday

/** A record without risk by the form in force. */
export async function zeroRisk(city: TestCity, shop: Shop, on: string, kind: SelfCheckInput['kind'] = 'daily', more: Partial<SelfCheckInput> = {}): Promise<SelfCheckInput> {
  const form = (await ownToday(city, shop)).place!.forms[kind]!
  return {
    id: newId(), premises: shop.id, kind, on, role: kind === 'monthly' ? 'head' : 'officer', attended: kind === 'monthly' ? ['director'] : [], filled_by: '王安', zero_risk: true,
    answers: Object.fromEntries(form.items.map(({ code }) => [code, 'ok'])), problems: [], decision: kind === 'daily' ? '' : '照常', photos: [], ...more,
  }
}
