import { expect, test } from 'vitest'
import { instant, type Instant } from '../core/dates.ts'
import { newDataKey } from '../core/secret.ts'
import { newTotpSecret, openTotp, sealTotp, totpCode, totpInvitation, totpStep } from './totp.ts'

const now = '2026-11-22T01:00:10.000Z' as Instant
const seconds = (more: number): Instant => instant(Date.parse(now) + more * 1000)

test('the code of the standard’s own example is computed', () => {
  // RFC 6238 appendix B: the secret is the ASCII text 12345678901234567890; at 59 s the last six digits are 287082.
  expect(totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', instant(59_000))).toBe('287082')
})

test('a code opens once: the same step, or an earlier one, is refused afterwards', () => {
  const secret = newTotpSecret()
  const step = totpStep(secret, totpCode(secret, now), now, null)
  expect(step).toBe(Math.floor(Date.parse(now) / 30_000))
  expect(totpStep(secret, totpCode(secret, now), seconds(5), step!)).toBeUndefined()
  expect(totpStep(secret, totpCode(secret, seconds(-30)), now, step!)).toBeUndefined()
  expect(totpStep(secret, totpCode(secret, seconds(30)), seconds(30), step!)).toBe(step! + 1)
})

test('a clock may be one step off, not two', () => {
  const secret = newTotpSecret()
  expect(totpStep(secret, totpCode(secret, seconds(-30)), now, null)).toBeDefined()
  expect(totpStep(secret, totpCode(secret, seconds(-90)), now, null)).toBeUndefined()
})

test('a sealed secret opens for its own person only', () => {
  const key = newDataKey()
  const sealed = sealTotp(key, 'a', 'GEZDGNBVGY3TQOJQ')
  expect(sealed).not.toContain('GEZDGNBVGY3TQOJQ')
  expect(openTotp(key, 'a', sealed)).toBe('GEZDGNBVGY3TQOJQ')
  expect(() => openTotp(key, 'b', sealed)).toThrow()
})

test('the invitation names the account and draws the same address', async () => {
  const { uri, qr } = await totpInvitation('GEZDGNBVGY3TQOJQ', 'wangli')
  expect(uri).toMatch(/^otpauth:\/\/totp\/.*wangli\?.*secret=GEZDGNBVGY3TQOJQ/)
  expect(qr).toMatch(/^<svg/)
})
