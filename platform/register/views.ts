import { z } from 'zod'
import { newId } from '../core/ids.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Routes } from '../http/routes.ts'
import type { Actor } from '../identity/actor.ts'
import { idText } from './schema.ts'
import type { Registry } from './labels.ts'

problems({
  'views.many': [
    409,
    '每个台账最多保存 {limit} 个视图，请先删除不用的。',
    'At most {limit} views of a register are kept; remove one first.',
  ],
  'views.register': [404, '没有名为“{register}”的台账。', 'There is no register “{register}”.'],
})

const LIMIT = 50
const tag = 'views'

/** Views are a person's own; the program itself has none. @throws Problem `right.missing` */
function personOf(actor: Actor): string {
  if (actor.person === null) throw new Problem('right.missing', { right: 'views' })
  return actor.person
}

/** Saved views of lists: each person's own conditions, order and columns under a name. A view gives no right to any row. */
export function serveViews(routes: Routes, registers: Registry): void {
  const name = z.string().max(63)
  routes.read(
    '/views',
    { tag, summary: { zh: '我保存的视图', en: 'My saved views' }, query: z.object({ register: name.optional() }) },
    async ({ tx, actor, query }) => {
      const own = tx
        .selectFrom('saved_view')
        .select(['id', 'register', 'name', 'query', 'at'])
        .where('person_id', '=', personOf(actor))
        .orderBy('name')
        .orderBy('id')
      return { items: await (query.register === undefined ? own : own.where('register', '=', query.register)).execute() }
    },
  )
  const query = z.union([z.string().max(4_000), z.record(z.string().max(100), z.json())])
  const body = z.strictObject({ register: name, name: z.string().trim().min(1).max(60), query })
  routes.write(
    'post',
    '/views',
    { tag, status: 201, summary: { zh: '保存视图', en: 'Save a view' }, body },
    async ({ tx, actor, now, body: given }) => {
      if (!registers.has(given.register)) throw new Problem('views.register', { register: given.register })
      const person_id = personOf(actor)
      const { count } = await tx
        .selectFrom('saved_view')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('person_id', '=', person_id)
        .where('register', '=', given.register)
        .executeTakeFirstOrThrow()
      if (Number(count) >= LIMIT) throw new Problem('views.many', { limit: LIMIT })
      const view = { id: newId(), register: given.register, name: given.name, query: given.query, at: now }
      await tx
        .insertInto('saved_view')
        .values({ ...view, person_id, query: JSON.stringify(given.query) })
        .execute()
      return view
    },
  )
  routes.write(
    'delete',
    '/views/:id',
    { tag, summary: { zh: '删除视图', en: 'Remove a view' }, params: z.object({ id: idText }) },
    async ({ tx, actor, params }) => {
      const { numDeletedRows } = await tx
        .deleteFrom('saved_view')
        .where('id', '=', params.id)
        .where('person_id', '=', personOf(actor))
        .executeTakeFirstOrThrow()
      if (numDeletedRows === 0n) throw new Problem('row.not-found')
      return {}
    },
  )
}
