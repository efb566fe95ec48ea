import { Secret, TOTP } from 'otpauth'
import { toString as drawCode } from 'qrcode'
import type { Instant } from '../core/dates.ts'
import { openField, sealField } from '../core/secret.ts'

/** One-time codes by time (RFC 6238): 6 digits, 30 seconds, SHA-1, as every authenticator app reads them. */
const PERIOD = 30
const ABOUT = 'credential.totp'

const generator = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: '食安城 ShiAn', label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret: Secret.fromBase32(secret) })

/** A new secret of 160 bits, in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The secret as it is stored: sealed under the installation's key, and of use to this person's account only. */
export const sealTotp = (masterKey: Buffer, person: string, secret: string): string => sealField(masterKey, secret, `${ABOUT}.${person}`)
export const openTotp = (masterKey: Buffer, person: string, sealed: string): string => openField(masterKey, sealed, `${ABOUT}.${person}`)

/** What an authenticator app scans: the `otpauth:` address and its QR code as an svg element. */
export async function totpInvitation(secret: string, login: string): Promise<{ secret: string; uri: string; qr: string }> {
  const uri = generator(secret, login).toString()
  return { secret, uri, qr: await drawCode(uri, { type: 'svg', margin: 1 }) }
}

/**
 * The time step a code belongs to, one step early or late allowed; undefined where it is wrong, or not later than
 * `lastStep`: a code that was used, or seen over a shoulder and older, opens nothing.
 */
export function totpStep(secret: string, code: string, now: Instant, lastStep: number | null): number | undefined {
  const timestamp = Date.parse(now)
  const delta = generator(secret).validate({ token: code, timestamp, window: 1 })
  if (delta === null) return undefined
  const step = Math.floor(timestamp / 1000 / PERIOD) + delta
  return lastStep !== null && step <= lastStep ? undefined : step
}

/** The code an app shows at an instant. */
export const totpCode = (secret: string, at: Instant): string => generator(secret).generate({ timestamp: Date.parse(at) })
