import type { Bilingual } from '../../../platform/core/bilingual.ts'

/** `GET /survey/:id/result`: what came of a survey, with how sure it is. */
export type SurveyResult = {
  /** Counted from answers one by one, or from the totals a third party told. */
  readonly counted: 'answers' | 'totals'
  readonly answered: number
  readonly refused: number | null
  readonly unreached: number | null
  readonly positive: number
  /** 0 to 1; null where nobody answered. */
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
  readonly margin: number | null
  readonly words: Bilingual | null
  /** The interval is too wide to be held against a threshold. */
  readonly wide: boolean
  /** Answered ÷ all who were asked, 0 to 1; null where refusals are not told. */
  readonly response: number | null
  readonly areas: readonly { readonly id: string; readonly area: string; readonly planned: number; readonly answered: number; readonly link: string | null }[]
  readonly warnings: readonly Bilingual[]
  readonly labels: Readonly<Record<string, Bilingual>>
  readonly indicator: string
  readonly may: readonly ('draw' | 'open' | 'close' | 'use')[]
}
