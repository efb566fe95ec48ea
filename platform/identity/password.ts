import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Bilingual } from '../core/bilingual.ts'

/**
 * Passwords as argon2id hashes in PHC form: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. The parameters stand in each
 * hash, so they can be raised later and old hashes still verify. Node computes them off the main thread.
 * 19 MiB, 2 passes: some 30 ms on a small server, and a hundred sign-ins at once still fit its memory.
 */
const MEMORY_KIB = 19_456
const PASSES = 2
const LENGTH = 32

const argon2id = promisify(argon2)
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
/** One spelling of the same characters, whatever keyboard they came from. */
const message = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8')

/** The PHC string to store. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await argon2id('argon2id', {
    message: message(password),
    nonce,
    parallelism: 1,
    tagLength: LENGTH,
    memory: MEMORY_KIB,
    passes: PASSES,
  })
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${unpadded(nonce)}$${unpadded(hash)}`
}

/** Whether the password made this hash; false for anything that is not such a hash. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parts = PHC.exec(stored)
  if (!parts) return false
  const [, memory, passes, parallelism, salt = '', hash = ''] = parts
  const expected = Buffer.from(hash, 'base64')
  const found = await argon2id('argon2id', {
    message: message(password),
    nonce: Buffer.from(salt, 'base64'),
    parallelism: Number(parallelism),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
  })
  return timingSafeEqual(found, expected)
}

let nobody: Promise<string> | undefined

/** Takes as long as verifying a real password, and fails: so that time does not tell which logins exist. */
export async function verifyNobody(password: string): Promise<false> {
  nobody ??= hashPassword(randomBytes(16).toString('hex'))
  await verifyPassword(password, await nobody)
  return false
}

export const LEAST_LENGTH = 10
export const MOST_LENGTH = 128
/** How many earlier passwords may not be used again, the current one among them. */
export const REMEMBERED = 5

/** What the commonest passwords are made of, after letters that stand for digits were turned back. */
const COMMON = [
  'password',
  'passwd',
  'qwertyuiop',
  'qwerty',
  'qwer',
  'asdfgh',
  'asdf',
  'zxcvbn',
  'zxcv',
  '1qaz',
  '2wsx',
  '3edc',
  'admin',
  'root',
  'guest',
  'welcome',
  'letmein',
  'iloveyou',
  'woaini',
  'shian',
  'shipin',
  'anquan',
  'mima',
  'test',
  'abcdef',
  'abcd',
  'abc',
  '123456789',
  '12345678',
  '1234567',
  '123456',
  '12345',
  '1234',
  '123',
  '888',
  '666',
  '000',
  '111',
]
const STANDS_FOR: Readonly<Record<string, string>> = { '@': 'a', $: 's', '0': 'o', '3': 'e', '!': 'i', '5': 's' }

const without = (text: string): string => COMMON.reduce((rest, fragment) => rest.replaceAll(fragment, ''), text)

/** Whether little is left once well-known fragments, years and repeated characters are taken out. */
function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  const folded = plain.replace(/[@$03!5]/g, (character) => STANDS_FOR[character] ?? character)
  const left = (text: string): number =>
    new Set(
      without(text)
        .replace(/(19|20)\d\d/g, '')
        .replace(/[^\p{L}\p{N}]/gu, ''),
    ).size
  return left(plain) < 4 || left(folded) < 4
}

const classes = (password: string): number =>
  [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((one) => one.test(password)).length

/** Every rule a new password breaks, as sentences; none where it may be used. Earlier passwords are checked by their hashes apart. */
export function passwordFaults(password: string, { login, name }: { readonly login: string; readonly name: string }): Bilingual[] {
  const faults: Bilingual[] = []
  const length = Array.from(password).length
  if (length < LEAST_LENGTH)
    faults.push({ zh: `密码至少 ${LEAST_LENGTH} 个字符。`, en: `A password has at least ${LEAST_LENGTH} characters.` })
  if (length > MOST_LENGTH) faults.push({ zh: `密码最多 ${MOST_LENGTH} 个字符。`, en: `A password has at most ${MOST_LENGTH} characters.` })
  if (classes(password) < 3) {
    faults.push({
      zh: '密码应包含大写字母、小写字母、数字、符号中的至少三种。',
      en: 'Use at least three of: capital letters, small letters, digits, symbols.',
    })
  }
  const plain = password.toLowerCase()
  if ([login, name].some((own) => own.length >= 2 && plain.includes(own.toLowerCase()))) {
    faults.push({ zh: '密码不能包含登录名或姓名。', en: 'A password may not contain the login or the name.' })
  }
  if (isCommon(password)) faults.push({ zh: '这个密码太常见，请换一个。', en: 'This password is too common. Choose another.' })
  return faults
}

/** Whether the password is one of the remembered ones. */
export async function wasUsed(password: string, hashes: readonly string[]): Promise<boolean> {
  for (const hash of hashes.slice(0, REMEMBERED)) if (await verifyPassword(password, hash)) return true
  return false
}

/** No characters that are mistaken for one another when read out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz'
const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '23456789'

const pick = (from: string): string => from[randomInt(from.length)]!

/** A password to be told once and changed at the first sign-in: `Kmwe-7xrn-Pqzt`, some 66 bits. */
export function oneTimePassword(): string {
  const group = (): string => pick(CAPITALS) + pick(LETTERS) + pick(DIGITS) + pick(LETTERS + CAPITALS + DIGITS)
  return [group(), group(), group(), group()].join('-')
}
