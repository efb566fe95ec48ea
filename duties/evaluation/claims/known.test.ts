import { describe, expect, test } from 'vitest'
import { date } from '../../../platform/core/dates.ts'
import { divisions, regionChanges } from '../../../platform/regions/divisions.ts'
import { knownOf, lastDayOf } from './known.ts'
import { defaultLinks, linkOf } from './known-links.ts'
import { spanOf } from './known-own.ts'

const TODAY = date('2026-01-01')

test('a printed date means its last day', () => {
  expect(['2024', '2024-02', '2022-09-30', '2022-13', 'x'].map(lastDayOf)).toEqual(['2024-12-31', '2024-02-29', '2022-09-30', null, null])
  expect(lastDayOf(null)).toBeNull()
})

describe('divisions of a place', async () => {
  const rows = await divisions()
  const nameOf = (code: string): string => rows.find((row) => row.code === code && row.valid_to === null)!.name_zh

  test('are those of the day of its paper: a county that became a district counts as what it was', async () => {
    const [recode] = regionChanges
    const name = nameOf(`${recode!.new_code.slice(0, 4)}00`)
    const [before, after] = await Promise.all(
      ['2018', '2022'].map(async (day) => (await knownOf([{ city: name, date: day }], TODAY)).divisions(name)!),
    )
    expect([before!.districts + 1, before!.counties - 1]).toEqual([after!.districts, after!.counties])
    expect(after!.townships).toBeGreaterThan(after!.districts + after!.counties)
  })

  test('every city has as many as the table has rows under it, and no kind is counted twice', async () => {
    const cities = rows.filter(({ level, valid_to }) => level === 'city' && valid_to === null)
    const known = await knownOf([], TODAY)
    const off = cities.filter(({ code, name_zh }) => {
      const counted = known.divisions(name_zh)
      const under = rows.filter(
        (row) =>
          row.level === 'county' &&
          row.valid_to === null &&
          row.parent === code &&
          /[市区县旗]$/.test(row.name_zh) &&
          !/^\d{4}7[1-9]$/.test(row.code),
      ).length
      return counted === null || counted.districts + counted.counties + counted.cities !== under
    })
    expect(off.map(({ name_zh }) => name_zh)).toEqual([])
  })

  test('of an unknown place, and of a name that several bear, nothing is known', async () => {
    const known = await knownOf([], TODAY)
    const counties = rows.filter(({ level, valid_to }) => level === 'county' && valid_to === null).map(({ name_zh }) => name_zh)
    const twice = counties.find((name, at) => counties.indexOf(name) !== at)!
    expect([known.divisions('澄阳市'), known.divisions(twice)]).toEqual([null, null])
  })
})

describe('our own figures', () => {
  test('a period is read as the days it means', () => {
    expect(['2022', '2022-06', '2022-06-30', '2020/2022', '/2022-09-30'].map(spanOf)).toEqual([
      { from: '2022-01-01', to: '2022-12-31' },
      { from: '2022-06-01', to: '2022-06-30' },
      { from: '2022-06-30', to: '2022-06-30' },
      { from: '2020-01-01', to: '2022-12-31' },
      { from: '2022-01-01', to: '2022-09-30' },
    ])
    expect([spanOf(null), spanOf('2022/')]).toEqual([null, null])
  })

  const claim = { subject: '学校食堂', measure: '明厨亮灶覆盖率', unit: '%', scope: '全市' }
  test('a claim is linked where all words and the unit are there, and only for the whole city', () => {
    expect(linkOf(claim, '2022-12-31', defaultLinks)).toBe('kitchens.school-connected')
    expect(linkOf({ ...claim, unit: '家' }, '2022-12-31', defaultLinks)).toBeNull()
    expect(linkOf({ ...claim, scope: '市级' }, '2022-12-31', defaultLinks)).toBeNull()
  })

  test('a link counts from its first day to its last, and more words win over fewer', () => {
    const [first] = defaultLinks
    const links = [
      { ...first!, words: ['覆盖率'], units: ['%'], indicator: 'a' },
      { ...first!, words: ['学校', '覆盖率'], units: ['%'], indicator: 'b', valid_from: date('2023-01-01') },
    ]
    expect(['2022-12-31', '2023-01-01'].map((day) => linkOf(claim, day, links))).toEqual(['a', 'b'])
  })
})
