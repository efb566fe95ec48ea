import { regionPrefix } from '../../platform/identity/actor.ts'

/** The codes on the way from `top` to `code`: county, township, village, as far as the code goes. */
export function wayTo(code: string, top: string): string[] {
  const steps = [code.slice(0, 6), code.slice(0, 9), code.slice(0, 12)].filter(
    (step, at, all) => step.length > 5 && all.indexOf(step) === at,
  )
  const inside = steps.filter((step) => step !== top && step.startsWith(regionPrefix(top)))
  return inside.length < steps.length || code === top ? [top, ...inside] : inside
}

/** The division above: a village's township, a township's county, a county's city. */
export const above = (code: string, city: string): string =>
  code.length > 9 ? code.slice(0, 9) : code.length > 6 ? code.slice(0, 6) : city
