import pg from 'pg'

const UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/

/** Connections run in UTC: the text is an instant but for its spelling. Other zones and years go the long way. */
function instantOf(text: string): string {
  const parts = UTC.exec(text)
  return parts ? `${parts[1]!}T${parts[2]!}.${(parts[3] ?? '').padEnd(3, '0').slice(0, 3)}Z` : new Date(text).toISOString()
}

/**
 * How column values read: a date is `YYYY-MM-DD`, an instant an ISO string in UTC, numeric and bigint are numbers
 * (money is in 分, counts and figures stay far below 2^53). Set once, for every connection of the program.
 */
export const parsers: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format === 'binary') return pg.types.getTypeParser(oid, format)
    switch (oid) {
      case 1082: return (text: string) => text
      case 1114: case 1184: return instantOf
      case 20: case 1700: return Number
      default: return pg.types.getTypeParser(oid, format)
    }
  },
}
