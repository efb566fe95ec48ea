import type { Page } from 'playwright-core'

/** What an inspector does with the sheet; the notes are in Latin letters so that the English pages can be read for what is left. */

/** Signs in as on the first use, with a PIN. */
export async function signIn(page: Page, login: string, password: string, pin: string): Promise<void> {
  await page.locator('input[autocomplete=username]').fill(login)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('button[type=submit]').click()
  const pins = page.locator('input.f-pin')
  await pins.nth(1).waitFor()
  for (const at of [0, 1]) await pins.nth(at).fill(pin)
  await page.locator('button[type=submit]').click()
  await page.getByRole('heading', { name: /^(今天|Today)$/ }).waitFor()
}

export async function enterPin(page: Page, pin: string): Promise<void> {
  await page.getByLabel('PIN').fill(pin)
  await page.getByRole('button', { name: '打开' }).click()
}

/** Answers all questions about the place with no. */
export async function answerFacts(page: Page): Promise<void> {
  const facts = page.locator('fieldset[data-step^="fact-"]')
  await facts.first().waitFor()
  for (let at = 0; at < (await facts.count()); at++) await facts.nth(at).getByRole('button', { name: '否' }).click()
}

/** One item fails, with a photo and a note; another one is only photographed where the sheet asks for it. */
export async function failOne(page: Page, photo: Buffer): Promise<string> {
  const item = page.locator('fieldset[data-step]:not([data-step^="fact-"]):not(:has(.in-reading))').first()
  const code = (await item.getAttribute('data-step'))!
  await item.getByRole('button', { name: '不符合' }).click()
  await item.getByLabel('问题').fill('oyster sauce, 1 bottle, past its date')
  await addPhoto(page, code, photo)
  return code
}

export async function addPhoto(page: Page, code: string, photo: Buffer): Promise<void> {
  const item = page.locator(`fieldset[data-step="${code}"]`)
  const before = await item.locator('.f-photos img').count()
  await item.locator('input[type=file]').setInputFiles({ name: 'IMG_0001.png', mimeType: 'image/png', buffer: photo })
  await item.locator('.f-photos img').nth(before).waitFor()
}

/** Everything else meets: what is measured lies within its limits, what must be photographed is. */
export async function fillRest(page: Page, photo: Buffer): Promise<void> {
  const rest = page.getByRole('button', { name: '本节其余均符合' })
  for (let at = 0; at < (await rest.count()); at++) await rest.nth(at).click()
  const open = page.locator('fieldset[data-open]')
  for (let left = await open.count(); left > 0; left = await open.count()) {
    const item = open.first()
    const code = (await item.getAttribute('data-step'))!
    const reading = item.locator('.in-reading')
    if ((await reading.count()) > 0) {
      const limits = (await reading.locator('span').first().textContent()) ?? ''
      await reading.locator('input').fill(/([≥≤]) (-?[\d.]+)/.exec(limits)?.[2] ?? '1')
    } else {
      await item.getByRole('button', { name: '符合', exact: true }).click({ timeout: 5_000 }).catch(async () => { throw new Error(`${code} stays open: ${await item.textContent()}`) })
      await addPhoto(page, code, photo)
    }
    if ((await open.count()) >= left) throw new Error(`${code} stays open: ${await item.textContent()}`)
  }
}

/** A stroke on each pad that is there. */
export async function signAll(page: Page, who: string): Promise<void> {
  await page.getByRole('link', { name: '去签字' }).click()
  await page.getByLabel('签字人姓名或职务').fill(who)
  await signPads(page)
}

/** The business refuses: two managers were examined, one of them sits again, and two samples were taken. */
export async function refuse(page: Page, witness: string, resit: string): Promise<void> {
  await page.getByRole('link', { name: '去签字' }).click()
  await page.getByLabel('抽样（批）').fill('2')
  await page.getByLabel('抽考人数').fill('2')
  await page.getByLabel('其中合格').fill('1')
  await page.getByLabel('补考日期').fill(resit)
  await page.getByLabel('拒绝签字').check()
  await page.getByLabel('拒签原因').fill('does not agree')
  await signPads(page)
  await page.getByText('拒绝签字的，请写明见证人或附录像。').waitFor()
  await page.getByLabel('见证人（或录像）').fill(witness)
}

async function signPads(page: Page): Promise<void> {
  const pads = page.locator('.f-sign canvas')
  for (let at = 0; at < (await pads.count()); at++) {
    await pads.nth(at).scrollIntoViewIfNeeded()
    const box = (await pads.nth(at).boundingBox())!
    await page.mouse.move(box.x + 30, box.y + 30 + at)
    await page.mouse.down()
    for (const [x, y] of [[90, 70], [140, 30], [200, 80 + at * 5]] as const) await page.mouse.move(box.x + x, box.y + y)
    await page.mouse.up()
    await page.locator('.f-sign').nth(at).getByText('✓ 已签').waitFor()
  }
}

/** What the page of a result says. */
export type Told = { readonly id: string; readonly inspection: string; readonly verdict: string; readonly name: string; readonly inspectors: readonly string[]; readonly failed: number }

/** Ends the inspection that is signed, and reads the result off the page. */
export async function end(page: Page): Promise<Told> {
  const inspection = new URL(page.url()).pathname.split('/')[3]!
  await page.getByRole('button', { name: '完成检查' }).click()
  await page.getByRole('heading', { name: '检查结果' }).waitFor()
  return {
    inspection, id: new URL(page.url()).pathname.split('/')[3]!, verdict: ((await page.locator('.f-verdict').textContent()) ?? '').replace(/^\S+ /, ''),
    inspectors: ((await page.locator('.f-card p').first().textContent()) ?? '').split(' · ').at(-1)!.split('、').filter((name) => !name.startsWith('检查人员')),
    name: (await page.locator('.f-card h2').first().textContent()) ?? '', failed: await page.locator('.f-result .f-failed li').count(),
  }
}

/** Size of a JPEG by its frame header. */
export function jpegSize(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; at < bytes.length;) {
    const marker = bytes.readUInt16BE(at)
    if (marker >= 0xffc0 && marker <= 0xffc3) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** Whether the phone's storage is full: as the browser does it where the disk has no room, each write is aborted. */
export const noRoom = (page: Page, is: boolean): Promise<void> => page.evaluate((now) => {
  const kept = globalThis as unknown as { full: boolean; put?: typeof IDBObjectStore.prototype.put }
  kept.full = now
  if (kept.put) return
  const put = kept.put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...given) {
    const asked = put.apply(this, given)
    if (kept.full) this.transaction.abort()
    return asked
  }
}, is)
