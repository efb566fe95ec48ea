import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { newId } from '../core/ids.ts'
import { Problem, problems } from '../core/problem.ts'
import { idText } from '../register/schema.ts'
import { draftsOf, storeStream, type Stored } from './bytes.ts'

problems({
  'upload.offset': [409, '服务器已收到 {received} 字节，请从那里接着传。', 'The server has {received} bytes. Go on from there.'],
  'upload.too-much': [422, '传来的内容超过了登记的文件大小。', 'More was sent than the size that was announced.'],
  'upload.incomplete': [409, '文件还没有传完：已收到 {received} 字节，共 {size} 字节。', 'The upload is not complete: {received} of {size} bytes.'],
})

/** The largest file that is taken, in bytes: 200 MB. */
export const LARGEST = 200 * 1_048_576

const kept = z.strictObject({
  id: idText,
  city: z.string(),
  person: z.string(),
  name: z.string(),
  size: z.number(),
  hash: z.string(),
  about: z.strictObject({ table: z.string(), id: z.string() }).nullable(),
  note: z.string().nullable(),
  /** The file is a row of the city; only whoever missed the answer asks again. */
  done: z.boolean(),
})
/** What was announced of a file: `hash` is its SM3 in hex, by which a broken upload is known again and the whole is checked. */
export type Announced = z.output<typeof kept>

const noteOf = (files: string, id: string): string => join(draftsOf(files), `${id}.upload`)
const partOf = (files: string, id: string): string => join(draftsOf(files), `${id}.part`)

/** Bytes that have arrived: what lies on the disk, whatever was killed meanwhile. */
const received = async (files: string, id: string): Promise<number> => (await stat(partOf(files, id)).catch(() => undefined))?.size ?? 0

async function readNote(path: string): Promise<Announced | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  return kept.safeParse(JSON.parse(text)).data
}

/** A note that was written by halves is none: it gets its name when it is whole. */
async function writeNote(files: string, note: Announced): Promise<void> {
  const draft = join(draftsOf(files), `${newId()}.new`)
  await writeFile(draft, JSON.stringify(note), { mode: 0o600 })
  await rename(draft, noteOf(files, note.id))
}

type New = Omit<Announced, 'id' | 'done'>
const same = (a: New, b: New): boolean =>
  JSON.stringify([a.city, a.person, a.hash, a.size, a.about]) === JSON.stringify([b.city, b.person, b.hash, b.size, b.about])

/** The upload of this very file by this person that broke off, or a new one. What lies untouched for a day is swept. */
export async function beginUpload(files: string, given: New): Promise<{ id: string; received: number }> {
  await mkdir(draftsOf(files), { recursive: true, mode: 0o700 })
  for (const name of await readdir(draftsOf(files))) {
    if (!name.endsWith('.upload')) continue
    const before = await readNote(join(draftsOf(files), name))
    if (before && !before.done && same(before, given)) return { id: before.id, received: await received(files, before.id) }
  }
  const id = newId()
  await writeNote(files, { ...given, id, done: false })
  return { id, received: 0 }
}

/** The upload of an id, if it is this person's. @throws Problem `row.not-found` (404) */
export async function getUpload(files: string, id: string, owner: Pick<Announced, 'city' | 'person'>): Promise<Announced & { received: number }> {
  const found = idText.safeParse(id).success ? await readNote(noteOf(files, id)) : undefined
  if (!found || found.city !== owner.city || found.person !== owner.person) throw new Problem('row.not-found')
  return { ...found, received: await received(files, id) }
}

/**
 * Adds a piece at an offset that has been reached. Two that send the same piece at once write the same bytes to the same place.
 * What arrives before the line breaks stays. @returns bytes there are now
 * @throws Problem `upload.offset` (409) with `received`, `upload.too-much` (422)
 */
export async function addPiece(files: string, upload: Announced & { received: number }, offset: number, content: AsyncIterable<Uint8Array>): Promise<number> {
  if (offset > upload.received) throw new Problem('upload.offset', { received: upload.received })
  // Makes it where it is not there, and shortens nothing.
  await (await open(partOf(files, upload.id), 'a', 0o600)).close()
  const part = await open(partOf(files, upload.id), 'r+')
  let at = offset
  try {
    for await (const chunk of content) {
      if (at + chunk.byteLength > upload.size) throw new Problem('upload.too-much')
      await part.write(chunk, 0, chunk.byteLength, at)
      at += chunk.byteLength
    }
    await part.sync()
  } finally {
    await part.close()
  }
  return received(files, upload.id)
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sm3')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/**
 * Checks the whole by its hash and gives it its place in the store. Harmless to repeat.
 * @throws Problem `upload.incomplete` (409), `upload.differs` (422): then nothing is left of it
 */
export async function settleUpload(files: string, upload: Announced & { received: number }): Promise<Stored> {
  if (upload.received < upload.size) throw new Problem('upload.incomplete', { received: upload.received, size: upload.size })
  const part = partOf(files, upload.id)
  if ((await hashOf(part)) !== upload.hash) {
    await rm(part, { force: true })
    throw new Problem('upload.differs')
  }
  return storeStream(files, createReadStream(part))
}

/** Once the file is a row of the city, its parts go; the note stays for whoever missed the answer, until it is swept. */
export async function endUpload(files: string, upload: Announced & { received: number }): Promise<void> {
  const { received: _, ...note } = upload
  await writeNote(files, { ...note, done: true })
  await rm(partOf(files, upload.id), { force: true })
}
