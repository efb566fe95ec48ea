import { sql } from 'kysely'
import type { Database, Entry, Tx } from '../database/database.ts'
import type { AuditEntry } from './chain.ts'
import { checkpointFile } from './checkpoint-file.ts'
import type { FileFault } from './checkpoints.ts'
import { verifyChain, type Sealed, type Verdict } from './verify.ts'

const PAGE = 5_000
const ZERO = '00000000-0000-0000-0000-000000000000'

/** What the verification of a city found: the chain's verdict, and what is wrong with the file of checkpoints. */
export type CityVerdict = Verdict & { readonly city: string; readonly file: readonly FileFault[] }

const ENTRY = sql`e.id, e.at, e.person_id, e.actor, e.action, e.reason, e.address, e.region, e.changes, e.hash`

/** Places of the chain with their entries. Asked one after the other: joined, the planner reads the whole trail for each page. */
async function sealedPage(tx: Tx, after: number): Promise<Sealed[]> {
  const links = await tx.selectFrom('audit_chain').select(['number', 'entry_id', 'link']).where('number', '>', after).orderBy('number').limit(PAGE).execute()
  const { rows } = await sql<AuditEntry>`select ${ENTRY} from audit_entry e where e.id = any(${links.map((link) => link.entry_id)}::uuid[])`.execute(tx)
  const entries = new Map(rows.map((entry) => [entry.id, entry]))
  return links.map((link) => ({ ...link, entry: entries.get(link.entry_id) ?? null }))
}

const unsealedPage = async (tx: Tx, after: string): Promise<AuditEntry[]> => (await sql<AuditEntry>`select ${ENTRY} from audit_entry e
  where e.id > ${after} and not exists (select 1 from audit_chain c where c.entry_id = e.id) order by e.id limit ${PAGE}`.execute(tx)).rows

type Read = <T>(body: (tx: Tx) => Promise<T>) => Promise<T>

/** The next page is on its way while the one before it is checked. */
async function* pages<Row, Key>(first: Key, page: (after: Key) => Promise<Row[]>, keyOf: (row: Row) => Key): AsyncGenerator<Row[]> {
  let coming: Promise<Row[]> | undefined = page(first)
  while (coming) {
    const rows: Row[] = await coming
    const last = rows.at(-1)
    coming = last !== undefined && rows.length === PAGE ? page(keyOf(last)) : undefined
    // The walk may end early on an error; the page that nobody waits for then must not end the program.
    coming?.catch(() => {})
    yield rows
  }
}

async function* sealedOf(read: Read, onProgress: (checked: number, total: number) => Promise<void>): AsyncGenerator<Sealed> {
  const last = await read((tx) => tx.selectFrom('audit_chain').select(({ fn }) => fn.max('number').as('number')).executeTakeFirst())
  let checked = 0
  for await (const rows of pages(0, (after) => read((tx) => sealedPage(tx, after)), (row) => row.number)) {
    yield* rows
    checked += rows.length
    await onProgress(checked, Math.max(checked, last?.number ?? 0))
  }
}

async function* unsealedOf(read: Read): AsyncGenerator<AuditEntry> {
  for await (const rows of pages(ZERO, (after) => read((tx) => unsealedPage(tx, after)), (row) => row.id)) yield* rows
}

export type VerifyOptions = {
  /** The data directory, where the checkpoint files lie. */
  readonly dir: string
  /** Told after each page; may throw, which ends the verification. */
  readonly onProgress?: (checked: number, total: number) => Promise<void>
}

/**
 * Verifies a city's audit trail as it lies in the database against itself, its checkpoints and the file outside the
 * database; finds every entry that was changed, removed or reordered and names it. Reads page by page.
 */
export async function verifyCity(database: Database, city: string, { dir, onProgress = async () => {} }: VerifyOptions): Promise<CityVerdict> {
  const entry: Entry = { system: 'audit.verify', city }
  const read: Read = (body) => database.read(entry, body)
  const { kept, key } = await read(async (tx) => ({
    kept: await tx.selectFrom('audit_checkpoint').select(['at', 'number', 'link']).orderBy('number').execute(), key: tx.work.masterKey,
  }))
  const file = await checkpointFile(dir, city, key)
  const verdict = await verifyChain({ city, sealed: sealedOf(read, onProgress), unsealed: unsealedOf(read), checkpoints: [...kept, ...file.checkpoints] })
  return { ...verdict, sound: verdict.sound && file.faults.length === 0, city, file: file.faults }
}
