import { Select } from 'antd'
import { useText } from '../../../../web/kit/language.tsx'
import type { StateAnswer } from '../../contract.ts'
import type { View } from './use-view.ts'

/** The city, or one of its counties as far as the person sees them. */
export function RegionChoice({ answer, view }: { answer: Pick<StateAnswer, 'region' | 'choices' | 'labels'>; view: View }) {
  const say = useText()
  return (
    <Select
      aria-label={say({ zh: '地区', en: 'Region' })}
      style={{ width: 150 }}
      value={answer.region}
      onChange={(code: string) => view.set({ region: code })}
      options={answer.choices.map((value) => ({ value, label: say(answer.labels[value] ?? { zh: value, en: value }) }))}
    />
  )
}
