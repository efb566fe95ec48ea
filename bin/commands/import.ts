import { businessForm } from '../../duties/registry/business-form.ts'
import { dryRunBusinesses, importBusinesses } from '../../duties/registry/import.ts'
import { importable } from '../../platform/register/import/form.ts'
import type { Place } from '../kit.ts'
import { contentOf } from '../read-file.ts'
import { say, table, tell } from '../tell.ts'

type ImportOptions = Place & { readonly dryRun?: boolean; readonly json?: boolean; readonly region?: string }

/** The fields of a sheet of businesses, by the names that `--json` results use. */
export function listFields({ json }: { readonly json?: boolean }): void {
  const fields = importable(businessForm).map(([name, { label }]) => ({ name, ...label }))
  tell(json, fields, () => table(['字段 field', '中文', 'English'], fields.map(({ name, zh, en }) => [name, zh, en])))
}

/** Imports a sheet of businesses, or with `dryRun` only tells what would become of its rows, without a database. */
export async function importFile(file: string, options: ImportOptions): Promise<void> {
  await contentOf(file)
  if (options.dryRun) return tellDryRun(file, options)
  // Only here is the whole program needed.
  const { cityOf, withInstallation } = await import('../kit.ts')
  const { counts, rejected } = await withInstallation(options, async (installation) => {
    const { code } = await cityOf(installation, options)
    return importBusinesses({ database: installation.database, city: code, region: options.region ?? code, file, as: 'cli' })
  })
  tell(options.json, { counts, rejected: rejected.map(({ row, reasons }) => ({ row, reasons })) }, () => {
    table(['新增 created', '更新 updated', '不变 same', '冲突 conflicts', '退回 rejected'], [[counts.create, counts.update, counts.same, counts.conflict, counts.rejected]])
    printRejected(rejected)
  })
}

async function tellDryRun(file: string, { json, city }: ImportOptions): Promise<void> {
  const found = await dryRunBusinesses(file, city ? { city } : {})
  const { columns, counts, rejected } = found
  tell(json, { columns, counts, rejected: rejected.map(({ row, reasons }) => ({ row, reasons })) }, () => {
    say(`工作表 sheet: ${found.sheet}，表头在第 ${found.headerRow} 行 (header in row ${found.headerRow})`)
    table(['表头 heading', '字段 field'], Object.entries(found.columns))
    for (const { heading, label, shown } of found.told) say(`各行的${label.zh}按${heading}记为：${shown.zh}。All rows: ${label.en} “${shown.en}”, as ${heading} says.`)
    say()
    table(['读取 read', '有效 valid', '退回 rejected'], [[found.counts.read, found.counts.valid, found.counts.rejected]])
    printRejected(found.rejected)
  })
}

function printRejected(rejected: readonly { readonly row: number; readonly reasons: readonly string[] }[]): void {
  for (const { row, reasons } of rejected) say(`  第 ${row} 行 row ${row}: ${reasons.join('；')}`)
}
