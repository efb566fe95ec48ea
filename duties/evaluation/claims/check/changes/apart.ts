import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, plus, showInterval, times, type Interval } from '../ground/interval.ts'
import { paragraphOf, ratesOf } from '../ground/near.ts'
import { pointsFit } from './stated-pairs.ts'
import { between, finding, inSentence, isCount, isExact, isGrowth, isPoints, isRate, lead, printed, sentenceOf, sort, type Figure, type Paper } from '../ground/paper.ts'
import { likely } from '../ground/likely.ts'

/** Growth and points whose two figures stand some clauses away. Each leaves a doubt. */
export const checkChangesApart = (paper: Paper): Finding[] =>
  paper.figures.flatMap((figure) =>
    figure.cell !== null || !isExact(figure)
      ? []
      : isPoints(figure)
        ? (ofTheYear(paper, figure) ?? belowNamed(paper, figure) ?? [])
        : isGrowth(paper, figure)
          ? (ofNetIncrease(paper, figure) ?? [])
          : [],
  )

/** The year that the words right before a figure name. */
export const yearBefore = (paper: Paper, figure: Figure): number => Number(/(20\d{2})年[一-鿿]{0,12}$/.exec(lead(paper, figure, 18))?.[1])

/** `2021年48.5%、2022年52.0%、2023年56.5%，…其中2022年提高3.5个百分点`: against the year before it in the row. */
function ofTheYear(paper: Paper, points: Figure): Finding | null {
  const year = Number(/^(?:其中)?(20\d{2})年(?:提高|提升|上升|增加|增长|下降|降低|回落)了?$/.exec(lead(paper, points))?.[1])
  if (Number.isNaN(year)) return null
  const rates = inSentence(paper, points.sentence).filter((one) => one.end <= points.start && isRate(one) && !isGrowth(paper, one))
  const [to] = rates.filter((one) => yearBefore(paper, one) === year)
  const [from] = rates.filter((one) => yearBefore(paper, one) === year - 1)
  if (!from || !to || rates.some((one) => rates.some((other) => one !== other && yearBefore(paper, one) === year - 1 && yearBefore(paper, other) === year && pointsFit(one, other, points)))) return null
  return finding(paper, [points, to, from], {
    verdict: 'doubtful',
    kind: 'points',
    calculation: `${printed(to)} − ${printed(from)} = ${showInterval(minus(to, from), 2)} 个百分点，所列 ${printed(points)}`,
    explanation: '所列百分点与前文两年比率之差不符；若所说的是另一项指标则无误。',
  })
}

/** `合格率由93.1%升至97.5%，…；但仍比全市定量检测合格率低1.3个百分点`: the other rate is told elsewhere. */
function belowNamed(paper: Paper, points: Figure): Finding | null {
  const [, name = '', measure = ''] = /比([一-鿿]{2,12}?)([一-鿿]{2}率)(?:低|高|高出|低出)了?$/.exec(lead(paper, points)) ?? []
  if (name === '') return null
  const own = inSentence(paper, points.sentence).filter((one) => one.end <= points.start && isRate(one) && !isGrowth(paper, one))
  const noun = name.replace(/^全[市县区省]/, '')
  const said = (one: Figure): string => paper.text.slice(sentenceOf(paper, paragraphOf(paper, one.sentence)[0] ?? one).start, one.end)
  const inOwn = (one: Figure): string => paper.text.slice(sentenceOf(paper, one).start, one.end)
  const others = ratesOf(paper).filter((one) => one.sentence !== points.sentence && one.cell === null && isExact(one) && !isGrowth(paper, one) && inOwn(one).includes(measure) && said(one).includes(noun))
  if (own.length === 0 || others.length === 0) return null
  if (own.some((one) => others.some((other) => pointsFit(one, other, points)))) return null
  const [one, other] = [own.at(-1)!, others.at(-1)!]
  return finding(paper, [points, one, other], {
    verdict: 'doubtful',
    kind: 'points',
    calculation: `${printed(one)} − ${printed(other)} = ${showInterval(minus(one, other), 2)} 个百分点，所列 ${printed(points)}`,
    explanation: '所列百分点与文中所比的比率之差不符；若所比的比率文中没有写明则无误。',
  })
}

/** `现有312间…。一年前总数只有240间，一年净增72间，增幅30%`: the increase over its base. */
function ofNetIncrease(paper: Paper, rate: Figure): Finding | null {
  const last = inSentence(paper, rate.sentence).findLast((one) => one.end <= rate.start)
  if (!last || !isCount(last) || !/(?:净增|净减|增加|减少)加?了?$/.test(lead(paper, last)) || !/^，[一-鿿]{0,8}$/.test(between(paper, last, rate))) return null
  const all = paragraphOf(paper, rate.sentence).filter((one) => one.end <= last.start && sort(one) === sort(last) && one.low > 0)
  const bases: Interval[] = all.flatMap((one) => [one, minus(one, last), plus(one, last)]).filter((one) => one.low > 0)
  if (bases.some((base) => meet(cut(times(over(last, base), 100)), cut(rate)))) return null
  const base = all.findLast((one) => one.sentence === rate.sentence && /年前|原|上年|去年|年初|此前|以前|上半年/.test(paper.text.slice(Math.max(0, one.start - 14), one.start)))
  if (!base || !likely(times(over(last, base), 100), rate)) return null
  return finding(paper, [rate, last, base], {
    verdict: 'doubtful',
    kind: 'series',
    calculation: `${printed(last)} ÷ ${printed(base)} = ${showInterval(times(over(last, base), 100), 2)}%，所列 ${printed(rate)}`,
    explanation: '增幅与所列增加数、基数不符；若对比的时期或口径不同则无误。',
  })
}
