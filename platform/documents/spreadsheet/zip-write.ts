import { createDeflateRaw, crc32 } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'

/** A part of a package to be written: its name and its text, made while it is written. */
export type PartSource = { readonly name: string; readonly text: Iterable<string> | AsyncIterable<string> }

/** Bytes as fflate wants them: never over shared memory. */
type Packed = Uint8Array<ArrayBuffer>

/** Characters gathered before they are packed. */
const PIECE = 64 * 1024

/**
 * The bytes of a zip package, made as they are taken: no part is ever whole in memory. The container is fflate's, the
 * packing Node's own, which works outside of the main thread.
 */
export async function* zipParts(parts: Iterable<PartSource>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    ready.push(bytes)
  })
  for (const part of parts) {
    const file: ZipInputFile = { filename: part.name, size: 0, crc: 0, compression: 8 }
    zip.add(file)
    const packer = createDeflateRaw({ level: 6 })
    for await (const piece of gathered(part.text)) {
      file.crc = crc32(piece, file.crc)
      file.size += piece.length
      for (const packed of await push(packer, piece)) file.ondata?.(null, packed, false)
      yield* ready.splice(0)
    }
    for (const packed of await push(packer, null)) file.ondata?.(null, packed, false)
    file.ondata?.(null, new Uint8Array(0), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}

async function* gathered(text: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = ''
  for await (const more of text) {
    piece += more
    if (piece.length < PIECE) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece !== '') yield Buffer.from(piece)
}

/** Gives a piece to the packer, or its end, and takes what it has packed so far. */
function push(packer: ReturnType<typeof createDeflateRaw>, piece: Buffer | null): Promise<Packed[]> {
  return new Promise((resolve, reject) => {
    const packed: Packed[] = []
    const take = (): void => {
      for (let bytes: Packed | null = packer.read(); bytes; bytes = packer.read()) packed.push(bytes)
    }
    const finish = (error?: Error | null): void => {
      packer.off('readable', take)
      if (error) return reject(error)
      take()
      resolve(packed)
    }
    packer.on('readable', take)
    if (piece) packer.write(piece, finish)
    else packer.once('end', finish).end()
  })
}
