import type { Bilingual } from '../platform/core/bilingual.ts'

/** What a command says. It knows nothing of the program's parts: a command that needs one part loads no other. */
export const say = (line = ''): void => void process.stdout.write(`${line}\n`)

/** Machine-readable where asked for, else what `human` says. */
export function tell(json: boolean | undefined, value: unknown, human: () => void): void {
  if (json) say(JSON.stringify(value, null, 2))
  else human()
}

/** One sentence in both languages, Chinese first. */
export const both = ({ zh, en }: Bilingual): string => `${zh} ${en}`

/** Columns of a terminal that a text takes: Chinese characters take two. */
const width = (text: string): number => [...text].reduce((sum, letter) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(letter) ? 2 : 1), 0)

/** Prints rows under headings, in columns. */
export function table(headings: readonly string[], rows: readonly (readonly unknown[])[]): void {
  const cells = [headings, ...rows.map((row) => row.map((cell) => (cell === null || cell === undefined ? '' : String(cell))))]
  const widths = headings.map((_, at) => Math.max(...cells.map((row) => width(row[at] ?? ''))))
  for (const row of cells) say(row.map((cell, at) => cell + ' '.repeat(Math.max(0, widths[at]! - width(cell)))).join('  ').trimEnd())
}
