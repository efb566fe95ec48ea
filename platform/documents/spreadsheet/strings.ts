import { Problem } from '../../core/problem.ts'
import { decodeEscapes } from './escape.ts'
import type { Limits } from './limits.ts'

/** Joins the `t` elements of one string item, outside of phonetic guides (`rPh`). */
export function textGatherer(limits: Limits, row: () => number) {
  let text = ''
  let inText = false
  let phonetic = 0
  return {
    begin(): void {
      text = ''
      inText = false
      phonetic = 0
    },
    end: (): string => decodeEscapes(text),
    open(name: string, _attributes: Readonly<Record<string, string>>): void {
      if (name === 'rPh') phonetic++
      else if (name === 't') inText = phonetic === 0
    },
    close(name: string): void {
      if (name === 'rPh') phonetic--
      else if (name === 't') inText = false
    },
    text(more: string): void {
      if (!inText) return
      text += more
      // An escape spells one character in seven.
      if (text.length > limits.cellCharacters * 7)
        throw new Problem('spreadsheet.cell-too-long', { row: row(), limit: limits.cellCharacters })
    },
  }
}
