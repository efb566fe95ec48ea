import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { asProgram } from '../evaluation/evaluation.fixture.ts'
import { rectifications } from '../inspection/registers.ts'
import { COUNTY, makeShop, zeroRisk, type Shop } from './selfcheck.fixture.ts'

let city: TestCity
let shop: Shop
let other: Shop
beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00.000Z')
  shop = await makeShop(city, '照片饭店', 'CATE')
  other = await makeShop(city, '别家', 'CATE')
  const officer = (await city.signIn({ rights: ['selfcheck.manage', 'premises.read'], region: COUNTY })).token
  await call(city, officer, 'POST', '/operating-calendar', { premises_id: shop.id, starts_on: '2026-05-06', week: 'every_day' })
})
afterAll(() => city.close())

/** A picture as a phone sends it. */
async function photo(token: string): Promise<string> {
  const bytes = Buffer.concat([Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n'),
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from('\r\n--b--\r\n')])
  const answer = await city.app.inject({ method: 'POST', url: '/api/v1/files', headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' }, payload: bytes })
  const body = answer.json<{ id?: string; file?: { id: string } }>()
  return body.id ?? body.file!.id
}

test('photos sent with a record stand with it, and only one’s own can be', async () => {
  const [mine, theirs] = [await photo(shop.token), await photo(other.token)]
  const input = await zeroRisk(city, shop, '2026-05-11', 'daily', { photos: [mine] })
  expect((await call(city, shop.token, 'POST', '/self-checks', { ...input, photos: [theirs] })).status).toBe(400)
  expect((await call(city, shop.token, 'POST', '/self-checks', input)).status).toBe(201)
  const files = (await call(city, shop.token, 'GET', `/files?about_table=self_check&about_id=${input.id}`)).body['items'] as { id: string }[]
  expect(files.map(({ id }) => id)).toEqual([mine])
})

test('a business puts photos to what it was ordered to correct; officers of the place see them', async () => {
  const order = await asProgram(city, (tx) => insertRow(tx, rectifications, {
    region: `${COUNTY}100`, premises_id: shop.id, enterprise_id: shop.enterprise, state: 'ordered', title: '责令整改：照片饭店', ordered_on: '2026-05-08', due_on: '2026-05-20', late_level: 0, items: [{ code: 'a', text: '冷柜温度过高', note: null, key: false }],
  } as never)) as unknown as { id: string }
  const { place } = (await call(city, shop.token, 'GET', '/own/today')).body as { place: { orders: { id: string; items: string[] }[] } }
  expect(place.orders).toMatchObject([{ id: order.id, items: ['冷柜温度过高'], dueOn: '2026-05-20' }])
  const mine = await photo(shop.token)
  expect((await call(city, other.token, 'POST', `/own/orders/${order.id}/photos`, { photos: [await photo(other.token)] })).status).toBe(404)
  expect((await call(city, shop.token, 'POST', `/own/orders/${order.id}/photos`, { photos: [mine] })).status).toBe(200)
  expect((await call(city, shop.token, 'POST', `/own/orders/${order.id}/photos`, { photos: [mine] })).status).toBe(200)
  const station = await city.signIn({ rights: ['inspection.read', 'premises.read'], region: `${COUNTY}100` })
  expect((await call(city, station.token, 'GET', `/files?about_table=rectification&about_id=${order.id}`)).body['items']).toMatchObject([{ id: mine }])
})
