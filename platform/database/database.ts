import { hash } from 'node:crypto'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely'
import pg from 'pg'
import type { SecretKey } from '../core/secret.ts'
import { dateAt, instant, type DateOnly, type Instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import { Problem, problems } from '../core/problem.ts'
import { regionPrefix, systemActor, type Actor } from '../identity/actor.ts'
import { passWall, type Obligation } from '../identity/wall.ts'
import { mayTryAgain, problemOf } from './errors.ts'
import { parsers } from './parsers.ts'
import type { DB } from './types.ts'

/** One row a transaction changed: what the audit entry and the row's history are made from. */
export type Change = {
  readonly table: string
  readonly row: string
  readonly before: number | null
  readonly after: number | null
  /** Column → [old, new]; personal values are the stored ciphertext. */
  readonly diff: Readonly<Record<string, readonly [unknown, unknown]>>
}

/** What a transaction knows of itself. The handler gives only the reason; the rest is gathered. */
export type Work = {
  readonly city: string
  readonly actor: Actor
  readonly now: Instant
  readonly today: DateOnly
  readonly address: string | null
  readonly changes: Change[]
  /** On their way to the database: see `onItsWay`. */
  readonly sent: Promise<unknown>[]
  /** Wraps the rows' data keys; lies in a file of the data directory. */
  readonly masterKey: SecretKey
  /** The audit entry this transaction will write. */
  readonly entry: string
  action: string
  reason: string | null
}

/** The transaction: kysely over one connection, with what it knows of itself. Every store function takes it first. */
export type Tx = Kysely<DB> & { readonly work: Work }

/** Who begins a transaction. */
export type Entry =
  | { readonly token: string; readonly address?: string | null; readonly despite?: readonly Obligation[] }
  | { readonly nobody: string; readonly address?: string | null }
  | { readonly system: string; readonly city: string; readonly region?: string }

/**
 * Lets a body go on while its statements are on their way: the write waits for them before it answers, and tells what failed.
 * Returns once they have left: Kysely sends some turns later than it is asked, and the connection gathers what is sent in one.
 */
export async function onItsWay(tx: Tx, work: Promise<unknown>): Promise<void> {
  work.catch(() => {}) // told by the write
  tx.work.sent.push(work)
  for (let turn = 0; turn < 2; turn++) await new Promise((go) => { setImmediate(go) })
}

problems({ 'city.unknown': [404, '这里没有这个城市。', 'There is no such city here.'] })

type Begun = { readonly city: string; readonly actor: Actor }

/** A token is `<city>.<secret>`; only the secret's hash is stored. */
export const secretHash = (secret: string): Buffer => hash('sha256', secret, 'buffer')

/** A request of a session begins with its city's own function; `city` is six digits. */
const entering = (city: string): { name: string; text: string } => ({ name: `enter ${city}`, text: `select city_${city}.enter($1, $2) as actor` })

/** No such schema, or no such function in it. */
const NO_CITY: readonly unknown[] = ['3F000', '42883']

/** Statements that one connection keeps prepared, and of what length at most. */
const PREPARED = 300
const LONGEST = 4000
/** Connections are replaced after an hour, and with them what they keep prepared. */
const LIFETIME = 3600
/** How long a read's COMMIT waits for another request to leave with: each write to a socket wakes another process. */
const LINGER = 3
/** How long what is under way is waited for when the connections are closed, milliseconds. */
const CLOSING = 10_000
/** Sessions whose range is remembered. */
const REMEMBERED = 20_000

/** A read that begins with this is the same for everyone who asks: one row by its key, or a small table of the whole city. */
export const KEPT = sql`/* kept */ `

/** A read without values that the range of regions alone limits: planned once a connection for each county and for the whole city. */
export const RANGED = sql`/* ranged */ `

/**
 * The statements of one connection. Those of a write find rows by key, those marked KEPT ask the same of everyone, and those marked
 * RANGED the same of everyone of a range: they are prepared under a name and planned a few times. Every other read is sent without
 * a name and so planned for its values.
 */
class Statements {
  writing = false
  /** The range of regions that this transaction will most likely be limited to; only chooses among plans. */
  range: string | undefined
  private readonly names = new Map<string, string>()
  private readonly client: pg.ClientBase

  constructor(client: pg.ClientBase) {
    this.client = client
  }

  send(query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<pg.QueryResult> {
    gather(this.client)
    const values = query.parameters as unknown[]
    const name = this.nameFor(query.sql)
    return this.client.query(name === undefined ? { text: query.sql, values } : { name, text: query.sql, values })
  }

  private nameFor(text: string): string | undefined {
    if (this.writing || text.startsWith('/* kept */')) return this.named(text, text)
    return this.range !== undefined && text.startsWith('/* ranged */') ? this.named(`${this.range} ${text}`, text) : undefined
  }

  private named(key: string, text: string): string | undefined {
    const known = this.names.get(key)
    if (known !== undefined || text.length > LONGEST || this.names.size >= PREPARED) return known
    const name = `w${this.names.size}`
    this.names.set(key, name)
    return name
  }
}

type Stream = Pick<Socket, 'cork' | 'uncork'>

/**
 * Statements sent in one pass of the event loop leave in one write: on a machine of two cores half of the time of a short
 * transaction is the system call and the waking of the other process, once a statement.
 */
function gather(client: pg.ClientBase): void {
  // pg's connection is no part of its types; a stream without corking would only write more often.
  const stream = (client as unknown as { readonly connection: { readonly stream: Stream & { gathering?: boolean } } }).connection.stream
  if (stream.gathering) return
  stream.gathering = true
  stream.cork()
  setImmediate(() => {
    stream.gathering = false
    stream.uncork()
  })
}

type Connected = { readonly statements: Statements; readonly kysely: Kysely<DB>; owed: NodeJS.Timeout | undefined }

/** The range of regions that covers an actor's grants, to a county; nothing for smaller ones and for businesses, whose reads are planned for them. */
function rangeOf(actor: Actor): string | undefined {
  if (actor.enterprise !== null || actor.grants.length === 0) return undefined
  const prefixes = actor.grants.map((grant) => regionPrefix(grant.region)).toSorted()
  return prefixes.some((prefix) => prefix.length > 6) ? undefined : `${prefixes[0]!} ${prefixes.at(-1)!}`
}

/** Kysely over one given connection; queries are sent as they come and answered in order (pg's pipeline mode). */
function kyselyOver(statements: Statements): Kysely<DB> {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, rowCount, command } = await statements.send(query)
      return command === 'SELECT' ? { rows: rows as R[] } : { rows: (rows ?? []) as R[], numAffectedRows: BigInt(rowCount ?? 0) }
    },
    streamQuery() { throw new TypeError('a pipelined connection cannot stream; page by key instead') },
  }
  const nothing = async (): Promise<void> => {}
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createDriver: () => ({
        init: nothing, acquireConnection: async () => connection, releaseConnection: nothing, destroy: nothing,
        beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing,
      }),
    },
  })
}

/** Connections of the app role to one database, and the only ways to use them. */
export class Database {
  readonly pool: pg.Pool
  readonly clock: () => Instant
  private readonly masterKey: SecretKey
  private readonly connected = new WeakMap<pg.ClientBase, Connected>()
  /** Ranges of sessions seen lately: what a request is most likely limited to, before it has been entered. */
  private readonly ranges = new Map<string, string | undefined>()

  constructor(url: string, options: { readonly masterKey: SecretKey; readonly connections?: number; readonly clock?: () => Instant }) {
    this.masterKey = options.masterKey
    this.clock = options.clock ?? (() => instant(Date.now()))
    this.pool = new pg.Pool({
      connectionString: url, max: options.connections ?? 10, maxLifetimeSeconds: LIFETIME, types: parsers, pipeline: true, application_name: 'shian',
      // The role's own setting plans everything for its values; here only named statements are kept, and Statements says which.
      options: '-c plan_cache_mode=auto',
    } as pg.PoolConfig)
    // An idle connection that the server ends must not end the program: the pool makes another.
    this.pool.on('error', () => {})
    // Nor one at work: its queries fail and say so, but the connection tells of it a second time, to nobody.
    this.pool.on('connect', (client) => { client.on('error', () => {}) })
  }

  /**
   * Reads: BEGIN, enter and what `ahead` asks leave in one flush; row-level security already limits those rows, so they
   * need not wait for the actor. COMMIT is not waited for, and leaves with the next request of this connection where one comes soon;
   * but a job's is, as it may compute for a minute right after, and nothing leaves while it does.
   * @throws Problem `session.ended` where the token is over
   */
  async read<T, A = undefined>(entry: Entry, body: (tx: Tx, ahead: Promise<A>) => Promise<T>, ahead?: (db: Kysely<DB>) => Promise<A>): Promise<T> {
    const client = await this.connect()
    let failed = false
    try {
      this.begin(client, 'begin read only')
      this.over(client).statements.range = 'token' in entry ? this.ranges.get(entry.token) : undefined
      const entering = this.enter(client, entry)
      const asked = ahead?.(this.over(client).kysely)
      asked?.catch(() => {})
      const tx = this.transaction(client, entry, await entering)
      return await body(tx, asked as Promise<A>)
    } catch (error) {
      failed = true
      throw problemOf(error)
    } finally {
      const ended = this.finish(client, failed ? 'rollback' : 'commit', !('system' in entry))
      if ('system' in entry) await ended
    }
  }

  /**
   * Writes: one transaction, committed before this answers; tried again on a serialization failure or deadlock.
   * `closing` gives the last statements (the audit entry); they leave in one flush with COMMIT.
   */
  async write<T>(entry: Entry, body: (tx: Tx) => Promise<T>, closing: (tx: Tx) => readonly CompiledQuery[]): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.writeOnce(entry, body, closing)
      } catch (error) {
        if (attempt < 4 && mayTryAgain(error)) continue
        throw problemOf(error)
      }
    }
  }

  private async writeOnce<T>(entry: Entry, body: (tx: Tx) => Promise<T>, closing: (tx: Tx) => readonly CompiledQuery[]): Promise<T> {
    const client = await this.connect()
    const { statements } = this.over(client)
    statements.writing = true
    let open = true
    try {
      this.begin(client, 'begin')
      const tx = this.transaction(client, entry, await this.enter(client, entry))
      const answer = await body(tx)
      const closed = closing(tx).map((query) => statements.send(query))
      for (const one of closed) one.catch(() => {})
      gather(client)
      const committed = client.query('commit')
      committed.catch(() => {})
      await Promise.all([...tx.work.sent, ...closed])
      const result = await committed
      open = false
      // PostgreSQL answers COMMIT with ROLLBACK where a statement before it failed.
      if (result.command === 'ROLLBACK') throw new Error('the transaction was rolled back')
      return answer
    } finally {
      statements.writing = false
      if (open) void this.finish(client, 'rollback')
      else client.release()
    }
  }

  private async connect(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect()
    } catch (error) {
      throw Object.assign(new Problem('server.busy'), { cause: error })
    }
  }

  /** Begins a transaction, and ends the read that this connection still owes a COMMIT, in one message. */
  private begin(client: pg.PoolClient, how: 'begin' | 'begin read only'): void {
    gather(client)
    client.query(this.owes(client) ? `commit; ${how}` : how).catch(() => {})
  }

  private owes(client: pg.PoolClient): boolean {
    const connected = this.over(client)
    if (connected.owed === undefined) return false
    clearTimeout(connected.owed)
    connected.owed = undefined
    return true
  }

  /** @param linger a COMMIT may wait for the next request */
  private async finish(client: pg.PoolClient, how: 'commit' | 'rollback', linger = false): Promise<void> {
    if (how === 'commit' && linger) {
      // Nothing was written, and what comes next on this connection is answered behind it.
      this.over(client).owed = setTimeout(() => { if (this.owes(client)) client.query(how).catch(() => {}) }, LINGER)
      client.release()
      return
    }
    gather(client)
    await client.query(how).then(() => client.release(), (error: Error) => client.release(error))
  }

  private over(client: pg.ClientBase): Connected {
    const known = this.connected.get(client)
    if (known) return known
    const statements = new Statements(client)
    const made: Connected = { statements, kysely: kyselyOver(statements), owed: undefined }
    this.connected.set(client, made)
    return made
  }

  private transaction(client: pg.ClientBase, entry: Entry, begun: Begun): Tx {
    const now = this.clock()
    let entryId: string | undefined
    const work: Work = {
      city: begun.city, actor: begun.actor, now, today: dateAt(now), address: 'address' in entry ? (entry.address ?? null) : null,
      changes: [], sent: [], masterKey: this.masterKey, get entry() { return entryId ??= newId(Date.parse(now)) }, action: '', reason: null,
    }
    // A clone of the connection's kysely carries this transaction's work; kysely itself has private fields and cannot be wrapped.
    return Object.assign(this.over(client).kysely.withoutPlugins(), { work })
  }

  private async enter(client: pg.ClientBase, entry: Entry): Promise<Begun> {
    if ('system' in entry) {
      const region = entry.region ?? entry.city
      const { rows } = await client.query<{ ok: boolean }>('select shian.enter_system($1, $2) as ok', [entry.city, region])
      if (!rows[0]?.ok) throw new Error(`no such city: ${entry.city}`)
      return { city: entry.city, actor: systemActor(entry.system, region) }
    }
    if ('nobody' in entry) {
      const { rows } = await client.query<{ ok: boolean }>('select shian.enter_nobody($1) as ok', [entry.nobody])
      if (!rows[0]?.ok) throw new Problem('city.unknown')
      return { city: entry.nobody, actor: { ...systemActor('nobody', entry.nobody), grants: [] } }
    }
    const dot = entry.token.indexOf('.')
    const city = entry.token.slice(0, Math.max(dot, 0))
    if (!/^\d{6}$/.test(city)) throw new Problem('session.ended')
    const asked = client.query<{ actor: Actor | null }>({ ...entering(city), values: [secretHash(entry.token.slice(dot + 1)), this.clock()] })
    const { rows } = await asked.catch((error: { code?: string }) => {
      if (NO_CITY.includes(error.code)) throw new Problem('session.ended')
      throw error
    })
    const actor = rows[0]?.actor
    if (!actor) throw new Problem('session.ended')
    this.remember(entry.token, rangeOf(actor))
    passWall(actor, entry.despite)
    return { city, actor }
  }

  private remember(token: string, range: string | undefined): void {
    if (this.ranges.size >= REMEMBERED && !this.ranges.has(token)) this.ranges.clear()
    this.ranges.set(token, range)
  }

  /** Waits for what is under way, but not for a server that answers no more: its connections end with the program. */
  async close(): Promise<void> {
    await Promise.race([this.pool.end(), sleep(CLOSING, undefined, { ref: false })])
  }
}
