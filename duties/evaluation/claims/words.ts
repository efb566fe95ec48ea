import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Kind, Verdict } from './contract.ts'

/** What verdicts and kinds of findings are called, on pages, in comments and on the command line. */
export const verdictWords = {
  contradiction: { zh: '矛盾', en: 'Contradiction' },
  doubtful: { zh: '存疑', en: 'Doubtful' },
  uncheckable: { zh: '无法核验', en: 'Cannot be checked' },
  holds: { zh: '相符', en: 'Holds' },
} as const satisfies Record<Verdict, Bilingual>

export const kindWords = {
  total: { zh: '合计', en: 'Total' },
  ratio: { zh: '比率', en: 'Ratio' },
  points: { zh: '百分点', en: 'Percentage points' },
  unit: { zh: '单位换算', en: 'Units' },
  'per-capita': { zh: '人均', en: 'Per head' },
  series: { zh: '趋势', en: 'Trend' },
  'two-values': { zh: '一数两说', en: 'Two values' },
  'part-whole': { zh: '部分与总体', en: 'Part and whole' },
  bound: { zh: '超出范围', en: 'Out of bounds' },
  date: { zh: '日期', en: 'Dates' },
  heading: { zh: '标题编号', en: 'Heading numbers' },
  copied: { zh: '雷同', en: 'Copied' },
  base: { zh: '基数', en: 'Base' },
  mean: { zh: '平均数', en: 'Mean' },
  enumeration: { zh: '列举数目', en: 'Enumeration' },
  'own-records': { zh: '本市记录', en: 'Own records' },
} as const satisfies Record<Kind, Bilingual>
