import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Deadline } from '../read/types.ts'

export const repeatLabels = {
  'half-year': { zh: '每半年', en: 'every half year' },
  quarter: { zh: '每季度', en: 'every quarter' },
  year: { zh: '每年', en: 'every year' },
} as const satisfies Record<NonNullable<Deadline['repeats']>, Bilingual>
