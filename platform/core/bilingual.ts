/** The two languages of every face. Chinese first; English complete. */
export type Language = 'zh' | 'en'

/** One sentence or label in both languages. */
export type Bilingual = { readonly zh: string; readonly en: string }

/** @example say({ zh: '企业', en: 'Business' }, 'en') // 'Business' */
export const say = (text: Bilingual, language: Language): string => text[language]

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
