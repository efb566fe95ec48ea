import { expect, test } from 'vitest'
import { hashPassword, oneTimePassword, passwordFaults, verifyNobody, verifyPassword, wasUsed } from './password.ts'

const who = { login: 'wangli', name: '王丽' }
const english = (password: string): string[] => passwordFaults(password, who).map((fault) => fault.en)

test('a hash carries its parameters, differs each time, and opens to its own password only', async () => {
  const [one, two] = await Promise.all([hashPassword('Pear-Orchard7'), hashPassword('Pear-Orchard7')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(two).not.toBe(one)
  expect(await verifyPassword('Pear-Orchard7', one)).toBe(true)
  expect(await verifyPassword('Pear-orchard7', one)).toBe(false)
  expect(await verifyPassword('Pear-Orchard7', 'not a hash')).toBe(false)
  expect(await verifyNobody('Pear-Orchard7')).toBe(false)
})

test('hashing leaves the main thread free', async () => {
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  await Promise.all(Array.from({ length: 4 }, () => hashPassword('Pear-Orchard7')))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})

test('full-width letters of a Chinese keyboard are the same password', async () => {
  expect(await verifyPassword('Ｐear-Orchard７', await hashPassword('Pear-Orchard7'))).toBe(true)
})

test('every broken rule is told at once', () => {
  expect(english('wangli1')).toEqual([
    'A password has at least 10 characters.',
    'Use at least three of: capital letters, small letters, digits, symbols.',
    'A password may not contain the login or the name.',
  ])
})

test.each(['Password1!', 'P@ssw0rd2026', 'Admin@123456', 'Qwer1234!!', '1qaz2WSX3edc', 'Aa12345678!'])(
  'the common password %s is refused',
  (password) => {
    expect(english(password)).toContain('This password is too common. Choose another.')
  },
)

test.each(['Pear-Orchard7', 'Kunlun#Snow42', '麦浪Harvest9', 'tallGrass_88x'])('the password %s is accepted', (password) => {
  expect(english(password)).toEqual([])
})

test('a password that one of the remembered hashes was made of counts as used', async () => {
  const hashes = [await hashPassword('Pear-Orchard7'), await hashPassword('Kunlun#Snow42')]
  expect(await wasUsed('Kunlun#Snow42', hashes)).toBe(true)
  expect(await wasUsed('Kunlun#Snow43', hashes)).toBe(false)
})

test('one-time passwords keep the rules themselves and do not repeat', () => {
  const made = Array.from({ length: 200 }, oneTimePassword)
  expect(new Set(made).size).toBe(200)
  for (const password of made) expect(english(password)).toEqual([])
})
