import { expect, test } from 'vitest'
import { parsers } from './parsers.ts'

// What pg declares is a parser of text by the number of a type.
const instantOf = parsers.getTypeParser(1184, 'text') as (text: string) => string

test('an instant reads as an ISO text in UTC with milliseconds, whatever its fraction, zone and century', () => {
  for (const [text, iso] of [
    ['2026-11-22 17:34:17+00', '2026-11-22T17:34:17.000Z'], ['2026-11-22 17:34:17.5+00', '2026-11-22T17:34:17.500Z'],
    ['2026-11-22 17:34:17.123456+00', '2026-11-22T17:34:17.123Z'], ['2026-11-23 01:34:17.12+08', '2026-11-22T17:34:17.120Z'],
  ] as const) expect(instantOf(text)).toBe(iso)
})
