/**
 * Counts failures by key in memory, for what has no row to count on: addresses, and logins that do not exist. Each
 * server counts for itself; a restart forgets. The lock of a real login is in the database.
 */
export class Throttle {
  private readonly failures = new Map<string, { count: number; since: number; until: number }>()
  private readonly most: number
  private readonly window: number

  /** After `most` failures within `windowMinutes` the key is shut for as long. */
  constructor(most: number, windowMinutes: number) {
    this.most = most
    this.window = windowMinutes * 60_000
  }

  /** Whole minutes until the key may try again; 0 where it may. */
  waits(key: string, now: number): number {
    const known = this.failures.get(key)
    return known && known.until > now ? Math.ceil((known.until - now) / 60_000) : 0
  }

  failed(key: string, now: number): void {
    if (this.failures.size > 10_000) this.forgetOld(now)
    const known = this.failures.get(key)
    const entry = known && now - known.since < this.window ? known : { count: 0, since: now, until: 0 }
    entry.count += 1
    if (entry.count >= this.most) entry.until = now + this.window
    this.failures.set(key, entry)
  }

  private forgetOld(now: number): void {
    for (const [key, entry] of this.failures) if (entry.until < now && now - entry.since >= this.window) this.failures.delete(key)
  }
}
