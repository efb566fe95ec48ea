import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'

let city: TestCity
let token: string
beforeAll(async () => {
  city = await testCity()
  token = (await city.signIn({ rights: ['premises.read'], region: '140728' })).token
})
afterAll(() => city.close())

type Item = { code: string; name: { zh: string; en: string }; way?: { zh: string }[] }

const asked = async (query: Record<string, string>): Promise<Item[]> => {
  const { status, body } = await call(city, token, 'GET', `/regions?${new URLSearchParams(query).toString()}`)
  expect(status).toBe(200)
  return body['items'] as Item[] // as the route declares them
}

test('a township is found by part of its name, by pinyin initials and by its English name, its county told with it', async () => {
  for (const q of ['古陶', '陶镇', 'gtz', 'Gutao', 'ＧＴＺ']) {
    const [first] = await asked({ q, parent: '140728' })
    expect(first, q).toMatchObject({ code: '140728100', name: { zh: '古陶镇' } })
    expect(first!.way?.map((one) => one.zh)).toEqual(['平遥县'])
  }
})

test('what lies outside the region looked in is not found, though the city has it', async () => {
  expect((await asked({ q: '榆次' })).map(({ code }) => code)).toContain('140702')
  expect(await asked({ q: '榆次区', parent: '140728' })).toEqual([])
})

test('counties come before townships, names that begin so before names that hold it, twenty at most', async () => {
  const digits = (await asked({ q: 'x', parent: '140700' })).map(({ code }) => code.length)
  expect(digits).toHaveLength(20)
  expect(new Set(digits)).toEqual(new Set([6, 9])) // 县 and 乡
  expect(digits).toEqual(digits.toSorted((a, b) => a - b))
  const names = (await asked({ q: 'gt', parent: '140728' })).map(({ name }) => name.zh)
  expect(names[0]).toBe('古陶镇')
  expect(names).not.toContain('南政乡') // Nanzheng Township: no word of it begins with gt
})

test('signs without a letter find nothing, and without a text the next level is listed', async () => {
  expect(await asked({ q: '%%', parent: '140728' })).toEqual([])
  expect((await asked({ parent: '140728' })).every(({ code }) => /^140728\d{3}$/.test(code))).toBe(true)
})
