import pg from 'pg'

/**
 * How column values read: a date is `YYYY-MM-DD`, an instant an ISO string in UTC, numeric and bigint are numbers
 * (money is in 分, counts and figures stay far below 2^53). Set once, for every connection of the program.
 */
export const parsers: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format === 'binary') return pg.types.getTypeParser(oid, format)
    switch (oid) {
      case 1082: return (text: string) => text
      case 1114: case 1184: return (text: string) => new Date(text).toISOString()
      case 20: case 1700: return Number
      default: return pg.types.getTypeParser(oid, format)
    }
  },
}
