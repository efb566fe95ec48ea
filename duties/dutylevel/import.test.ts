import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../platform/identity/actor.ts'
import { runImport, type ImportResult } from '../../platform/register/import/run.ts'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram } from '../evaluation/evaluation.fixture.ts'
import { enterprises, licences, premises } from '../registry/registers.ts'
import { ledgerImport } from './import.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const VILLAGE = `${COUNTY}100901`
const OTHER = `${TEST_CITY.slice(0, 4)}02`
const dir = mkdtempSync(join(tmpdir(), 'shian-duty-'))

let city: TestCity
let office: string
beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T01:00:00.000Z')
  office = (await city.signIn({ rights: ['duty.read', 'duty.manage', 'indicators.read'], region: COUNTY })).token
  await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '导入试验公司', kind: 'company', uscc: '91140700MA0K00001X' })
    const shop = async (region: string, name: string, level: string | null) => insertRow(tx, premises, { region, enterprise_id: owner.id, name, type: 'SHOP', status: 'open', in_ledger: level !== null, duty_level: level })
    const licensed = await shop(VILLAGE, '东街小卖部', 'D')
    await insertRow(tx, licences, { region: VILLAGE, enterprise_id: owner.id, premises_id: licensed.id, number: 'JY11407280000001', kind: 'JY1', state: 'valid' })
    await shop(VILLAGE, '西街饭店', 'C')
    await shop(VILLAGE, '连锁店', 'D')
    await shop(VILLAGE, '连锁店', 'D')
    await shop(VILLAGE, '未入账店', null)
    await shop(OTHER, '外县店', 'D')
  })
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await city.close()
})

async function read(...lines: readonly string[]): Promise<ImportResult> {
  const file = join(dir, '包保台账.csv')
  writeFileSync(file, ['许可证号,包保主体名称,包保等级,包保干部姓名,职务,工作单位,包保日期,承诺日期', ...lines].join('\r\n'))
  return runImport({ database: city.installation.database, city: TEST_CITY, target: ledgerImport, file, actor: systemActor('test', COUNTY), action: 'test import' })
}
const list = async (path: string): Promise<readonly Record<string, unknown>[]> => (await call(city, office, 'GET', path)).body['items'] as readonly Record<string, unknown>[]

test('a sheet binds premises by licence or by the only name in the ledger, makes cadres that are not there, and records promises', async () => {
  const { counts, rejected } = await read('JY11407280000001,东街小卖部,D,张支书,党支部书记,东街村,2026-04-08,2026-04-10', ',西街饭店,C级,李镇长,副镇长,某镇,2026-04-08,')
  expect([counts, rejected]).toEqual([{ create: 2, update: 0, same: 0, conflict: 0, rejected: 0 }, []])
  expect((await list('/cadre')).map(({ name, rank, region, office_held }) => [name, rank, region, office_held]).toSorted()).toEqual([
    ['张支书', 'village', VILLAGE, '党支部书记'], ['李镇长', 'township', VILLAGE.slice(0, 9), '副镇长'],
  ].toSorted())
  expect((await list('/duty-binding?state=bound')).map(({ level, bound_on, promised_on, promised }) => [level, bound_on, promised_on, promised]).toSorted()).toEqual([
    ['C', '2026-04-08', null, false], ['D', '2026-04-08', '2026-04-10', true],
  ])
})

test('the same sheet again changes nothing, and a promise told later is an update', async () => {
  const { counts } = await read('JY11407280000001,东街小卖部,D,张支书,党支部书记,东街村,2026-04-08,2026-04-10', ',西街饭店,C级,李镇长,副镇长,某镇,2026-04-08,2026-04-20')
  expect(counts).toMatchObject({ create: 0, update: 1, same: 1 })
  expect((await list('/duty-binding?state=bound&promised=false')).length).toBe(0)
})

test('what is not certain or not allowed is told row by row and written nowhere', async () => {
  const before = (await list('/duty-binding')).length
  const { counts, rejected } = await read(
    ',连锁店,D,张支书,党支部书记,,,', ',未入账店,,张支书,党支部书记,,,', ',外县店,D,王支书,党支部书记,,,', ',没有的店,D,张支书,党支部书记,,,', ',西街饭店,C,另一位,副镇长,,,', 'JY11407280000001,,C,张支书,,,,',
  )
  expect(rejected.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7])
  expect(counts).toMatchObject({ create: 0, update: 0, same: 0, conflict: 3, rejected: 3 })
  expect(rejected.every(({ reasons }) => reasons.length > 0)).toBe(true)
  expect((await list('/duty-binding')).length).toBe(before)
})

test('coverage, promises and visits are counted from these rows', async () => {
  const value = async (name: string): Promise<unknown> => ((await call(city, office, 'GET', `/indicators/${name}?region=${COUNTY}`)).body['values'] as { region: string; value: number | null }[]).find(({ region }) => region === COUNTY)!.value
  expect(await value('bound-duty.covered')).toBe(100)
  expect(await value('bound-duty.promised')).toBe(100)
  expect(await value('bound-duty.unbound')).toBe(0)
})
