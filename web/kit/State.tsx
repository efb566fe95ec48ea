import type { ReactNode } from 'react'
import type { DateOnly } from '../../platform/core/dates.ts'
import { nearness, type Tone } from './format.ts'
import { useLanguage } from './language.tsx'

/** Each state has a shape beside its colour: ✓ good, ◆ soon, ▲ late or failed; a plain one has none. */
const shapes = { good: '✓', soon: '◆', late: '▲', plain: '' } as const satisfies Record<Tone, string>

export const State = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`mark ${tone}`}>
    {shapes[tone] && <span aria-hidden="true">{shapes[tone]}</span>}
    <span>{children}</span>
  </span>
)

/** How near a due date is: `▲ 逾期 2 日`, `◆ 今日到期`, `剩 9 日`. */
export function Due({ on, today }: { on: DateOnly | null; today: DateOnly }) {
  const language = useLanguage()
  if (on === null) return <State>{language === 'zh' ? '无期限' : 'No limit'}</State>
  const { tone, text } = nearness(on, today)
  return (
    <span title={on}>
      <State tone={tone}>{text[language]}</State>
    </span>
  )
}
