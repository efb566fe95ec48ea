import { openBeside } from '../installation.ts'
import type { Errand } from './errand.ts'
import { failureFrom, type FromProcess, type ToProcess, type Whereabouts } from './messages.ts'

/** Connections of one errand: it reads, writes, and reads again for what it writes. */
const CONNECTIONS = 4

/** Tells the server, and settles when it is told: nothing may be lost when the process ends after it. */
const tell = (message: FromProcess): Promise<void> => new Promise((told) => { process.send?.(message, () => told()) })

/**
 * The whole life of an errand's process: does the one errand that the server names, answers, and ends.
 * @param errandsOf all errands, by the data directory
 */
export function serveErrands(errandsOf: (at: Pick<Whereabouts, 'dir'>) => readonly Errand[]): void {
  let stopping = false
  // Ctrl-C and a supervisor's SIGTERM reach every process of the program; the server says what is to be done.
  process.on('SIGINT', () => {}).on('SIGTERM', () => {})
  // The server is gone: nobody waits for this any more, and the next server does it again.
  process.on('disconnect', () => process.exit(1))
  process.on('message', (message: ToProcess) => {
    if ('stop' in message) stopping = true
    else void work(errandsOf(message.begin.at), message.begin, () => stopping).then(tell).then(() => process.exit(0))
  })
}

async function work(
  errands: readonly Errand[],
  { name, input, at }: Extract<ToProcess, { begin: unknown }>['begin'],
  stopping: () => boolean,
): Promise<FromProcess> {
  try {
    const errand = errands.find((one) => one.name === name)
    if (!errand) throw new TypeError(`no such errand: ${name}`)
    const { database, files } = await openBeside({ ...at, connections: CONNECTIONS })
    const progress = (done: number, total: number | null, note?: { readonly zh: string; readonly en: string }): Promise<void> =>
      tell({ progress: { done, total, ...(note && { note }) } })
    return { result: (await errand.run({ database, files, progress, stopping }, input)) ?? null }
  } catch (error) {
    return { failure: failureFrom(error) }
  }
}
