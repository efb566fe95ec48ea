import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, date } from '../../core/dates.ts'
import type { Cell } from '../../documents/spreadsheet/index.ts'
import { endOfTerm } from './coerce-date.ts'
import { scaleOf } from './coerce-number.ts'
import { coerce } from './coerce.ts'
import { context, example } from './example.ts'

type Name = keyof typeof example.fields
/** The value of a cell in a field of the example, or its fault in Chinese. */
function read(field: Name, cell: Cell, unit: string | null = null): unknown {
  const aliases = field === 'kind' ? example.aliases.kind : undefined
  const coerced = coerce(example.fields[field], cell, unit, context, aliases)
  return 'fault' in coerced ? `! ${coerced.fault.zh}` : coerced.value
}

test.each<[Cell, string | null]>([
  [' 晨光\n面馆（东街）\u200B ', '晨光面馆（东街）'],
  ['Moon\r\nCafe', 'Moon Cafe'],
  ['８号楼Ａ座', '8号楼A座'],
  [123, '123'],
  [0.1 + 0.2, '0.3'],
  [{ date: date('2023-01-05'), time: null }, '2023-01-05'],
  ['　甲　', '甲'],
  ['无', '无'],
])('text %j becomes %j', (cell, value) => expect(read('legal_person', cell)).toBe(value))

test('numbers of licences lose blanks and width, and gain capitals where their form asks for them', () => {
  expect(read('number', ' ｓｃ １２３ ４５６ ')).toBe('SC123456')
  expect(read('number', 'SC12345')).toBe('! “SC12345”格式不正确')
})

test('a number of more than 15 digits is a fault in any field, as a cell or as text', () => {
  expect(read('number', { fault: 'imprecise', text: '1.4E+17' })).toContain('超过15位')
  expect(read('legal_person', '1.40702E+17')).toContain('超过15位')
  expect(read('capital', { fault: 'error', text: '#N/A' })).toContain('#N/A')
})

test.each<[Cell, string | null, number]>([
  ['1,234.50', null, 123450],
  ['１２３', null, 12300],
  ['3万', null, 3_000_000],
  ['1.5', '万元', 1_500_000],
  [12.5, '万元', 12_500_000],
  ['2亿元', '万元', 20_000_000_000],
  ['￥5元', null, 500],
  ['5千元', null, 500_000],
  [0.1 + 0.2, null, 30],
  ['(8)', null, -800],
  [3, '元', 300],
  [3, '人民币万元', 300],
  ['2000元', '万元', 200_000],
])('an amount of %j in a column of unit %j is %i 分', (cell, unit, fen) => {
  expect(read('capital', cell, unit === '人民币万元' ? null : unit)).toBe(fen)
})

test.each<[Name, Cell, string | null, unknown]>([
  ['area', '120㎡', '㎡', 120],
  ['area', '1.2万', null, 12_000],
  ['area', '60平', null, 60],
  ['area', '-1', null, '! -1 小于下限 0'],
  ['share', '98.1%', null, 98.1],
  ['share', 98.1, null, 98.1],
  ['staff', '12人', null, 12],
  ['staff', '12 名', '人', 12],
  ['area', 12, '户次', '! 本列的单位是“户次”，此项按“㎡”填，两者不能换算；请另选对应的项'],
  ['area', '12 家', null, '! “12 家”的单位是“家”，此项按“㎡”填，两者不能换算'],
  ['area', '3亩', null, 2000],
  ['area', 1.5, '公顷', 15_000],
  ['staff', '1.5', null, '! 1.5 不是整数'],
  ['staff', '1,23', null, '! “1,23”不是数字'],
  ['staff', '约10', null, '! “约10”不是数字'],
  ['staff', '/', null, null],
  ['capital', '0.005', null, '! 金额“0.005”最多只能有两位小数（精确到分）'],
])('%s: %j becomes what it says or a fault', (field, cell, unit, value) => expect(read(field, cell, unit)).toBe(value))

test.each<Cell>([
  '2023-1-5',
  '2023/01/05',
  '2023.1.5',
  '2023年1月5日',
  '２０２３－０１－０５',
  '20230105',
  20230105,
  44931,
  '44931',
  '2023-01-05 00:00:00',
  '2023/1/5 8:30',
  { date: date('2023-01-05'), time: null },
])('%j is 5 January 2023', (cell) => expect(read('issued_on', cell)).toBe('2023-01-05'))

test.each<[Cell, string]>([
  ['2023-02-29', '不是真实存在'],
  ['2023年1月', '缺少日'],
  ['1/5/2023', '分不清'],
  ['23.1.5', '分不清'],
  ['2020-01-01至2025-01-01', '一段期间'],
  ['待定', '不是日期'],
  ['1023-01-05', '不在 1900'],
  [12, '不是日期'],
])('%j is no date, and the reason says why', (cell, reason) => expect(read('issued_on', cell)).toContain(reason))

test('any date is read from every way of writing it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 109_000 }), (days) => {
      const day = addDays(date('1900-01-01'), days)
      const [year, month, of] = day.split('-').map(Number)
      for (const text of [day, `${year}/${month}/${of}`, `${year}年${month}月${of}日`, `${year}.${month}.${of}`, day.replaceAll('-', '')])
        expect(read('issued_on', text)).toBe(day)
    }),
    { numRuns: 100, seed: 7 },
  )
})

test('a term without end is no date, and a fault where a date must stand', () => {
  expect(read('expires_on', '长期')).toBeNull()
  expect(read('expires_on', '9999-12-31')).toBeNull()
  expect(read('starts_on', '永久')).toBe('! 此项必须有确切日期，不能填“永久”')
})

test.each<[Cell, boolean]>([
  ['是', true],
  ['有', true],
  ['√', true],
  ['Ｙ', true],
  [1, true],
  [true, true],
  ['否', false],
  ['无', false],
  ['×', false],
  ['n', false],
  ['FALSE', false],
])('%j is %s', (cell, value) => expect(read('chain', cell)).toBe(value))

test('a choice is known by code, label, synonym, alias or the last part of a path; signs count', () => {
  for (const text of ['canteen', '学校食堂', 'Canteen', '校园 食堂', '幼儿园食堂', '餐饮/学校食堂'])
    expect(read('kind', text)).toBe('canteen')
  expect([read('kind', 'A+'), read('kind', 'Ａ'), read('kind', '其他')]).toEqual(['top', 'good', null])
  expect(read('kind', '食堂')).toBe('! 没有“食堂”这一选项，可填：学校食堂、A+、A')
})

test('what stands before a bracket decides, unless the bracket names one of its family; alone a bracket tells nothing', () => {
  expect(['幼儿园食堂（公办）', '学校食堂(在建)'].map((text) => read('kind', text))).toEqual(['canteen', 'canteen'])
  expect(read('kind', '某处（学校食堂）')).toContain('没有“某处（学校食堂）”这一选项')
})

test.each([
  ['2022年3月1日至2027年2月28日', '2027年2月28日'],
  ['2022-03-01 至 2027-02-28止', '2027-02-28'],
  ['自2022.3.1起至长期', '长期'],
  ['2022/3/1-2027/2/28', '2027/2/28'],
  ['2022年3月1日-2027年2月28日', '2027年2月28日'],
  ['2022-03-01-2027-02-28', '2027-02-28'],
  ['2022-03-01 ~ 2027-02-28', '2027-02-28'],
  ['２０２２－０３－０１——２０２７－０２－２８', '2027-02-28'],
  ['2027-02-28', undefined],
  ['五年至2027-02-28', undefined],
  ['2022-02-30至2027-02-28', undefined],
])('the end of the term %j is %j', (text, end) => expect(endOfTerm(text)).toBe(end))

test('several options may stand in a cell, and a label may hold a comma', () => {
  expect(read('goods', '热食、hot')).toEqual(['hot'])
  expect(read('goods', '冷食、生食')).toEqual(['cold'])
  expect(read('goods', '热食，cold')).toEqual(['hot', 'cold'])
  expect(read('goods', null)).toEqual([])
})

test('a reference is looked up, and an empty required cell is a fault', () => {
  expect(read('insurer', '甲保险')).toBe('insurer-1')
  expect(read('insurer', '乙')).toBe('! 没有这家机构')
  expect(read('name', ' ')).toBe('! 必须填写')
})

test('whose map coordinates are of is no hundred degrees', () => expect(['百度', '百元', '万'].map(scaleOf)).toEqual([1, 100, 10_000]))
