import type { BrowserContext, Page } from 'playwright-core'

const HAN = /\p{Script=Han}/u
/** Names that are the same in every language: the switch names the other language in itself. */
const NAMES = ['食安城', '中文', '中']

/** Every text of an answer that is data: not a sentence that stands there in both languages. */
function* dataIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const one of value) yield* dataIn(one)
  else if (typeof value === 'object' && value !== null) {
    const pair = value as { zh?: unknown; en?: unknown } // looked at below
    const bilingual = typeof pair.zh === 'string' && typeof pair.en === 'string'
    // A name without an English form stands in both; a translated sentence's Chinese must not show on an English page.
    if (bilingual) yield String(pair.en)
    else for (const [key, one] of Object.entries(value)) yield* [key, ...dataIn(one)]
  }
}

/** Collects what the server sent as data, so that what is left of a page's Chinese is the program's own. */
export class Heard {
  private readonly texts = new Set<string>()
  private readonly reading = new Set<Promise<void>>()

  constructor(context: BrowserContext) {
    context.on('response', (response) => {
      if (!response.url().includes('/api/v1/') || !response.headers()['content-type']?.startsWith('application/json')) return
      const read = response
        .json()
        .then((body: unknown) => {
          for (const text of dataIn(body))
            if (HAN.test(text)) for (const line of text.split(/\s+/)) if (HAN.test(line)) this.texts.add(line)
        })
        .catch(() => {}) // a page that was left takes its answers with it
      this.reading.add(read)
      void read.finally(() => this.reading.delete(read))
    })
  }

  /** Data that came another way: what the phone kept from before. */
  know(...texts: readonly string[]): void {
    for (const text of texts) this.texts.add(text)
  }

  /** What a page shows or tells a screen reader that is neither English nor data. */
  async untranslated(page: Page): Promise<string[]> {
    const shown = await textsOf(page)
    await Promise.all(this.reading)
    const known = [...this.texts].toSorted((a, b) => b.length - a.length)
    return shown.filter((text) => {
      let rest = text
      for (const name of known) if (rest.length >= name.length) rest = rest.replaceAll(name, '')
      for (const name of NAMES) rest = rest.replaceAll(name, '')
      return HAN.test(rest)
    })
  }
}

/** Visible text, and what is read aloud or shown on hovering, where there is a Han character in it. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>([document.title])
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node instanceof HTMLScriptElement || node instanceof HTMLStyleElement) continue
      if (node instanceof Element)
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) found.add(node.getAttribute(name) ?? '')
      else if (!['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.parentElement?.tagName ?? '')) found.add(node.textContent ?? '')
    }
    return [...found].filter((text) => /\p{Script=Han}/u.test(text))
  })
