import { defineConfig } from 'vitest/config'

/** Files that put something else in a module's place: their modules must be nobody else's. */
const apart = ['test/permissions.test.ts']

/** Suites: rules and readers need nothing; the others share one PostgreSQL (test/support/global.ts). */
export default defineConfig({
  test: {
    globalSetup: ['./test/support/global.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What a server does behind a page takes its time on a busy machine.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      // The program is read once by each worker, not once by each file: a third of the processor time of a run.
      { extends: true, test: { name: 'shared', isolate: false, include: ['{platform,duties,demo,web,bench,test}/**/*.test.{ts,tsx}'], exclude: [...apart, '**/node_modules/**'] } },
    ],
  },
})
