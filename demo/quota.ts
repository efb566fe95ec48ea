import { apportion, type Random } from './random.ts'

/** How many of each kind are to be chosen. */
export type Quota<K extends string> = Partial<Readonly<Record<K, number>>>

/**
 * Chooses exactly the given numbers among items that come one by one, each item as likely as any other (selection
 * sampling): call it once for each of `items`. Answers the kind an item was chosen for, or null.
 */
export function chooser<K extends string>(items: number, quota: Quota<K>, random: Random): () => K | null {
  const kinds = Object.keys(quota) as K[]
  const left = kinds.map((kind) => quota[kind] ?? 0)
  let wanted = left.reduce((sum, count) => sum + count, 0)
  let remaining = items
  return () => {
    const chosen = random.next() * remaining-- < wanted
    if (!chosen) return null
    const at = random.weighted(left)
    left[at]! -= 1
    wanted -= 1
    return kinds[at]!
  }
}

/**
 * Splits a quota over parts of the given sizes so that each kind adds up exactly and no part is asked for more than
 * it has. @throws RangeError where the quota is larger than all parts together
 */
export function splitQuota<K extends string>(quota: Quota<K>, sizes: readonly number[]): Quota<K>[] {
  const kinds = Object.keys(quota) as K[]
  const total = kinds.reduce((sum, kind) => sum + (quota[kind] ?? 0), 0)
  if (total > sizes.reduce((sum, size) => sum + size, 0)) throw new RangeError('a quota is larger than what it is chosen from')
  const room = apportion(total, sizes)
  const parts = sizes.map((): Partial<Record<K, number>> => ({}))
  kinds.forEach((kind, order) => {
    // The last kind takes what is left, which adds up because the room does.
    const shares = order === kinds.length - 1 ? [...room] : apportion(quota[kind] ?? 0, room)
    shares.forEach((share, at) => {
      parts[at]![kind] = share
      room[at]! -= share
    })
  })
  return parts
}
