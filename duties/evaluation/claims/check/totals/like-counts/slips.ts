import { show } from '../../ground/interval.ts'
import { slipOf } from '../../twice/slips/slip.ts'
import type { Count } from './counts.ts'

/** How hardly chance makes one printed number of the other, in powers of ten: by two digits that changed places, or by one that is another. */
export function slipWeight(count: Count, meant: number): number {
  if (!(meant > 0) || (Number.isInteger(count.value) && !Number.isInteger(meant))) return 0
  if (count.value < 20 && meant < 20) return 0.2
  const slip = slipOf({ value: count.value, text: /\d/.test(count.text) ? count.text : String(count.value) }, { value: meant, text: show(meant) })
  if (!slip) return 0
  const { form, digits } = slip
  if (form === 'swapped') return digits > 3 ? 2.5 : digits > 2 ? 1.7 : 0.8
  if (form === 'digit') return digits > 3 ? 1.7 : digits > 2 ? 1 : 0.4
  return digits > 2 ? 1.2 : 0.3
}
