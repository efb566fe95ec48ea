import type { DateOnly } from '../../core/dates.ts'

/** A date cell: the calendar date, and the time of day `HH:MM:SS` where the cell has one. */
export type DateCell = { readonly date: DateOnly; readonly time: string | null }

/**
 * A cell whose value cannot be trusted. `imprecise`: a number of more than 15 digits, which Excel has already rounded (a
 * licence number typed into a number cell); `error`: `#N/A` and the like. `text` is what the cell shows.
 */
export type FaultCell = { readonly fault: 'imprecise' | 'error'; readonly text: string }

/** The value of a cell; `null` where it is empty. A formula gives the value stored with it and is never computed. */
export type Cell = string | number | boolean | DateCell | FaultCell | null

export const isDateCell = (cell: Cell): cell is DateCell => typeof cell === 'object' && cell !== null && 'date' in cell
export const isFaultCell = (cell: Cell): cell is FaultCell => typeof cell === 'object' && cell !== null && 'fault' in cell

/** A row that holds something. */
export type SheetRow = {
  /** The row's number as the clerk sees it in Excel, from 1. */
  readonly row: number
  /** From column A; a merged area's value stands in its first cell only. */
  readonly cells: readonly Cell[]
  /** The same row with the value of each merged area in all of its cells; the very same array where none touches the row. */
  readonly spread: readonly Cell[]
}

/** A number as a person reads it: 15 significant digits, as in Excel, never an exponent below 10^15. */
export const plainNumber = (value: number): string => {
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text
}

/** What a cell shows, as text. */
export function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return plainNumber(cell)
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  if (typeof cell === 'string') return cell
  if (isDateCell(cell)) return cell.time ? `${cell.date} ${cell.time}` : cell.date
  return cell.text
}

export const isBlank = (cell: Cell | undefined): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '')

const DAY_MS = 86_400_000
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** 9999-12-31, the last day Excel knows. */
const LAST_SERIAL = 2_958_465

/**
 * The date an Excel serial means. The 1900 system counts a 29 February 1900 that never was, so that days before
 * 1 March 1900 lie one later than the plain epoch says. Null for a serial outside the calendar.
 */
export function serialDate(serial: number, date1904 = false): DateCell | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= LAST_SERIAL + 1) return null
  const whole = Math.floor(serial)
  if (!date1904 && (whole === 60 || whole === 0)) return null
  const shift = !date1904 && whole < 60 ? 1 : 0
  const seconds = Math.round((serial - whole) * 86_400)
  const at = (date1904 ? EPOCH_1904 : EPOCH_1900) + (whole + shift) * DAY_MS + seconds * 1000
  const iso = new Date(at).toISOString()
  return { date: iso.slice(0, 10) as DateOnly, time: seconds === 0 ? null : iso.slice(11, 19) } // an ISO string begins with its date
}

/** The serial (1900 system) of a date from 1 March 1900 on, or null before that, where programs disagree. */
export function dateSerial(day: DateOnly): number | null {
  const serial = Math.round((Date.parse(`${day}T00:00:00Z`) - EPOCH_1900) / DAY_MS)
  return serial >= 61 && serial <= LAST_SERIAL ? serial : null
}

/** How a number format makes a number look, as far as it changes what the number means. */
export type NumberLook = { readonly kind: 'plain' | 'date' | 'time' | 'percent' } | { readonly kind: 'padded'; readonly digits: number }

const PLAIN: NumberLook = { kind: 'plain' }

/** Built-in formats (ECMA-376 part 1, 18.8.30), those of the Chinese Excel among them (27 to 36, 50 to 58). */
export function builtinLook(id: number): NumberLook {
  if (id === 9 || id === 10) return { kind: 'percent' }
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35) || id === 55 || id === 56) return { kind: 'time' }
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return { kind: 'date' }
  return PLAIN
}

/** The look of a custom format: `yyyy"年"m"月"d"日"` is a date, `000000` pads with zeros, `0.0%` is a percentage. */
export function formatLook(format: string): NumberLook {
  const bare = (format.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*./g, '')
  if (/\[(h+|m+|s+)\]/i.test(bare)) return PLAIN // an elapsed time is an amount
  const code = bare.replace(/\[[^\]]*\]/g, '')
  if (/general|通用/i.test(code)) return PLAIN
  if (/[yd]/i.test(code) || /^m+$/i.test(code.trim())) return { kind: 'date' }
  if (/[hs]/i.test(code)) return { kind: 'time' }
  if (code.includes('%')) return { kind: 'percent' }
  return /^0{2,}$/.test(code.trim()) ? { kind: 'padded', digits: code.trim().length } : PLAIN
}

/** The largest whole number Excel keeps exactly; it stores 15 digits and writes zeros for the rest. */
const EXACT = 1e15

/** The cell that a stored number shows under its format. `raw` is the number as the file spells it. */
export function numberCell(raw: string, look: NumberLook, date1904: boolean): Cell {
  const value = Number(raw)
  if (raw.trim() === '' || Number.isNaN(value)) return { fault: 'error', text: raw }
  if (Math.abs(value) >= EXACT) return { fault: 'imprecise', text: raw }
  switch (look.kind) {
    case 'plain':
      return value
    case 'percent':
      return `${plainNumber(value * 100)}%`
    case 'padded':
      return Number.isInteger(value) && value >= 0 ? String(value).padStart(look.digits, '0') : value
    case 'date':
      return serialDate(value, date1904) ?? value
    case 'time':
      return value < 1 ? new Date(Math.round(value * 86_400) * 1000).toISOString().slice(11, 19) : (serialDate(value, date1904) ?? value)
  }
}
