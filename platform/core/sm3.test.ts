import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { numbersAfter, Sm3 } from './sm3.ts'

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 131 + length) % 251)

test('the browser’s SM3 gives the examples of GB/T 32905-2016', () => {
  expect(new Sm3().update(Buffer.from('abc')).hex()).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(new Sm3().update(Buffer.from('abcd'.repeat(16))).hex()).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

test('it agrees with Node’s for every length around a block, however the content is cut', () => {
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000, 100_003]) {
    const whole = bytes(length)
    const known = createHash('sm3').update(whole).digest('hex')
    for (const cut of [1_000_000, 64, 37]) {
      const hash = new Sm3()
      for (let at = 0; at < length; at += cut) hash.update(whole.subarray(at, at + cut))
      expect(hash.hex()).toBe(known)
    }
  }
})

test('numbers of texts that begin alike are those of the whole texts, whatever was asked before', () => {
  for (const prefix of ['', 'S|object|', '种子|', 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(200)]) {
    const numberOf = numbersAfter(prefix)
    for (const ending of ['a|1', '', 'y'.repeat(500), 'b', '单位'.repeat(40), '😀', 'z'.repeat(55)]) {
      expect(numberOf(ending), `${prefix} ${ending}`).toBe(Number.parseInt(createHash('sm3').update(prefix + ending, 'utf8').digest('hex').slice(0, 13), 16))
    }
  }
})
