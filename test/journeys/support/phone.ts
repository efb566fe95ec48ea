import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import chromium from '@sparticuz/chromium'
import { chromium as driver, type BrowserContext, type Page } from 'playwright-core'
import { QUIET } from './browser.ts'

/** A browser with a profile on the disk, in a process of its own that can be killed like a phone whose battery falls out. */
export type PhoneBrowser = { readonly context: BrowserContext; readonly page: Page; readonly kill: () => Promise<void> }

/** Where the phone stands: in the middle of the demo's town. */
export const STANDING = { longitude: 112.17, latitude: 37.19, accuracy: 8 }

export async function startPhone(profile: string): Promise<PhoneBrowser> {
  const child = spawn(await chromium.executablePath(), [...QUIET, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const lines = createInterface({ input: child.stderr })
  const address = await new Promise<string>((found, failed) => {
    lines.on('line', (line) => { const told = /DevTools listening on (ws:\S+)/.exec(line)?.[1]; if (told) found(told) })
    child.once('exit', (code) => failed(new Error(`the browser ended at once (${code})`)))
  })
  const browser = await driver.connectOverCDP(address)
  const context = browser.contexts()[0]!
  context.setDefaultTimeout(20_000)
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation(STANDING)
  const page = context.pages()[0] ?? await context.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  return {
    context, page,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      // The whole group that was started above: the browser has children.
      process.kill(-child.pid!, 'SIGKILL')
      await gone
      await browser.close().catch(() => {})
    },
  }
}
