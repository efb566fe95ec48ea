import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { useText } from '../../../../web/kit/language.tsx'
import type { Tone } from '../../../../web/kit/format.ts'
import type { Verdict } from '../../claims/contract.ts'
import { verdictWords } from '../../claims/words.ts'
import './claims.css'

/** Each verdict has a shape beside its colour. */
export const verdictLooks = {
  contradiction: { sign: '▲', tone: 'late' },
  doubtful: { sign: '◆', tone: 'soon' },
  uncheckable: { sign: '–', tone: 'plain' },
  holds: { sign: '✓', tone: 'good' },
} as const satisfies Record<Verdict, { sign: string; tone: Tone }>

/** A verdict by sign and word, with how many there are where that is told. */
export function VerdictMark({ verdict, count }: { verdict: Verdict; count?: number }) {
  const say = useText()
  const { sign, tone } = verdictLooks[verdict]
  const label: Bilingual = verdictWords[verdict]
  return (
    <span className={`mark ${tone}`}>
      <span aria-hidden="true">{sign}</span>
      <span>
        {say(label)}
        {count !== undefined && ` ${count}`}
      </span>
    </span>
  )
}
