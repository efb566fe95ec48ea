import { fork, type ChildProcess } from 'node:child_process'
import { Problem } from '../core/problem.ts'
import { Interrupted } from './declare.ts'
import type { Launch, Watch } from './errand.ts'
import { errorFrom, type FromProcess, type ToProcess, type Whereabouts } from './messages.ts'

export type Launcher = {
  readonly launch: Launch
  /** Kills what still runs: whoever waits for it is told that its process ended. */
  readonly stop: () => void
}

/** MiB of heap of an errand's process: with the rest of the process it stays below 512. */
const HEAP = 384
/** Errands at once: the runner's two jobs, and two that someone waits for. The others wait their turn. */
const MOST = 4
const LOOK = 200

/**
 * Starts a process for each errand.
 * @param program a module that calls `serveErrands`
 */
export function startLauncher(program: URL, at: Whereabouts): Launcher {
  const children = new Set<ChildProcess>()
  const line: (() => void)[] = []
  let places = MOST
  const done = (): void => {
    const next = line.shift()
    if (next) next()
    else places++
  }
  const place = async (): Promise<void> => {
    if (places > 0) places--
    else await new Promise<void>((free) => { line.push(free) })
  }
  return {
    launch: async (name, input, watch) => {
      await place()
      try {
        if (watch.stopping()) throw new Interrupted()
        return await runIn(begin(program, children), { begin: { name, input, at } }, watch)
      } finally {
        done()
      }
    },
    stop: () => children.forEach((child) => child.kill('SIGKILL')),
  }
}

function begin(program: URL, children: Set<ChildProcess>): ChildProcess {
  const execArgv = [`--max-old-space-size=${HEAP}`, '--disable-warning=ExperimentalWarning']
  const child = fork(program, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

/** Settles once the process has ended, so that its memory is free before the next is started. */
async function runIn(child: ChildProcess, order: ToProcess, watch: Watch): Promise<unknown> {
  const tell = (message: ToProcess): void => void (child.connected && child.send(message, () => {})) // one that is gone is told of by `exit`
  let answer: Extract<FromProcess, { result: unknown } | { failure: unknown }> | undefined
  // One after another: of two that are written at once the older could be written last.
  let shown = Promise.resolve()
  child.on('message', (message: FromProcess) => {
    if (!('progress' in message)) answer = message
    // What cannot be shown now is made good by the next.
    else shown = shown.then(() => watch.progress(message.progress.done, message.progress.total, message.progress.note)).catch(() => {})
  })
  const looking = setInterval(() => {
    if (!watch.stopping()) return
    clearInterval(looking)
    tell({ stop: true })
  }, LOOK)
  try {
    const ended = new Promise<string>((resolve, reject) => {
      child.once('error', reject)
      // Not `exit`: what was sent just before the end is still to be read then.
      child.once('close', (code, signal) => resolve(signal ?? `exit ${code}`))
    })
    tell(order)
    const how = await ended
    await shown
    if (!answer) throw new Problem('job.process', { how })
    if ('failure' in answer) throw errorFrom(answer.failure)
    return answer.result
  } finally {
    clearInterval(looking)
  }
}
