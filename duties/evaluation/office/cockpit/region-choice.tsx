import { Select } from 'antd'
import { useText } from '../../../../web/kit/language.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import { useRegionNames } from '../../../../web/kit/Region.tsx'
import type { StateAnswer } from '../../contract.ts'
import type { View } from './use-view.ts'

/** The city, or one of its counties as far as the person sees them. */
export function RegionChoice({ answer, view }: { answer: StateAnswer; view: View }) {
  const say = useText()
  const me = useMe()
  const city = me.region.code.length === 6 && me.region.code.endsWith('00') ? me.region.code : undefined
  const codes = [...new Set([...(city ? [city] : []), answer.region, ...answer.parts])]
  const names = useRegionNames(codes)
  return (
    <Select
      aria-label={say({ zh: '地区', en: 'Region' })}
      style={{ width: 150 }}
      value={answer.region}
      onChange={(code: string) => view.set({ region: code })}
      options={codes.map((value) => ({ value, label: names[value] ?? value }))}
    />
  )
}
