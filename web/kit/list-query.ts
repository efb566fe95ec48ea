import type { Fields } from '../../platform/register/fields.ts'

/** What a list shows, kept in the address so that a link, the back button and a saved view bring the same rows. */
export type ListQuery = {
  readonly q?: string
  readonly sort?: string
  readonly as_of?: string
  readonly closed?: 'open' | 'closed' | 'all'
  readonly region?: string
  /** Field filters: `{ kind: 'canteen,market', 'expires_on.to': '2026-12-31' }`. */
  readonly filters: Readonly<Record<string, string>>
  readonly columns?: readonly string[]
}

const CLOSED = new Set(['open', 'closed', 'all'])

/** Reads the address; names that the register does not know are left out. `others` are columns that are no fields: the row above. */
export function readQuery(search: URLSearchParams, fields: Fields, others: readonly string[] = []): ListQuery {
  const filters: Record<string, string> = {}
  for (const [name, value] of search) {
    const field = fields[name.replace(/\.(from|to)$/, '')]
    // The region has its own place below: as a filter too it would be shown twice, and could not be taken away.
    if (field && name !== 'region' && value !== '') filters[name] = value
  }
  const closed = search.get('closed')
  const columns = search
    .get('columns')
    ?.split(',')
    .filter((name) => name in fields || others.includes(name))
  return {
    q: search.get('q') ?? undefined,
    sort: search.get('sort') ?? undefined,
    as_of: search.get('as_of') ?? undefined,
    closed: closed !== null && CLOSED.has(closed) ? (closed as ListQuery['closed']) : undefined, // checked against the three
    region: search.get('region') ?? undefined,
    filters,
    columns: columns?.length ? columns : undefined,
  }
}

/** What the API is asked, and what an export repeats: everything but the choice of columns. */
export function apiQuery(query: ListQuery): Record<string, string> {
  const { q, sort, as_of, closed, region, filters } = query
  return Object.fromEntries(
    Object.entries({ q, sort, as_of, closed, region, ...filters }).filter((pair): pair is [string, string] => !!pair[1]),
  )
}

/** The address of a list, as `readQuery` reads it. */
export function writeQuery(query: ListQuery): Record<string, string> {
  return { ...apiQuery(query), ...(query.columns ? { columns: query.columns.join(',') } : {}) }
}

/** The next sort when a column's head is pressed: ascending, descending, none. */
export function nextSort(sort: string | undefined, name: string): string | undefined {
  if (sort === name) return `-${name}`
  return sort === `-${name}` ? undefined : name
}
