/** One printed line (.txt, .md) or paragraph (.docx). Offsets are UTF-16 units of `Paper.text`, end exclusive. */
export type Line = {
  readonly kind: 'line'
  readonly start: number
  readonly end: number
  /** Heading depth told by a style or by `#`, 1 the highest; null in running text. */
  readonly level: number | null
  /** Length of the bold run that opens the line, 0 when it opens in normal weight. */
  readonly bold: number
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
}

/** Collects text and blocks so that offsets are right by construction. */
export class PaperWriter {
  #parts: string[] = []
  #length = 0
  #blocks: Block[] = []

  get length(): number {
    return this.#length
  }

  line(text: string, level: number | null = null, bold = 0): void {
    const start = this.#length
    this.#put(`${text}\n`)
    this.#blocks.push({ kind: 'line', start, end: start + text.length, level, bold })
  }

  /** Rows of cells; a cell with `above` shows the cell that stands in the row before at the same column. */
  table(rows: readonly (readonly { text: string; column: number; width: number; above: boolean }[])[]): void {
    const start = this.#length
    let before: Cell[] = []
    const written = rows.map((row) => {
      before = row.map(({ text, column, width, above }) => {
        const origin = above ? before.find((cell) => cell.column === column) : undefined
        if (origin) return { ...origin, continued: true }
        const from = this.#length
        this.#put(`${text}\t`)
        return { start: from, end: from + text.length, column, width, continued: false }
      })
      this.#put('\n')
      return before
    })
    this.#blocks.push({ kind: 'table', start, end: this.#length, rows: written })
  }

  paper(form: Paper['form']): Paper {
    return { form, text: this.#parts.join(''), blocks: this.#blocks }
  }

  #put(text: string): void {
    this.#parts.push(text)
    this.#length += text.length
  }
}
