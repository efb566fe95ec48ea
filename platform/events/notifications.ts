import { z } from 'zod'
import { newId } from '../core/ids.ts'
import type { Bilingual } from '../core/bilingual.ts'
import type { Tx } from '../database/database.ts'
import type { Routes } from '../http/routes.ts'
import { cursorAt, readCursorAt } from '../audit/reach.ts'
import { idText } from '../register/schema.ts'

/** What a person is told beside their inbox. `link` is a page of the office. */
export type Notice = { readonly person: string; readonly kind: string; readonly title: Bilingual; readonly link: string | null }

/** Tells people of something, in the transaction in which it happens. */
export async function notify(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  await tx.insertInto('notification').values(notices.map(({ person, kind, title, link }) =>
    ({ id: newId(), person_id: person, at: tx.work.now, kind, title_zh: title.zh, title_en: title.en, link }))).execute()
}

/** One's own notifications, newest first, and marking them read. */
export function serveNotifications(routes: Routes): void {
  const page = z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
  routes.read('/me/notifications', { tag: 'me', summary: { zh: '我的通知', en: 'My notifications' }, query: page }, async ({ tx, actor, query }) => {
    const after = query.cursor ? readCursorAt(query.cursor) : undefined
    const rows = await tx.selectFrom('notification').select(['id', 'at', 'kind', 'title_zh', 'title_en', 'link', 'read_at'])
      .where('person_id', '=', actor.person ?? '').$if(after !== undefined, (asked) => asked.where((e) => e(e.refTuple('at', 'id'), '<', e.tuple(after!.at, after!.id))))
      .orderBy('at', 'desc').orderBy('id', 'desc').limit(query.limit + 1).execute()
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    return {
      items: shown.map(({ id, at, kind, title_zh, title_en, link, read_at }) => ({ id, at, kind, title: { zh: title_zh, en: title_en }, link, readAt: read_at })),
      next: rows.length > query.limit && last ? cursorAt(last.at, last.id) : null,
    }
  })
  routes.write('post', '/me/notifications/read', { tag: 'me', summary: { zh: '标为已读', en: 'Mark as read' }, body: z.strictObject({ ids: z.array(idText).min(1).max(200) }) }, async ({ tx, actor, body }) => {
    await tx.updateTable('notification').set({ read_at: tx.work.now }).where('id', 'in', body.ids).where('person_id', '=', actor.person ?? '').where('read_at', 'is', null).execute()
    return {}
  })
}
