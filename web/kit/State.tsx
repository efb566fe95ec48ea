import { useEffect, useState, type ReactNode } from 'react'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import { instant, type DateOnly, type Instant } from '../../platform/core/dates.ts'
import { dateTime, nearness, nearnessOfHour, type Tone } from './format.ts'
import { useLanguage } from './language.tsx'

/** Each state has a shape beside its colour: ✓ good, ◆ soon, ▲ late or failed; a plain one has none. */
const shapes = { good: '✓', soon: '◆', late: '▲', plain: '' } as const satisfies Record<Tone, string>

export const State = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`mark ${tone}`}>
    {shapes[tone] && <span aria-hidden="true">{shapes[tone]}</span>}
    <span>{children}</span>
  </span>
)

/** How a light looks: its shape, so that it is read without its colour, and what it means. */
export type Look = { readonly sign: string; readonly tone: Tone; readonly label: Bilingual }

/** A light with its shape and the reason in words: `▲ 已逾期 12 天`. */
export function LightMark({ look: { sign, tone, label }, why }: { look: Look; why?: Bilingual | undefined }) {
  const language = useLanguage()
  return (
    <span className={`mark ${tone}`}>
      <span aria-hidden="true">{sign}</span>
      <span>{(why ?? label)[language]}</span>
    </span>
  )
}

/** How near a due date is: `▲ 逾期 2 日`, `◆ 今日到期`, `剩 9 日`; of a limit in hours (`at`) `▲ 逾期 3 小时`. */
export function Due({ on, at, today }: { on: DateOnly | null; at?: Instant | null; today: DateOnly }) {
  const language = useLanguage()
  if (at) return <HourDue at={at} />
  if (on === null) return <State>{language === 'zh' ? '无期限' : 'No limit'}</State>
  const { tone, text } = nearness(on, today)
  return (
    <span title={on}>
      <State tone={tone}>{text[language]}</State>
    </span>
  )
}

const LOOK = 30_000

/** A limit in hours, against the clock on the wall. */
function HourDue({ at }: { at: Instant }) {
  const language = useLanguage()
  const [now, setNow] = useState(() => instant(Date.now()))
  useEffect(() => {
    const looking = setInterval(() => setNow(instant(Date.now())), LOOK)
    return () => clearInterval(looking)
  }, [])
  const { tone, text } = nearnessOfHour(at, now)
  return (
    <span title={dateTime(at)}>
      <State tone={tone}>{text[language]}</State>
    </span>
  )
}
