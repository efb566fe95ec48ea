/** One printed line (.txt, .md) or paragraph (.docx). Offsets are UTF-16 units of `Paper.text`, end exclusive. */
export type Line = {
  readonly kind: 'line'
  readonly start: number
  readonly end: number
  /** Heading depth told by a style or by `#`, 1 the highest; null in running text. */
  readonly level: number | null
  /** Length of the bold run that opens the line, 0 when it opens in normal weight. */
  readonly bold: number
  /** It stood behind a bullet of a list, which is no part of the text. */
  readonly bulleted?: boolean
}

/** One cell. A cell merged over several rows stands in each of them with the same offsets, `continued` from the second on. */
export type Cell = {
  readonly start: number
  readonly end: number
  readonly column: number
  /** Grid columns it covers. */
  readonly width: number
  readonly continued: boolean
}

export type Table = { readonly kind: 'table'; readonly start: number; readonly end: number; readonly rows: readonly (readonly Cell[])[] }
export type Block = Line | Table

/** A paper as text: what a person reads, with automatic numbers written out, in reading order, and where its lines and cells are. */
export type Paper = {
  readonly form: 'docx' | 'txt' | 'md'
  readonly text: string
  readonly blocks: readonly Block[]
  /** Stretches printed in bold, in order; empty where the form does not tell. */
  readonly bold: readonly Stretch[]
  /** Where the text stands in the file, in order; only for forms that are marked up and written back (.docx). */
  readonly sources?: readonly Source[]
}

/** A stretch of a text, end exclusive. */
export type Stretch = { readonly start: number; readonly end: number }

/** A stretch that was read from the nth text element (`w:t`) of the file, from sign `from` of that element on. */
export type Source = Stretch & { readonly piece: number; readonly from: number }

type WrittenCell = {
  readonly text: string
  readonly column: number
  readonly width: number
  readonly above: boolean
  readonly runs?: readonly Stretch[]
  readonly sources?: readonly Source[]
}

/** Collects text and blocks so that offsets are right by construction. */
export class PaperWriter {
  #parts: string[] = []
  #length = 0
  #blocks: Block[] = []
  #bold: Stretch[] = []
  #sources: Source[] = []

  get length(): number {
    return this.#length
  }

  /** `runs` are the bold stretches of the line, by its own offsets, as are `sources`; `bold` is the length of the one it opens with. */
  line(text: string, level: number | null = null, bold = 0, runs: readonly Stretch[] = [], sources: readonly Source[] = [], bulleted = false): void {
    const start = this.#length
    this.#note(runs, sources)
    this.#put(`${text}\n`)
    this.#blocks.push({ kind: 'line', start, end: start + text.length, level, bold, ...(bulleted && { bulleted }) })
  }

  /** Rows of cells; a cell with `above` shows the cell that stands in the row before at the same column. */
  table(rows: readonly (readonly WrittenCell[])[]): void {
    const start = this.#length
    let before: Cell[] = []
    const written = rows.map((row) => {
      before = row.map(({ text, column, width, above, runs = [], sources = [] }) => {
        const origin = above ? before.find((cell) => cell.column === column) : undefined
        if (origin) return { ...origin, continued: true }
        const from = this.#length
        this.#note(runs, sources)
        this.#put(`${text}\t`)
        return { start: from, end: from + text.length, column, width, continued: false }
      })
      this.#put('\n')
      return before
    })
    this.#blocks.push({ kind: 'table', start, end: this.#length, rows: written })
  }

  paper(form: Paper['form']): Paper {
    return {
      form,
      text: this.#parts.join(''),
      blocks: this.#blocks,
      bold: this.#bold,
      ...(this.#sources.length > 0 && { sources: this.#sources }),
    }
  }

  /** Notes the bold stretches of what is written next, and where it comes from. */
  #note(runs: readonly Stretch[], sources: readonly Source[]): void {
    for (const { start, end } of runs) this.#bold.push({ start: this.#length + start, end: this.#length + end })
    for (const one of sources) this.#sources.push({ ...one, start: this.#length + one.start, end: this.#length + one.end })
  }

  #put(text: string): void {
    this.#parts.push(text)
    this.#length += text.length
  }
}
