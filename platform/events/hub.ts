import { sql } from 'kysely'
import { instant, type Instant } from '../core/dates.ts'
import type { Database, Tx } from '../database/database.ts'
import type { JobDeclaration } from '../jobs/declare.ts'
import { jobTitle } from '../jobs/routes.ts'

/** One event as it goes to a browser. */
export type Event = { readonly event: 'inbox' | 'job' | 'notification' | 'end'; readonly data: unknown }

/** Someone who listens: an open page of a signed-in person. */
export type Listener = {
  readonly city: string
  readonly person: string
  readonly session: string
  readonly send: (event: Event) => void
  /** The session is over: nothing more will come. */
  readonly end: () => void
}

/** Open work of some persons: person → count. */
export type InboxCounts = (tx: Tx, persons: readonly string[]) => Promise<ReadonlyMap<string, number>>

export type HubOptions = {
  readonly database: Database
  readonly kinds: readonly JobDeclaration[]
  /** Other than: what lies with the person, or with the person's unit and nobody in it. */
  readonly inboxCounts?: InboxCounts
  readonly log?: (message: string, error?: unknown) => void
}

export type Hub = { readonly listen: (listener: Listener) => () => void; readonly stop: () => void }

const TICK = 1_000
/** Inboxes are counted only every so many ticks. */
const COUNT_EVERY = 5
/** A row appears when its transaction commits, with the instant at which it began. */
const LATE = 120_000
const JOBS_SINCE = 2 * 86_400_000

const countInbox: InboxCounts = async (tx, persons) => {
  const { rows } = await sql<{ id: string; count: number }>`select p.id, count(i.id)::integer as count from person p
    left join inbox i on i.person_id = p.id or (i.unit_id = p.unit_id and i.person_id is null)
    where p.id = any(${persons}::uuid[]) group by p.id`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.count]))
}

type JobNews = { id: string; person_id: string; kind: string; state: string; title: string | null; progress: unknown; attempts: number }
type Note = { id: string; person_id: string; at: Instant; kind: string; title_zh: string; title_en: string; link: string | null }
type News = { readonly live: ReadonlySet<string>; readonly jobs: readonly JobNews[]; readonly notes: readonly Note[]; readonly counts: ReadonlyMap<string, number> | null }

/** What one listener was told already, so that only news is sent. */
class Told {
  private readonly jobs = new Map<string, string>()
  private readonly notes = new Set<string>()
  private count: number | undefined
  /** Until it was told of anything. */
  first = true
  readonly listener: Listener

  constructor(listener: Listener) {
    this.listener = listener
  }

  tell(news: News, kinds: ReadonlyMap<string, JobDeclaration>): void {
    const { listener, first } = this
    this.first = false
    for (const job of news.jobs.filter((one) => one.person_id === listener.person)) this.job(job, kinds, first)
    for (const note of news.notes.filter((one) => one.person_id === listener.person && !this.notes.has(one.id))) {
      this.notes.add(note.id)
      const { id, at, kind, title_zh: zh, title_en: en, link } = note
      if (!first) listener.send({ event: 'notification', data: { id, at, kind, title: { zh, en }, link } })
    }
    const count = news.counts?.get(listener.person)
    if (count === undefined || count === this.count) return
    this.count = count
    listener.send({ event: 'inbox', data: { count } })
  }

  /** A page that has just opened is told of work that goes on, not of what was over before it came. */
  private job(job: JobNews, kinds: ReadonlyMap<string, JobDeclaration>, first: boolean): void {
    const { id, kind, state, progress } = job
    const mark = JSON.stringify([state, progress, job.attempts])
    if (this.jobs.get(id) === mark) return
    this.jobs.set(id, mark)
    const over = state !== 'waiting' && state !== 'running'
    if (!(first && over)) this.listener.send({ event: 'job', data: { id, kind, state, progress, title: jobTitle(kinds, job) } })
  }
}

async function look(tx: Tx, listeners: readonly Listener[], counting: InboxCounts | null): Promise<News> {
  const { now } = tx.work
  const persons = [...new Set(listeners.map((one) => one.person))]
  const before = (milliseconds: number): Instant => instant(Date.parse(now) - milliseconds)
  const [live, jobs, notes, counts] = await Promise.all([
    tx.selectFrom('session').select('id').where('id', 'in', listeners.map((one) => one.session)).where('ended_at', 'is', null)
      .where('expires_at', '>', now).where('idle_until', '>', now).execute(),
    tx.selectFrom('job').select(['id', 'person_id', 'kind', 'state', 'title', 'progress', 'attempts']).where('person_id', 'in', persons)
      .where('created_at', '>', before(JOBS_SINCE)).where((where) => where.or([where('finished_at', 'is', null), where('finished_at', '>', before(LATE))])).execute(),
    tx.selectFrom('notification').select(['id', 'person_id', 'at', 'kind', 'title_zh', 'title_en', 'link']).where('person_id', 'in', persons)
      .where('at', '>', before(LATE)).orderBy('at').execute(),
    counting ? counting(tx, persons) : null,
  ])
  // The rows were asked for by person, so none is without one.
  return { live: new Set(live.map((row) => row.id)), jobs: jobs as JobNews[], notes, counts }
}

/**
 * Looks once a second, and only while someone listens, at what was committed for the people who do, whichever process
 * committed it: their jobs, their notifications, how much lies in their inbox, whether they are still signed in.
 */
export function startHub({ database, kinds, inboxCounts = countInbox, log = () => {} }: HubOptions): Hub {
  const known = new Map(kinds.map((kind) => [kind.kind, kind]))
  const told = new Set<Told>()
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let ticks = 0

  const rest = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  const drop = (one: Told): void => {
    told.delete(one)
    if (told.size === 0) rest()
  }
  const tellCity = async (city: string, those: readonly Told[]): Promise<void> => {
    const counting = ticks % COUNT_EVERY === 0 || those.some((one) => one.first)
    const news = await database.read({ system: 'events', city }, (tx) => look(tx, those.map((one) => one.listener), counting ? inboxCounts : null))
    for (const one of those) {
      if (news.live.has(one.listener.session)) one.tell(news, known)
      else {
        drop(one)
        one.listener.end()
      }
    }
  }
  const tick = async (): Promise<void> => {
    if (looking) return
    looking = true
    try {
      for (const [city, those] of Map.groupBy(told, (one) => one.listener.city)) await tellCity(city, those)
      ticks++
    } catch (error) {
      log('events could not be looked for', error)
    } finally {
      looking = false
    }
  }
  return {
    listen(listener) {
      const one = new Told(listener)
      told.add(one)
      timer ??= setInterval(() => void tick(), TICK)
      void tick()
      return () => drop(one)
    },
    stop() {
      rest()
      for (const one of told) one.listener.end()
      told.clear()
    },
  }
}
