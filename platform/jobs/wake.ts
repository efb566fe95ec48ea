import { EventEmitter } from 'node:events'

/**
 * Tells runners of this process that a city has a new job, so that it starts at once and not at the next poll. A hint
 * and nothing more: a job whose transaction takes longer is found by polling.
 */
const news = new EventEmitter().setMaxListeners(0)

/** Long enough for an ordinary transaction to commit. */
const COMMIT = 20

/** @param after when the job may begin, ms from now */
export function announce(city: string, after = 0): void {
  setTimeout(() => news.emit('job', city), after + COMMIT).unref()
}

/** @returns what ends the listening */
export function onNews(hear: (city: string) => void): () => void {
  news.on('job', hear)
  return () => news.off('job', hear)
}
