import { useParams } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { useCarried } from '../../../web/kit/field/use-phone.tsx'
import type { BoundUnit, DutyBundle } from '../contract.ts'
import { DUTY } from './work.ts'

export const useDuty = (): DutyBundle | undefined => useCarried<DutyBundle>(DUTY)

/** The unit of the page, if it is bound to whoever holds the phone. */
export function useUnit(): { readonly bundle: DutyBundle | undefined; readonly unit: BoundUnit | undefined; readonly binding: string } {
  const { binding } = useParams<{ binding: string }>()
  const bundle = useDuty()
  return { binding, bundle, unit: bundle?.cadres.flatMap(({ units }) => units).find((one) => one.binding === binding) }
}

export const useBack = () => {
  const say = useText()
  return { to: '/', label: say({ zh: '今天', en: 'Today' }) }
}
