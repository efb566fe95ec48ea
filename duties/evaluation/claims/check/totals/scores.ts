import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, show, showInterval, times } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isExact, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Marks got of marks to be got: `得18.2分（满分20分，得分率91.0%）`, and the marks that were lost. */
export const checkScores = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => {
    const pairs = figures.flatMap((full, at) => {
      const got = figures[at - 1]
      const of =
        full.unit === '分' &&
        got?.unit === '分' &&
        isExact(full) &&
        isExact(got) &&
        /^[(，（]?(?:满分|总分|分值|标准分|权重|应得)[值为]?$/.test(between(paper, got, full))
      return of ? [{ got, full, next: figures[at + 1] }] : []
    })
    return [
      ...pairs.flatMap(({ got, full, next }) => [...rate(paper, got, full, next), ...more(paper, got, full), ...off(paper, got, full, next)]),
      ...(pairs.length > 1 ? lost(paper, pairs) : []),
    ]
  })

type Pair = { readonly got: Figure; readonly full: Figure }

function rate(paper: Paper, got: Figure, full: Figure, next: Figure | undefined): Finding[] {
  if (!next || !isRate(next) || !/^，?(?:得分率|占)[为达]?$/.test(between(paper, full, next)) || full.value <= 0) return []
  const exact = (one: Figure) => ({ low: one.value, high: one.value })
  const share = times(over(exact(got), exact(full)), 100)
  const fits = meet(cut({ low: share.low - 1e-9, high: share.high }), cut(next))
  return [
    finding(paper, [next, got, full], {
      verdict: fits ? 'holds' : 'contradiction',
      kind: 'ratio',
      calculation: `${show(got.value)} ÷ ${show(full.value)} = ${showInterval(share, 2)}%，所列 ${printed(next)}`,
      explanation: fits ? '得分率与得分、满分相符。' : '得分率与所列得分、满分不符。',
    }),
  ]
}

function more(paper: Paper, got: Figure, full: Figure): Finding[] {
  if (got.value <= full.value) return []
  return [
    finding(paper, [got, full], {
      verdict: 'contradiction',
      kind: 'part-whole',
      calculation: `${show(got.value)} > ${show(full.value)}分`,
      explanation: '得分高于满分。',
    }),
  ]
}

/** `得918.1分（满分1000分），扣81.9分`. */
function off(paper: Paper, got: Figure, full: Figure, next: Figure | undefined): Finding[] {
  if (next?.unit !== '分' || !isExact(next) || !/^[)）]?，(?:共|累计|合计)?(?:扣|扣减|失|丢)(?:了|分)?$/.test(between(paper, full, next))) return []
  const left = full.value - got.value
  if (Math.abs(left - next.value) < 0.051) return []
  return [
    finding(paper, [next, full, got], {
      verdict: 'contradiction',
      kind: 'total',
      calculation: `${show(full.value)} − ${show(got.value)} = ${show(left)}分，所列扣分 ${printed(next)}`,
      explanation: '扣分与满分、得分之差不符。',
    }),
  ]
}

/** `四个部分分别扣2.5分、1.8分、3.2分、1.1分`: as many marks lost as there are parts, in their order. */
function lost(paper: Paper, pairs: readonly Pair[]): Finding[] {
  const last = pairs.at(-1)!.full
  const first = paragraphOf(paper, last.sentence).find(
    (one) => one.start > last.end && one.unit === '分' && /(?:分别|依次)(?:扣|失|扣分|失分|减)(?:了|为)?$/.test(lead(paper, one)),
  )
  if (!first) return []
  const row = [first]
  for (const one of inSentence(paper, first.sentence).filter(({ start }) => start > first.start)) {
    if (sort(one) !== '分' || !/^[、和及]$/.test(between(paper, row.at(-1)!, one))) break
    row.push(one)
  }
  if (row.length !== pairs.length) return []
  return row.flatMap((one, at) => {
    const { got, full } = pairs[at]!
    const left = minus({ low: full.value, high: full.value }, { low: got.value, high: got.value })
    if (!isCount(one) || Math.abs(left.low - one.value) < 0.051) return []
    return [
      finding(paper, [one, full, got], {
        verdict: 'doubtful',
        kind: 'total',
        calculation: `${show(full.value)} − ${show(got.value)} = ${show(left.low)}分，所列扣分 ${printed(one)}`,
        explanation: '扣分与满分、得分之差不符；若各项次序不同则无误。',
      }),
    ]
  })
}
