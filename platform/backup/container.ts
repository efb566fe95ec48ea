import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { Problem, problems } from '../core/problem.ts'

problems({
  'backup.not-one': [422, '这不是食安城的备份文件。', 'This is not a backup of ShiAn.'],
  'backup.newer': [422, '备份由更新的版本生成，请先升级程序。', 'The backup was made by a newer version. Upgrade the program first.'],
  'backup.passphrase': [403, '备份已加密，口令不对，或文件被改动。', 'The backup is encrypted, and the passphrase is wrong or the file was changed.'],
  'backup.no-passphrase': [400, '须提供备份口令（--passphrase-file 或 SHIAN_PASSPHRASE）。', 'A passphrase is needed (--passphrase-file or SHIAN_PASSPHRASE).'],
  'backup.weak-passphrase': [400, '备份口令至少 12 个字符。', 'The passphrase has at least 12 characters.'],
  'backup.damaged': [422, '备份文件不完整或已损坏。', 'The backup is incomplete or damaged.'],
})

/**
 * The outside of a backup. A first line names the form and carries the salt; then follow frames of at most 1 MiB:
 * four bytes of length, AES-256-GCM ciphertext, sixteen bytes of tag. The nonce is the frame's number, and the
 * authenticated data are the first line and whether the frame is the last: no frame can be changed, moved, left out, or the end cut off.
 * The key comes from the passphrase by scrypt (N = 2^17, r = 8, p = 1).
 */
const MARK = 'SHIAN-BACKUP'
const FORM = 1
const FRAME = 1_048_576
const TAG = 16
const LENGTH = 4
const SHORTEST = 12
const LONGEST_LINE = 1_024

const keyFrom = (passphrase: string, salt: Buffer): Promise<Buffer> => new Promise((resolve, reject) => {
  scrypt(passphrase.normalize('NFKC'), salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 }, (error, key) => (error ? reject(error) : resolve(key)))
})

function nonceOf(frame: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(frame, 6, 6)
  return nonce
}

const about = (line: Buffer, last: boolean): Buffer => Buffer.concat([line, Buffer.from([last ? 1 : 0])])

/** Cuts a stream into pieces of `size` bytes, telling the last one. An empty stream has one empty piece. */
async function* pieces(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of content) {
    held.push(Buffer.from(chunk))
    length += chunk.byteLength
    if (length <= size) continue
    let whole = Buffer.concat(held)
    // The rest is never empty: what is sent last must be known for the last.
    for (; whole.length > size; whole = whole.subarray(size)) yield { piece: whole.subarray(0, size), last: false }
    held = [whole]
    length = whole.length
  }
  yield { piece: Buffer.concat(held), last: true }
}

/** Encrypts a stream under a passphrase. @throws Problem `backup.weak-passphrase` (400) */
export async function* lock(content: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  if ([...passphrase].length < SHORTEST) throw new Problem('backup.weak-passphrase')
  const salt = randomBytes(16)
  const line = Buffer.from(`${MARK} ${FORM} scrypt-17-8-1 aes-256-gcm ${salt.toString('hex')}\n`)
  const key = await keyFrom(passphrase, salt)
  yield line
  let frame = 0
  for await (const { piece, last } of pieces(content, FRAME)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(frame++))
    cipher.setAAD(about(line, last))
    const body = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(LENGTH)
    length.writeUInt32BE(body.length)
    yield Buffer.concat([length, body])
  }
}

/** Bytes of a stream, so many at a time as are asked for. */
export class Bytes {
  private held: Buffer = Buffer.alloc(0)
  private readonly source: AsyncIterator<Uint8Array>

  constructor(content: AsyncIterable<Uint8Array>) {
    this.source = content[Symbol.asyncIterator]()
  }

  /** Exactly `length` bytes; undefined at the end. @throws Problem `backup.damaged` where the stream ends within */
  async take(length: number): Promise<Buffer | undefined> {
    const parts: Buffer[] = [this.held]
    let size = this.held.length
    while (size < length) {
      const next = await this.source.next()
      if (next.done) break
      parts.push(Buffer.from(next.value))
      size += next.value.byteLength
    }
    const whole = parts.length === 1 ? this.held : Buffer.concat(parts)
    if (whole.length === 0 && length > 0) return undefined
    if (whole.length < length) throw new Problem('backup.damaged')
    this.held = whole.subarray(length)
    return whole.subarray(0, length)
  }

  /** Up to and with the next line break. @throws Problem `backup.not-one` where none is near */
  async line(): Promise<Buffer> {
    const letters: Buffer[] = []
    for (let at = 0; at < LONGEST_LINE; at++) {
      const letter = await this.take(1)
      if (!letter) break
      letters.push(letter)
      if (letter[0] === 0x0a) return Buffer.concat(letters)
    }
    throw new Problem('backup.not-one')
  }
}

/** The salt in a first line. @throws Problem `backup.not-one`, `backup.newer` (422) */
function saltOf(line: Buffer): Buffer {
  const [mark, form, , , salt] = line.toString('latin1').trim().split(' ')
  if (mark !== MARK || salt === undefined || !/^[0-9a-f]{32}$/.test(salt)) throw new Problem('backup.not-one')
  if (Number(form) !== FORM) throw new Problem('backup.newer')
  return Buffer.from(salt, 'hex')
}

/**
 * What `lock` encrypted, piece by piece, each only after it was found to be genuine.
 * @throws Problem `backup.no-passphrase` (400), `backup.not-one`, `backup.newer`, `backup.damaged` (422), `backup.passphrase` (403)
 */
export async function* unlock(content: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  const bytes = new Bytes(content)
  const line = await bytes.line()
  const salt = saltOf(line)
  if (passphrase === '') throw new Problem('backup.no-passphrase')
  const key = await keyFrom(passphrase, salt)
  let next = await bytes.take(LENGTH)
  for (let frame = 0; ; frame++) {
    // The end of the file is known by the last frame, not by where the bytes end.
    if (!next) throw new Problem('backup.damaged')
    const length = next.readUInt32BE()
    if (length < TAG || length > FRAME + TAG) throw new Problem('backup.damaged')
    const body = await bytes.take(length)
    if (!body) throw new Problem('backup.damaged')
    next = await bytes.take(LENGTH)
    yield opened(key, frame, about(line, next === undefined), body)
    if (!next) return
  }
}

function opened(key: Buffer, frame: number, data: Buffer, body: Buffer): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame), { authTagLength: TAG })
  cipher.setAAD(data)
  cipher.setAuthTag(body.subarray(body.length - TAG))
  try {
    return Buffer.concat([cipher.update(body.subarray(0, body.length - TAG)), cipher.final()])
  } catch (cause) {
    throw Object.assign(new Problem('backup.passphrase'), { cause })
  }
}
