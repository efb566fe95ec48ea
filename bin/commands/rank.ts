import { readHistory } from '../../duties/inspection/rank/history.ts'
import { rank } from '../../duties/inspection/rank/rank.ts'
import { reportOf } from '../../duties/inspection/rank/report.ts'
import { readSchema } from '../../duties/inspection/rank/schema.ts'
import { Problem } from '../../platform/core/problem.ts'
import { cellText, openSpreadsheet } from '../../platform/documents/spreadsheet/index.ts'
import { csvText } from '../../platform/documents/spreadsheet/write.ts'
import { contentOf, writeOut } from '../read-file.ts'

export type RankOptions = { readonly history: string; readonly schema: string; readonly out: string; readonly report?: string }

async function schemaOf(file: string): Promise<unknown> {
  const text = (await contentOf(file)).toString('utf8').replace(/^\uFEFF/, '')
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('input.not-json')
  }
}

async function cellsOf(file: string): Promise<string[][]> {
  const book = await openSpreadsheet(await contentOf(file))
  const rows: string[][] = []
  for await (const { spread } of book.rows(0)) rows.push(spread.map(cellText))
  return rows
}

/**
 * Ranks the test rows of any city's history by the chance of a serious finding, without server or database, and writes
 * `id,score`, higher first to be visited, in the order of the file. What a person should know goes to stderr.
 */
export async function rankFile({ history, schema: schemaFile, out, report }: RankOptions): Promise<void> {
  const { train, test, schema, warnings } = readHistory(await cellsOf(history), readSchema(await schemaOf(schemaFile)))
  const ranking = rank(train, test, schema)
  await writeOut(out, `id,score\n${test.map(({ id }, row) => `${csvText(id)},${ranking.scores[row]!.toFixed(9)}\n`).join('')}`)
  const told = reportOf(ranking, test.length)
  if (report !== undefined) await writeOut(report, `${JSON.stringify(told.data, null, 2)}\n`)
  for (const { zh, en } of [...warnings, ...told.lines]) process.stderr.write(`${zh}\n${en}\n`)
}
