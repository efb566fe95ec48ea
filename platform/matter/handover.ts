import type { Bilingual } from '../core/bilingual.ts'
import type { DateOnly } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'

/** Who moves on, and who takes over. */
export type Moving = { readonly from: string; readonly to: string }

/** One thing that is open in the name of who moves on: who takes it, or why it stays. */
export type HandedLine = {
  readonly matter: string
  readonly id: string
  readonly title: string
  readonly dueOn: DateOnly | null
  readonly link: string
  /** Who takes it; null where it stays. */
  readonly to: string | null
  /** Why it stays, or why another than the successor takes it. */
  readonly why: Bilingual | null
  /** What its duty moves it by, where that is not the matter itself. */
  readonly by?: string
}

/** How a duty passes on what is open in a person's name. */
export type HandsOver = {
  /** What of it would pass and what stays, in the order in which it is done; nothing is kept. At most `limit`. */
  readonly lines: (tx: Tx, moving: Moving, limit: number) => Promise<readonly HandedLine[]>
  /** Passes on those lines of its own that have a taker. Rights were asked by `lines`. */
  readonly move: (tx: Tx, moving: Moving, lines: readonly HandedLine[], note: string) => Promise<void>
}

/** Why something stays: the same words in every duty. */
export const STAYS = {
  right: { zh: '您无权更换其承办人', en: 'You may not give it to another' },
  post: { zh: '接手人没有办理此事的职责', en: 'The successor has no post for it' },
  area: { zh: '接手人的辖区不含此处', en: 'Outside the area of the successor' },
  recused: { zh: '接手人登记了回避', en: 'The successor stands back from it' },
} as const satisfies Record<string, Bilingual>
