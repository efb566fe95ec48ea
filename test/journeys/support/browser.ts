import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as driver, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../../demo/accounts.ts'
import type { Language } from '../../../platform/core/bilingual.ts'

const OUTPUT = join(import.meta.dirname, '..', '..', 'output')

/** Chromium must not look for the world outside; root may start it too. */
export const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-gpu',
  '--hide-scrollbars',
  '--force-color-profile=srgb',
]

/** Launches the Chromium that came from npm. */
export async function launch(): Promise<Browser> {
  return driver.launch({ executablePath: await chromium.executablePath(), args: QUIET, headless: true })
}

export type Visit = {
  readonly url: string
  readonly language?: Language
  readonly width?: number
  readonly height?: number
}

/** One person's browser: a profile of its own, in one language. */
export async function visit(browser: Browser, { url, language = 'zh', width = 1440, height = 900 }: Visit): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
  await context.addInitScript((chosen) => {
    localStorage.setItem('shian.language', localStorage.getItem('shian.language') ?? chosen)
  }, language)
  context.setDefaultTimeout(15_000)
  return context
}

/** Signs a demo account in over the API; no page is opened. */
export async function signedIn(browser: Browser, login: string, where: Visit): Promise<BrowserContext> {
  const context = await visit(browser, where)
  const answer = await context.request.post('/api/v1/sign-in', { data: { login, password: DEMO_PASSWORD } })
  if (!answer.ok()) throw new Error(`${login} could not sign in: ${await answer.text()}`)
  return context
}

/** Signs a demo account in and opens a page of the office as that person. */
export async function enter(browser: Browser, login: string, where: Visit, path = '/'): Promise<Page> {
  const context = await signedIn(browser, login, where)
  const page = await context.newPage()
  await page.goto(path)
  await page.getByRole('main').first().waitFor()
  return page
}

/** Waits until nothing is being fetched or drawn any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.ant-spin-spinning, [aria-busy=true]') && document.querySelector('main h1'))
}

/** Runs a journey; where it fails, what each open page showed is kept in test/output. */
export async function journey(name: string, browser: Browser, body: () => Promise<void>): Promise<void> {
  try {
    await body()
  } catch (error) {
    mkdirSync(OUTPUT, { recursive: true })
    const pages = browser.contexts().flatMap((context) => context.pages())
    await Promise.all(pages.map((page, at) => page.screenshot({ path: join(OUTPUT, `${name}-${at}.png`) }).catch(() => {})))
    throw error
  } finally {
    for (const context of browser.contexts()) await context.close()
  }
}
