import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { PublicGiven, PublicPage, PublicRoute } from '../../../platform/http/public.ts'
import { queryGrams } from '../../../platform/register/search.ts'
import { publicPart } from '../rules/publication.ts'
import type { Finding, InspectionResult, Sheet } from '../sheets/sheet.ts'
import { publicSearch } from './link.ts'
import { faultPage, resultPage, searchPage, type Listed } from './page.ts'

const PAGE = 20

type Found = { readonly id: string; readonly premises: string; readonly on: DateOnly; readonly published: DateOnly; readonly result: InspectionResult; readonly kind: string; readonly unit: string | null }
/** Columns are named one by one, as `publicPart` names its fields. */
const columns = sql`i.id, p.name as premises, i.visited_on as on, i.published_on as published, i.result, i.kind, u.name as unit`
const from = sql`inspection i join premises p on p.id = i.premises_id left join org_unit u on u.id = i.holder_unit`
const isPublic = sql<boolean>`i.state = 'published' and i.closed_at is null and i.result is not null`

const listed = ({ id, published, unit, ...row }: Found, items: readonly string[] = []): Listed => ({ ...publicPart({ ...row, unit: unit ?? '', items }), id, published })

/** Places whose names hold what is asked; at most as many as any search finds. */
async function placesNamed(tx: Tx, asked: string): Promise<{ readonly ids: readonly string[]; readonly more: boolean }> {
  const { rows: [found] } = await sql<{ ids: string[]; more: boolean }>`select ids, more from shian.search('premises', ${JSON.stringify(queryGrams(asked))}::jsonb, null, array['name']::text[], null, null, '[]'::jsonb, 'all',
    null, false, null, null, null)`.execute(tx)
  return found!
}

const cursor = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/

/** `/public/<city>/inspections?q=…`: the newest first, a page at a time. */
async function search({ tx, query, language }: PublicGiven): Promise<PublicPage> {
  const asked = (query['q'] ?? '').replaceAll(/\p{Cc}/gu, '').trim().slice(0, 60).toWellFormed()
  const base = publicSearch(tx.work.city)
  if (asked !== '' && queryGrams(asked).length === 0) return { html: searchPage({ language, base, asked, items: [], next: null, said: 'short' }) }
  const places = asked === '' ? null : await placesNamed(tx, asked)
  const [, day, id] = cursor.exec(query['after'] ?? '') ?? []
  const { rows } = await sql<Found>`select ${columns} from ${from} where ${isPublic}
    and ${places ? sql<boolean>`i.premises_id = any(${places.ids}::uuid[])` : sql<boolean>`true`}
    and ${day && id ? sql<boolean>`(i.published_on, i.id) < (${day}::date, ${id}::uuid)` : sql<boolean>`true`}
    order by i.published_on desc, i.id desc limit ${PAGE + 1}`.execute(tx)
  const last = rows[PAGE - 1]
  return { html: searchPage({
    language, base, asked, items: rows.slice(0, PAGE).map((row) => listed(row)), next: rows.length > PAGE && last ? `${last.published}_${last.id}` : null, said: places?.more ? 'many' : null,
  }) }
}

/** `/public/<city>/inspections/<id>`: what the QR code opens. */
async function one({ tx, params, language }: PublicGiven): Promise<PublicPage> {
  const { id = '' } = params
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Problem('route.not-found')
  const { rows: [row] } = await sql<Found & { findings: Finding[]; content: Sheet; orders: number; closed: number }>`select ${columns}, i.findings, s.content,
      (select count(*)::int from rectification r where r.inspection = i.id and r.state <> 'withdrawn') as orders, (select count(*)::int from rectification r where r.inspection = i.id and r.state = 'closed') as closed
    from ${from} join check_sheet s on s.id = i.check_sheet where i.id = ${id} and ${isPublic}`.execute(tx)
  if (!row) throw new Problem('route.not-found')
  const { findings, content, orders, closed, ...found } = row
  const failed = new Set(findings.filter(({ verdict }) => verdict === 'fail').map(({ code }) => code))
  const items = content.items.filter(({ code }) => failed.has(code)).map(({ code, text }) => `${code} ${text.zh}`)
  return { html: resultPage(language, publicSearch(tx.work.city), listed(found, items), orders > 0 && orders === closed) }
}

export const publicResults: readonly PublicRoute[] = [
  { path: '/inspections', get: search, fault: faultPage },
  { path: '/inspections/:id', get: one, fault: faultPage },
]
