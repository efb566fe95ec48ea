import { date } from '../../../platform/core/dates.ts'
import type { Dated } from '../../../platform/core/dated.ts'

/** Why a type of premises is checked first; those that a grade puts first are marked in the grade register (rules of frequency). */
export type FirstTable = Dated & { readonly reasons: Readonly<Record<string, 'special' | 'central_kitchen' | 'group_meals'>> }

export const typesFirst: readonly FirstTable[] = [
  {
    version: '1', valid_from: date('2022-03-15'), valid_to: null, confidence: 'found',
    reasons: { HEAL: 'special', INFA: 'special', CENT_KITCHEN: 'central_kitchen', CENT_MEALS: 'group_meals' },
    source: '《食品生产经营监督检查管理办法》（市场监管总局令第49号）第二十二条；业态代码为本系统的',
  },
]
