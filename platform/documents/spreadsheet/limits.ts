import './problems.ts'
import { Problem } from '../../core/problem.ts'

/** How much a file may hold before it is refused: what keeps a hostile file from filling memory or a disk. */
export type Limits = {
  /** Bytes of the file as uploaded. */
  readonly fileBytes: number
  /** Bytes of everything unpacked from it, together. */
  readonly unpackedBytes: number
  /** Unpacked bytes a packed byte may give, looked at beyond 16 MB. Real sheets stay under 150. */
  readonly ratio: number
  /** Parts in the package. */
  readonly parts: number
  /** Rows and columns of a sheet that hold something. */
  readonly rows: number
  readonly columns: number
  /** Characters of one cell: Excel's own limit. */
  readonly cellCharacters: number
  /** Characters of all shared strings together, which stay in memory while the sheet is read. */
  readonly sharedCharacters: number
}

export const LIMITS: Limits = {
  fileBytes: 100 * 2 ** 20,
  unpackedBytes: 400 * 2 ** 20,
  ratio: 500,
  parts: 10_000,
  rows: 1_048_576,
  columns: 500,
  cellCharacters: 32_767,
  sharedCharacters: 48 * 2 ** 20,
}

/** What is measured, as the sentence of `spreadsheet.too-large` says it. */
const MEASURES = {
  fileBytes: '文件 file',
  unpackedBytes: '解压后 unpacked',
  ratio: '压缩比 compression',
  parts: '部件数 parts',
  rows: '行数 rows',
  columns: '列数 columns',
  cellCharacters: '字数 characters',
  sharedCharacters: '文字总量 text',
} as const satisfies Record<keyof Limits, string>

/** The Problem of a file that passes one of its limits. */
export function tooLarge(measure: keyof Limits, limits: Limits): Problem {
  const bytes = measure === 'fileBytes' || measure === 'unpackedBytes'
  const limit = bytes ? `${Math.floor(limits[measure] / 2 ** 20)} MB` : limits[measure].toLocaleString('en')
  return new Problem('spreadsheet.too-large', { what: MEASURES[measure], limit })
}
