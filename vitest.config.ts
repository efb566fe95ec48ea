import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

/** Files that put something else in a module's place: their modules must be nobody else's. */
const apart = ['test/permissions.test.ts']

/** What takes whole servers and browsers begins first, so that at the end no worker waits for a long file of the other. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const long = (file: TestSpecification): boolean => /\/test\/|hostile|embedded/.test(file.moduleId)
    return (await super.sort(files)).toSorted((a, b) => Number(long(b)) - Number(long(a)))
  }
}

/** Suites: rules and readers need nothing; the others share one PostgreSQL (test/support/global.ts). */
export default defineConfig({
  test: {
    globalSetup: ['./test/support/global.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What a server does behind a page takes its time on a busy machine.
    expect: { poll: { timeout: 15_000 } },
    // A journey waits for its browser now and then: three fill two processors.
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      // The program is read once by each worker, not once by each file: a third of the processor time of a run.
      { extends: true, test: { name: 'shared', isolate: false, include: ['{platform,duties,demo,web,bench,test}/**/*.test.{ts,tsx}'], exclude: [...apart, '**/node_modules/**'] } },
    ],
  },
})
