import { expect, test } from 'vitest'
import fc from 'fast-check'
import { Problem } from '../../../platform/core/problem.ts'
import { dayNumber, dayText, readDays } from './days.ts'
import { readHistory } from './history.ts'
import { rank } from './rank.ts'
import { readSchema } from './schema.ts'

const given = { id: 'id', date: 'date', outcome: 'found', split: { column: 'split', train: 'train', test: 'test' }, nuisance: ['inspector'], inputs: { type: 'category', age: 'number', tobacco: 'boolean', lat: 'coordinate', lon: 'coordinate' } }
const schema = readSchema(given)
const header = ['id', 'date', 'found', 'split', 'inspector', 'type', 'age', 'tobacco', 'lat', 'lon']
const rows = [
  ['1', '2024-01-02', '1', 'train', 'blue', 'Restaurant', '3.5', 'true', '41.8', '-87.6'],
  ['2', '2024-01-03', '0', 'train', '', '', 'NA', 'no', '', ''],
  ['3', '2024-02-01', '', 'test', 'red', 'Bakery', '1e1', '0', '41.9', '-87.7'],
]
const faultsOf = (action: () => unknown): string[] => {
  try {
    action()
  } catch (error) {
    if (error instanceof Problem) return error.fields.map(({ path, sentence }) => `${path}: ${sentence.en}`)
    throw error
  }
  return []
}
const changed = (row: number, column: string, text: string, table = rows): string[][] => [header, ...table.map((cells, at) => cells.map((cell, place) => (at === row && header[place] === column ? text : cell)))]

test('a history is read with its gaps', () => {
  const { train, test: ranked, warnings } = readHistory([header, ...rows], schema)
  expect(train.map(({ outcome }) => outcome)).toEqual([1, 0])
  expect(train[0]).toMatchObject({ id: '1', day: dayNumber(2024, 1, 2), nuisance: ['blue'], inputs: { type: 'Restaurant', age: 3.5, tobacco: 1, lat: 41.8 } })
  expect(train[1]).toMatchObject({ nuisance: [null], inputs: { type: null, age: null, tobacco: 0, lat: null } })
  expect(ranked).toHaveLength(1)
  expect(warnings).toEqual([])
})

test('every fault of a schema is told at once', () => {
  const faults = faultsOf(() => readSchema({ id: '', date: 3, outcome: 'found', split: { column: 'split', train: 'x', test: 'x' }, nuisance: 'me', inputs: { a: 'text', found: 'number' }, more: 1 }))
  expect(faults.map((fault) => fault.split(':')[0])).toEqual(['more', 'id', 'date', 'split', 'nuisance', 'inputs.a', 'inputs.found'])
  expect(faultsOf(() => readSchema([]))).toHaveLength(1)
})

test('a nuisance that is named among the inputs stays a nuisance', () => {
  expect(Object.keys(readSchema({ ...given, nuisance: ['type'] }).inputs)).not.toContain('type')
})

test('every column that is missing is told at once', () => {
  expect(faultsOf(() => readHistory([['id', 'date', 'id'], ['1', '2024-01-01', '2']], schema)).map((fault) => fault.split(':')[0])).toEqual(['id', 'found', 'split', 'inspector', 'type', 'age', 'tobacco', 'lat', 'lon'])
})

test.each([
  ['date', '2024-02-30', 0], ['date', '', 2], ['date', 'yesterday', 1], ['found', '', 0], ['found', 'maybe', 1], ['found', '-1', 1], ['id', '', 2],
])('%s “%s” in row %i is refused', (column, text, row) => {
  expect(faultsOf(() => readHistory(changed(row, column, text), schema)).map((fault) => fault.split(':')[0])).toEqual([column])
})

test('several faults are told at once, each with its row', () => {
  const table = changed(0, 'date', 'x', changed(1, 'found', '').slice(1))
  expect(faultsOf(() => readHistory(table, schema)).join('\n')).toMatch(/date: 1 dates.*row 2: “x”.*\n.*found: 1 train rows have no outcome.*row 3/)
})

test('a column that is missing is told with the faults of the rows; only without id, date or outcome can no row be read', () => {
  const without = changed(0, 'date', '2024-02-30').map((cells) => cells.filter((_, at) => header[at] !== 'age'))
  expect(faultsOf(() => readHistory(without, schema)).map((fault) => fault.split(':')[0])).toEqual(['age', 'date'])
})

test('outcomes that count findings are taken, and that is told', () => {
  const { train, warnings } = readHistory(changed(0, 'found', '3'), schema)
  expect([train[0]!.outcome, warnings.map(({ en }) => en).join()]).toEqual([1, expect.stringContaining('whatever is above 0 counts')])
})

test('no rows, no train rows and no test rows are refused with the values that are there', () => {
  expect(faultsOf(() => readHistory([header], schema))).toEqual(['history: the file has no rows.'])
  expect(faultsOf(() => readHistory([header, ...rows.slice(0, 2)], schema)).join()).toContain('there are no test rows (split = test); its values are: train')
  expect(faultsOf(() => readHistory([header, rows[2]!], schema)).join()).toContain('there are no train rows')
})

test('a few train rows without a date or an outcome are left out, and that is told', () => {
  const many = Array.from({ length: 60 }, (_, at) => rows[0]!.with(0, `a${at}`))
  const { train, warnings } = readHistory(changed(4, 'found', '', changed(9, 'date', '?', [...many, ...rows]).slice(1)), schema)
  expect([train.length, warnings[0]!.en]).toEqual([60, '2 train rows have no date or no outcome that can be read (such as row 6, 11) and are not used.'])
  expect(faultsOf(() => readHistory(changed(62, 'date', '?', [...many, ...rows]), schema)).join()).toContain('dates cannot be read')
})

test('an id that several train rows share is the place, and what was found there counts', () => {
  const visits = Array.from({ length: 900 }, (_, at) => [`p${at % 150}`, `${2021 + Math.floor(at / 300)}-0${1 + (at % 9)}-1${at % 7}`, (at % 150) % 5 === 0 && at % 4 > 0 ? '1' : '0', 'train', 'blue', '', '', '', '0', '0'])
  const ranked = Array.from({ length: 150 }, (_, at) => [`p${at}`, '2024-03-01', '', 'test', '', '', '', '', '0', '0'])
  const { train, test: last, schema: placed, warnings } = readHistory([header, ...visits, ...ranked], schema)
  expect(placed.inputs).toMatchObject({ id: 'category' })
  expect(warnings.map(({ en }) => en).join()).toContain('taken for the place')
  const { scores } = rank(train, last, placed)
  const order = [...last.keys()].toSorted((a, b) => scores[b]! - scores[a]!)
  expect(order.slice(0, 30).filter((at) => at % 5 === 0).length).toBeGreaterThan(25)
})

test('a number that cannot be read is missing and told; a column of them is refused', () => {
  const many = Array.from({ length: 9 }, (_, at) => rows[0]!.with(0, `a${at}`))
  const { train, warnings } = readHistory(changed(4, 'age', 'old', [...many, ...rows]), schema)
  expect(train[4]!.inputs['age']).toBeNull()
  expect(warnings[0]!.en).toContain('age: 1 values cannot be read')
  expect(faultsOf(() => readHistory(changed(0, 'age', 'old', [rows[0]!, rows[2]!.with(6, 'new')]), schema)).join()).toContain('not of the type number')
})

test('outcomes of test rows are not looked at, and that is told', () => {
  const { test: ranked, warnings } = readHistory(changed(2, 'found', '1'), schema)
  expect(ranked[0]!.outcome).toBeNull()
  expect(warnings[0]!.en).toContain('not looked at')
})

test('dates are told by their column: years first, or months first where one day is beyond 12', () => {
  expect(readDays(['2024-03-05', '2024/3/5', '2024年3月5日', '20240305', '2024-03-05T08:00:00Z', '2024-03-05 08:00', '5 Mar 2024', '05-MAR-2024', 'March 5, 2024', '45356', '19787']).map((day) => dayText(day!))).toEqual(Array(11).fill('2024-03-05'))
  expect(readDays(['03/05/2024', '03/25/2024'])[0]).toBe(dayNumber(2024, 3, 5))
  expect(readDays(['03/05/2024', '25/03/2024'])[0]).toBe(dayNumber(2024, 5, 3))
  expect(readDays(['03/05/2024', '04/05/2024', '5 Foo 2024', '31 Apr 2024'])).toEqual([undefined, undefined, undefined, undefined])
})

test('whatever stands in the cells, the answer is a ranking or a Problem', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('', '1', '0', '2024-01-01', 'train', 'test', '=1+1', '1e400', '-0', 'NaN', '\u0000', '__proto__', 'constructor', '9'.repeat(400)))
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 0, maxLength: 11 }), { maxLength: 8 }), (table) => {
    try {
      const { train, test: ranked } = readHistory([header, ...table], schema)
      expect([...rank(train, ranked, schema).scores].every((score) => score > 0 && score < 1)).toBe(true)
    } catch (error) {
      expect(error).toBeInstanceOf(Problem)
    }
  }), { numRuns: 200, seed: 7 })
})

test('columns of any name can be inputs', () => {
  const odd = readSchema(JSON.parse('{"id":"id","date":"date","outcome":"found","split":{"column":"split","train":"train","test":"test"},"nuisance":[],"inputs":{"__proto__":"category","constructor":"number"}}'))
  const table = [['id', 'date', 'found', 'split', '__proto__', 'constructor'], ['1', '2024-01-01', '1', 'train', 'a', '3'], ['2', '2024-01-02', '', 'test', 'b', '4']]
  const { train, test: ranked } = readHistory(table, odd)
  expect(rank(train, ranked, odd).scores).toHaveLength(1)
})
