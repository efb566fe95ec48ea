import { setTimeout as sleep } from 'node:timers/promises'

export type Keeping = {
  /** whether the server's process still runs; asked twice a second, so it must cost little */
  alive: () => boolean
  /** whether it lets someone in; `ended` once nobody wants to know any more */
  answers: (ended: () => boolean) => Promise<boolean>
  /** ends what is left of the server and starts it at the same address */
  restart: () => Promise<void>
  log: (line: string) => void
}

const LOOK = 500
/** A process that lives may have stopped answering: it is asked this often, milliseconds. */
const ASK = 15_000
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000

/**
 * Watches over a server and starts it again when it ended by itself or no longer answers, as often as it takes: a full disk may be
 * cleared and memory come free, and the program over it would only find the same when it were started anew.
 */
export function keepServer({ alive, answers, restart, log }: Keeping): { stop: () => Promise<void> } {
  const over = new AbortController()
  const ended = (): boolean => over.signal.aborted
  // Ends early when the watch does; it must not keep a program alive that has nothing else to do.
  const pause = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { signal: over.signal, ref: false }).catch(() => {})

  const bringBack = async (): Promise<void> => {
    for (let wait = FIRST_PAUSE; !ended(); wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      try {
        return await restart()
      } catch (error) {
        log(
          `embedded PostgreSQL: it could not be started again, next try in ${wait / 1000} s: ${error instanceof Error ? error.message : String(error)}`,
        )
        await pause(wait)
      }
    }
  }
  const watch = async (): Promise<void> => {
    for (let asked = Date.now(); !ended(); await pause(LOOK)) {
      const due = Date.now() - asked >= ASK
      if (due) asked = Date.now()
      if (alive() && (!due || (await answers(ended)))) continue
      if (!ended()) await bringBack()
    }
  }
  const watching = watch()
  return {
    stop: () => {
      over.abort()
      return watching
    },
  }
}
