import { createWriteStream, mkdtempSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSpreadsheet, writeWorkbook, type Cell } from '../../platform/documents/spreadsheet/index.ts'
import { pathOf as bytesAt } from '../../platform/evidence/bytes.ts'
import { systemActor } from '../../platform/identity/actor.ts'
import { allDuties, hooksOf, registryOf } from '../../platform/platform.ts'
import type { AnyRegister } from '../../platform/register/store.ts'
import { registerImport } from '../../platform/register/import/register-import.ts'
import { runImport, storeRejected, type ImportResult } from '../../platform/register/import/run.ts'
import { unitGroups } from '../../platform/settings/registers.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { duties } from '../index.ts'
import { line, sheetOf } from './import.fixture.ts'
import { importBusinesses } from './import.ts'
import { licences } from './licences.ts'
import { makeLicenceNumber } from './numbers.ts'
import { certificates, foodStaff } from './people.ts'

/** Sheets of what hangs under premises, imported by the registers' declarations alone. */

const all = allDuties(duties)
const [registers, hooks] = [registryOf(all), hooksOf(all)]
type Row = Record<string, unknown>
let city: TestCity
let reader: string

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-06-01T02:00:00.000Z')
  reader = (await city.signIn({ rights: ['premises.read', 'personal.unmask', 'people.write', 'people.read'] })).token
  await importBusinesses({
    database: city.installation.database,
    city: '140700',
    region: '140700',
    as: 'test',
    file: await sheetOf(Array.from({ length: 40 }, (_, n) => line(n))),
  })
})
afterAll(() => city.close())

const take = (register: AnyRegister, file: string, more: { region?: string; preview?: boolean } = {}): Promise<ImportResult> =>
  runImport({
    database: city.installation.database,
    city: '140700',
    target: registerImport(register, registers, hooks),
    actor: systemActor('test', more.region ?? '140700'),
    file,
    ...(more.preview && { preview: true }),
  })

async function workbook(headings: readonly string[], rows: Iterable<readonly Cell[]>): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'shian-sheet-')), 'sheet.xlsx')
  await writeWorkbook(createWriteStream(file), {
    sheets: [{ name: '名单', columns: headings.map((header) => ({ header })), rows: [...rows].map((row) => [...row]) }],
  })
  return file
}

async function csv(text: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'shian-sheet-')), 'sheet.csv')
  await writeFile(file, `\uFEFF${text}`)
  return file
}

const list = async (path: string): Promise<Row[]> => (await call(city, reader, 'GET', path)).body['items'] as Row[]
const count = (table: string): Promise<number> =>
  city.installation.owner(async (owner) => Number((await owner.query(`select count(*) from city_140700.${table}`)).rows[0].count))
const counts = (): Promise<number[]> =>
  Promise.all(
    ['licence', 'food_staff', 'certificate', 'licence_version', 'food_staff_version', 'premises_version', 'audit_entry'].map(count),
  )
const counted = (result: ImportResult): number[] =>
  (['create', 'update', 'same', 'conflict', 'rejected'] as const).map((outcome) => result.counts[outcome])
const reasons = (result: ImportResult): Row => Object.fromEntries(result.rejected.map(({ row, reasons: why }) => [row, why.join()]))

const STAFF = ['许可证编号', '社会信用代码', '经营场所', '单位名称', '姓名', '岗位', '手机号码', '任职日期']
/** A line of a ledger of staff: the `n`th premises by licence number, credit code and address, as far as asked. */
const person = (
  n: number,
  by: 'number' | 'holder' | 'name',
  name: string,
  more: readonly Cell[] = ['食品安全总监', '13800001234', '2026-01-05'],
): Cell[] => {
  const { 许可证编号: number, 统一社会信用代码: uscc, 经营地址: address, 企业名称: title } = line(n)
  return [by === 'number' ? number! : null, by === 'holder' ? uscc! : null, by === 'holder' ? address! : null, title!, name, ...more]
}

test('staff meet their premises by licence number, else by credit code and address; their data is sealed, and what follows from it stands', async () => {
  const result = await take(foodStaff, await workbook(STAFF, [person(1, 'number', '吴甲'), person(4, 'holder', '吴乙')]))
  expect([counted(result), reasons(result)]).toEqual([[2, 0, 0, 0, 0], {}])
  const [first] = await list('/food-staff?q=吴甲')
  const [place] = await list(`/premises?q=${encodeURIComponent('甲1号面馆')}`)
  expect(first).toMatchObject({
    premises_id: place!['id'],
    enterprise_id: place!['enterprise_id'],
    region: place!['region'],
    role: 'director',
    phone: '138****1234',
    appointed_on: '2026-01-05',
  })
  expect(place).toMatchObject({ has_director: true })
  const stored = await city.installation.owner(
    async (owner) => (await owner.query<{ phone: string }>("select phone from city_140700.food_staff where name = '吴甲'")).rows[0]!.phone,
  )
  expect(stored).not.toContain('13800001234')
  const shown = await call(city, reader, 'POST', `/food-staff/${String(first!['id'])}/unmask`, { field: 'phone', reason: '核对导入' })
  expect(shown.body['value']).toBe('13800001234')
})

test('a name alone never tells premises: the row waits for a person', async () => {
  const before = await counts()
  const other = line(2)
  const result = await take(
    foodStaff,
    await workbook(STAFF, [
      person(5, 'name', '郑甲'),
      [null, line(5)['统一社会信用代码']!, null, null, '郑乙', '食品安全员', null, null],
      ['JY21407990009999', null, null, null, '郑丙', '食品安全员', null, null],
      [line(5)['许可证编号']!, other['统一社会信用代码']!, null, null, '郑丁', '食品安全员', null, null],
    ]),
  )
  expect(counted(result)).toEqual([0, 0, 0, 4, 0])
  expect(reasons(result)).toEqual({
    2: expect.stringContaining('没有写明属于哪一个经营场所'),
    3: expect.stringContaining('不足以认定'),
    4: expect.stringContaining('档案中没有这样的经营场所'),
    5: expect.stringContaining('指向不同的经营场所'),
  })
  expect(await counts()).toEqual(before)
})

test('importing the same sheet again changes nothing; a cell that says something new changes only that', async () => {
  const rows = [person(6, 'number', '冯甲'), person(7, 'holder', '冯乙')]
  await take(foodStaff, await workbook(STAFF, rows))
  const before = await counts()
  expect(counted(await take(foodStaff, await workbook(STAFF, rows)))).toEqual([0, 0, 2, 0, 0])
  expect(await counts()).toEqual(before)
  const masked = person(7, 'holder', '冯乙', ['食品安全总监', '138****1234', null])
  const moved = person(6, 'number', '冯甲', ['食品安全总监', '13900005678', null])
  const result = await take(foodStaff, await workbook(STAFF, [moved, masked, moved]))
  expect([counted(result), reasons(result)]).toEqual([[0, 1, 1, 1, 0], { 4: expect.stringContaining('与第 2 行') }])
  expect(await list('/food-staff?q=冯甲')).toMatchObject([{ phone: '139****5678', appointed_on: '2026-01-05', version: 2 }])
})

test('a licence on record is met by its own number, and a new one needs its premises', async () => {
  const [known, renewed] = [line(8), makeLicenceNumber('JY', '2', '140728', 9_001)]
  const result = await take(
    licences,
    await csv(
      [
        '许可证编号,证照种类,许可状态,签发日期,有效期至,社会信用代码,经营场所地址',
        `${String(known['许可证编号'])},,,,2031年5月5日,,`,
        `${renewed},食品经营许可证,有效,2026-01-02,2031-01-01,${String(line(10)['统一社会信用代码'])},${String(line(10)['经营地址'])}`,
        `${makeLicenceNumber('JY', '2', '140728', 9_002)},食品经营许可证,有效,2026-01-02,2031-01-01,,`,
        `${makeLicenceNumber('JY', '2', '140728', 9_003)},食品经营许可证,有效,2026-01-02,2025-01-01,${String(line(10)['统一社会信用代码'])},${String(line(10)['经营地址'])}`,
      ].join('\r\n'),
    ),
  )
  expect([counted(result), Object.keys(reasons(result))]).toEqual([
    [1, 1, 0, 1, 1],
    ['4', '5'],
  ])
  const [kept] = await list(`/premises?q=${encodeURIComponent('甲8号面馆')}`)
  expect(kept).toMatchObject({ licensed_until: '2031-05-05' })
  const [given] = await list(`/premises?q=${encodeURIComponent('甲10号面馆')}`)
  expect((await list(`/licence?premises_id=${String(given!['id'])}`)).map((row) => row['number'])).toContain(renewed)
})

test('certificates of a county come in by that county only, those of others are refused and come back with the reason', async () => {
  const headings = ['证书号', '体系', '认证机构', '有效期', '许可证编号']
  const rows = [1, 2, 3].map((n) => [`HACCP-${n}`, 'HACCP', '某认证中心', '2028-12-31', line(n)['许可证编号']!])
  const result = await take(
    certificates,
    await workbook(headings, [...rows, [null, 'HACCP', '某认证中心', '2028-12-31', line(1)['许可证编号']!]]),
    { region: '140728' },
  )
  expect([counted(result), reasons(result)]).toEqual([
    [1, 0, 0, 0, 3],
    { 3: expect.stringContaining('管辖范围'), 4: expect.stringContaining('管辖范围'), 5: expect.stringContaining('证书编号') },
  ])
  const stored = await storeRejected(city.installation.files, result)
  const back: string[] = []
  for await (const row of (await openSpreadsheet(bytesAt(city.installation.files, stored.hash))).rows(0)) back.push(row.cells.join('|'))
  expect(back[0]).toBe(`${headings.join('|')}|未导入原因`)
  expect(back[1]).toMatch(/^HACCP-2\|HACCP\|.*管辖范围/)
})

test('a preview decides on every row and writes nothing', async () => {
  const before = await counts()
  const result = await take(foodStaff, await workbook(STAFF, [person(11, 'number', '蒋甲'), person(1, 'number', '吴甲')]), {
    preview: true,
  })
  expect(counted(result)).toEqual([1, 0, 1, 0, 0])
  expect(await counts()).toEqual(before)
})

test('a group of units is imported with its units by name; a name that no unit has, or two, is told', async () => {
  for (const [name, region] of [
    ['乙镇', '140728'],
    ['丙镇', '140728'],
    ['丁镇', '140728'],
    ['丁镇', '140727'],
  ]) {
    const made = await call(city, reader, 'POST', '/org-unit', {
      name,
      region,
      function: 'township_government',
      kind: 'township',
      sort_order: 1,
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
  }
  const result = await take(
    unitGroups,
    await workbook(
      ['名称', '区划', '包括的单位', '起用日期'],
      [
        ['各镇（街道）', '平遥县', '乙镇、丙镇', '2026-01-01'],
        ['部分镇', '平遥县', '乙镇、戊镇', '2026-01-01'],
        ['其他镇', '平遥县', '丁镇', '2026-01-01'],
        ['各镇（街道）', '平遥县', '', '2026-05-01'],
      ],
    ),
  )
  expect([counted(result), reasons(result)]).toEqual([
    [1, 0, 0, 0, 3],
    { 3: expect.stringContaining('“戊镇”'), 4: expect.stringContaining('有 2 个机构'), 5: expect.stringContaining('包括的单位') },
  ])
  const stored = await city.installation.owner(
    async (owner) =>
      (await owner.query<{ n: number; region: string }>('select cardinality(unit_ids) as n, region from city_140700.unit_group')).rows,
  )
  expect(stored).toEqual([{ n: 2, region: '140728' }])
})

test('every register that people write takes sheets, save those that refuse', async () => {
  const { token } = await city.signIn({ rights: ['premises.read'] })
  const paths = [
    'licence',
    'food-staff',
    'certificate',
    'enterprise',
    'org-unit',
    'unit-group',
    'calendar-day',
    'time-limit',
    'region-parameter',
    'reported-figure',
    'premises',
  ]
  for (const path of paths) expect([path, (await call(city, token, 'POST', `/${path}/import/preview`, {})).status]).toEqual([path, 403])
  for (const path of ['person', 'role', 'post', 'setting', 'plan'])
    expect([path, (await call(city, token, 'POST', `/${path}/import/preview`, {})).status]).toEqual([path, 404])
})
