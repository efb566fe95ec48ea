import { pinyin } from 'pinyin-pro'

/**
 * Search by fragment, pinyin initials and number. A row stores the two-character pieces (grams) of its searched
 * fields; a query asks for rows that hold all of its own. PostgreSQL's own trigram index needs three characters and
 * does not help with two, the usual length of a Chinese fragment.
 */

/** Grams of pinyin initials carry this mark, so that `ls` for 粮食 is not the `ls` of a code. */
const INITIALS = 'p:'

const syllables = new Map<string, string>()

/** The toneless pinyin of one Chinese character, remembered; anything else as it is. */
function syllable(character: string): string {
  const known = syllables.get(character)
  if (known !== undefined) return known
  const spelled = isHan(character) ? pinyin(character, { toneType: 'none' }).replaceAll('ü', 'v') : character
  syllables.set(character, spelled)
  return spelled
}

/** The common block by its code, the rare characters by their script: millions of characters pass here in an import. */
function isHan(character: string): boolean {
  const code = character.charCodeAt(0)
  return (code >= 0x4e00 && code <= 0x9fff) || (code > 0x2e7f && /\p{Script=Han}/u.test(character))
}

/** Nothing in it that normalising would change. */
const PLAIN = /^[0-9a-z\u4e00-\u9fff]*$/

/** What search compares: half-width, lower-case, letters and digits only. @example normalise('ＡＢ（祁县） 1') // 'ab祁县1' */
export const normalise = (text: string): string =>
  PLAIN.test(text) ? text : text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * What names are sorted by: syllables of toneless pinyin, lower-case, one space between them, so that 西安 comes
 * before 先. A character with several readings has its commonest. @example sortKey('平遥县') // 'ping yao xian'
 */
export function sortKey(text: string): string {
  let key = ''
  let gap = false
  for (const character of text.normalize('NFKC').toLowerCase()) {
    const han = isHan(character)
    if (key !== '' && (han || gap)) key += ' '
    key += syllable(character)
    gap = han
  }
  return key.replace(/\s+/g, ' ').trim()
}

/** The pinyin initials of a text; letters and digits stand as they are. @example initialsOf('平遥a店') // 'pyad' */
export function initialsOf(text: string): string {
  let initials = ''
  for (const character of normalise(text)) initials += isHan(character) ? syllable(character).charAt(0) : character
  return initials
}

function addPairs(into: Set<string>, text: string, mark: string): void {
  let before = ''
  for (const character of text) {
    if (before !== '') into.add(mark + before + character)
    before = character
  }
}

/**
 * The grams a row stores for its searched fields: pairs of neighbouring characters, and of neighbouring pinyin initials
 * for fields with Chinese in them. Pairs never reach from one field into the next. Each once, in the order of the text.
 */
export function gramsOf(texts: readonly (string | null | undefined)[]): string[] {
  const grams = new Set<string>()
  for (const given of texts) {
    if (!given) continue
    const text = normalise(given)
    addPairs(grams, text, '')
    const initials = initialsOf(text)
    if (initials !== text) addPairs(grams, initials, INITIALS)
  }
  return [...grams]
}

/**
 * What a query asks for: alternatives, each a list of grams that a row must hold all of. Letters may be a code or
 * pinyin initials, so they have two. No alternative at all when the query is shorter than two characters.
 * Grams find a superset: the rows found are compared with `matches` where the exact fragment counts.
 * @example queryGrams('面馆') // [['面馆']]
 * @example queryGrams('pyx')  // [['py', 'yx'], ['p:py', 'p:yx']]: a code, or initials
 */
export function queryGrams(query: string): string[][] {
  const text = normalise(query)
  if (Array.from(text).length < 2) return []
  const literal = new Set<string>()
  addPairs(literal, text, '')
  if (!/^[a-z]+$/.test(text)) return [[...literal].sort()]
  const initials = new Set<string>()
  addPairs(initials, text, INITIALS)
  return [[...literal].sort(), [...initials].sort()]
}

/** Whether one of a row's searched fields really holds the query: as a fragment, or as pinyin initials. */
export function matches(texts: readonly (string | null | undefined)[], query: string): boolean {
  const wanted = normalise(query)
  const letters = /^[a-z]+$/.test(wanted)
  return texts.some((text) => !!text && (normalise(text).includes(wanted) || (letters && initialsOf(text).includes(wanted))))
}
