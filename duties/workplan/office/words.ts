import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Deadline } from '../read/types.ts'

/** How often a report recurs, in words. */
export const repeatLabels = {
  'half-year': { zh: '每半年', en: 'every half year' },
  quarter: { zh: '每季度', en: 'every quarter' },
  year: { zh: '每年', en: 'every year' },
} as const satisfies Record<NonNullable<Deadline['repeats']>, Bilingual>

const PERIODS = {
  度: 'year',
  上半年: 'first half',
  下半年: 'second half',
  第一季度: 'Q1',
  第二季度: 'Q2',
  第三季度: 'Q3',
  第四季度: 'Q4',
} as const
const isPeriod = (text: string | undefined): text is keyof typeof PERIODS => text !== undefined && Object.hasOwn(PERIODS, text)

/** A period (期次) as dates.ts names it, in both languages; one that is the notice's own words stays as printed. */
export function periodLabel(period: string): Bilingual {
  const [, year, part] = /^(\d{4})年(.+)$/.exec(period) ?? []
  return { zh: period, en: isPeriod(part) ? `${year} ${PERIODS[part]}` : period }
}
