import { expect, test } from 'vitest'
import { departmentFunction, departmentFunctions, functionOfName, sharedNames } from './functions.ts'

test('each function has a code of its own and both languages', () => {
  expect(new Set(departmentFunctions.map((one) => one.code)).size).toBe(departmentFunctions.length)
  for (const { code, title, names } of departmentFunctions) {
    expect(code).toMatch(/^[a-z_]+$/)
    expect(title.en).not.toMatch(/\p{Script=Han}/u)
    expect(names.length).toBeGreaterThan(0)
    expect(title.zh).toContain(names[0])
  }
})

test('no two functions are called the same in a list, in either language', () => {
  for (const language of ['zh', 'en'] as const)
    expect(new Set(departmentFunctions.map(({ title }) => title[language])).size, language).toBe(departmentFunctions.length)
})

test('a name means one function; only 人民政府 stands at two levels', () => {
  const owners = Map.groupBy(departmentFunctions.flatMap((one) => one.names.map((name) => [name, one.code] as const)), ([name]) => name)
  expect([...owners].filter(([, of]) => of.length > 1).map(([name]) => name)).toEqual(['人民政府'])
})

test.each([
  ['市场监管局', 'market'], ['市监局', 'market'], ['卫体局', 'health'], ['教科局', 'education'], ['公安分局', 'police'], ['委网信办', 'cyberspace'],
    ['发改局', 'development'],
  ['城市管理局', 'urban_management'], ['生态环境分局', 'environment'], ['食安办', 'fso'], ['检察院', 'procuratorate'], ['科协', 'science_association'],
    ['民营经济局', 'private_economy'],
])('%s is %s', (name, code) => expect(functionOfName(name)?.code).toBe(code))

test('an unknown name, misprints too, is nobody’s: nothing is guessed', () => {
  expect(functionOfName('发政局')).toBeUndefined()
  expect(() => departmentFunction('nobody')).toThrow(RangeError)
})

test('a name shared by two functions is found under the first of them', () => {
  for (const [name, codes] of Object.entries(sharedNames)) {
    expect(functionOfName(name)?.code, name).toBe(codes[0])
    for (const code of codes) expect(departmentFunction(code).code).toBe(code)
  }
})
