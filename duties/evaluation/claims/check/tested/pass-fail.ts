import type { Finding } from '../../contract.ts'
import { meet, plus, show } from '../ground/interval.ts'
import { countsLike } from '../ground/near.ts'
import { finding, inSentence, isCount, isExact, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

/** `抽检26018批次…合格25564批次，合格率98.26%。不合格454批次`: what passed and what failed make what was tested. */
export const checkPassFail = (paper: Paper): Finding[] =>
  paper.figures.flatMap((good) => {
    if (!able(good) || !/(?<!不)合格(?:的)?(?:样品|产品)?$/.test(lead(paper, good, 10)) || /全部/.test(lead(paper, good, 10))) return []
    const bad = [...inSentence(paper, good.sentence), ...inSentence(paper, good.sentence + 1)].find((one) => one.start > good.end && able(one) && one.unit === good.unit && good.end + 120 > one.start)
    if (!bad || !/不合格(?:的)?(?:样品|产品)?$/.test(lead(paper, bad, 10)) || paper.paragraphs[bad.sentence] !== paper.paragraphs[good.sentence]) return []
    const all = plus(good, bad)
    const before = countsLike(paper, good).filter((one) => one.end <= good.start && good.start - one.end < 240 && one.unit === good.unit && able(one) && !/合格(?:样品|产品)?$/.test(lead(paper, one, 10)))
    const whole = before.at(-1)
    if (!whole || before.some((one) => meet(one, all)) || whole.partOf !== null || whole.value < bad.value || Math.abs(whole.value - all.low) > 0.2 * whole.value) return []
    return [
      finding(paper, [whole, good, bad], {
        verdict: 'contradiction',
        kind: 'total',
        calculation: `${show(good.value)} + ${show(bad.value)} = ${show(good.value + bad.value)}${good.unit}，所列总数 ${printed(whole)}`,
        explanation: '合格与不合格之和与抽检总数不符。',
      }),
    ]
  })

const able = (one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null
