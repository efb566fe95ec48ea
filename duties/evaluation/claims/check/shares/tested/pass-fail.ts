import type { Finding } from '../../../contract.ts'
import { meet, plus, show, sum } from '../../ground/interval.ts'
import { countsLike } from '../../ground/near.ts'
import { finding, inSentence, isCount, isExact, lead, printed, tail, type Figure, type Paper } from '../../ground/paper.ts'

/** `抽检26018批次…合格25564批次，合格率98.26%。不合格454批次`: what passed and what failed make what was tested. */
export const checkPassFail = (paper: Paper): Finding[] =>
  paper.figures.flatMap((good) => {
    if (!able(good) || !/(?<!不)合格(?:的)?(?:样品|产品)?$/.test(lead(paper, good, 10)) || /全部/.test(lead(paper, good, 10))) return []
    const near = [...inSentence(paper, good.sentence), ...inSentence(paper, good.sentence + 1)].filter((one) => able(one) && one.unit === good.unit)
    const next = near.find((one) => one.start > good.end)
    const bads = near.filter((one) => one.start > good.end && good.end + 160 > one.start && failed(paper, one))
    const bad = bads[0]
    if (!bad || bad !== next || paper.paragraphs[bad.sentence] !== paper.paragraphs[good.sentence]) return []
    const found = /检出|发现/.test(lead(paper, bad, 10)) ? bads.filter((one) => one.sentence === bad.sentence) : [bad]
    const all = plus(good, sum(found))
    const before = countsLike(paper, good).filter((one) => one.end <= good.start && good.start - one.end < 240 && one.unit === good.unit && able(one) && !/合格(?:样品|产品)?$/.test(lead(paper, one, 10)))
    const whole = before.at(-1)
    if (!whole || before.some((one) => meet(one, all)) || whole.partOf !== null || whole.value < bad.value || Math.abs(whole.value - all.low) > 0.2 * whole.value) return []
    return [
      finding(paper, [whole, good, ...found], {
        verdict: 'contradiction',
        kind: 'total',
        calculation: `${[good, ...found].map(({ value }) => show(value)).join(' + ')} = ${show(all.low)}${good.unit}，所列总数 ${printed(whole)}`,
        explanation: '合格与不合格之和与抽检总数不符。',
      }),
    ]
  })

/** 不合格3批次, 检出3批次不合格. */
const failed = (paper: Paper, one: Figure): boolean =>
  /不合格(?:的)?(?:样品|产品)?$/.test(lead(paper, one, 10)) || (/检出|发现/.test(lead(paper, one, 10)) && /^的?不合格/.test(tail(paper, one, 6)))

const able = (one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null
