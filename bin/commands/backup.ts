import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backupCity } from '../../platform/backup/backup.ts'
import { placeMasterKey, readHead, restoreCity } from '../../platform/backup/restore.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import { contentOf } from '../read-file.ts'
import { say, tell } from '../tell.ts'
import { cityOf, migrations, open, withInstallation, type Place } from '../kit.ts'

problems({ 'cli.file-exists': [409, '文件 {file} 已存在，请换一个名字。', 'The file {file} exists already. Choose another name.'] })

type Options = Place & { readonly passphraseFile?: string; readonly json?: boolean }

/** From a file (its first line) or the environment: never from the arguments, which every user of the machine can see. */
async function passphraseOf({ passphraseFile }: Options): Promise<string> {
  const given = passphraseFile ? (await contentOf(passphraseFile)).toString('utf8').split('\n')[0]!.trim() : process.env['SHIAN_PASSPHRASE']
  if (!given) throw new Problem('backup.no-passphrase')
  return given
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1)

/** Backs up a city, beside a running server or alone. Ends with 1 where files of the store were missing. */
export async function backup(file: string, options: Options): Promise<void> {
  const passphrase = await passphraseOf(options)
  if (existsSync(file)) throw new Problem('cli.file-exists', { file })
  const made = await withInstallation(options, async (installation) => backupCity(installation, (await cityOf(installation, options)).code, file, passphrase))
  tell(options.json, { file, ...made }, () => {
    say(`已备份 ${made.city}：${made.rows} 行，${made.files} 个文件，${megabytes(made.size)} MB → ${file}`)
    say(`Backed up ${made.city}: ${made.rows} rows, ${made.files} files, ${megabytes(made.size)} MB`)
    for (const hash of made.missing) say(`  存储中缺少文件 missing from the store: ${hash}`)
  })
  if (made.missing.length > 0) process.exitCode = 1
}

/** Restores a city into an installation that no server is running over. */
export async function restore(file: string, options: Options & { readonly replace?: boolean }): Promise<void> {
  const passphrase = await passphraseOf(options)
  await contentOf(file)
  await placeMasterKey(resolve(options.data), await readHead(file, passphrase))
  const installation = await open(options, { log: options.json ? () => {} : say })
  try {
    const { head, foot, rows } = await restoreCity(installation, { file, passphrase, migrations, replace: options.replace })
    tell(options.json, { city: head.city.code, at: head.at, rows, files: foot.files, missing: foot.missing }, () => {
      say(`已恢复 ${head.city.code} ${head.city.name_zh}（备份时间 ${head.at}）：${rows} 行，${foot.files} 个文件。`)
      say(`Restored ${head.city.name_en} as of ${head.at}: ${rows} rows, ${foot.files} files, into ${join(options.data)}`)
    })
  } finally {
    await installation.stop()
  }
}
