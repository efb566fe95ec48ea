import type { Cell, Paper, Table } from '../../../platform/documents/paper.ts'
import { isBody } from './bodies.ts'
import { fold } from './text.ts'

/** What a sign or word in a cell of a matrix says of the body that heads its column. */
export type MatrixPart = 'lead' | 'assist' | 'duty'

/**
 * A table whose columns are the bodies and whose cells hold signs (▲ leads, △ assists). `bodies`: the heading of each such column;
 * `rows`: how many rows the header takes; `parts`: what the paper says its signs mean.
 */
export type Matrix = {
  readonly rows: number
  readonly bodies: ReadonlyMap<number, Cell>
  readonly parts: ReadonlyMap<string, MatrixPart>
  /** The only sign the table uses: it needs no word on what it means. */
  readonly lone: boolean
}

const SIGN = '[▲△▴▵●〇◯◎◉⊙★☆■□◆◇▼▽√✓✔※]'
const WORDS: readonly (readonly [MatrixPart, string])[] = [
  ['lead', '(?:主要|牵头|第一)责任|(?:总|共同)?牵头|主办|主责|主抓'],
  ['assist', '配合|协办|协助|协同|参与|参加|支持'],
  ['duty', '(?:具体|共同)?责任|负责|承办|落实|实施'],
]
const WORD = WORDS.map(([, words]) => words).join('|')
const IN_CELL = new RegExp(`^(?:${SIGN}{1,2}|(?:${WORD})(?:单位|部门)?|[主牵协配])$`)
const IN_LEGEND = new RegExp(`(${SIGN})|(${WORD})`, 'g')
const EMPTY = /^[—\-/\\无×]*$/
const HEADER_ROWS = 4

const textOf = (paper: Paper, cell: Cell): string => fold(paper.text.slice(cell.start, cell.end)).replace(/\s+/g, '')

/** The matrix a table is, or null: at least two columns headed by bodies hold nothing but signs. */
export function matrixOf(table: Table, paper: Paper): Matrix | null {
  let best: Omit<Matrix, 'parts'> | null = null
  for (let at = 0; at < Math.min(HEADER_ROWS, table.rows.length - 1); at++) {
    const found = bodiesAt(table, at, paper)
    if (found && found.bodies.size > (best?.bodies.size ?? 1)) best = { rows: at + 1, ...found }
  }
  return best && { ...best, parts: legendOf(paper, table, best.rows) }
}

function bodiesAt(table: Table, at: number, paper: Paper): Pick<Matrix, 'bodies' | 'lone'> | null {
  const bodies = new Map<number, Cell>()
  const signs = new Set<string>()
  for (const cell of table.rows[at]!) {
    const heading = textOf(paper, cell)
    if (heading.length < 2 || heading.length > 24 || cell.width > 1) continue
    const below = table.rows
      .slice(at + 1)
      .filter((row) => new Set(row.map(({ start }) => start)).size > 1)
      .flatMap((row) => row.filter(({ column }) => column === cell.column))
      .map((one) => textOf(paper, one))
      .filter((text) => !EMPTY.test(text) && text !== heading)
    if (below.length === 0 || !below.every((text) => IN_CELL.test(text))) continue
    bodies.set(cell.column, cell)
    for (const sign of below) signs.add(sign)
  }
  const named = [...bodies.values()].filter((cell) => isBody(textOf(paper, cell)))
  return named.length >= 2 ? { bodies, lone: signs.size === 1 } : null
}

/** 注：▲为牵头单位，△为配合单位; 责任单位（牵头▲、配合△): each sign means the word nearest to it, on either side. In a line of the paper or in the table's header. */
function legendOf(paper: Paper, table: Table, rows: number): Map<string, MatrixPart> {
  const lines = paper.blocks.filter((block) => block.kind === 'line')
  const cells = [...table.rows.slice(0, rows), table.rows.at(-1)!].flat()
  const parts = new Map<string, MatrixPart>()
  for (const { start, end } of [...cells, ...lines]) {
    if (end - start > 400) continue
    for (const [sign, part] of signsIn(fold(paper.text.slice(start, end)))) if (!parts.has(sign)) parts.set(sign, part)
  }
  return parts
}

// between sign and word a comma or space parts more than any word does
const APART = 20

function signsIn(folded: string): [string, MatrixPart][] {
  const tokens = [...folded.matchAll(IN_LEGEND)]
  const words = tokens.filter(([, , word]) => word !== undefined)
  const distance = (from: number, to: number): number => {
    const between = folded.slice(from, to)
    return between.length + APART * between.replace(/[^，。；、\s]/g, '').length
  }
  return tokens.flatMap((token): [string, MatrixPart][] => {
    if (token[1] === undefined) return []
    const end = token.index + 1
    const [nearest] = words
      .map((word) => ({
        word: word[0],
        far: word.index > token.index ? distance(end, word.index) : distance(word.index + word[0].length, token.index),
      }))
      .sort((one, other) => one.far - other.far)
    return nearest ? [[token[1], partOf(nearest.word)!]] : []
  })
}

const partOf = (word: string): MatrixPart | undefined => WORDS.find(([, words]) => new RegExp(`^(?:${words})`).test(word))?.[0]
const SHORT: Readonly<Record<string, MatrixPart>> = { 主: 'lead', 牵: 'lead', 协: 'assist', 配: 'assist' }

/** What a cell says of its column's body; `unknown` a sign the paper nowhere explains, null nothing. */
export function partIn(matrix: Matrix, text: string): MatrixPart | 'unknown' | null {
  if (EMPTY.test(text)) return null
  return matrix.parts.get(text[0]!) ?? SHORT[text] ?? partOf(text) ?? (matrix.lone ? 'duty' : 'unknown')
}
