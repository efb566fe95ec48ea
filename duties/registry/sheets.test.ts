import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { date } from '../../platform/core/dates.ts'
import { coerce } from '../../platform/register/import/coerce.ts'
import { looselyOf } from '../../platform/register/import/form.ts'
import { businessForm } from './business-form.ts'
import { dryRunBusinesses } from './import.ts'

/** What is expected of a sheet, and how it is compared: see fixtures/sheets/README.md. */
type Expected = {
  readonly columns: Readonly<Record<string, string>>
  readonly counts: object
  readonly rejected: readonly { readonly row: number; readonly about: string }[]
}

const DIR = new URL('./fixtures/sheets/', import.meta.url)
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')
const sheets = readdirSync(DIR).filter((name) => /\.(?:xlsx|csv)$/.test(name))

describe.each(sheets)('%s', async (name) => {
  const expected = JSON.parse(readFileSync(new URL(name.replace(/\.\w+$/, '.expected.json'), DIR), 'utf8')) as Expected
  const found = await dryRunBusinesses(fileURLToPath(new URL(name, DIR)), { today: date('2026-06-01') })

  test.each(Object.entries(expected.columns))('the column %s is read as %s', (heading, fields) => {
    const column = Object.entries(found.columns).find(([shown]) => `/${plain(shown)}`.endsWith(`/${plain(heading)}`))
    expect(fields.split('|')).toContain(column?.[1])
  })

  test('its records are counted, and the faulty ones named by their rows', () => {
    expect(found.counts).toEqual(expected.counts)
    expect(found.rejected.map(({ row }) => row)).toEqual(expected.rejected.map(({ row }) => row))
    expected.rejected.forEach(({ about }, i) => expect(found.rejected[i]!.reasons.join()).toMatch(new RegExp(about)))
  })
})

test('seventeen sheets are there', () => expect(sheets.length).toBeGreaterThanOrEqual(17))

test.each([
  ['大型餐饮', 'CATE'],
  ['食品销售经营者（商场超市）（含网络经营）', 'DIST'],
  ['中职学校食堂', 'CANT_SCHOOL'],
  ['豆制品小作坊', 'WORK'],
  ['乳制品生产企业', 'PROD'],
  ['糖酒批发', 'DIST'],
  ['小餐饮店', 'SCAT'],
  ['农药零售', undefined],
  ['餐饮具销售', undefined],
  ['非学校食堂以外', undefined],
])('a type in local words: %s is %s', (words, code) => {
  const read = coerce(
    businessForm.fields.type,
    words,
    null,
    { today: '2026-06-01' },
    businessForm.aliases.type,
    looselyOf(businessForm, 'type'),
  )
  expect('value' in read ? read.value : undefined).toBe(code)
})

test.each([
  ['正常营业', 'open'],
  ['目前正常经营', 'open'],
  ['长期停业', 'suspended'],
  ['已停止经营', 'suspended'],
  ['营业执照已注销', 'closed'],
  ['未营业', undefined],
  ['转让', undefined],
])('a state in local words: %s is %s', (words, code) => {
  const { status } = businessForm.fields
  const read = coerce(status, words, null, { today: '2026-06-01' }, businessForm.aliases.status, looselyOf(businessForm, 'status'))
  expect('value' in read ? read.value : undefined).toBe(code)
})
