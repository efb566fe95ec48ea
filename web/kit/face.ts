import type { ComponentType } from 'react'
import type { Bilingual } from '../../platform/core/bilingual.ts'

/** The groups of the office's left menu, in their order; `system` holds what administrators keep. */
export const menuGroups = {
  subjects: { zh: '监管对象', en: 'Businesses' },
  supervision: { zh: '监管', en: 'Supervision' },
  tracing: { zh: '追溯与预警', en: 'Tracing and alerts' },
  creation: { zh: '创建', en: 'City programme' },
  system: { zh: '系统', en: 'System' },
} as const satisfies Record<string, Bilingual>

export type MenuGroup = keyof typeof menuGroups

export type MenuEntry = {
  readonly group: MenuGroup
  /** Where it leads, from the root: `/premises`. */
  readonly path: string
  readonly label: Bilingual
  /** Code in `GET /me/counters` whose number stands at the right. */
  readonly counter?: string
  /** What the number means when it is not a plain count: 到期, 逾期. `late` shows it red. */
  readonly counterNote?: Bilingual
  readonly late?: boolean
  /** Pressed after G, it opens the page from anywhere. */
  readonly letter?: string
  /** Shown only to people who hold this right (or one of these). */
  readonly right?: string | readonly string[]
}

/** A page of a duty. `path` is a wouter pattern: `/premises/:id`; `/premises/*?` also takes what lies below. */
export type FaceRoute = { readonly path: string; readonly page: ComponentType }

/** A panel that a duty adds to the dossier of another register's rows (一企一档). */
export type DossierPanel = {
  /** Register whose dossier it hangs in: `premises`. */
  readonly register: string
  readonly label: Bilingual
  readonly right?: string
  /** The business reads it on its own first page too, of its own places. */
  readonly own?: boolean
  readonly panel: ComponentType<{ readonly id: string }>
}

/**
 * What a duty shows at the desk: the default export of `duties/<duty>/office.tsx`.
 * The shell reads every face at the start, so keep the module light: wrap heavy pages in `lazy(() => import('./…'))`.
 * @example
 * const face: OfficeFace = {
 *   duty: 'insurance',
 *   menu: [{ group: 'subjects', path: '/insurance', label: { zh: '责任保险', en: 'Insurance' }, right: 'insurance.read' }],
 *   routes: [{ path: '/insurance/*?', page: () => <RegisterPages register={policies} base="/insurance" /> }],
 * }
 * export default face
 */
export type OfficeFace = {
  readonly duty: string
  readonly menu: readonly MenuEntry[]
  readonly routes: readonly FaceRoute[]
  /** Where rows of a register open, when not on the generic page: `{ premises: (id) => `/premises/${id}` }`. */
  readonly opens?: { readonly [register: string]: (id: string) => string }
  readonly dossier?: readonly DossierPanel[]
  /** A card on Today, under the indicator strip: below what is to do, or aside, where it stands first. */
  readonly today?: readonly { readonly right?: string; readonly card: ComponentType; readonly aside?: boolean }[]
}
