import { resolve } from 'node:path'
import { duties } from '../duties/index.ts'
import { citiesOf, type City } from '../platform/city.ts'
import { problems, Problem } from '../platform/core/problem.ts'
import { openInstallation, type Installation, type InstallationOptions } from '../platform/installation.ts'

problems({
  'cli.no-city': [404, '这里还没有城市。请先运行 shian serve 或 shian demo。', 'There is no city here yet. Run `shian serve` or `shian demo` first.'],
  'cli.which-city': [400, '这里有多个城市（{codes}），请用 --city 指定。', 'There are several cities here ({codes}). Name one with --city.'],
  'cli.no-such-city': [404, '这里没有代码为 {code} 的城市。', 'There is no city with the code {code} here.'],
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
