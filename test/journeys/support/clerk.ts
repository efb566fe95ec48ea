import type { Page } from 'playwright-core'

/** What one task cost: keys pressed (a chord counts as one), and characters typed, which no program can spare. */
export type Cost = { readonly keys: number; readonly characters: number }

/** How long the eye waits for the screen before the key is pressed once more, ms. */
const LOOK = 400

async function seen(is: () => Promise<boolean>, patience: number): Promise<boolean> {
  const end = Date.now() + patience
  for (;;) {
    if (await is()) return true
    if (Date.now() >= end) return false
    await new Promise((again) => setTimeout(again, 20))
  }
}

/** A clerk without a mouse: presses and types like one, and is counted. */
export class Clerk {
  readonly page: Page
  private pressed: string[] = []
  private characters = 0

  constructor(page: Page) {
    this.page = page
  }

  /** Presses keys one after another: `press('g', 'p')`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key)
      this.pressed.push(key)
    }
  }

  /** Types a text; each character is counted apart from the keys that steer. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    this.characters += [...text].length
  }

  /** Presses a key until something is so: what an eye on the screen decides, after each press. */
  async until(key: string, is: () => Promise<boolean>, most = 12): Promise<void> {
    for (let times = 0; !(await seen(is, times === 0 ? 0 : LOOK)); times++) {
      if (times === most) throw new Error(`${key} was pressed ${most} times for nothing; before it: ${this.pressed.join(' ')}`)
      await this.press(key)
    }
  }

  /** What was pressed since the last time, which is then forgotten. */
  count(): Cost & { readonly pressed: string } {
    const cost = { keys: this.pressed.length, characters: this.characters, pressed: this.pressed.join(' ') }
    this.pressed = []
    this.characters = 0
    return cost
  }
}
