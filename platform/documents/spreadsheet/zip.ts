import { createInflateRaw } from 'node:zlib'
import { Problem } from '../../core/problem.ts'
import { tooLarge, type Limits } from './limits.ts'

/** One part of a package: where its packed bytes lie. */
type Part = { readonly offset: number; readonly packed: number; readonly method: number }

const damaged = (part: string): Problem => new Problem('spreadsheet.damaged', { part })
const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const UNKNOWN_32 = 0xffffffff
/** Below this a high ratio harms nobody: a sheet of empty styled rows packs well. */
const RATIO_FROM = 16 * 2 ** 20

/**
 * A zip package held in memory packed and unpacked part by part as a stream, so that what a part claims about its size is
 * never believed: the bytes are counted as they come, over all parts together.
 */
export class Package {
  readonly #bytes: Buffer
  readonly #limits: Limits
  readonly #parts: Map<string, Part>
  /** Bytes seen of each part: reading a part twice counts once. */
  readonly #seen = new Map<string, number>()
  #unpacked = 0

  /** @throws Problem `spreadsheet.damaged` | `spreadsheet.too-large` | `spreadsheet.password` */
  constructor(bytes: Buffer, limits: Limits) {
    this.#bytes = bytes
    this.#limits = limits
    this.#parts = readDirectory(bytes, limits)
  }

  get names(): string[] {
    return [...this.#parts.keys()]
  }

  has(name: string): boolean {
    return this.#parts.has(partName(name))
  }

  /** The part's bytes, unpacked as they are asked for. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const part = this.#parts.get(partName(name))
    if (!part) throw damaged(name)
    const packed = this.#packedBytes(part, name)
    if (part.method === 0) {
      this.#count(name, packed.length)
      yield packed
      return
    }
    if (part.method !== 8) throw damaged(name)
    yield* this.#inflate(packed, name)
  }

  async *#inflate(packed: Buffer, name: string): AsyncGenerator<Buffer> {
    const inflate = createInflateRaw({ chunkSize: 64 * 1024 })
    inflate.end(packed)
    let size = 0
    try {
      // A stream of bytes without an encoding gives Buffers.
      for await (const chunk of inflate as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > RATIO_FROM && size > packed.length * this.#limits.ratio) throw tooLarge('ratio', this.#limits)
        this.#count(name, size)
        yield chunk
      }
    } catch (error) {
      throw error instanceof Problem ? error : damaged(name)
    } finally {
      inflate.destroy()
    }
  }

  #count(name: string, size: number): void {
    const before = this.#seen.get(name) ?? 0
    if (size <= before) return
    this.#seen.set(name, size)
    this.#unpacked += size - before
    if (this.#unpacked > this.#limits.unpackedBytes) throw tooLarge('unpackedBytes', this.#limits)
  }

  #packedBytes({ offset, packed }: Part, name: string): Buffer {
    if (offset + 30 > this.#bytes.length || this.#bytes.readUInt32LE(offset) !== LOCAL) throw damaged(name)
    const start = offset + 30 + this.#bytes.readUInt16LE(offset + 26) + this.#bytes.readUInt16LE(offset + 28)
    if (start + packed > this.#bytes.length) throw damaged(name)
    return this.#bytes.subarray(start, start + packed)
  }
}

/** Some writers use backslashes, a leading slash, or other capitals than the relations do. */
const partName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

/** The central directory, which alone says what is in the package (local headers may lack sizes). */
function readDirectory(bytes: Buffer, limits: Limits): Map<string, Part> {
  const end = findEnd(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > limits.parts) throw tooLarge('parts', limits)
  const parts = new Map<string, Part>()
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw damaged('zip')
    if (bytes.readUInt16LE(at + 8) & 1) throw new Problem('spreadsheet.password')
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const nameEnd = at + 46 + nameLength
    const name = partName(bytes.toString('utf8', at + 46, nameEnd))
    const sizes = wideSizes(bytes, at, bytes.subarray(nameEnd, nameEnd + extraLength))
    if (!parts.has(name)) parts.set(name, { ...sizes, method: bytes.readUInt16LE(at + 10) })
    at = nameEnd + extraLength + bytes.readUInt16LE(at + 32)
  }
  return parts
}

function findEnd(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 22 - 0xffff)
  for (let at = bytes.length - 22; at >= lowest; at--) if (bytes.readUInt32LE(at) === END) return at
  throw damaged('zip')
}

/** Packed size and offset, from the zip64 field where the plain ones overflow. */
function wideSizes(bytes: Buffer, at: number, extra: Buffer): { packed: number; offset: number } {
  const plain = { packed: bytes.readUInt32LE(at + 20), size: bytes.readUInt32LE(at + 24), offset: bytes.readUInt32LE(at + 42) }
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue
    let next = field + 4
    const take = (): number => {
      if (next + 8 > extra.length) throw damaged('zip')
      next += 8
      return Number(extra.readBigUInt64LE(next - 8))
    }
    if (plain.size === UNKNOWN_32) take()
    if (plain.packed === UNKNOWN_32) plain.packed = take()
    if (plain.offset === UNKNOWN_32) plain.offset = take()
  }
  return plain
}
