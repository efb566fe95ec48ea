import { rmSync } from 'node:fs'
import { openInstallation } from './platform/installation.ts'
import { allDuties } from './platform/platform.ts'
import { duties } from './duties/index.ts'
import { loadDemo } from './demo/load.ts'
rmSync('/tmp/dl', { recursive: true, force: true })
const inst = await openInstallation({ dir: '/tmp/dl', migrations: duties.flatMap((d) => d.migrations ?? []) })
let t = performance.now(); const t0 = t
const w = inst.database.write.bind(inst.database)
let n = 0
;(inst.database as any).write = async (...a: any[]) => { const b = performance.now(); const r = await (w as any)(...a); const d = (performance.now() - b) / 1000; n++; if (d > 0.5) console.log(n, d.toFixed(1), String(a[1]).slice(0, 140).replace(/\s+/g, ' ')); return r }
await loadDemo(inst, allDuties(duties), { seed: 'shian', referenceDate: '2026-11-29' as any })
console.log(((performance.now() - t0) / 1000).toFixed(1), 's')
await inst.stop()
