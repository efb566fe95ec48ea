import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Agent } from 'node:http'
import { parseArgs } from 'node:util'
import { allDuties, assemble } from '../platform/platform.ts'
import { dateAt } from '../platform/core/dates.ts'
import { openInstallation } from '../platform/installation.ts'
import { duties } from '../duties/index.ts'
import { loadDemo } from '../demo/load.ts'
import { once } from './load.ts'
import { scoreClaims } from './claims/score.ts'
import { drawBench } from './draw.ts'
import { scoreRank } from './rank/score.ts'
import { evaluation } from './evaluation.ts'
import { field } from './field.ts'
import { imports } from './import.ts'
import { line, machine, percentile } from './machine.ts'
import { grow } from './million.ts'
import { growGrades, plan, planOverCity } from './plan.ts'
import { reads, writes } from './ratios.ts'
import { session } from './sessions.ts'

const { values: given } = parseArgs({ options: { premises: { type: 'string', default: '1000000' }, data: { type: 'string', default: 'data/bench' }, only: { type: 'string' }, keep: { type: 'boolean', default: false } } })
const PROMISED = 1_000_000

/** Lists and searches of a city, a county and a village, in any order of asking. */
async function lists(port: number, tokens: Readonly<Record<'city' | 'county' | 'village', string>>, n: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const asks = {
    list: ['', '?sort=-name', '?status=open', '?type=CATE', '?status=suspended', '?duty_level=A'],
    search: ['面馆', '超市', 'pyx', '古城', '平遥', '小卖', 'xcs', '幼儿园', '12号'].map((q) => `?q=${encodeURIComponent(q)}`),
  }
  for (const [kind, paths] of Object.entries(asks)) {
    for (const [scope, token] of Object.entries(tokens)) {
      const times: number[] = []
      for (let round = 0; round < 8; round++) {
        for (const path of paths.toSorted(() => Math.random() - 0.5)) {
          const first = await once(agent, { port, path: `/api/v1/premises${path}`, token })
          if (first.status !== 200) throw new Error(`${path} answered ${first.status}: ${first.text.slice(0, 200)}`)
          times.push(first.ms)
          const next = (JSON.parse(first.text) as { next: string | null }).next
          if (next) times.push((await once(agent, { port, path: `/api/v1/premises${path}${path ? '&' : '?'}cursor=${next}`, token })).ms)
        }
      }
      const p95 = percentile(times, 0.95)
      const promise = scope === 'city' ? 200 : 100
      line(`${kind} of the ${scope}, ${n.toLocaleString('en')} premises (${times.length} requests)`, `p50 ${percentile(times, 0.5).toFixed(1)} p95 ${p95.toFixed(1)} ms`, `p95 < ${promise} ms`, n >= PROMISED ? p95 < promise : null)
    }
  }
  agent.destroy()
}

console.log(machine())
const wanted = (part: string): boolean => given.only === undefined || given.only.split(',').includes(part)
if (!given.keep) rmSync(given.data, { recursive: true, force: true })
mkdirSync(given.data, { recursive: true })
if (wanted('import')) await imports(given.data)
if (wanted('claims')) scoreClaims()
if (wanted('field')) await field(given.data)
if (wanted('draw')) drawBench(Number(given.premises))
if (wanted('rank')) scoreRank()
if (wanted('plan')) plan(Number(given.premises))
if (['list', 'evaluation', 'read', 'write', 'plan'].some(wanted)) await overOneCity()

/** The city of a million premises: seeding, lists and searches, reads, writes. */
async function overOneCity(): Promise<void> {
  const dir = join(given.data, 'city')
  const fresh = !existsSync(dir)
  const installation = await openInstallation({ dir, migrations: duties.flatMap((duty) => duty.migrations ?? []) })
  if (fresh) {
    const began = performance.now()
    await loadDemo(installation, allDuties(duties), { seed: 'shian', referenceDate: dateAt(Date.now()) })
    const seconds = (performance.now() - began) / 1000
    line('seeding the demo city', `${seconds.toFixed(1)} s`, '< 60 s', seconds < 60)
  }
  const n = ['list', 'evaluation', 'plan'].some(wanted) ? await installation.owner((owner) => grow(owner, Number(given.premises))) : 0
  if (wanted('plan')) await installation.owner(growGrades)
  const app = await assemble(installation, duties)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const port = (app.server.address() as { port: number }).port
  const tokens = { city: await session(installation, '140700'), county: await session(installation, '140728'), village: await session(installation, '140728100901') }
  if (wanted('list')) await lists(port, tokens, n)
  if (wanted('evaluation')) await evaluation(port, tokens.city, n)
  if (wanted('plan')) await planOverCity(port, tokens.city, n)
  if (wanted('read')) await reads(installation, port, tokens.city)
  if (wanted('write')) await writes(installation, port, tokens.county)
  await app.close()
  await installation.stop()
}
