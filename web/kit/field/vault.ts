import type { Instant } from '../../../platform/core/dates.ts'

/**
 * Encryption on the phone. One random key seals the data; it is kept only wrapped: once under the PIN, for a day, and once under
 * the password of the account, so that after the day, or after five wrong PINs, a new sign-in finds what was not yet sent.
 */
export const PIN_TRIES = 5
/** @source OWASP Password Storage: PBKDF2-HMAC-SHA256 */
export const ITERATIONS = 600_000

export type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly bytes: ArrayBuffer }
type Wrapped = Sealed & { readonly salt: Uint8Array<ArrayBuffer>; readonly iterations: number }

/** What the phone knows before anybody has said a PIN. */
export type Vault = {
  readonly id: string
  readonly person: string
  readonly login: string
  /** Null after five wrong tries, or when the day is over. */
  readonly pin: Wrapped | null
  readonly password: Wrapped
  /** The session's token, sealed with the key. */
  readonly session: Sealed | null
  readonly tries: number
  readonly expiresAt: Instant
  readonly shut: 'tries' | 'expired' | 'ended' | null
}

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))

async function keyOf(secret: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, material, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

async function wrap(key: CryptoKey, secret: string, iterations: number): Promise<Wrapped> {
  const [salt, iv] = [random(16), random(12)]
  return { salt, iterations, iv, bytes: await crypto.subtle.wrapKey('raw', key, await keyOf(secret, salt, iterations), { name: 'AES-GCM', iv }) }
}

/** Extractable only so that it can be wrapped under a new PIN. @returns null where the secret is wrong */
async function unwrap({ salt, iterations, iv, bytes }: Wrapped, secret: string): Promise<CryptoKey | null> {
  const wrapping = await keyOf(secret, salt, iterations)
  return crypto.subtle.unwrapKey('raw', bytes, wrapping, { name: 'AES-GCM', iv }, 'AES-GCM', true, ['encrypt', 'decrypt']).catch(() => null)
}

/** Bound to the name it is kept under: a record put in the place of another does not open. */
export async function seal(key: CryptoKey, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = random(12)
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, key, bytes) }
}

/** @throws OperationError where it was sealed with another key or under another name */
export async function unseal(key: CryptoKey, name: string, { iv, bytes }: Sealed): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, key, bytes))
}

export type Begun = { readonly id: string; readonly person: string; readonly login: string; readonly password: string; readonly iterations?: number }

/** A vault with a new key. It has no PIN yet. */
export async function newVault({ id, person, login, password, iterations = ITERATIONS }: Begun): Promise<{ vault: Vault; key: CryptoKey }> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])
  const vault: Vault = { id, person, login, pin: null, password: await wrap(key, password, iterations), session: null, tries: 0, expiresAt: new Date(0).toISOString() as Instant, shut: null }
  return { vault, key }
}

/** Puts a session into the vault, until the server ends it. */
export async function withSession(vault: Vault, key: CryptoKey, token: string, expiresAt: Instant): Promise<Vault> {
  return { ...vault, session: await seal(key, `${vault.id}|session`, new TextEncoder().encode(token)), expiresAt, tries: 0, shut: null }
}

export const withPin = async (vault: Vault, key: CryptoKey, pin: string, iterations = ITERATIONS): Promise<Vault> => ({ ...vault, pin: await wrap(key, pin, iterations), tries: 0, shut: null })

/** What is left when the day is over or the tries are used up: the data, sealed, and the way by the password. */
export const shutVault = (vault: Vault, why: NonNullable<Vault['shut']>): Vault => ({ ...vault, pin: null, session: null, tries: 0, shut: why })

export const isOver = (vault: Vault, now: Instant): boolean => vault.expiresAt <= now

export const openByPassword = (vault: Vault, password: string): Promise<CryptoKey | null> => unwrap(vault.password, password)

export type Opened = { readonly key: CryptoKey; readonly token: string }
export type Try = { readonly vault: Vault; readonly opened: Opened | null }

/**
 * One try of a PIN. `keep` writes the vault before the try is made, so that switching the phone off does not give it back.
 * After the fifth wrong one the way by the PIN is gone.
 */
export async function tryPin(vault: Vault, pin: string, keep: (vault: Vault) => Promise<void>): Promise<Try> {
  if (!vault.pin || !vault.session) return { vault, opened: null }
  const counted = { ...vault, tries: vault.tries + 1 }
  const left = counted.tries >= PIN_TRIES ? shutVault(counted, 'tries') : counted
  await keep(left)
  const key = await unwrap(vault.pin, pin)
  if (!key) return { vault: left, opened: null }
  const token = new TextDecoder().decode(await unseal(key, `${vault.id}|session`, vault.session))
  const open = { ...vault, tries: 0 }
  await keep(open)
  return { vault: open, opened: { key, token } }
}

/** Six to twelve digits, not all the same and not in a row. */
export const goodPin = (pin: string): boolean =>
  /^\d{6,12}$/.test(pin) && !/^(\d)\1+$/.test(pin) && !'01234567890123'.includes(pin) && !'98765432109876'.includes(pin)
