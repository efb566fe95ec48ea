import { sql } from 'kysely'
import { instant, type Instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import type { Database, Tx } from '../database/database.ts'
import { beginning, headAfter, seal, type ChainHead } from './chain.ts'
import { appendCheckpoint, type Checkpoint } from './checkpoint-file.ts'
import { recordAudit } from './record.ts'

const BATCH = 5_000
const MINUTE = 60_000
/** Entries of the last minutes are looked through each second … */
const RECENT = 10 * MINUTE
/** … and all of them this often: an entry bears the instant at which its transaction began, however late it was committed. */
const WHOLE = 10 * MINUTE
const CHECKPOINT_AGE = 60 * MINUTE
const CHECKPOINT_ENTRIES = 10_000

const back = (now: Instant, milliseconds: number): Instant => instant(Date.parse(now) - milliseconds)

async function headOf(tx: Tx): Promise<ChainHead> {
  const last = await tx.selectFrom('audit_chain').select(['number', 'link']).orderBy('number', 'desc').limit(1).executeTakeFirst()
  return last ?? beginning(tx.work.city)
}

const unsealedEntries = (tx: Tx, since: Instant | null) => tx.selectFrom('audit_entry as entry').select(['entry.id', 'entry.hash'])
  .$if(since !== null, (query) => query.where('entry.at', '>=', since!))
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('audit_chain as chain').select('chain.number').whereRef('chain.entry_id', '=', 'entry.id'))))
  .orderBy('entry.at').orderBy('entry.id').limit(BATCH).execute()

/** A checkpoint where the last is an hour or 10,000 entries old; none where nothing was sealed since. */
async function checkpoint(tx: Tx, head: ChainHead): Promise<Checkpoint | null> {
  const last = await tx.selectFrom('audit_checkpoint').select(['at', 'number']).orderBy('number', 'desc').orderBy('at', 'desc').limit(1).executeTakeFirst()
  const entries = head.number - (last?.number ?? 0)
  if (entries === 0 || (last && entries < CHECKPOINT_ENTRIES && last.at > back(tx.work.now, CHECKPOINT_AGE))) return null
  const made = { at: tx.work.now, number: head.number, link: Buffer.from(head.link) }
  await tx.insertInto('audit_checkpoint').values({ id: newId(), ...made }).execute()
  return made
}

type Sealing = { readonly sealed: number; readonly checkpoint: Checkpoint | null; readonly key: Buffer }

/** Seals at most one batch. Nothing happens where another process is sealing this city just now. */
async function sealBatch(tx: Tx, whole: boolean): Promise<Sealing> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtext('shian.audit'), ${Number(tx.work.city)}) as mine`.execute(tx)
  const key = tx.work.masterKey
  if (!rows[0]?.mine) return { sealed: 0, checkpoint: null, key }
  const entries = await unsealedEntries(tx, whole ? null : back(tx.work.now, RECENT))
  const before = await headOf(tx)
  const links = seal(before, entries)
  if (links.length > 0) {
    await sql`insert into audit_chain (number, entry_id, link) select * from unnest(${links.map((link) => link.number)}::bigint[],
      ${links.map((link) => link.entry_id)}::uuid[], ${links.map((link) => link.link)}::bytea[])`.execute(tx)
  }
  return { sealed: links.length, checkpoint: await checkpoint(tx, headAfter(before, links)), key }
}

/**
 * Chains all committed entries of a city that are not in the chain yet, and writes a checkpoint where one is due: into
 * the database and into a file of the data directory.
 * @returns how many were sealed
 */
export async function sealCity(database: Database, city: string, dir: string, whole = true): Promise<number> {
  for (let total = 0; ;) {
    const done = await database.write({ system: 'audit.sealer', city }, (tx) => sealBatch(tx, whole), recordAudit)
    if (done.checkpoint) await appendCheckpoint(dir, city, done.key, done.checkpoint)
    total += done.sealed
    if (done.sealed < BATCH) return total
  }
}

export type SealerOptions = {
  readonly database: Database
  readonly cities: readonly string[]
  /** The data directory, where the checkpoint files lie. */
  readonly dir: string
  readonly log?: (message: string, error?: unknown) => void
}

/** Seals each city's entries every second until stopped. Several processes may do so: one at a time gets the lock. */
export function startSealer({ database, cities, dir, log = () => {} }: SealerOptions): { readonly stop: () => Promise<void> } {
  let stopped = false
  let running: Promise<void> | undefined
  const whole = new Map<string, number>()
  const walk = async (): Promise<void> => {
    for (const city of cities) {
      if (stopped) return
      const due = Date.now() - (whole.get(city) ?? 0) >= WHOLE
      try {
        await sealCity(database, city, dir, due)
        if (due) whole.set(city, Date.now())
      } catch (error) {
        log(`audit entries of ${city} could not be sealed`, error)
      }
    }
  }
  const timer = setInterval(() => { running ??= walk().finally(() => { running = undefined }) }, 1_000)
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
