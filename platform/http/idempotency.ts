import { Problem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'

/** A write's key and the hash of what it says. */
export type Key = { readonly key: string; readonly hash: Buffer }
export type Answer = { readonly status: number; readonly body: unknown }

const actorKey = (tx: Tx): string => tx.work.actor.person ?? tx.work.actor.name

/**
 * Takes the key, or finds the answer that its first use gave. The insert waits for a transaction that holds the same
 * key, so a double submit is answered twice and done once.
 * @throws Problem `key.reused` (409) when the key came with another content before
 */
export async function replayed(tx: Tx, { key, hash }: Key): Promise<Answer | undefined> {
  const actor = actorKey(tx)
  const taken = await tx.insertInto('idempotency').values({ actor, key, body_hash: hash, status: 0, answer: null, at: tx.work.now })
    .onConflict((conflict) => conflict.doNothing()).returning('key').executeTakeFirst()
  if (taken) return undefined
  const before = await tx.selectFrom('idempotency').select(['body_hash', 'status', 'answer']).where('actor', '=', actor).where('key', '=', key).executeTakeFirstOrThrow()
  if (!before.body_hash.equals(hash)) throw new Problem('key.reused')
  return { status: before.status, body: before.answer }
}

/** Keeps the answer with its key, in the transaction that did the work. */
export async function settle(tx: Tx, { key }: Key, status: number, body: unknown): Promise<void> {
  await tx.updateTable('idempotency').set({ status, answer: JSON.stringify(body ?? null) }).where('actor', '=', actorKey(tx)).where('key', '=', key).execute()
}
