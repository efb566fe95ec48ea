import type { Choice } from '../fields.ts'

/** How a choice is known by words that are neither an option nor a spelling of one. */
export type Loosely = {
  /** Words around it that change nothing about it. */
  readonly around?: RegExp | undefined
  /** What kind of thing it is by its last words. */
  readonly heads?: readonly (readonly [ends: RegExp, code: string])[] | undefined
  /** Spellings beside the options. */
  readonly spellings?: readonly string[] | undefined
}

const BRACKET_AT_END = /[（(][^（）()]*[）)]\s*$/
/** A spelling long enough to stand for itself at the end of a longer text. */
const stands = (spelling: string): boolean => spelling.length >= 4 || /^小..$/.test(spelling)

/**
 * The option that a text means beside words of its own: without notes in brackets behind it, then without the words around it (大型餐饮), then
 * by the longest spelling it ends in (中职学校食堂), then by the kind of its last words (糖酒批发).
 * @param plainly the code of a text that is an option or a spelling
 */
export function optionWithin(
  { options }: { readonly options: readonly Choice[] },
  shown: string,
  plainly: (text: string) => string | null | undefined,
  { around, heads, spellings = [] }: Loosely,
): string | undefined {
  if (!/\p{Script=Han}/u.test(shown) || plainly(shown)) return undefined
  const texts = [shown]
  for (let text = shown; BRACKET_AT_END.test(text);) texts.push((text = text.replace(BRACKET_AT_END, '').trim()))
  if (around) texts.push(...texts.map((text) => text.replace(around, '').trim()))
  for (const text of texts) {
    const code = text === '' ? null : plainly(text)
    if (code) return code
  }
  const names = [...options.map(({ label }) => label.zh), ...spellings].filter(stands).sort((a, b) => b.length - a.length)
  for (const text of texts) {
    const ending = names.find((name) => text.endsWith(name) && !/[非无除不]$/.test(text.slice(0, -name.length)))
    const code = ending === undefined ? undefined : plainly(ending)
    if (code) return code
  }
  return texts.flatMap((text) => heads?.find(([ends]) => ends.test(text))?.[1] ?? [])[0]
}
