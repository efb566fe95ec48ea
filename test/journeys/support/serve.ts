import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { duties } from '../../../duties/index.ts'
import { startSealer } from '../../../platform/audit/sealer.ts'
import type { Installation } from '../../../platform/installation.ts'
import { startRunner } from '../../../platform/jobs/runner.ts'
import { allDuties, assemble, jobsOf } from '../../../platform/platform.ts'
import { TEST_CITY } from '../../support/template.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
export const PAGES = join(ROOT, 'dist', 'web')

/** Serves an installation with its jobs and its sealer. @param web folder of the built pages @param port any free one where none is named */
export async function listen(
  installation: Installation,
  web: string,
  port = 0,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const { database, files, dir } = installation
  const app = await assemble(installation, duties, { log: process.env['TEST_LOG'] ? { level: 'warn' } : false, web })
  await app.listen({ host: '127.0.0.1', port })
  const { port: taken } = app.server.address() as AddressInfo // a TCP server that listens has one
  const cities = [TEST_CITY]
  const runner = startRunner({ database, files, cities, kinds: jobsOf(allDuties(duties), installation) })
  const sealer = startSealer({ database, cities, dir })
  return {
    url: `http://127.0.0.1:${taken}`,
    stop: async () => {
      await runner.stop(5_000)
      await sealer.stop()
      await app.close()
    },
  }
}

const SOURCES = /\.(tsx?|css|html)$/
const NOT_A_PAGE = /\.(test|fixture)\.tsx?$/

/** When a page's source was last written, milliseconds. */
const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => SOURCES.test(name) && !NOT_A_PAGE.test(name))
      .map((name) => statSync(join(folder, name)).mtimeMs),
  )

/** Builds the pages where they are missing or older than what they are made from. */
export async function buildPages(): Promise<void> {
  const built = join(PAGES, 'index.html')
  const made = existsSync(built) ? statSync(built).mtimeMs : 0
  if (made > Math.max(...['web', 'platform', 'duties'].map((part) => newest(join(ROOT, part))))) return
  const { VITEST: _vitest, NODE_ENV: _env, ...env } = process.env // a production build, whoever asks for it
  const build = spawn(process.execPath, [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  })
  const [code] = await once(build, 'exit')
  if (code !== 0) throw new Error(`the pages could not be built (exit ${code})`)
}
