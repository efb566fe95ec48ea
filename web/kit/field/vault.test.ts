import { expect, test } from 'vitest'
import { instant } from '../../../platform/core/dates.ts'
import { goodPin, isOver, newVault, openByPassword, PIN_TRIES, seal, tryPin, unseal, withPin, withSession, type Vault } from './vault.ts'

const FEW = 10
const until = instant(Date.parse('2026-05-12T00:00:00.000Z'))
const bytes = (text: string) => new TextEncoder().encode(text)

async function made(): Promise<{ vault: Vault; key: CryptoKey }> {
  const { vault, key } = await newVault({ id: 'v1', person: 'p1', login: 'gutao', password: 'Pear-Orchard7', iterations: FEW })
  return { key, vault: await withPin(await withSession(vault, key, '140700.secret', until), key, '204816', FEW) }
}

test('the PIN opens the session and what was sealed; nothing of either stands in clear', async () => {
  const { vault, key } = await made()
  const sealed = await seal(key, 'draft|1', bytes('过期蚝油'))
  const { opened } = await tryPin(vault, '204816', async () => {})
  expect(opened?.token).toBe('140700.secret')
  expect(new TextDecoder().decode(await unseal(opened!.key, 'draft|1', sealed))).toBe('过期蚝油')
  expect(Buffer.from(vault.session!.bytes).includes('secret')).toBe(false)
  expect(Buffer.from(sealed.bytes).includes(Buffer.from('过期蚝油'))).toBe(false)
})

test('what is sealed under one name does not open under another', async () => {
  const { key } = await made()
  await expect(unseal(key, 'draft|2', await seal(key, 'draft|1', bytes('x')))).rejects.toThrow()
})

test('the fifth wrong PIN takes the way by the PIN and the session; the password still opens what was recorded', async () => {
  const { vault, key } = await made()
  const sealed = await seal(key, 'action|1', bytes('kept'))
  let now = vault
  const kept: Vault[] = []
  for (let time = 1; time <= PIN_TRIES; time++) {
    const answer = await tryPin(now, '111222', async (one) => void kept.push(one))
    expect(answer.opened).toBeNull()
    now = answer.vault
  }
  expect(now).toMatchObject({ pin: null, session: null, shut: 'tries' })
  expect((await tryPin(now, '204816', async () => {})).opened).toBeNull()
  const again = await openByPassword(now, 'Pear-Orchard7')
  expect(new TextDecoder().decode(await unseal(again!, 'action|1', sealed))).toBe('kept')
  expect(await openByPassword(now, 'Pear-Orchard8')).toBeNull()
  // Each try was written before it was made: a phone switched off in between has lost it.
  expect(kept.map(({ tries, pin }) => (pin ? tries : 'shut'))).toEqual([1, 2, 3, 4, 'shut'])
})

test('the right PIN gives the tries back, and the day ends', async () => {
  const { vault } = await made()
  const wrong = await tryPin(vault, '111222', async () => {})
  expect(wrong.vault.tries).toBe(1)
  expect((await tryPin(wrong.vault, '204816', async () => {})).vault.tries).toBe(0)
  expect(isOver(vault, instant(Date.parse('2026-05-11T23:59:59.000Z')))).toBe(false)
  expect(isOver(vault, until)).toBe(true)
})

test('a PIN is six digits that nobody guesses first', () => {
  expect(['204816', '2048163'].every(goodPin)).toBe(true)
  expect(['20481', '111111', '123456', '654321', '20481a', ''].some(goodPin)).toBe(false)
})
