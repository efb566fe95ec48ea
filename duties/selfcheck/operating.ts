import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Span } from '../../platform/core/periods.ts'
import type { Tx } from '../../platform/database/database.ts'
import { EVERY_DAY, type Operating } from '../registry/index.ts'
import type { OperatingCalendarRow, OperatingExceptionRow } from './registers.ts'

/** What premises have told of the days on which they work. */
export type Told = {
  readonly calendar: Pick<OperatingCalendarRow, 'week' | 'weekdays'> | null
  readonly exceptions: readonly (Pick<OperatingExceptionRow, 'kind' | 'from_on' | 'until_on'> & { readonly told: DateOnly })[]
  readonly status: string
  readonly status_since: DateOnly | null
}

/** Days that differ from the week, of the premises `p` of a query. */
export const exceptionsOf = sql`coalesce((select jsonb_agg(jsonb_build_object('kind', e.kind, 'from_on', e.from_on, 'until_on', e.until_on, 'told', (e.created_at at time zone 'Asia/Shanghai')::date) order by e.from_on) from operating_exception e where e.premises_id = p.id and e.closed_at is null), '[]')`

const FOREVER = '9999-12-31' as DateOnly

export function operatingBy({ calendar, exceptions, status, status_since }: Told): Operating {
  const week = calendar === null || calendar.week === 'every_day' ? EVERY_DAY.week : calendar.week === 'working_days' ? 'working-days' as const : calendar.weekdays.map(Number)
  const spans = (kind: OperatingExceptionRow['kind']): (Span & { readonly told: DateOnly })[] => exceptions.filter((one) => one.kind === kind).map(({ from_on, until_on, told }) => ({ from: from_on, until: until_on, told }))
  // Premises that stopped trading owe nothing from that day on.
  const stopped: Span[] = status === 'suspended' || status === 'closed' ? [{ from: status_since ?? ('1900-01-01' as DateOnly), until: FOREVER }] : []
  const terms = spans('term')
  return { week, closed: [...spans('closed'), ...stopped], opened: stopped.length > 0 ? [] : spans('opened'), ...(terms.length > 0 && { terms }) }
}

/**
 * On which days premises operate, by what they have told (经营日历、停业、学期): the one place that duties ask which look for what
 * was missed. Premises that have told nothing are not in the answer.
 */
export async function operatingOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Operating>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Told & { id: string }>`select p.id, p.status, p.status_since, ${exceptionsOf} as exceptions,
      case when c.id is not null then jsonb_build_object('week', c.week, 'weekdays', c.weekdays) end as calendar
    from premises p left join operating_calendar c on c.premises_id = p.id and c.closed_at is null
    where p.id = any(${[...new Set(ids)]}::uuid[]) and (c.id is not null or exists (select 1 from operating_exception e where e.premises_id = p.id and e.closed_at is null))`.execute(tx)
  return new Map(rows.map(({ id, ...told }) => [id, operatingBy(told)]))
}
