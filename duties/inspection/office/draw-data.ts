import { useQuery } from '@tanstack/react-query'
import { api } from '../../../web/kit/api.ts'
import type { AnyRow } from '../../../web/kit/types.ts'
import type { DrawFile } from '../draw/draw.ts'
import type { DrawRow } from '../draw/registers.ts'

/** A draw as it crosses the wire. */
export const asDraw = (row: AnyRow): DrawRow => row as unknown as DrawRow

/** The whole file of a draw, once there is a list; asked for again after somebody was replaced. */
export const useDrawFile = (row: DrawRow) =>
  useQuery({ queryKey: ['draw', row.id, 'file', row.version], queryFn: () => api.get<DrawFile>(`/draws/${row.id}/file`), enabled: row.seed !== null })

/** The first number until it is revealed: never sent before, kept in this browser for whoever entered it. */
export type Slip = { readonly number: string; readonly salt: string }
const keyOf = (draw: string, person: string): string => `shian.draw.${draw}.${person}`

export function keepSlip(draw: string, person: string, slip: Slip): void {
  try {
    localStorage.setItem(keyOf(draw, person), JSON.stringify(slip))
  } catch {
    /* storage may be forbidden: the slip was shown, and is typed again */
  }
}

export function keptSlip(draw: string, person: string): Slip | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(draw, person)) ?? 'null') as Slip | null
    return kept && typeof kept.number === 'string' && typeof kept.salt === 'string' ? kept : null
  } catch {
    return null
  }
}

export function dropSlip(draw: string, person: string): void {
  try {
    localStorage.removeItem(keyOf(draw, person))
  } catch {
    /* see keepSlip */
  }
}

/** 64 bits of chance: whoever sees the seal cannot try numbers until one fits. */
export const newSalt = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
