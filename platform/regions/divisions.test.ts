import { describe, expect, test } from 'vitest'
import { divisions, regionChanges, townships } from './divisions.ts'
import { englishName } from './english.ts'

const rows = await divisions(['140700'])
const at = (code: string) => rows.find((row) => row.code === code)

describe('the division table', () => {
  test('holds all provinces, and no line of the package that is only part of its tree', () => {
    expect(rows.filter((row) => row.level === 'province')).toHaveLength(34)
    expect(rows.filter((row) => /^(市辖区|县)$|直辖县级/.test(row.name_zh))).toEqual([])
  })

  test('gives 晋中 eleven counties in force and the county that was recoded', () => {
    const counties = rows.filter((row) => row.level === 'county' && row.parent === '140700')
    expect(counties.filter((row) => row.valid_to === null).map((row) => row.code)).toEqual(
      ['140702', '140703', '140721', '140722', '140723', '140724', '140725', '140727', '140728', '140729', '140781'])
    expect(counties.filter((row) => row.valid_to !== null)).toEqual([
      { code: '140726', valid_from: '1949-10-01', valid_to: '2019-12-09', name_zh: '太谷县', name_en: 'Taigu County', level: 'county',
        parent: '140700' }])
    expect(at('140703')).toMatchObject({ name_zh: '太谷区', valid_from: '2019-12-09' })
  })

  test('begins a recoded division, and its townships, on the day on which the old code ended', () => {
    for (const change of regionChanges) {
      expect(at(change.old_code)?.valid_to).toBe(change.changed_on)
      for (const row of rows.filter((one) => one.code.startsWith(change.new_code))) expect(row.valid_from).toBe(change.changed_on)
    }
  })

  test('every row hangs under a row, parents come first, no code stands twice', () => {
    const seen = new Set<string>()
    for (const row of rows) {
      if (row.level !== 'province') expect(seen.has(row.parent ?? ''), row.code).toBe(true)
      expect(seen.has(row.code), row.code).toBe(false)
      seen.add(row.code)
    }
  })

  test('a county without a city hangs under its province', () => {
    expect(at('110101')?.parent).toBe('110000')
    expect(at('419001')).toMatchObject({ name_zh: '济源市', parent: '410000', level: 'county' })
  })

  test('townships have nine digits and lie in the county that their code begins with', async () => {
    const pingyao = await townships('140728')
    expect(pingyao.find((row) => row.code === '140728100')).toMatchObject({ name_zh: '古陶镇', name_en: 'Gutao Town', parent: '140728',
      level: 'township' })
    const city = await townships('140700')
    expect(city.length).toBeGreaterThan(pingyao.length)
    for (const row of city) expect(row.code).toMatch(new RegExp(`^${row.parent}\\d{3}$`))
  })

  test('only the cities asked for have townships', async () => {
    expect((await divisions()).filter((row) => row.level === 'township')).toEqual([])
    expect(rows.filter((row) => row.level === 'township' && !row.code.startsWith('1407'))).toEqual([])
  })
})

describe('English names of divisions', () => {
  test.each([
    ['榆次区', 'Yuci District'], ['平遥县', 'Pingyao County'], ['祁县', 'Qixian County'], ['介休市', 'Jiexiu City'], ['陕西省', 'Shaanxi Province'],
    ['北关街道', 'Beiguan Subdistrict'], ['南政乡', 'Nanzheng Township'], ['义安镇', "Yi'an Town"], ['三都乡', 'Sandu Township'],
    ['大通回族土族自治县', 'Datong Hui and Tu Autonomous County'], ['鄂温克族自治旗', 'Ewenki Autonomous Banner'],
    ['延边朝鲜族自治州', 'Yanbian Korean Autonomous Prefecture'], ['万柏林区', 'Wanbailin District'],
    ['榆次区使赵乡社会事务管理中心', 'Shizhao Township Community Affairs Centre'], ['文苑社区', 'Wenyuan Community'],
  ])('%s is %s', (zh, en) => expect(englishName(zh)).toBe(en))

  test('no row of the table is left with a Chinese character', () => {
    expect(rows.filter((row) => /\p{Script=Han}/u.test(row.name_en) || row.name_en.trim() === '')).toEqual([])
  })
})
