import { open } from 'node:fs/promises'
import { duties } from '../../duties/index.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import { allDuties, registryOf } from '../../platform/platform.ts'
import { exportRows } from '../../platform/register/export.ts'
import { cityOf, withInstallation, type Place } from '../kit.ts'
import { noWrite } from '../read-file.ts'
import { say, tell } from '../tell.ts'

problems({
  'cli.register': [404, '没有名为“{name}”的台账。可选：{names}', 'There is no register “{name}”. There are: {names}'],
})

export type ExportOptions = Place & { readonly format: 'xlsx' | 'csv'; readonly out?: string; readonly region?: string; readonly english?: boolean; readonly json?: boolean }

/** Writes a register as a sheet, personal fields masked. */
export async function exportRegister(name: string, options: ExportOptions): Promise<void> {
  const all = allDuties(duties)
  const registers = registryOf(all)
  const register = registers.get(name.replaceAll('-', '_'))
  if (!register) throw new Problem('cli.register', { name, names: [...registers.keys()].join(', ') })
  const file = options.out ?? `${register.name}.${options.format}`
  // Before the database is opened: who named a wrong folder need not wait.
  const handle = await open(file, 'w').catch((error: NodeJS.ErrnoException) => {
    throw noWrite(file, error)
  })
  const rows = await withInstallation(options, async (installation) => {
    const { code } = await cityOf(installation, options)
    return exportRows({ database: installation.database, registers, extras: all.flatMap((duty) => duty.exports ?? []) }, {
      city: code, region: options.region ?? code, register, query: { format: options.format }, language: options.english ? 'en' : 'zh', as: 'cli',
    }, handle.createWriteStream())
  })
  tell(options.json, { file, rows }, () => say(`已写入 ${rows} 行：${file} ${rows} rows written`))
}
