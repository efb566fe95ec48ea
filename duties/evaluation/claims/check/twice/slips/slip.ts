import type { Figure } from '../../ground/paper.ts'

/**
 * How one printed number may have become another under the hand: two of its digits changed places, one digit is another, one is lost or came on top.
 * A rounded figure (2.1万余) is set beside the first digits of the exact one.
 */
export type Slip = { readonly form: 'swapped' | 'digit' | 'length'; readonly digits: number }

/** A number and how it is printed. */
type Printed = Pick<Figure, 'value' | 'text'>

export function slipOf(one: Printed, other: Printed): Slip | null {
  if (Math.abs(sizeOf(one) - sizeOf(other)) > 1) return null
  const [first, second] = [digitsOf(one), digitsOf(other)]
  const [short, long] = first.length <= second.length ? [first, second] : [second, first]
  const sameSize = sizeOf(one) === sizeOf(other)
  if (!sameSize) {
    const lost = long.length === short.length + 1 && long.length > 2 && Math.abs(sizeOf(one) - sizeOf(other)) === 1 && [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short)
    return lost ? { form: 'length', digits: short.length } : null
  }
  if (short.length < 2) return null
  for (const rounded of roundings(long, short.length)) {
    if (rounded.length !== short.length) continue
    const odd = [...short].flatMap((digit, at) => (digit === rounded[at] ? [] : [at]))
    if (odd.length === 0) return null
    if (odd.length === 2 && short[odd[0]!] === rounded[odd[1]!] && short[odd[1]!] === rounded[odd[0]!]) return { form: 'swapped', digits: short.length }
    if (odd.length === 1) return { form: 'digit', digits: short.length }
  }
  return null
}

const sizes = new WeakMap<Printed, number>()
function sizeOf(one: Printed): number {
  const size = sizes.get(one) ?? Math.floor(Math.log10(Math.abs(one.value)))
  sizes.set(one, size)
  return size
}
const printedDigits = new WeakMap<Printed, string>()
function digitsOf(one: Printed): string {
  const known = printedDigits.get(one)
  if (known !== undefined) return known
  const made = readDigits(one)
  printedDigits.set(one, made)
  return made
}
/** The digits that are printed, without zeros that only fill. */
function readDigits({ text, value }: Printed): string {
  const printed = /\d[\d,]*(?:\.\d+)?/.exec(text)?.[0]
  const digits = (printed ?? String(value)).replaceAll(/[,.]/g, '').replace(/^0+/, '')
  return printed?.includes('.') ? digits : digits.replace(/0+$/, '')
}
function roundings(digits: string, length: number): string[] {
  if (digits.length <= length) return [digits.padEnd(length, '0')]
  const floor = digits.slice(0, length)
  const ceiling = String(Number(floor) + 1)
  return Number(digits[length]) >= 5 ? [ceiling, floor] : [floor, ceiling]
}
