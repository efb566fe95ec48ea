import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { unzipLimited } from './zip.ts'

const limits = { maxBytes: 1_000_000, maxEntries: 10 }
const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem) return String(problem.code)
    throw problem
  }
  return 'none'
}

test('wanted entries come out whole, stored or deflated, and the others are left', () => {
  const archive = zipSync({ 'a.xml': strToU8('甲'.repeat(500)), 'b.xml': [strToU8('乙'), { level: 0 }], 'c.bin': strToU8('丙') })
  const files = unzipLimited(archive, { ...limits, only: (name) => name.endsWith('.xml') })
  expect([...files.keys()]).toEqual(['a.xml', 'b.xml'])
  expect([...files.values()].map((content) => new TextDecoder().decode(content).slice(0, 1))).toEqual(['甲', '乙'])
})

test('an archive that unpacks to more than it may is refused, whatever size it claims', () => {
  const bomb = zipSync({ 'a.xml': new Uint8Array(20_000_000) })
  expect(bomb.byteLength).toBeLessThan(50_000)
  expect(codeOf(() => unzipLimited(bomb, limits))).toBe('file.too-much-inside')
  const view = new DataView(bomb.buffer)
  for (let at = 0; at < bomb.byteLength - 46; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
  expect(codeOf(() => unzipLimited(bomb, limits))).toBe('file.too-much-inside')
})

test('too many entries, a cut file and another kind of file are refused', () => {
  const many = zipSync(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`${i}`, strToU8('x')])))
  expect(codeOf(() => unzipLimited(many, limits))).toBe('file.too-much-inside')
  expect(codeOf(() => unzipLimited(many.subarray(0, many.length - 30), limits))).toBe('file.not-zip')
  expect(codeOf(() => unzipLimited(strToU8('no archive at all, only words'), limits))).toBe('file.not-zip')
  expect(codeOf(() => unzipLimited(new Uint8Array(0), limits))).toBe('file.not-zip')
})

test('an entry under a password is told as such', () => {
  const archive = zipSync({ 'a.xml': strToU8('甲') })
  const view = new DataView(archive.buffer)
  for (let at = 0; at < archive.byteLength - 46; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true)
  expect(codeOf(() => unzipLimited(archive, limits))).toBe('file.encrypted')
})
