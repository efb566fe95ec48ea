import type { FieldProblem } from '../../../platform/core/problem.ts'
import {
  wordNames,
  type Condition,
  type Node,
  type Outline,
  type Part,
  type Piece,
  type Place,
  type Sentence,
  type When,
  type Where,
} from './contract.ts'

/**
 * A template is written as text, so that a city edits it like a paper:
 *
 *     ## 落实责任                 a heading; # to ####
 *     全市有{registry.premises}。  a sentence a line; a blank line ends the paragraph
 *     ? 处置率{outbreaks.on-time}。 left out where nothing is to be measured …
 *     : 期内未发生暴发事件。          … and this is said instead
 *     ?? 另有{…}。                 left out where there are no data either
 *     | registry.premises, …      a table of the counties
 *     !shortfalls                 a sentence for each figure below its threshold
 *     !years a, b | 图题           a chart of three years; `!counties a | 图题` compares the counties; `!sections` counts the items
 *
 * Places: `{indicator}`, `{indicator#part}`, `{indicator#whole}`, `{indicator@last-year}`, `{base:population}`,
 * `{list:register.field?field=value&field=period|most}`, `{standing:met}`, `{divisions}`, `{gap:what the old paper said}`, and the words `{city}`, `{year}` …
 */
export type Read = { readonly outline: Outline; readonly faults: readonly FieldProblem[] }

/** What a template may name: declared indicators, registers with their fields. */
export type Names = { readonly indicators: ReadonlySet<string>; readonly registers: ReadonlyMap<string, ReadonlySet<string>> }

const PLACE = /\{([^{}\n]+)\}/g
const FIGURE = /^([a-z0-9]+(?:[.-][a-z0-9-]+)*)(?:#(part|whole))?(?:@(last-year|year-before-last))?$/
const LIST = /^list:([a-z_]+)\.([a-z_]+)(?:\?([a-z_]+=[^&|]+(?:&[a-z_]+=[^&|]+)*))?(?:\|(\d{1,2}))?$/
const STANDING = /^standing:(items|met|short|unknown|waived|score)$/
const CHART = /^(years|counties|sections)(?:\s+([^|]*))?(?:\|(.*))?$/
const MOST = 10

const words: ReadonlySet<string> = new Set(wordNames)

/** The place that a key names, or what is wrong with it. */
export function placeOf(key: string, names: Names): Place | { readonly zh: string; readonly en: string } {
  if (key === 'divisions') return { kind: 'divisions', key }
  if (key.startsWith('gap:')) return { kind: 'gap', key, was: key.slice(4).trim() }
  if (key.startsWith('base:')) return { kind: 'base', key, parameter: key.slice(5) }
  const standing = STANDING.exec(key)
  if (standing) return { kind: 'standing', key, of: standing[1] as 'items' | 'met' | 'short' | 'unknown' | 'waived' | 'score' } // the pattern admits no other
  const list = LIST.exec(key)
  if (list) return listOf(key, list, names)
  const figure = FIGURE.exec(key)
  if (!figure) return { zh: `看不懂“{${key}}”。`, en: `“{${key}}” cannot be read.` }
  const [, indicator = '', part = 'value', when = 'period'] = figure
  if (!names.indicators.has(indicator)) return { zh: `没有指标“${indicator}”。`, en: `There is no indicator “${indicator}”.` }
  return { kind: 'figure', key, indicator, part: part as Part, when: when as When } // the pattern admits no other
}

function listOf(key: string, [, register = '', field = '', given = '', most]: RegExpExecArray, names: Names): ReturnType<typeof placeOf> {
  const where: Where[] = given
    .split('&')
    .filter(Boolean)
    .map((one) => ({ field: one.slice(0, one.indexOf('=')), value: one.slice(one.indexOf('=') + 1) }))
  const fields = names.registers.get(register)
  const wrong = [field, ...where.map((one) => one.field)].find((one) => !fields?.has(one))
  if (wrong !== undefined) return { zh: `台账“${register}”没有字段“${wrong}”。`, en: `The register “${register}” has no field “${wrong}”.` }
  return { kind: 'list', key, register, field, where, most: most === undefined ? MOST : Number(most) }
}

/** Collects nodes and faults line by line. */
class Reader {
  readonly nodes: Node[] = []
  readonly faults: FieldProblem[] = []
  readonly places = new Map<string, Place>()
  private readonly names: Names
  private sentences: Sentence[] = []
  private line = 0

  constructor(names: Names) {
    this.names = names
  }

  private fault(zh: string, en: string): void {
    this.faults.push({ path: `body.${this.line}`, sentence: { zh: `第${this.line}行：${zh}`, en: `Line ${this.line}: ${en}` } })
  }

  private get slot(): string {
    return `l${this.line}`
  }

  private pieces(text: string): Piece[] {
    const out: Piece[] = []
    let from = 0
    for (const match of text.matchAll(PLACE)) {
      const key = match[1]!.trim()
      if (match.index > from) out.push(text.slice(from, match.index))
      from = match.index + match[0].length
      out.push({ figure: key })
      if (words.has(key) || this.places.has(key)) continue
      const place = placeOf(key, this.names)
      if ('kind' in place) this.places.set(key, place)
      else this.fault(place.zh, place.en)
    }
    if (from < text.length) out.push(text.slice(from))
    if (/[{}]/.test(text.replaceAll(PLACE, ''))) this.fault('花括号不成对。', 'A brace is not closed.')
    return out
  }

  private close(): void {
    if (this.sentences.length > 0) this.nodes.push({ kind: 'paragraph', slot: `${this.slot}p`, sentences: this.sentences })
    this.sentences = []
  }

  private heading(marks: string, text: string): void {
    this.close()
    if (marks.length > 4) this.fault('标题最多四级。', 'Headings have four levels at most.')
    this.nodes.push({ kind: 'heading', slot: this.slot, level: Math.min(4, marks.length) as 1 | 2 | 3 | 4, pieces: this.pieces(text) })
  }

  private otherwise(text: string): void {
    const last = this.sentences.at(-1)
    if (!last || last.condition === 'always') this.fault('“:”须跟在“?”开头的句子后面。', 'A line with “:” must follow one with “?”.')
    else this.sentences[this.sentences.length - 1] = { ...last, otherwise: this.pieces(text) }
  }

  private counties(text: string): void {
    this.close()
    this.nodes.push({
      kind: 'counties',
      slot: this.slot,
      indicators: this.indicators(text, '表格没有指标。', 'The table names no indicator.'),
    })
  }

  take(line: string): void {
    this.line += 1
    const text = line.trim()
    const marked = /^(#+|\?\?|\?|:|\||!)\s*(.*)$/.exec(text)
    const [, mark = '', rest = ''] = marked ?? []
    if (text === '') this.close()
    else if (mark.startsWith('#')) this.heading(mark, rest)
    else if (mark === ':') this.otherwise(rest)
    else if (mark === '|') this.counties(rest)
    else if (mark === '!') this.order(rest)
    else this.sentence(marked ? rest : text, mark === '?' ? 'applicable' : mark === '??' ? 'known' : 'always')
  }

  private order(name: string): void {
    this.close()
    const [, of = '', given = '', title = ''] = CHART.exec(name) ?? []
    if (name === 'shortfalls') this.nodes.push({ kind: 'shortfalls', slot: this.slot })
    else if (of !== '') this.chart(of as 'years' | 'counties' | 'sections', given, title.trim() || null)
    else this.fault(`没有命令“!${name}”。`, `There is no order “!${name}”.`)
  }

  private chart(of: 'years' | 'counties' | 'sections', given: string, title: string | null): void {
    const slot = this.slot
    if (of === 'sections') {
      if (given.trim() !== '') this.fault('“!sections”后面不写指标。', '“!sections” takes no indicators.')
      this.nodes.push({ kind: 'chart', slot, of, indicators: [], title })
    } else
      this.nodes.push({
        kind: 'chart',
        slot,
        of,
        indicators: this.indicators(given, '图没有指标。', 'The chart names no indicator.'),
        title,
      })
  }

  /** Names of indicators with commas between, each of them checked. */
  private indicators(text: string, none: string, noneEn: string): string[] {
    const named = text
      .split(/[,，]/)
      .map((one) => one.trim())
      .filter(Boolean)
    for (const one of named.filter((name) => !this.names.indicators.has(name)))
      this.fault(`没有指标“${one}”。`, `There is no indicator “${one}”.`)
    if (named.length === 0) this.fault(none, noneEn)
    return named
  }

  private sentence(text: string, condition: Condition): void {
    this.sentences.push({ pieces: this.pieces(text), condition, otherwise: null })
  }

  end(): Read {
    this.line += 1
    this.close()
    if (this.nodes.length === 0) this.fault('模板没有内容。', 'The template is empty.')
    return { outline: { nodes: this.nodes, places: this.places }, faults: this.faults }
  }
}

/** Reads a template's text, with every fault at once. */
export function readOutline(body: string, names: Names): Read {
  const reader = new Reader(names)
  for (const line of body.split(/\r?\n/)) reader.take(line)
  return reader.end()
}
