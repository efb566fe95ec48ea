import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Cell } from '../documents/spreadsheet/index.ts'

/** Some rows of a list as they will stand in the sheet; `next` is where the following ones begin, null behind the last. */
export type SheetPage = { readonly rows: readonly (readonly Cell[])[]; readonly next: string | null }

/** What a part says of itself: of which export it is, how many rows it has, where the next one begins. */
type Head = { readonly key: string; readonly count: number; readonly next: string | null }
type Part = Head & { readonly lines: readonly string[] }

/** Rows of a part: what is read again after a crash at most. */
const PART = 5_000

const pack = promisify(gzip)
const unpack = promisify(gunzip)
const nameOf = (dir: string, number: number): string => join(dir, `${String(number).padStart(6, '0')}.part`)

/** Names an export by all that its rows depend on: parts made under another name are of no use to it. */
export const exportKey = (...told: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(told)).digest('hex')

/** A finished part; undefined where there is none that can be read, or one that another export made. */
async function readPart(dir: string, number: number, key: string): Promise<Part | undefined> {
  try {
    const [head = '', ...lines] = (await unpack(await readFile(nameOf(dir, number)))).toString('utf8').split('\n')
    const found = JSON.parse(head) as Head // written by `keepPart`, whole or not at all
    return found.key === key && found.count === lines.length ? { ...found, lines } : undefined
  } catch {
    return undefined
  }
}

/** Writes a part under another name, and gives it its own when it is whole and on the disk. */
async function keepPart(dir: string, number: number, key: string, { rows, next }: SheetPage): Promise<void> {
  const head: Head = { key, count: rows.length, next }
  const draft = `${nameOf(dir, number)}.draft`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(await pack([head, ...rows].map((line) => JSON.stringify(line)).join('\n'), { level: 1 }))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, nameOf(dir, number))
}

export type Collecting = {
  /** A folder of this export's own, in which the parts lie. */
  readonly dir: string
  readonly key: string
  /** The list from a place on; from its beginning without one. */
  readonly pages: (from: string | undefined) => AsyncIterable<SheetPage>
  /** Told how many rows lie in finished parts or are gathered for the next; may throw, and the finished parts stay. */
  readonly told: (rows: number) => Promise<void>
}

/** Goes on behind the last finished part of an export until all rows lie in parts. @returns how many rows there are */
export async function collectParts({ dir, key, pages, told }: Collecting): Promise<number> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  let [number, total] = [0, 0]
  let from: string | undefined
  for (let part = await readPart(dir, 0, key); part; part = await readPart(dir, number, key)) {
    number++
    total += part.count
    if (part.next === null) return total
    from = part.next
  }
  let gathered: (readonly Cell[])[] = []
  for await (const { rows, next } of pages(from)) {
    gathered.push(...rows)
    total += rows.length
    await told(total)
    if (gathered.length < PART && next !== null) continue
    await keepPart(dir, number++, key, { rows: gathered, next })
    gathered = []
  }
  return total
}

/** The rows of an export whose parts are all there; `before` each part it is asked whether to go on, and may throw. */
export async function* partRows(dir: string, key: string, before: () => void): AsyncGenerator<readonly Cell[]> {
  for (let number = 0, last = false; !last; number++) {
    before()
    const part = await readPart(dir, number, key)
    if (!part) throw new Error(`part ${number} of the export is gone`)
    for (const line of part.lines) yield JSON.parse(line) as Cell[] // cells are JSON; written by `keepPart`
    last = part.next === null
  }
}

export const dropParts = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true })
