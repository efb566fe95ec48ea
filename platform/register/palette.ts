import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import type { Routes } from '../http/routes.ts'
import { can } from '../identity/actor.ts'
import { pathOf } from './declare.ts'
import { listRows } from './list.ts'
import { readScope } from './scope.ts'
import type { AnyRegister, AnyRow } from './store.ts'

/** Something the command palette can open. */
export type PaletteItem = {
  readonly kind: string
  readonly id: string
  readonly title: string
  /** What tells it from others of its name. */ readonly detail: string
  readonly link: string
}

/** Finds at most `limit` things for a query, only such as the actor may read. */
export type PaletteSource = (tx: Tx, query: string, limit: number) => Promise<readonly PaletteItem[]>

/** Rows of a searchable register: by name fragment, pinyin initials, number, address, as its list finds them. */
export const rowsFound =
  (register: AnyRegister, detail: (row: AnyRow) => string): PaletteSource =>
  async (tx, q, limit) => {
    const readable = register.access.read.some((right) => (right === 'own' ? tx.work.actor.enterprise !== null : can(tx.work.actor, right)))
    if (!readable) return []
    const { rows } = await listRows(tx, register, { q, limit, closed: 'open', where: [] }, readScope(register, tx.work.actor))
    return rows.map((row) => ({
      kind: register.name,
      id: row.id,
      title: String(row[register.naming]),
      detail: detail(row),
      link: `/${pathOf(register.name)}/${row.id}`,
    }))
  }

const LIMIT = 20

/** One box that finds everything: each duty's sources in turn. */
export function servePalette(routes: Routes, sources: readonly PaletteSource[]): void {
  routes.read(
    '/search',
    { tag: 'search', summary: { zh: '全局查找', en: 'Find anything' }, query: z.object({ q: z.string().trim().max(100) }) },
    async ({ tx, query }) => {
      // Fewer than two characters find everything and so nothing.
      if ([...query.q].length < 2 || query.q.includes('\u0000')) return { items: [] }
      const found = await Promise.all(sources.map((source) => source(tx, query.q, 8)))
      return { items: found.flat().slice(0, LIMIT) }
    },
  )
}
