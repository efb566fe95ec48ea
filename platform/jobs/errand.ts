import { problems } from '../core/problem.ts'
import { jobContext, type Surroundings } from './context.ts'
import type { JobContext, JobDeclaration } from './declare.ts'
import type { Claimed } from './queue.ts'

problems({
  'job.process': [
    500,
    '运行任务的进程意外结束（{how}），可能是内存不足；稍后会重试。',
    'The process that did the work ended unexpectedly ({how}), perhaps for want of memory. Try again later.',
  ],
})

/** Heavy work that can be done in a process of its own. What it is given and what it answers is JSON. */
export type Errand = {
  readonly name: string
  readonly run: (surroundings: Surroundings, input: unknown) => Promise<unknown>
}

/** How whoever waits for an errand follows it, and stops it. */
export type Watch = Pick<JobContext, 'progress' | 'stopping'>

/**
 * Has an errand done in a process that ends with it, so that its memory is given back and the server's event loop stays free.
 * @throws what the errand threw: a Problem whole, Interrupted, else an Error with its words; Problem `job.process` (500)
 *   where the process ended without an answer
 */
export type Launch = (name: string, input: unknown, watch: Watch) => Promise<unknown>

/** What a job's process is told of it. */
export type JobInput = { readonly city: string; readonly job: Claimed }

/** The errand that does one claimed job of a kind. */
export const jobErrand = ({ kind, run }: JobDeclaration): Errand => ({
  name: kind,
  run: (surroundings, input) => {
    const { city, job } = input as JobInput // written by the runner
    return run(jobContext(surroundings, city, job))
  },
})
