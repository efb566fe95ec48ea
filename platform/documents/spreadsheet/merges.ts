import { Problem } from '../../core/problem.ts'
import type { Cell, SheetRow } from './cells.ts'
import type { Limits } from './limits.ts'
import type { Package } from './zip.ts'

/** A merged area: first and last row (from 1) and column (from 0). */
export type Merge = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

const MARK = Buffer.from('mergeCells')
const AREA = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g
/** Bytes of merge list that are read: some hundred thousand areas. */
const MOST = 16 * 2 ** 20

/** Column number from 0 of its letters. @example columnIndex('AA') // 26 */
export function columnIndex(letters: string): number {
  let index = 0
  for (let at = 0; at < letters.length; at++) index = index * 26 + letters.charCodeAt(at) - 64
  return index - 1
}

/**
 * The merged areas of a sheet, by their first row. A sheet lists them after its rows, so the part is run through once
 * for them alone; that takes a tenth of the time of reading the rows.
 */
export async function readMerges(zip: Package, part: string): Promise<Merge[]> {
  const tail: Buffer[] = []
  let size = 0
  let before: Buffer = Buffer.alloc(0)
  for await (const chunk of zip.read(part)) {
    if (size > 0) {
      tail.push(chunk)
      size += chunk.length
    } else {
      const joined = Buffer.concat([before, chunk])
      const at = joined.indexOf(MARK)
      if (at >= 0) size = tail.push(joined.subarray(at)) && joined.length - at
      before = joined.subarray(Math.max(0, joined.length - MARK.length))
    }
    if (size > MOST) throw new Problem('spreadsheet.unsafe', { part: 'mergeCells' })
  }
  const merges: Merge[] = []
  for (const [, left, top, right, bottom] of Buffer.concat(tail).toString('utf8').matchAll(AREA)) {
    // The pattern has four groups, none optional.
    merges.push({ top: Number(top), bottom: Number(bottom), left: columnIndex(left!), right: columnIndex(right!) })
  }
  return merges.sort((a, b) => a.top - b.top)
}

/**
 * Spreads the values of merged areas over the rows they cover. Keeps only the areas that reach the present row, which
 * cannot be more than the sheet has columns unless they overlap, as no spreadsheet program allows.
 */
export class Spreader {
  readonly #merges: readonly Merge[]
  readonly #limits: Limits
  #next = 0
  #active: { readonly area: Merge; value: Cell }[] = []

  constructor(merges: readonly Merge[], limits: Limits) {
    this.#merges = merges
    this.#limits = limits
  }

  row(row: number, cells: readonly Cell[]): SheetRow {
    if (this.#active.length > 0) this.#active = this.#active.filter(({ area }) => area.bottom >= row)
    for (let area = this.#merges[this.#next]; area && area.top <= row; area = this.#merges[++this.#next]) {
      if (area.bottom >= row) this.#active.push({ area, value: area.top === row ? (cells[area.left] ?? null) : null })
    }
    if (this.#active.length > this.#limits.columns) throw new Problem('spreadsheet.unsafe', { part: 'mergeCells' })
    if (this.#active.length === 0) return { row, cells, spread: cells }
    const spread = [...cells]
    for (const { area, value } of this.#active) {
      if (value === null) continue
      const last = Math.min(area.right, this.#limits.columns - 1)
      while (spread.length <= last) spread.push(null)
      for (let column = area.left; column <= last; column++) spread[column] = value
    }
    return { row, cells, spread }
  }
}
