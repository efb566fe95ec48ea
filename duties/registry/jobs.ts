import { sql, type RawBuilder } from 'kysely'
import { addDays } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { Interrupted, type JobContext, type JobDeclaration } from '../../platform/jobs/declare.ts'
import { changeRow, columnList } from '../../platform/register/store.ts'
import { licences, type Licence } from './licences.ts'
import { licenceStateOn, WARNINGS } from './rules.ts'

/** Licences whose state changes in one transaction. */
const PAGE = 500

/** Licences that ended with yesterday are expired from today on; what was changed once is not found again. */
async function expireSome(tx: Tx): Promise<number> {
  const { today } = tx.work
  const { rows } =
    await sql<Licence>`select ${columnList(licences)} from licence where state = 'valid' and expires_on < ${today} and closed_at is null
    order by expires_on, id limit ${PAGE} for update skip locked`.execute(tx)
  for (const row of rows) await changeRow(tx, licences, row, { state: licenceStateOn(row, today) })
  return rows.length
}

async function expireAll({ write, progress, stopping }: JobContext): Promise<number> {
  let done = 0
  for (;;) {
    if (stopping()) throw new Interrupted()
    const count = await write(expireSome)
    done += count
    await progress(done, null)
    if (count < PAGE) return done
  }
}

/** What a notice in the inbox tells of: rows as `r` with their premises as `p`, the day, and in which state the notice is. */
type Notice = {
  readonly kind: string
  readonly table: 'licence' | 'certificate'
  readonly where: RawBuilder<boolean>
  readonly due: RawBuilder<string>
  readonly state: RawBuilder<string>
  readonly business: boolean
}

/** The narrowest window that covers the days left. */
const window = (tx: Tx): RawBuilder<string> =>
  sql<string>`case ${sql.join(
    WARNINGS.toReversed().map((days) => sql`when r.expires_on <= ${addDays(tx.work.today, days)} then ${String(days)}`),
    sql` `,
  )} end`

function notices(tx: Tx): Notice[] {
  const { today } = tx.work
  const soon = sql<boolean>`r.expires_on >= ${today} and r.expires_on <= ${addDays(today, WARNINGS[0])}`
  const promised = sql<boolean>`r.on_promise and r.promise_checked_on is null and r.state = 'valid' and r.promise_check_due <= ${addDays(today, 7)}`
  const expiring = { kind: 'expiring', due: sql<string>`r.expires_on`, state: window(tx), business: true }
  return [
    { ...expiring, table: 'licence', where: sql<boolean>`${soon} and r.state = 'valid'` },
    { ...expiring, table: 'certificate', where: soon },
    {
      kind: 'promise-check',
      table: 'licence',
      where: promised,
      due: sql<string>`r.promise_check_due`,
      state: sql<string>`'due'`,
      business: false,
    },
  ]
}

/**
 * Brings the inbox in line with one notice: to the market bureau of the county (of the city where it has none) and, where
 * it concerns them, to the business's own people. The id of an inbox row follows from what it tells and whom, so doing it
 * again changes nothing; what no longer holds is taken away.
 */
async function tell(tx: Tx, { kind, table, where, due, state, business }: Notice): Promise<void> {
  const { now, city } = tx.work
  const people = business
    ? sql`union all select h.id, null::uuid, o.id from here h join person o on o.enterprise_id = h.enterprise_id and o.closed_at is null`
    : sql``
  await sql`with here as (
      select r.id, r.region, r.enterprise_id, p.name || ' · ' || r.number as title, ${due} as due_on, ${state} as state
      from ${sql.table(table)} r join premises p on p.id = r.premises_id
      where r.closed_at is null and p.closed_at is null and p.status <> 'closed' and ${where}
    ), bureau as (
      select distinct on (region) region, id from org_unit where function = 'market' and closed_at is null order by region, sort_order, id
    ), addressed as (
      select h.id, coalesce(county.id, whole.id) as unit_id, null::uuid as person_id
      from here h left join bureau county on county.region = left(h.region, 6) left join bureau whole on whole.region = ${city}
      where coalesce(county.id, whole.id) is not null
      ${people}
    ), fresh as (
      select md5(concat_ws(' ', h.id, ${kind}::text, a.unit_id, a.person_id))::uuid as id, h.id as matter_id, h.region, h.enterprise_id::text as own_id, a.unit_id, a.person_id, h.title, h.state, h.due_on
      from here h join addressed a on a.id = h.id
    ), gone as (
      delete from inbox where kind = ${kind} and matter = ${table} and id not in (select id from fresh)
    )
    insert into inbox (id, matter, matter_id, kind, region, own_id, unit_id, person_id, title, state, due_on, late_from, level, at)
    select id, ${table}::text, matter_id, ${kind}::text, region, own_id, unit_id, person_id, title, state, due_on, (due_on + 1)::timestamp at time zone 'Asia/Shanghai', 0, ${now}::timestamptz from fresh
    on conflict (id) do update set region = excluded.region, own_id = excluded.own_id, title = excluded.title, state = excluded.state, due_on = excluded.due_on, late_from = excluded.late_from, at = excluded.at
    where (inbox.region, inbox.own_id, inbox.title, inbox.state, inbox.due_on) is distinct from (excluded.region, excluded.own_id, excluded.title, excluded.state, excluded.due_on)`.execute(
    tx,
  )
}

/** Each night: licences that ended expire, and the inbox tells what expires and which promises are to be checked. */
export const licenceJob: JobDeclaration = {
  kind: 'registry.licences',
  title: { zh: '证照到期与承诺核查提醒', en: 'Licences that expire, promises to check' },
  schedule: '20 0 * * *',
  async run(context) {
    const expired = await expireAll(context)
    await context.write(async (tx) => {
      for (const notice of notices(tx)) await tell(tx, notice)
    })
    return { expired }
  },
}
