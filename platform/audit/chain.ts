import { hash } from 'node:crypto'
import { canonical } from '../core/canonical.ts'
import type { Instant } from '../core/dates.ts'
import type { Change } from '../database/database.ts'

/** An audit entry as its row holds it: who did what to which rows, when, from where and why. */
export type AuditEntry = {
  readonly id: string
  readonly at: Instant
  readonly person_id: string | null
  readonly actor: string
  readonly action: string
  readonly reason: string | null
  readonly address: string | null
  readonly region: string
  readonly changes: readonly Change[]
  /** SM3 over all of the above: 32 bytes. */
  readonly hash: Uint8Array
}

/** A row of `audit_chain`: the entry's place and the link that ties it to all before it. */
export type ChainLink = { readonly number: number; readonly entry_id: string; readonly link: Uint8Array }

/** Where the chain has got to: number 0 is the beginning. */
export type ChainHead = { readonly number: number; readonly link: Uint8Array }

// In one call: half the time of a hash object, and each entry takes two.
const sm3 = (data: string | Uint8Array): Buffer => hash('sm3', data, 'buffer')

/**
 * The hash of an entry: SM3 (GB/T 32905) over the canonical JSON of all it says. Personal values stand in `changes` as
 * ciphertext, so that erasing a record's key leaves the hash as it is.
 */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): Buffer {
  const { id, at, person_id, actor, action, reason, address, region, changes } = entry
  return sm3(`shian.audit.entry.v1\n${canonical({ id, at, person_id, actor, action, reason, address, region, changes })}`)
}

/** Before the first entry: bound to the city, so that one city's chain cannot stand in for another's. */
export const beginning = (city: string): ChainHead => ({ number: 0, link: sm3(`shian.audit.chain.v1\n${city}`) })

/** The link of an entry: SM3(previous link ‖ entry hash ‖ its number as eight bytes, big end first). */
export function linkOf(previous: Uint8Array, entry: Uint8Array, number: number): Buffer {
  const place = Buffer.alloc(8)
  place.writeBigUInt64BE(BigInt(number))
  return sm3(Buffer.concat([previous, entry, place]))
}

/** Seals committed entries behind the head, in the order given: the rows to insert into `audit_chain`. */
export function seal(head: ChainHead, entries: readonly Pick<AuditEntry, 'id' | 'hash'>[]): readonly ChainLink[] {
  let { number, link } = head
  return entries.map((entry) => {
    number += 1
    link = linkOf(link, entry.hash, number)
    return { number, entry_id: entry.id, link }
  })
}

/** The head after some sealed links; the head itself where there are none. */
export const headAfter = (head: ChainHead, links: readonly ChainLink[]): ChainHead => {
  const last = links.at(-1)
  return last ? { number: last.number, link: last.link } : head
}
