import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Look } from '../../../web/kit/State.tsx'
import { rankChoices } from '../registers.ts'
import type { CadreRank } from '../rules/duty-level.ts'
import type { CadreLight } from '../rules/duty-visits.ts'
import './dutylevel.css'

export const lights = ['red', 'yellow', 'green'] as const satisfies readonly CadreLight[]

export const lightLooks = {
  red: { sign: '▲', tone: 'late', label: { zh: '红灯', en: 'Red' } },
  yellow: { sign: '◆', tone: 'soon', label: { zh: '黄灯', en: 'Yellow' } },
  green: { sign: '●', tone: 'good', label: { zh: '绿灯', en: 'Green' } },
} as const satisfies Record<CadreLight, Look>

export const rankLabel = (rank: CadreRank): Bilingual => rankChoices.find(({ code }) => code === rank)!.label
