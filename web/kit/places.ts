import { pathOf } from '../../platform/register/declare.ts'
import { matterOf } from './declarations.ts'
import type { DossierPanel, OfficeFace } from './face.ts'

/** Where things open, and what duties hang into each other's dossiers: filled from the faces before the first page is drawn. */
const opens = new Map<string, (id: string) => string>()
const panels: DossierPanel[] = []

export function takeFaces(faces: readonly OfficeFace[]): void {
  panels.length = 0
  for (const face of faces) {
    for (const [register, open] of Object.entries(face.opens ?? {})) opens.set(register, open)
    panels.push(...(face.dossier ?? []))
  }
}

export const listPlace = (register: string): string => `/registers/${pathOf(register)}`
export const matterPlace = (matter: string, id: string): string => `/matters/${pathOf(matter)}/${id}`

/** Where a row opens: its duty's own page, its matter's page, or the generic one. */
export function rowPlace(register: string, id: string): string {
  const own = opens.get(register)
  if (own) return own(id)
  const matter = matterOf(register)
  return matter ? matterPlace(matter.name, id) : `${listPlace(register)}/${id}`
}

export const panelsOf = (register: string): readonly DossierPanel[] => panels.filter((panel) => panel.register === register)

/** Links in answers name either a page or, where the server knows none, nothing: only paths inside the office are followed. */
export const inside = (link: string | null | undefined): string | null => (link && /^\/(?!\/)/.test(link) ? link : null)
