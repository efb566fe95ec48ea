import { Problem, problems } from '../../../../platform/core/problem.ts'

problems({
  'claims.too-long': [
    413,
    '“{name}”太长（{size}），一次最多核验 {limit}。请分册后再试。',
    '“{name}” is too long ({sizeEn}); at most {limitEn} are checked at a time. Split it and try again.',
  ],
})

/** Characters and pages of one paper at most. */
export const LIMITS = { characters: 800_000, pages: 1_000 } as const

/** A paper of more than what is checked at a time; pages are told where they are what is too many. */
export function tooLong(name: string, pages: number, characters: number): Problem {
  const byPages = pages > LIMITS.pages
  const figure = (of: number): string => of.toLocaleString('en')
  return new Problem('claims.too-long', {
    name,
    size: byPages ? `${figure(pages)} 页` : `${figure(characters)} 字`,
    sizeEn: byPages ? `${figure(pages)} pages` : `${figure(characters)} characters`,
    limit: byPages ? `${figure(LIMITS.pages)} 页` : `${figure(LIMITS.characters)} 字`,
    limitEn: byPages ? `${figure(LIMITS.pages)} pages` : `${figure(LIMITS.characters)} characters`,
  })
}
