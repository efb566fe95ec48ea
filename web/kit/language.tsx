import { useSyncExternalStore } from 'react'
import { fill, type Bilingual, type Language } from '../../platform/core/bilingual.ts'

const KEPT = 'shian.language'

/** The language kept on this machine; Chinese unless someone chose English. */
function kept(): Language {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh' // storage may be forbidden; the switch then holds until the page is closed
  }
}

let language: Language = kept()
const listeners = new Set<() => void>()
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const mark = () => {
  if (typeof document !== 'undefined') document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}
mark()

/** The language now, for code outside components (`Accept-Language`). */
export const currentLanguage = (): Language => language

export function setLanguage(next: Language): void {
  language = next
  try {
    localStorage.setItem(KEPT, next)
  } catch {
    /* see kept() */
  }
  mark()
  for (const listener of listeners) listener()
}

export const useLanguage = (): Language => useSyncExternalStore(listen, currentLanguage, currentLanguage)

export type Say = (text: Bilingual, values?: Readonly<Record<string, unknown>>) => string

/**
 * Says a sentence in the language of the page and fills its `{places}`.
 * @example const say = useText(); say({ zh: '共 {n} 条', en: '{n} rows' }, { n: 3 })
 */
export const useText = (): Say => sayers[useLanguage()]

const sayer =
  (spoken: Language): Say =>
  (text, values) =>
    values ? fill(text[spoken], values) : text[spoken]
// One function a language, so that hooks may depend on it.
const sayers = { zh: sayer('zh'), en: sayer('en') }

/** A sentence in the language of the page, where an element is wanted. */
export const Text = ({ of, with: values }: { of: Bilingual; with?: Readonly<Record<string, unknown>> }) => useText()(of, values)
