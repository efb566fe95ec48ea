import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSpreadsheet } from '../../../platform/documents/spreadsheet/index.ts'
import { actingFor } from '../../../platform/register/import/acting.ts'
import { runImport, type ImportResult } from '../../../platform/register/import/run.ts'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import type { ExaminationView } from './contract.ts'
import { isReserve, leaderOf, teamOf } from './expert-form.ts'
import { expertImport } from './expert-import.ts'
import { fillPool, people, rules, type People } from './examination.fixture.ts'

let city: TestCity
let who: People
let office: { token: string; person: string }
let id: string
const folder = mkdtempSync(join(tmpdir(), 'shian-experts-'))

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00Z')
  await fillPool(city)
  who = await people(city)
  office = await city.signIn({ rights: ['evaluation.read', 'examination.manage', 'people.read', 'export'] })
  id = await open()
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = async (title = '模拟初评', kind = 'mock'): Promise<string> =>
  String(
    (await call(city, office.token, 'POST', '/examinations', { title, kind, region: TEST_CITY, starts_on: '2026-05-11', ends_on: '2026-05-13', teams: 2, rules }))
      .body['id'],
  )
const view = async (of = id): Promise<ExaminationView> =>
  (await call(city, office.token, 'GET', `/examinations/${of}/view`)).body as unknown as ExaminationView
const nameOf = (person: string): string => `test ${person.slice(-6)}`
const placed = async (of = id) => (await view(of)).experts.map(({ name, team, leader }) => [name, team, leader])

/** Takes a sheet in as the office. */
async function take(rows: readonly (readonly string[])[], preview = false): Promise<ImportResult> {
  const file = join(folder, 'list.csv')
  writeFileSync(file, rows.map((row) => row.join(',')).join('\n'))
  const actor = await actingFor(city.installation.database, TEST_CITY, office.person, expertImport.right)
  return runImport({ database: city.installation.database, city: TEST_CITY, target: expertImport, actor, file, preview })
}

describe('words of a list', () => {
  test('name a group in figures and characters, with and without its noun', () => {
    expect(['2', '第2组', '二组', '第十二组', '十', 'Group 3', '２', '甲组', '组'].map(teamOf)).toEqual([2, 2, 2, 12, 10, 3, 2, null, null])
  })
  test('put somebody on the reserve', () => {
    expect(['备选', '后备专家', ' 候补 ', 'Reserve', '备选组', '2', '备注'].map(isReserve)).toEqual([true, true, true, true, true, false, false])
  })
  test('say who leads', () => {
    expect(['是', '组长', '√', 'Yes', '组员', '否', '副组长', '也许'].map(leaderOf)).toEqual([true, true, true, true, false, false, false, undefined])
  })
})

describe('a list of experts', () => {
  test('is taken in by the usual headings, and taken in again changes nothing; the group has one leader', async () => {
    const rows = [
      ['评审专家名单'],
      ['序号', '专家姓名', '登录账号', '组别', '组内职务'],
      ['1', nameOf(who.first.person), who.first.person, '第一组', '组长'],
      ['2', nameOf(who.second.person), '', '2', '组员'],
    ]
    expect((await take(rows, true)).counts).toMatchObject({ create: 2, rejected: 0, conflict: 0 })
    expect(await placed()).toEqual([])
    expect((await take(rows)).counts).toMatchObject({ create: 2, rejected: 0 })
    expect(await placed()).toEqual([
      [nameOf(who.first.person), 1, true],
      [nameOf(who.second.person), 2, false],
    ])
    expect((await take(rows)).counts).toMatchObject({ create: 0, update: 0, same: 2 })
    const moved = [['姓名', '工作组', '是否组长'], [nameOf(who.second.person), '1', '是']]
    expect((await take(moved)).counts).toMatchObject({ update: 1 })
    expect(await placed()).toEqual([
      [nameOf(who.second.person), 1, true],
      [nameOf(who.first.person), 1, false],
    ])
  })

  test('is refused row by row, each row with everything that is wrong with it', async () => {
    const { person } = await city.signIn({ rights: ['examination.expert'], region: '140728' })
    const { rejected, counts } = await take([
      ['姓名', '账号', '工作组', '组长'],
      ['没有这个人', '', '1', ''],
      [nameOf(person), '', '9', ''],
      [nameOf(who.first.person), '', '甲组', '也许'],
      [nameOf(who.first.person), who.second.person, '1', ''],
      [nameOf(who.second.person), '', '1', ''],
      [nameOf(who.second.person), '', '2', ''],
    ])
    expect(counts).toMatchObject({ same: 1, conflict: 1, rejected: 4 })
    const told = (row: number): string => rejected.find((one) => one.row === row)!.reasons.join('|')
    expect(told(2)).toContain('系统中没有')
    expect(told(3)).toMatch(/没有第9组.*\|.*没有市级岗位/)
    expect(told(4)).toMatch(/工作组：.*\|组长：/)
    expect(told(5)).toContain('不是')
    expect(told(7)).toContain('第 6 行已有')
  })

  test('names its examination where several are prepared, and keeps the recusal of a provincial one', async () => {
    const other = await open('省级初评', 'provincial')
    const line = [nameOf(who.first.person), '1']
    expect((await take([['姓名', '工作组'], line])).counts).toMatchObject({ conflict: 1 })
    const { rejected } = await take([['姓名', '工作组', '初评'], [...line, '省级初评']])
    expect(rejected[0]!.reasons[0]).toContain('应当回避')
    expect(await placed(other)).toEqual([])
    expect((await take([['姓名', '工作组', '初评'], [...line, '模拟初评']])).counts).toMatchObject({ same: 1 })
  })

  test('marks the reserve: whoever it names there is taken from his group, and goes back into one until the pool is sealed', async () => {
    const called = async (): Promise<string[]> => (await view()).reserve.map(({ name }) => name)
    const [first, second] = [nameOf(who.first.person), nameOf(who.second.person)]
    const list = (team: string, leader = '') => [['姓名', '工作组', '组长', '初评'], [second, team, leader, '模拟初评']]
    const led = await take(list('备选', '是'))
    expect(led.rejected[0]!.reasons.join()).toContain('不能任组长')
    expect((await take(list('备选'))).counts).toMatchObject({ update: 1, rejected: 0 })
    expect([await called(), await placed()]).toEqual([[second], [[first, 1, false]]])
    expect((await take(list('后备专家'))).counts).toMatchObject({ same: 1, update: 0 })
    expect((await take(list('2', '组长'))).counts).toMatchObject({ update: 1 })
    expect([await called(), (await placed()).at(-1)]).toEqual([[], [second, 2, true]])
    expect((await take(list('Reserve'))).counts).toMatchObject({ update: 1 })
    expect(await called()).toEqual([second])
  })

  test('goes out with its logins, and in again unchanged; who may not see people gets no login', async () => {
    const sheet = async (token: string): Promise<unknown[][]> => {
      const { rawPayload, statusCode } = await city.app.inject({ method: 'GET', url: `/api/v1/examinations/${id}/experts.xlsx`, headers: { authorization: `Bearer ${token}` } })
      expect(statusCode).toBe(200)
      const book = await openSpreadsheet(rawPayload)
      const rows: unknown[][] = []
      for await (const { cells } of book.rows(0)) rows.push([...cells])
      return rows
    }
    const rows = await sheet(office.token)
    expect(rows[0]).toEqual(['初评', '姓名', '账号', '单位', '工作组', '组长'])
    expect(rows.slice(1).map((row) => row[2]).toSorted()).toEqual([who.first.person, who.second.person].toSorted())
    expect((await take(rows.map((row) => row.map((cell) => String(cell ?? ''))))).counts).toMatchObject({ same: 2, rejected: 0, conflict: 0 })
    expect(rows.slice(1).map((row) => row[4])).toEqual(['1', '备选'])
    const without = (await city.signIn({ rights: ['evaluation.read', 'examination.manage', 'export'] })).token
    expect((await sheet(without)).slice(1).map((row) => row[2] ?? null)).toEqual([null, null])
  })

  test('takes nobody off the reserve once the pool is sealed, and tells so row by row', async () => {
    await call(city, office.token, 'POST', `/examinations/${id}/commit`)
    const { rejected } = await take([['姓名', '工作组', '初评'], [nameOf(who.second.person), '2', '模拟初评']])
    expect(rejected[0]!.reasons.join()).toContain('不能移出')
    expect((await view()).reserve).toHaveLength(1)
  })
})
