import { createHash } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { newId } from '../core/ids.ts'
import { Problem, problems } from '../core/problem.ts'

problems({
  'upload.differs': [422, '收到的内容与原文件不一致，已作废，请重新上传。', 'What arrived differs from the file. It was discarded; upload it again.'],
})

/** Bytes in the store: SM3 (GB/T 32905) as 64 hex digits, size in bytes, and how they begin. */
export type Stored = { readonly hash: string; readonly size: number; readonly head: Buffer }

/** Enough to tell common file types from. */
const HEAD = 4_096

/** Where the bytes of a hash lie in the files directory. */
export const pathOf = (files: string, hash: string): string => join(files, hash.slice(0, 2), hash)

/** Where what is not whole yet lies; left there by work that broke off, it is removed a day after. */
export const draftsOf = (files: string): string => join(files, 'incoming')

/** A folder for the drafts of one piece of work, by its id. */
export const draftFolder = (files: string, id: string): string => join(draftsOf(files), id)

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

/** Moves a whole, synced file to its place. Bytes that are there already are kept: the same hash is the same content. */
async function settle(files: string, draft: string, hash: string): Promise<void> {
  const target = pathOf(files, hash)
  if (await exists(target)) return rm(draft)
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  await rename(draft, target)
  await syncDirectory(dirname(target))
}

/**
 * Writes a stream into the store: to a draft first, which gets its name by its hash when it is whole and on the disk.
 * After this returns, the bytes survive a power cut; if the stream breaks, or differs from the hash that was told of it, nothing is left.
 * @throws Problem `upload.differs` (422)
 */
export async function storeStream(files: string, content: AsyncIterable<Uint8Array>, told?: string): Promise<Stored> {
  const drafts = draftsOf(files)
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  const draft = join(drafts, newId())
  const hash = createHash('sm3')
  const heads: Uint8Array[] = []
  let size = 0
  const handle = await open(draft, 'wx', 0o600)
  try {
    for await (const chunk of content) {
      hash.update(chunk)
      if (size < HEAD) heads.push(chunk)
      size += chunk.byteLength
      await handle.write(chunk)
    }
    await handle.sync()
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  const name = hash.digest('hex')
  if (told !== undefined && told !== name) {
    await rm(draft, { force: true })
    throw new Problem('upload.differs')
  }
  await settle(files, draft, name)
  return { hash: name, size, head: Buffer.concat(heads).subarray(0, HEAD) }
}

export const storeBytes = (files: string, content: Uint8Array): Promise<Stored> => storeStream(files, Readable.from([content]))

export const readStored = (files: string, hash: string): ReadStream => createReadStream(pathOf(files, hash))

/** Whether the bytes of a hash are there and still what they were. */
export async function checkStored(files: string, hash: string): Promise<'sound' | 'changed' | 'missing'> {
  const path = pathOf(files, hash)
  if (!(await stat(path).catch(() => undefined))?.isFile()) return 'missing'
  const again = createHash('sm3')
  for await (const chunk of createReadStream(path)) again.update(chunk as Buffer)
  return again.digest('hex') === hash ? 'sound' : 'changed'
}
