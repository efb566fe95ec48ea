import { expect, test } from 'vitest'
import { duties } from '../../duties/index.ts'
import { allDuties, registryOf } from '../platform.ts'
import { checkIndicators } from './check.ts'
import { count, indicator, rows, share, sum, type Indicator } from './declare.ts'
import { basisOf, rowsText } from './describe.ts'
import { budget, trials } from './trial.fixture.ts'

const registers = registryOf(allDuties(duties))
const shipped = duties.flatMap((duty) => duty.indicators ?? [])
const named = (value: Indicator['value'], name = 'wrong.one'): Indicator => indicator(name, { title: { zh: '甲', en: 'A' }, unit: { zh: '个', en: 'items' }, better: 'more', value })

test('conditions print as sentences, with the labels of fields and choices', () => {
  expect(rowsText(registers, rows('premises', [['status', 'in', ['open', 'reopened']], ['in_ledger', '=', true]])).zh)
    .toMatch(/^未注销的经营场所，.+为.+、.+，且.+为是$/)
  expect(rowsText(registers, rows('licence', [['expires_on', 'next-days', 30]]))).toEqual({
    zh: '未注销的许可与备案，有效期至在截至日起 30 天内', en: 'Licences and filings not closed where Valid until is within 30 days from the day asked for',
  })
})

test('what is left out is printed without repeating what it shares with the rest', () => {
  const ledger = rows('premises', [['in_ledger', '=', true]])
  expect(rowsText(registers, ledger.without(ledger.and(['opened_on', 'is-null']))).zh).toMatch(/，不含其中.+未填的$/)
})

test('a type stands for all below it once all below are counted', () => {
  const { zh } = basisOf(registers, shipped.find(({ name }) => name === 'registry.premises.cant')!)
  expect(zh).not.toContain('幼儿园食堂、')
})

test('every indicator has a 口径 in both languages that names no code and no Han character in English', () => {
  const choices = new Set([...registers.values()].flatMap((register) => Object.values(register.fields).flatMap((field) => (field.kind === 'choice' ? field.options.map(({ code }) => code) : []))))
  for (const one of [...shipped, ...trials, budget]) {
    const { zh, en } = basisOf(registers, { ...one, note: undefined } as unknown as Indicator)
    expect(zh, one.name).toMatch(/\p{Script=Han}/u)
    expect(en.replace('包保', ''), one.name).not.toMatch(/\p{Script=Han}/u)
    const words = zh.match(/[A-Z]{3,}(_[A-Z]+)*/g) ?? []
    expect(words.filter((word) => choices.has(word)), one.name).toEqual([])
  }
})

test('a declaration that names no field, no choice, no number, or a name twice stops the program from starting', () => {
  const all = rows('premises')
  expect(() => checkIndicators(registers, [named(count(all.and(['colour', '=', 'red'])))])).toThrow(/no field colour/)
  expect(() => checkIndicators(registers, [named(count(all.and(['status', '=', 'asleep'])))])).toThrow(/no choice asleep/)
  expect(() => checkIndicators(registers, [named(count(all.without(all.and(['type', 'in', ['NOWHERE']]))))])).toThrow(/no choice NOWHERE/)
  expect(() => checkIndicators(registers, [named(sum(all, 'name'))])).toThrow(/is no number/)
  expect(() => checkIndicators(registers, [named(count(all.and(['name', 'before', 'as-of'])))])).toThrow(/neither a date/)
  expect(() => checkIndicators(registers, [named(share(all, rows('licence')))])).toThrow(/two registers/)
  expect(() => checkIndicators(registers, [named(count(rows('nowhere')))])).toThrow(/no register nowhere/)
  expect(() => checkIndicators(registers, [named(count(all)), named(count(all))])).toThrow(/twice/)
  expect(() => checkIndicators(registers, [...shipped, ...trials, budget])).not.toThrow()
})
