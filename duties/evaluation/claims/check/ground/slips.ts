import { cut, meet, type Interval } from './interval.ts'
import type { Figure } from './paper.ts'

/** A figure as it may have been meant: two digits that changed places, one digit that is another. */
export type Meant = Interval & { readonly form: 'swapped' | 'digit'; readonly digits: number; readonly text: string }

const made = new WeakMap<Figure, readonly Meant[]>()
/** What a clerk may have wanted to write where a figure stands. */
export function meantBy(figure: Figure): readonly Meant[] {
  const known = made.get(figure)
  if (known) return known
  const all = slipsOf(figure)
  made.set(figure, all)
  return all
}

function slipsOf({ text, value, low, high }: Figure): Meant[] {
  const printed = /\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', '')
  if (printed === undefined || Number(printed) === 0) return []
  const scale = value / Number(printed)
  const places = [...printed].flatMap((sign, at) => (sign === '.' ? [] : [at]))
  // zeros at the end only fill
  const digits = (printed.includes('.') ? printed.replace('.', '') : printed.replace(/0+$/, '')).replace(/^0+/, '').length
  const as = (signs: readonly string[], form: Meant['form']): Meant[] => {
    const other = signs.join('')
    const number = Number(other)
    if (number <= 0 || (other.startsWith('0') && !printed.startsWith('0')) || other === printed) return []
    const middle = number * scale
    return [{ form, digits, text: other, low: middle - (value - low), high: middle + (high - value) }]
  }
  const swapped = places.flatMap((one, at) =>
    places.slice(at + 1).flatMap((other) => {
      const signs = [...printed]
      ;[signs[one], signs[other]] = [signs[other]!, signs[one]!]
      return as(signs, 'swapped')
    }),
  )
  const changed = places.flatMap((at) =>
    [...'0123456789'].flatMap((digit) => {
      const signs = [...printed]
      signs[at] = digit
      return as(signs, 'digit')
    }),
  )
  return [...swapped, ...changed]
}

/** How strong a slip is: two digits of three or more that changed places are hardly ever chance, one digit of four seldom. */
export const strength = ({ form, digits }: Meant): number => (form === 'swapped' ? Math.min(digits, 4) : Math.min(digits, 4) - 1.5)

/** The slip by which a figure is what its relation gives, the strongest first; null where there is none. */
export function slipTo(figure: Figure, gives: Interval): Meant | null {
  return best(meantBy(figure).filter((meant) => meet(cut(gives), meant) || meet(gives, cut(meant))))
}
/** The slip of a figure that makes a relation hold which asks more than its value. */
export const slipThat = (figure: Figure, holds: (meant: Interval) => boolean): Meant | null => best(meantBy(figure).filter(holds))
const best = (all: readonly Meant[]): Meant | null => all.toSorted((a, b) => strength(b) - strength(a))[0] ?? null
