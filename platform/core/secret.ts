import { createCipheriv, createDecipheriv, createSecretKey, hash, randomFillSync, timingSafeEqual, type KeyObject } from 'node:crypto'
import { Problem, problems } from './problem.ts'

export { maskPersonal } from './mask.ts'

/**
 * Encryption of personal fields: SM4-CBC (GB/T 32907) then HMAC-SM3 (GB/T 32905, GB/T 15852.2) over all of it. Each record
 * has its own data key, kept in the database only as wrapped by the installation's master key, which lies in a file outside it.
 * @source 个人信息保护法 art.51; GB/T 39786 (密评): SM4 at rest, keys outside the database
 */
export type SecretKey = Buffer

problems({
  'secret.wrong-key': [
    500,
    '这项内容是用另一把密钥加密的，无法打开。请核对数据目录中的主密钥是否与数据库配套。',
    'This value was encrypted with another key. Check that the master key in the data directory belongs to this database.',
  ],
  'secret.tampered': [
    500,
    '这项加密内容被改动或损坏，无法打开。请通知安全管理员，并从备份核对。',
    'This encrypted value was changed or damaged and cannot be opened. Tell the security administrator, and compare with a backup.',
  ],
})

const FORM = 'v1.'
const MARK = 4
const IV = 16
const TAG = 32
const LEAST = MARK + IV + 16 + TAG

/** A new random key of 32 bytes: the installation's master key, or one record's data key. */
export const newDataKey = (): SecretKey => fresh(32)

const drawnAhead = Buffer.allocUnsafeSlow(8_192)
let drawnTo = drawnAhead.length

/** Random bytes of the kernel's generator, drawn some kilobytes at a time and forgotten when given away. */
function fresh(length: number): Buffer {
  if (drawnTo + length > drawnAhead.length) {
    randomFillSync(drawnAhead)
    drawnTo = 0
  }
  const given = Buffer.from(drawnAhead.subarray(drawnTo, drawnTo + length))
  drawnAhead.fill(0, drawnTo, drawnTo + length)
  drawnTo += length
  return given
}

const sm3 = (...parts: readonly Uint8Array[]): Buffer => hash('sm3', Buffer.concat(parts), 'buffer')

const BLOCK = 64
const padded = (key: Uint8Array, pad: number): Buffer => {
  const block = Buffer.alloc(BLOCK, pad)
  for (let at = 0; at < key.length; at++) block[at]! ^= key[at]!
  return block
}

/**
 * HMAC-SM3 (GB/T 15852.2) over Node's one-shot SM3, for keys of at most 64 bytes: `createHmac` makes a key object each time
 * and took three times as long, which a city's import has to pay two hundred thousand times. A test holds it against `createHmac`.
 */
export const hmacSm3 = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer => sm3(padded(key, 0x5c), sm3(padded(key, 0x36), ...parts))

const derived = (key: SecretKey, use: string): Buffer => hmacSm3(key, Buffer.from(`shian.secret.v1.${use}`))

/** A key of its own for another use of the installation's master key: `subKey(master, 'audit')` seals the audit checkpoints. */
export const subKey = (master: SecretKey, use: string): SecretKey => derived(master, `sub.${use}`)

// The cipher's key as a key object: given bytes, Node first finds out by a caught exception that they are none, which costs more than the cipher.
type Drawn = { readonly mark: Buffer; readonly cipher: KeyObject; readonly mac: Buffer }
const drawnFrom = new WeakMap<SecretKey, Drawn>()

/**
 * The parts of a key: four bytes that tell one key from another, the cipher's sixteen, the seal's thirty-two.
 * @throws RangeError unless the key has 32 bytes
 */
function drawn(key: SecretKey): Drawn {
  const known = drawnFrom.get(key)
  if (known) return known
  if (key.length !== 32) throw new RangeError(`a key has 32 bytes, not ${key.length}`)
  const made = { mark: derived(key, 'mark').subarray(0, MARK), cipher: createSecretKey(derived(key, 'sm4').subarray(0, 16)), mac: derived(key, 'hmac') }
  drawnFrom.set(key, made)
  return made
}

/** Seals what is written and what it is about, whose length comes first so that neither can borrow from the other. */
function tagOf(mac: Uint8Array, about: string, body: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(about))
  return hmacSm3(mac, length, Buffer.from(about), body)
}

function sealBytes(key: SecretKey, plain: Uint8Array, about: string): Buffer {
  const { mark, cipher, mac } = drawn(key)
  const iv = fresh(IV)
  const sm4 = createCipheriv('sm4-cbc', cipher, iv)
  const body = Buffer.concat([mark, iv, sm4.update(plain), sm4.final()])
  return Buffer.concat([body, tagOf(mac, about, body)])
}

function openBytes(key: SecretKey, sealed: Uint8Array, about: string): Buffer {
  if (sealed.length < LEAST) throw new Problem('secret.tampered')
  const { mark, cipher, mac } = drawn(key)
  const body = sealed.subarray(0, sealed.length - TAG)
  if (!timingSafeEqual(body.subarray(0, MARK), mark)) throw new Problem('secret.wrong-key')
  if (!timingSafeEqual(tagOf(mac, about, body), sealed.subarray(sealed.length - TAG))) throw new Problem('secret.tampered')
  const sm4 = createDecipheriv('sm4-cbc', cipher, body.subarray(MARK, MARK + IV))
  return Buffer.concat([sm4.update(body.subarray(MARK + IV)), sm4.final()])
}

/**
 * Encrypts a value: `v1.` and base64url. Twice the same text gives two different results.
 * @param about what the value is, as `table.column.row`: opened under another name it is refused, so that no ciphertext can be
 *   copied to another person's row
 */
export const sealField = (key: SecretKey, text: string, about = ''): string =>
  FORM + sealBytes(key, Buffer.from(text, 'utf8'), about).toString('base64url')

/** Whether a stored value is an encrypted one. */
export const isSealed = (value: string): boolean => value.startsWith(FORM) && value.length >= FORM.length + Math.ceil((LEAST * 4) / 3)

/**
 * The value that `sealField` encrypted under the same key and name.
 * @throws Problem `secret.wrong-key`, `secret.tampered` (500)
 */
export function openField(key: SecretKey, sealed: string, about = ''): string {
  const letters = sealed.slice(FORM.length)
  const bytes = Buffer.from(letters, 'base64url')
  // Base64 has several spellings of one value; only the one that is written is taken.
  if (!sealed.startsWith(FORM) || bytes.toString('base64url') !== letters) throw new Problem('secret.tampered')
  return openBytes(key, bytes, about).toString('utf8')
}

/** A record's data key as `record_key.wrapped` keeps it. @param row the record, where the wrapping is bound to it */
export const wrapKey = (master: SecretKey, key: SecretKey, row = ''): Buffer => sealBytes(master, key, `record_key.${row}`)

/** @throws Problem `secret.wrong-key`, `secret.tampered` (500) */
export const unwrapKey = (master: SecretKey, wrapped: Uint8Array, row = ''): SecretKey => openBytes(master, wrapped, `record_key.${row}`)

/**
 * What an encrypted value is found by: equal values of one field give equal indexes, and nothing can be read from them.
 * Full-width letters, spaces, hyphens and case make no difference. 16 bytes of HMAC-SM3 as base64url.
 * @param field `table.column`, so that a phone and an ID with equal digits do not give themselves away
 */
export function blindIndex(master: SecretKey, field: string, value: string): string {
  const plain = value
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
  return hmacSm3(derived(master, 'index'), Buffer.from(`${field}\n${plain}`)).subarray(0, 16).toString('base64url')
}
