/**
 * Whether one number may be a slip of the other: one digit another, two neighbours changed about, a digit left out or put in. Of numbers below ten none is
 * told from another so.
 */
export function misprinted(said: number, right: number): boolean {
  const [one, other] = [digitsOf(said), digitsOf(right)]
  if (one === other || Math.min(said, right) < 10) return Math.min(said, right) >= 2 && one.length === 1 && other.length === 2 && (other.startsWith(one) || other.endsWith(one))
  if (one.length === other.length) {
    const apart = [...one].flatMap((digit, at) => (digit === other[at] ? [] : [at]))
    return apart.length === 1 || (apart.length === 2 && apart[1] === apart[0]! + 1 && one[apart[0]!] === other[apart[1]!] && one[apart[1]!] === other[apart[0]!])
  }
  const [long, short] = one.length > other.length ? [one, other] : [other, one]
  return long.length === short.length + 1 && short.length > 1 && [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short)
}

const digitsOf = (value: number): string => String(Math.round(Math.abs(value) * 1000) / 1000).replace('.', '')
