import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { Problem } from '../../../platform/core/problem.ts'
import { allDuties } from '../../../platform/platform.ts'
import { duties } from '../../index.ts'
import type { Item, Scheme } from '../contract.ts'
import { worldOf } from '../facts.ts'
import { schemeFaults } from './edit.ts'
import { readScheme, writeScheme } from './sheet.ts'
import { shipped2021 } from './shipped-2021.ts'

const world = worldOf(allDuties(duties))

describe('the shipped reconstruction', () => {
  test('has 72 items in 24 sections whose equal weights add up to 100, and is marked as reconstructed', () => {
    expect(shipped2021.items).toHaveLength(72)
    expect(new Set(shipped2021.items.map(({ section }) => section)).size).toBe(24)
    expect(shipped2021.items.reduce((sum, { weight }) => sum + Math.round(weight * 100), 0)).toBe(10_000)
    expect(new Set(shipped2021.items.map(({ weight }) => weight))).toEqual(new Set([1.39, 1.38]))
    expect(shipped2021.reconstructed).toBe(true)
  })

  test('its vetoes are the five that papers name as such', () => {
    expect(shipped2021.items.filter(({ level }) => level === 'veto').map(({ code }) => code)).toEqual(['A8-7', 'A8-8', 'A9-1', 'D-1', 'D-2'])
  })

  test('every threshold bears a source that the scheme lists', () => {
    const marks = new Set(shipped2021.sources.map(({ mark }) => mark))
    const sources = shipped2021.items.flatMap(({ measures }) => measures.flatMap(({ source }) => source.split(' ')))
    expect(sources.length).toBeGreaterThan(72)
    expect(sources.filter((mark) => !marks.has(mark))).toEqual([])
  })

  test('every indicator it names is declared, and it is sound', () => {
    expect(schemeFaults(shipped2021, new Set(world.indicators.keys()), false)).toEqual([])
  })

})

describe('a scheme as a workbook', () => {
  test('comes back the same', async () => {
    expect(await readScheme(await writeScheme(shipped2021))).toEqual(shipped2021)
  })

  test('every fault of a changed workbook is told at once, with sheet, row and column', async () => {
    const items = shipped2021.items.map((item, at): Item => (at === 0 ? { ...item, level: 'most' as Item['level'] } : at === 1 ? { ...item, weight: 200 } : item))
    const wrong = await readScheme(await writeScheme({ ...shipped2021, items })).catch((error: unknown) => error)
    expect(wrong).toBeInstanceOf(Problem)
    expect((wrong as Problem).fields.map(({ path }) => path)).toEqual([expect.stringMatching(/指标.* 2: level/), expect.stringMatching(/指标.* 3: weight/)])
  })

  test('what is no workbook of a scheme is refused', async () => {
    await expect(readScheme(Buffer.from('a,b\n1,2\n'))).rejects.toBeInstanceOf(Problem)
  })
})

describe('editing', () => {
  let city: TestCity
  let token: string
  let shippedId: string
  const ask = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, status: number, body?: object): Promise<T> => {
    const answer = await call(city, token, method, path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    return answer.body as T
  }
  type Shown = Scheme & { readonly version: number; readonly items: readonly (Item & { readonly id: string; readonly version: number })[] }
  const bare = ({ id: _, version: __, ...item }: Shown['items'][number]): Item => item

  beforeAll(async () => {
    city = await testCity()
    city.setClock('2026-11-20T02:00:00.000Z')
    token = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage', 'indicators.read'] })).token
    const { items } = await ask<{ items: { id: string; items: number; state: string }[] }>('GET', '/evaluation/schemes', 200)
    expect(items).toMatchObject([{ items: 72, state: 'in_force' }])
    shippedId = items[0]!.id
  })
  afterAll(() => city.close())

  test('the shipped scheme stands in the city as it is in the program, and stays so', async () => {
    const shown = await ask<Shown>('GET', `/evaluation/schemes/${shippedId}`, 200)
    expect(shown.items.map(bare)).toEqual(shipped2021.items)
    const refused = await ask<{ code: string }>('PUT', `/evaluation/schemes/${shippedId}/items/${shown.items[0]!.id}`, 409, { ...bare(shown.items[0]!), version: 1 })
    expect(refused.code).toBe('evaluation.scheme-used')
  })

  test('a copy is changed item by item, must add up to be put in force, and ends the one before it', async () => {
    const { id } = await ask<{ id: string }>('POST', `/evaluation/schemes/${shippedId}/copy`, 201, { edition: '2026-1' })
    const [first, second] = (await ask<Shown>('GET', `/evaluation/schemes/${id}`, 200)).items
    await ask('PUT', `/evaluation/schemes/${id}/items/${first!.id}`, 200, { ...bare(first!), weight: 2, version: 1 })
    await ask('PUT', `/evaluation/schemes/${id}/items/${first!.id}`, 409, { ...bare(first!), weight: 3, version: 1 })
    const off = await ask<{ fields: { path: string }[] }>('POST', `/evaluation/schemes/${id}/activate`, 400, { from: '2026-12-01' })
    expect(off.fields.map(({ path }) => path)).toEqual(['weight'])
    await ask('PUT', `/evaluation/schemes/${id}/items/${second!.id}`, 200, { ...bare(second!), weight: 0.78, version: 1 })
    await ask('POST', `/evaluation/schemes/${id}/activate`, 200, { from: '2026-12-01' })
    const { items } = await ask<{ items: { id: string; state: string; valid_to: string | null }[] }>('GET', '/evaluation/schemes', 200)
    expect(items.map((one) => [one.id, one.state, one.valid_to])).toEqual([[id, 'in_force', null], [shippedId, 'retired', '2026-11-30']])
    // Until the new one begins, the old one is what everybody is measured by.
    expect((await ask<{ scheme: { id: string } }>('GET', '/evaluation/state', 200)).scheme.id).toBe(shippedId)
  })

  test('a measure by an indicator that nobody declared is refused', async () => {
    const { id } = await ask<{ id: string }>('POST', `/evaluation/schemes/${shippedId}/copy`, 201, { edition: '2026-2' })
    const [first] = (await ask<Shown>('GET', `/evaluation/schemes/${id}`, 200)).items
    const wrong = { ...bare(first!), measures: [{ ...first!.measures[0]!, indicator: 'no.such' }, { ...first!.measures[0]!, threshold: null }], version: 1 }
    const { fields } = await ask<{ fields: { path: string }[] }>('PUT', `/evaluation/schemes/${id}/items/${first!.id}`, 400, wrong)
    expect(fields.map(({ path }) => path)).toEqual(['items.0.measures.0.indicator', 'items.0.measures.1.threshold'])
  })
})
