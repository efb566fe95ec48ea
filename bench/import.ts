import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, readFileSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoCity } from '../demo/city.ts'
import type { DemoRows } from '../demo/rows.ts'
import { dateAt } from '../platform/core/dates.ts'
import { writeWorkbook } from '../platform/documents/spreadsheet/index.ts'
import { openInstallation } from '../platform/installation.ts'
import { duties } from '../duties/index.ts'
import { findType } from '../duties/registry/types.ts'
import { once } from './load.ts'
import { line } from './machine.ts'
import { session } from './sessions.ts'

const HEADINGS = ['单位名称', '统一社会信用代码', '法定代表人', '场所名称', '业态', '所属区划', '经营场所地址', '许可证编号', '发证日期', '有效期至', '经度', '纬度']

/** Rows of a sheet as a district sends it: one line for each licensed place of a synthetic city. */
async function* rows(wanted: number): AsyncGenerator<(string | number | null)[]> {
  const city = await demoCity({ seed: 'bench', referenceDate: dateAt(Date.now()), scale: wanted / 30_000 })
  const names = new Map(city.regions.map((region) => [region.code, region.name_zh]))
  const enterprises = new Map<string, DemoRows['enterprise']>()
  const places = new Map<string, DemoRows['premises']>()
  let made = 0
  for (const { table, rows: batch } of city.rows()) {
    if (table === 'enterprise') for (const row of batch) enterprises.set(row.id, row)
    if (table === 'premises') for (const row of batch) places.set(row.id, row)
    if (table !== 'licence') continue
    for (const licence of batch) {
      const place = places.get(licence.premises_id)
      const holder = enterprises.get(licence.enterprise_id)
      if (!place || !holder || place.closed_at !== null || licence.closed_at !== null || made >= wanted) continue
      places.delete(place.id)
      made++
      const where = [place.region.slice(0, 6), place.region.slice(0, 9)].map((code) => names.get(code) ?? '').join('')
      yield [holder.name, holder.uscc, holder.legal_representative, place.name, findType(place.type)?.label.zh ?? place.type, where,
        place.address, licence.number, licence.issued_on, licence.expires_on, place.lng, place.lat]
    }
  }
}

async function sheet(file: string, wanted: number): Promise<void> {
  await writeWorkbook(createWriteStream(file), { sheets: [{ name: '台账', columns: HEADINGS.map((header) => ({ header })), rows: rows(wanted) }] })
}

/** Resident memory of a process in MiB: now, and the most it ever was. */
const memory = (pid: number): { now: number; peak: number } => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { now: of('VmRSS'), peak: of('VmHWM') }
}

async function upload(port: number, token: string, file: string): Promise<{ upload: string; counts: Record<string, number> }> {
  const form = new FormData()
  form.append('file', new Blob([readFileSync(file)]), 'ledger.xlsx')
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/premises/import/preview`, { method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`preview answered ${answer.status}: ${await answer.text()}`)
  return await answer.json() as { upload: string; counts: Record<string, number> }
}

async function finished(agent: Agent, port: number, token: string, job: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { text } = await once(agent, { port, path: `/api/v1/jobs/${job}`, token })
    const row = JSON.parse(text) as { state: string; result: Record<string, unknown>; last_error?: unknown }
    if (row.state === 'done') return row.result
    if (row.state === 'failed') throw new Error(`the import failed: ${text}`)
    await sleep(250)
  }
}

/** One import through the real server: seconds from the start of the job to its end. */
async function importOnce(agent: Agent, port: number, token: string, file: string): Promise<{ seconds: number; counts: Record<string, number> }> {
  const seen = await upload(port, token, file)
  const began = performance.now()
  const started = await once(agent, { port, path: `/api/v1/premises/import/${seen.upload}`, method: 'POST', token, body: { columns: {} } })
  if (started.status >= 300) throw new Error(`import answered ${started.status}: ${started.text}`)
  const result = await finished(agent, port, token, (JSON.parse(started.text) as { job: string }).job)
  return { seconds: (performance.now() - began) / 1000, counts: result['counts'] as Record<string, number> }
}

/** 50,000 rows into an empty city through a server of its own, and the same file once more. */
export async function imports(folder: string, wanted = 50_000): Promise<void> {
  const dir = join(folder, 'import')
  const file = join(folder, 'ledger.xlsx')
  rmSync(dir, { recursive: true, force: true })
  await sheet(file, wanted)
  const port = 18_400 + (process.pid % 500)
  const began = performance.now()
  const server: ChildProcess = spawn(process.execPath, ['bin/shian.js', 'serve', '--empty', '--data', dir, '--port', String(port)], { stdio: 'ignore' })
  const agent = new Agent({ keepAlive: true })
  try {
    while (!(await once(agent, { port, path: '/' }).then(({ status }) => status === 200, () => false))) await sleep(100)
    line('first start without a demo, to the first page', `${((performance.now() - began) / 1000).toFixed(1)} s`, '', null)
    const installation = await openInstallation({ dir, migrations: duties.flatMap((duty) => duty.migrations ?? []), join: true })
    const token = await session(installation, '140700')
    await installation.stop()
    const first = await importOnce(agent, port, token, file)
    const { now, peak } = memory(server.pid!)
    const read = Object.values(first.counts).reduce((sum, count) => sum + count, 0)
    line(`import of ${read.toLocaleString('en')} rows: ${JSON.stringify(first.counts)}`, `${first.seconds.toFixed(1)} s`, '< 40 s', read >= wanted ? first.seconds < 40 : null)
    line('memory of the server during the import (peak)', `${peak.toFixed(0)} MiB`, '< 512 MB', read >= wanted ? peak < 512 : null)
    line('memory of the server after the import', `${now.toFixed(0)} MiB`, '< 300 MB', read >= wanted ? now < 300 : null)
    const again = await importOnce(agent, port, token, file)
    line(`the same file once more: ${JSON.stringify(again.counts)}`, `${again.seconds.toFixed(1)} s`, 'changes nothing', again.counts['same'] === first.counts['create'])
  } finally {
    agent.destroy()
    server.kill('SIGTERM')
    await new Promise((done) => { server.once('exit', done) })
  }
}
