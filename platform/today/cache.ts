/** Answers kept for a short time by key; who asks within it gets the same answer. */
export type Cache<T> = (key: string, now: number, make: () => Promise<T>) => Promise<T>

/** @param keepFor milliseconds an answer is used again; an answer that failed to be made is not kept */
export function cache<T>(keepFor: number): Cache<T> {
  const kept = new Map<string, { readonly at: number; readonly value: T }>()
  return async (key, now, make) => {
    const known = kept.get(key)
    if (known && now >= known.at && now - known.at < keepFor) return known.value
    const value = await make()
    for (const [other, { at }] of kept) if (now - at >= keepFor || now < at) kept.delete(other)
    kept.set(key, { at: now, value })
    return value
  }
}
