import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { between, finding, isExact, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

/** `现场检查（满分30分）36.8分`: more than the full mark that stands before it. */
export const checkFullMarks = (paper: Paper, figures: readonly Figure[]): Finding[] =>
  figures.flatMap((full, at) => {
    const got = figures[at + 1]
    if (!got || full.unit !== '分' || got.unit !== '分' || !isExact(full) || !isExact(got) || !/(?:满分|分值|标准分)[为是]?$/.test(lead(paper, full))) return []
    if (!/^[)），]?(?:[一-鿿]{0,4}(?:得|自评|考评|评分|得分)[为了]?)?$/.test(between(paper, full, got)) || got.value <= full.value) return []
    return [
      finding(paper, [got, full], {
        verdict: 'contradiction',
        kind: 'part-whole',
        calculation: `${show(got.value)} > ${show(full.value)}分`,
        explanation: `所得 ${printed(got)} 高于其满分。`,
      }),
    ]
  })
