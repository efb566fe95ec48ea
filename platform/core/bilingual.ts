/** The two languages of every face. Chinese first; English complete. */
export type Language = 'zh' | 'en'

/** One sentence or label in both languages. */
export type Bilingual = { readonly zh: string; readonly en: string }

/** @example say({ zh: '企业', en: 'Business' }, 'en') // 'Business' */
export const say = (text: Bilingual, language: Language): string => text[language]

const isBilingual = (value: unknown): value is Bilingual =>
  typeof value === 'object' && value !== null && typeof (value as Bilingual).zh === 'string' && typeof (value as Bilingual).en === 'string'

/** Fills both languages of a sentence; a value that has both itself (a title, a state) is told in the language of the sentence around it. */
export function fillBoth({ zh, en }: Bilingual, values: Readonly<Record<string, unknown>>): Bilingual {
  const told = (language: Language) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isBilingual(value) ? value[language] : value]))
  return { zh: fill(zh, told('zh')), en: fill(en, told('en')) }
}

/**
 * Fills `{name}` places: `fill('剩 {days} 天', { days: 3 })` gives `剩 3 天`. An unknown name stays as it is printed.
 * `{n visit|visits}` gives the number with the word that goes with it: `1 visit`, `0 visits`, `1,204 visits`.
 */
export function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)(?: ([^{}|]+)\|([^{}|]+))?\}/g, (whole, name: string, one?: string, more?: string) => {
    if (!(name in values)) return whole
    const value = String(values[name])
    return one === undefined ? value : `${value} ${value === '1' ? one : more}`
  })
}
