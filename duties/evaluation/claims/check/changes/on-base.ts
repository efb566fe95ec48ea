import type { Finding } from '../../contract.ts'
import { cut, exactly, meet, minus, over, show, showInterval, times } from '../ground/interval.ts'
import { before, between, finding, inSentence, isCount, isExact, isRate, lead, printed, sort, type Paper } from '../ground/paper.ts'

/** `产值486亿元，在上年450亿元的基础上增长8.0%`, `在去年8000批次基础上增加10%，达到8800批次`: the base is told, and what became of it. */
export const checkOnBase = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) => {
    const way = /的?基础上(?:同比|又|再|平均)?(?:增长|增加|提高|提升|上升|(下降|减少|降低|压减))(?:了|约|近)*$/.exec(lead(paper, rate))
    if (!way || !isRate(rate) || !isExact(rate) || rate.cell !== null || /目标|力争|计划|将|确保|要/.test(before(paper, rate, 40))) return []
    const same = inSentence(paper, rate.sentence)
    const base = same.findLast((one) => one.end <= rate.start)
    if (!base || !isCount(base) || base.low <= 0 || !/^的?基础上/.test(between(paper, base, rate)) || !/在[^，。；\d]{0,14}$/.test(lead(paper, base))) return []
    const reached = same.find((one) => one.start >= rate.end && sort(one) === sort(base) && /^，(?:达到?|增[至到]|升至|降[至到]|为)[^，。；\d]{0,4}$/.test(between(paper, rate, one)))
    const told = same.findLast((one) => one.end <= base.start && sort(one) === sort(base) && /^，[^，。；\d]{0,10}在[^，。；\d]{0,14}$/.test(between(paper, one, base)))
    const now = reached ?? told
    if (!now) return []
    const grown = way[1] ? minus(exactly(100), times(over(now, base), 100)) : minus(times(over(now, base), 100), exactly(100))
    if (meet(cut(grown), cut(rate))) return []
    return [
      finding(paper, [rate, now, base], {
        verdict: 'contradiction',
        kind: 'series',
        calculation: `${show(now.value)} ÷ ${show(base.value)} − 1 = ${showInterval(grown, 2)}%，所列 ${printed(rate)}`,
        explanation: '增减幅与所列基数、现数不符。',
      }),
    ]
  })
