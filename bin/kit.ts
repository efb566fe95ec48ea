import { resolve } from 'node:path'
import { duties } from '../duties/index.ts'
import { citiesOf, type City } from '../platform/city.ts'
import type { Bilingual } from '../platform/core/bilingual.ts'
import { problems, Problem } from '../platform/core/problem.ts'
import { openInstallation, type Installation, type InstallationOptions } from '../platform/installation.ts'

problems({
  'cli.no-city': [404, '这里还没有城市。请先运行 shian serve 或 shian demo。', 'There is no city here yet. Run `shian serve` or `shian demo` first.'],
  'cli.which-city': [400, '这里有多个城市（{codes}），请用 --city 指定。', 'There are several cities here ({codes}). Name one with --city.'],
  'cli.no-such-city': [404, '这里没有代码为 {code} 的城市。', 'There is no city with the code {code} here.'],
  'cli.no-file': [404, '无法读取文件 {file}：{why}', 'The file {file} cannot be read: {whyEn}'],
})

/** Options of every command that works on an installation. */
export type Place = { readonly data: string; readonly city?: string }

/** Where the duties' migrations lie. */
export const migrations = duties.flatMap((duty) => duty.migrations ?? [])

/** Opens the installation that the options and `DATABASE_URL` name. */
export const open = (place: Place, more: Partial<InstallationOptions> = {}): Promise<Installation> => {
  const databaseUrl = process.env['DATABASE_URL']
  return openInstallation({ dir: resolve(place.data), migrations, ...(databaseUrl ? { databaseUrl } : {}), ...more })
}

/** Does something with an installation, beside a running server or alone, and closes it. */
export async function withInstallation<T>(place: Place, body: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await open(place, { join: true, connections: 4 })
  try {
    return await body(installation)
  } finally {
    await installation.stop()
  }
}

/** The city a command means: the one named, or the only one. @throws Problem */
export async function cityOf(installation: Installation, { city }: Pick<Place, 'city'>): Promise<City> {
  const cities = await citiesOf(installation)
  const [first] = cities
  if (!first) throw new Problem('cli.no-city')
  if (city) {
    const named = cities.find(({ code }) => code === city)
    if (!named) throw new Problem('cli.no-such-city', { code: city })
    return named
  }
  if (cities.length > 1) throw new Problem('cli.which-city', { codes: cities.map(({ code }) => code).join(', ') })
  return first
}

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
