import { defineConfig } from 'vitest/config'

/** Suites: rules and readers need nothing; the others share one PostgreSQL (test/support/global.ts). */
export default defineConfig({
  test: {
    globalSetup: ['./test/support/global.ts'],
    include: ['{platform,duties,demo,web,bench,test}/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What a server does behind a page takes its time on a busy machine.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
})
