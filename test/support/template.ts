/** The city that tests live in, and the database they are copied from. */
export const TEST_CITY = '140700'
export const TEMPLATE = 'shian_template'

declare module 'vitest' {
  interface ProvidedContext {
    /** The test run's own server: an owner URL, and the data directory that holds its keys. */
    postgres: { ownerUrl: string; dir: string }
  }
}
