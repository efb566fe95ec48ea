import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { systemActor } from '../../platform/identity/actor.ts'
import { Interrupted } from '../../platform/jobs/declare.ts'
import { runImport, type ImportResult, type Progress } from '../../platform/register/import/run.ts'
import { line, sheetOf, type Line } from './import.fixture.ts'
import { businessImport, dryRunBusinesses, importBusinesses } from './import.ts'
import { makeUscc } from './numbers.ts'

let city: TestCity
beforeAll(async () => {
  city = await testCity()
})
afterAll(() => city.close())

const take = (file: string, region = '140700'): Promise<ImportResult> =>
  importBusinesses({ database: city.installation.database, city: '140700', region, file, as: 'test' })

async function count(table: string): Promise<number> {
  return city.installation.owner(async (owner) => Number((await owner.query(`select count(*) from city_140700.${table}`)).rows[0].count))
}
const tables = [
  'enterprise',
  'premises',
  'licence',
  'food_staff',
  'premises_version',
  'licence_version',
  'enterprise_version',
  'audit_entry',
]
const allCounts = (): Promise<number[]> => Promise.all(tables.map(count))
const range = (from: number, to: number): Line[] => Array.from({ length: to - from }, (_, i) => line(from + i))

test('a sheet fills enterprises, premises, licences and staff, and what follows from them', async () => {
  const result = await take(await sheetOf(range(0, 30)))
  expect(result.counts).toEqual({ create: 30, update: 0, same: 0, conflict: 0, rejected: 0 })
  expect(await Promise.all(['enterprise', 'premises', 'licence', 'food_staff'].map(count))).toEqual([30, 30, 30, 30])
  const { token } = await city.signIn({ rights: ['premises.read'] })
  const found = (await call(city, token, 'GET', '/premises?q=甲7号')).body['items'] as Record<string, unknown>[]
  expect(found).toMatchObject([
    {
      name: '平遥县甲7号面馆',
      type: 'CATE',
      region: '140728',
      licensed_until: '2029-05-05',
      has_officer: true,
      has_director: false,
      phone: '199****0007',
    },
  ])
})

test('importing the same sheet again changes nothing', async () => {
  const file = await sheetOf([...range(100, 140), { ...line(100), 许可证编号: line(141)['许可证编号']!, 经营地址: '祁县二街1号' }])
  const first = await take(file)
  expect(first.counts).toEqual({ create: 41, update: 0, same: 0, conflict: 0, rejected: 0 })
  const before = await allCounts()
  expect((await take(file)).counts).toEqual({ create: 0, update: 0, same: 41, conflict: 0, rejected: 0 })
  expect(await allCounts()).toEqual(before)
})

test('a row that says something new changes only that, personal data too', async () => {
  await take(await sheetOf([line(200)]))
  const result = await take(
    await sheetOf([{ ...line(200), 联系电话: '19988887777', 有效期至: '2031-01-01', 法定代表人: '李某', 食品安全员: '孙200、周某' }]),
  )
  expect(result.counts).toMatchObject({ update: 1, create: 0 })
  const { token } = await city.signIn({ rights: ['premises.read'] })
  const [row] = (await call(city, token, 'GET', '/premises?q=甲200号')).body['items'] as {
    id: string
    phone: string
    licensed_until: string
  }[]
  expect(row).toMatchObject({ phone: '199****7777', licensed_until: '2031-01-01' })
  const history = (await call(city, token, 'GET', `/premises/${row!.id}/history`)).body['items'] as { diff: object }[]
  expect(history.map(({ diff }) => Object.keys(diff))).toContainEqual(['phone'])
})

test('faults, rows of one meaning and rows that contradict the record are not taken, each with its reason', async () => {
  await take(await sheetOf([line(300)]))
  const wrong: Line = { ...line(301), 统一社会信用代码: '92140702MA0000000X' }
  const contradicts: Line = { ...line(300), 统一社会信用代码: makeUscc('92', '140702', 9_999) }
  const nowhere: Line = { ...line(303), 所属县区: '无名县' }
  const result = await take(await sheetOf([wrong, line(302), line(302), contradicts, nowhere]))
  expect(result.counts).toEqual({ create: 1, update: 0, same: 0, conflict: 2, rejected: 2 })
  expect(result.rejected.map(({ row, reasons }) => [row, reasons.join()])).toEqual([
    [2, expect.stringContaining('统一社会信用代码')],
    [4, expect.stringContaining('第 3 行')],
    [5, expect.stringContaining('另一主体')],
    [6, expect.stringContaining('无名县')],
  ])
})

test('a county clerk cannot bring rows of another county, nor change premises that are kept there', async () => {
  await take(await sheetOf([line(400, 1)]))
  const moved: Line = { ...line(400, 1), 所属县区: '榆次区' }
  const before = await allCounts()
  const result = await take(await sheetOf([line(401, 1), moved]), '140702')
  expect(result.counts).toEqual({ create: 0, update: 0, same: 0, conflict: 0, rejected: 2 })
  expect(result.rejected.map(({ reasons }) => reasons.join())).toEqual([
    expect.stringContaining('不在您的管辖范围'),
    expect.stringContaining('其他区划'),
  ])
  expect(await allCounts()).toEqual(before)
})

test('an import that was broken off goes on where it stopped, and ends as if it had not been', async () => {
  const file = await sheetOf([...range(10_000, 12_500), { ...line(10_000), 企业名称: null }])
  let kept: Progress | undefined
  const run = (stopping: () => boolean): Promise<ImportResult> =>
    runImport({
      database: city.installation.database,
      city: '140700',
      target: businessImport,
      actor: systemActor('test', '140700'),
      file,
      stopping,
      ...(kept && { from: kept }),
      keep: async (_tx, progress) => {
        kept = progress
      },
    })
  const before = await count('premises')
  await expect(run(() => kept !== undefined)).rejects.toThrow(Interrupted)
  expect(await count('premises')).toBe(before + 1_000)
  const result = await run(() => false)
  expect(result.counts).toEqual({ create: 2_500, update: 0, same: 0, conflict: 0, rejected: 1 })
  expect(await count('premises')).toBe(before + 2_500)
})

test('a preview decides on every row and writes nothing', async () => {
  await take(await sheetOf([line(500)]))
  const before = await allCounts()
  const result = await runImport({
    database: city.installation.database,
    city: '140700',
    target: businessImport,
    actor: systemActor('test', '140700'),
    file: await sheetOf([line(500), line(501), { ...line(500), 许可证编号: null, 经营地址: '祁县一街500号' }]),
    preview: true,
  })
  expect(result.counts).toEqual({ create: 1, update: 0, same: 1, conflict: 1, rejected: 0 })
  expect(await allCounts()).toEqual(before)
})

test('a dry run needs no database and tells the rows by their numbers in the sheet', async () => {
  const result = await dryRunBusinesses(
    await sheetOf([line(600), { ...line(601), 许可证编号: 'JY21407020001236' }, { ...line(602), 所属县区: '无名县' }]),
    { city: '140700' },
  )
  expect(result.columns).toMatchObject({ 企业名称: 'enterprise_name', 许可证编号: 'licence_number', 业态: 'type', 所属县区: 'county' })
  expect(result.counts).toEqual({ read: 3, valid: 1, rejected: 2 })
  expect(result.rejected.map(({ row }) => row)).toEqual([3, 4])
})

test('the ledger of a market station as it is kept: brackets in headings and types, whole terms, widths, a total', async () => {
  const [one, other] = [line(610, 1), line(611, 1)]
  const file = join(mkdtempSync(join(tmpdir(), 'shian-ledger-')), 'ledger.csv')
  writeFileSync(file, [
    '某县食品经营单位台账（2025年）,,,,,,,,,', '填报单位：某县市场监督管理局　填报日期：2025年6月30日,,,,,,,,,',
    '序号,主体名称（公章）,社会信用代码/注册号,经营者（负责人）,所属县区,经营场所（住所）,主体业态,许可证编号,许可证有效期限,联系方式',
    `1,${one['企业名称']},${one['统一社会信用代码']},赵,平遥县,平遥县东街1号,餐饮服务经营者（小型餐馆）,${one['许可证编号']},2024年5月6日至2029年5月5日,1990000 0610`,
    `2,${other['企业名称']},${other['统一社会信用代码']},钱,平遥县,平遥县东街2号,单位食堂（学校食堂）,${other['许可证编号']},2024/5/6-2029/5/5,0354-5620000`,
    '合计,2户,,,,,,,,',
  ].join('\r\n'))
  const result = await dryRunBusinesses(file, { city: '140700' })
  expect(result.rejected).toEqual([])
  expect(result.counts).toEqual({ read: 2, valid: 2, rejected: 0 })
  expect(Object.values(result.columns)).toEqual(['enterprise_name', 'uscc', 'legal_representative', 'county', 'address', 'type', 'licence_number', 'expires_on', 'phone'])
})
