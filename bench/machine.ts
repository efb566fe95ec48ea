import { cpus, totalmem, release } from 'node:os'
import { execFileSync } from 'node:child_process'

/** The machine that a figure was measured on, in one line. */
export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}, load ${execFileSync('cat', ['/proc/loadavg'], { encoding: 'utf8' }).split(' ')[0]}`

/** The value below which a share of the sorted values lies. */
export const percentile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!

/** Processor seconds, which a busy machine tells the same, beside those that went by. */
export type Spent = { readonly cpu: number; readonly wall: number }
export const told = ({ cpu, wall }: Spent): string => `${cpu.toFixed(1)} s CPU, ${wall.toFixed(1)} s in all`

/** What work on this thread costs, its memory's cleaning included. */
export function spent(body: () => void): Spent {
  const [began, at] = [process.cpuUsage(), performance.now()]
  body()
  const { user, system } = process.cpuUsage(began)
  return { cpu: (user + system) / 1e6, wall: (performance.now() - at) / 1000 }
}

/** One line of the report: what, how much, what was promised. */
export function line(what: string, measured: string, promise: string, kept: boolean | null): void {
  console.log(`${kept === null ? ' ' : kept ? '✓' : '✗'} ${what.padEnd(62)} ${measured.padStart(28)}   ${promise}`)
}
