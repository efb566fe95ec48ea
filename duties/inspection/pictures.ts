import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { inRegion, readScope } from '../../platform/register/scope.ts'
import type { MissingPictures, PicturesOf } from './contract.ts'
import { inspections } from './registers.ts'

/**
 * Pictures that inspection `i` names, by hash, with what each belongs to: an item, the evidence, a signature, the video of a
 * refusal. What phones send is free JSON, so each part is read only where it has its shape.
 */
const NAMED = sql`(select distinct on (hash) hash, part from (
    select item ->> 'code' as part, jsonb_array_elements_text(item -> 'photos') as hash from jsonb_array_elements(i.findings) item where jsonb_typeof(item -> 'photos') = 'array'
    union all select 'evidence', jsonb_array_elements_text(i.conduct #> '{evidence,files}') where jsonb_typeof(i.conduct #> '{evidence,files}') = 'array'
    union all select 'signature', value from jsonb_each_text(case when jsonb_typeof(i.conduct -> 'signatures') = 'object' then i.conduct -> 'signatures' end)
    union all select 'refusal', i.conduct #>> '{refusal,video}'
  ) named where hash ~ '^[0-9a-f]{64}$' order by hash, part)`

/** A file that was taken off the list was there: whoever did so has said why. */
const HERE = sql`exists (select from file f where f.hash = named.hash and f.about_table = 'inspection' and f.about_id = i.id)`

/**
 * Pictures that an inspection names, held against those that have come. A phone sends pictures in pieces and may lose signal in
 * between; what is said here is true at the moment it is asked, so that nothing need be told when one arrives.
 */
export async function picturesOf(tx: Tx, id: string): Promise<PicturesOf> {
  const { rows } = await sql<{ part: string; here: boolean }>`select named.part, ${HERE} as here from inspection i cross join lateral ${NAMED} named where i.id = ${id}::uuid order by named.part`.execute(tx)
  const missing = Map.groupBy(rows.filter(({ here }) => !here), ({ part }) => part)
  return { named: rows.length, missing: [...missing].map(([part, all]) => ({ part, count: all.length })) }
}

/** Most inspections name no picture: their JSON is not taken apart. Whatever `NAMED` finds meets this. */
const NAMES_SOME = sql`(findings @? '$[*].photos[*]' or conduct::text ~ '[0-9a-f]{64}')`

/** Days that are looked back, and inspections that are shown. */
const [BACK, SHOWN] = [90, 200]

/** Finished inspections of a region some of whose pictures have not come, the longest waiting first. */
export async function missingPictures(tx: Tx, region: string): Promise<MissingPictures> {
  const { rows } = await sql<MissingPictures['items'][number]>`select i.id, i.title, i.region, i.visited_on, i.finished_at, p.name as holder, n.named, n.missing
    from (select * from inspection where ${readScope(inspections as never, tx.work.actor)} and ${inRegion(region)} and visited_on > ${tx.work.today}::date - ${BACK}::int and closed_at is null and ${NAMES_SOME}) i
      cross join lateral (select count(*)::int as named, (count(*) filter (where not ${HERE}))::int as missing from ${NAMED} named) n left join person p on p.id = i.holder_person
    where n.missing > 0 order by i.finished_at, i.id limit ${SHOWN + 1}`.execute(tx)
  return { items: rows.slice(0, SHOWN), more: rows.length > SHOWN, back: BACK }
}
