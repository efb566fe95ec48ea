import type pg from 'pg'

/**
 * Grows the demo city to `wanted` premises: each copy of the whole city has other ids, and names and addresses that differ by
 * a number, so that fragments, initials and regions are spread as they are in the city. Indexes are built afterwards.
 * Answers how many premises there are.
 */
export async function grow(owner: pg.Client, wanted: number): Promise<number> {
  await owner.query('set search_path = city_140700, shian')
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from premises')
  const have = rows[0]!.n
  const copies = Math.ceil(wanted / have) - 1
  if (copies <= 0) return have
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes where schemaname = 'city_140700' and tablename = 'premises' and indexname not like '%pkey%'`)
  for (const { name } of indexes) await owner.query(`drop index ${name}`)
  await owner.query('create temp table seed_premises as select * from premises')
  const { rows: columns } = await owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'city_140700' and table_name = 'premises' order by ordinal_position`)
  const values = columns.map(({ name }) => {
    if (name === 'id') return 'gen_random_uuid()'
    if (name === 'name') return `name || $1::text`
    if (name === 'name_sort') return `name_sort || ' ' || $1::text`
    if (name === 'merged_into') return 'null'
    return name
  })
  for (let copy = 1; copy <= copies; copy++) {
    await owner.query(`insert into premises (${columns.map(({ name }) => name).join(', ')}) select ${values.join(', ')} from seed_premises`, [String(copy)])
  }
  await owner.query(`set maintenance_work_mem = '512MB'`)
  for (const { definition } of indexes) await owner.query(definition)
  await owner.query('vacuum analyze premises')
  return have * (copies + 1)
}
