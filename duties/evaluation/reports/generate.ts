import { charts } from './charts.ts'
import type { Figure, Generated, Given, Node, Outline, Piece, Sentence, Words } from './contract.ts'
import { wordNames } from './contract.ts'

const isWord = (key: string): key is keyof Words => (wordNames as readonly string[]).includes(key)

/** Words are words from here on: only figures stay places. */
const worded = (pieces: readonly Piece[], words: Words): Piece[] =>
  joined(pieces.map((piece) => (typeof piece !== 'string' && isWord(piece.figure) ? words[piece.figure] : piece)))

/** Neighbouring words as one piece. */
export function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece
    else if (piece !== '') out.push(piece)
  }
  return out
}

/** The text of some pieces as printed. A place without a figure cannot be: every key was looked up. */
export const textOf = (pieces: readonly Piece[], figures: Given['figures']): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : (figures[piece.figure]?.printed ?? ''))).join('')

function said({ pieces, condition, otherwise }: Sentence, { figures, words }: Given): Piece[] {
  const found = pieces.flatMap((piece): (Figure | undefined)[] =>
    typeof piece === 'string' || isWord(piece.figure) ? [] : [figures[piece.figure]],
  )
  const nothing = found.some((figure) => figure?.state === 'not-applicable')
  if (condition !== 'always' && nothing) return otherwise ? worded(otherwise, words) : []
  if (condition === 'known' && found.some((figure) => figure?.state !== 'value')) return []
  return worded(pieces, words)
}

function paragraph(node: Extract<Node, { kind: 'paragraph' }>, given: Given): Generated[] {
  const pieces = joined(node.sentences.flatMap((sentence) => said(sentence, given)))
  return pieces.length === 0 ? [] : [{ slot: node.slot, kind: 'paragraph', level: null, pieces, table: null, chart: null }]
}

function shortfalls(slot: string, { shortfalls: short }: Given): Generated[] {
  const none = ['对照评价细则，已有数据的指标均达到要求。']
  const told = short.flatMap(({ figure, title, sign, threshold }, at): Piece[] => [
    `${at === 0 ? '' : '；'}${title}为`,
    { figure },
    `，细则要求${sign}${threshold}`,
  ])
  const pieces: Piece[] = short.length === 0 ? none : ['对照评价细则，下列指标尚未达到要求：', ...told, '。']
  return [{ slot, kind: 'paragraph', level: null, pieces: joined(pieces), table: null, chart: null }]
}

function counties({ slot, indicators }: Extract<Node, { kind: 'counties' }>, { counties: all, byCounty }: Given): Generated[] {
  if (all.length === 0) return []
  const cell = (indicator: string, code: string) => byCounty.get(`${indicator} ${code}`)
  const head = indicators.map((indicator) => {
    const { title = indicator, unit = '' } = cell(indicator, all[0]!.code) ?? {}
    return unit === '' ? title : `${title}（${unit}）`
  })
  const rows = all.map(({ code, name }) => [name, ...indicators.map((indicator) => cell(indicator, code)?.printed ?? '—')])
  return [{ slot, kind: 'table', level: null, pieces: [], table: { head: ['县（市、区）', ...head], rows }, chart: null }]
}

/** A heading that has nothing left below it goes, from the last one up, so that its own heading may go too. */
const withBody = (blocks: readonly Generated[]): Generated[] =>
  blocks.reduceRight<Generated[]>((kept, block) => {
    const next = kept[0]
    const empty = block.kind === 'heading' && (next === undefined || (next.kind === 'heading' && next.level! <= block.level!))
    return empty ? kept : [block, ...kept]
  }, [])

/**
 * The report that a template and its figures give: pure, the same every time.
 * Sentences that do not apply are left out; a figure without data stands as a marked gap; nothing is invented.
 */
export function generate(outline: Outline, given: Given): Generated[] {
  return withBody(
    outline.nodes.flatMap((node): Generated[] => {
      switch (node.kind) {
        case 'heading':
          return [
            { slot: node.slot, kind: 'heading', level: node.level, pieces: worded(node.pieces, given.words), table: null, chart: null },
          ]
        case 'paragraph':
          return paragraph(node, given)
        case 'counties':
          return counties(node, given)
        case 'shortfalls':
          return shortfalls(node.slot, given)
        case 'chart':
          return charts(node, given)
      }
    }),
  )
}
