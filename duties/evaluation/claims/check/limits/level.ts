import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { ratesOf } from '../ground/near.ts'
import { after, before, between, finding, inSentence, isExact, isGrowth, isRate, printed, type Figure, type Paper } from '../ground/paper.ts'
import { measureOf } from '../twice/told-twice/titles.ts'

/** `与总体不合格率持平`, `均高于75%和85%的要求`, `稳定在1000万吨以上，今年为920万吨`: what two figures are said to be to each other. */
export const checkLevel = (paper: Paper): Finding[] => paper.figures.flatMap((figure) => (figure.cell === null && isExact(figure) ? [...level(paper, figure), ...steady(paper, figure)] : [])).concat(paper.figures.flatMap((one) => above(paper, one)))

/** The rate that another is level with, by the words that name it. */
function level(paper: Paper, figure: Figure): Finding[] {
  const match = isRate(figure) && !isGrowth(paper, figure) ? /^，?(?:与|和|同)(总体|全[省市县区国])([一-鿿]{0,4}?[率度])(基本|大体|大致)?(?:持平|相当|一致)/.exec(after(paper, figure, 24)) : null
  if (!match) return []
  const named = ratesOf(paper).filter((one) => {
    const words = before(paper, one, 24)
    return one !== figure && isExact(one) && words.includes(match[1]!) && measureOf(words) === measureOf(match[2]!) && !isGrowth(paper, one)
  })
  const [other] = named
  const apart = other ? Math.abs(figure.value - other.value) : 0
  if (!other || named.some((one) => Math.abs(one.value - figure.value) <= 0.5)) return []
  const sure = named.length === 1 && apart >= 1 && match[3] === undefined
  return [
    finding(paper, [figure, other], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'points',
      calculation: `${printed(figure)} 与 ${printed(other)} 相差 ${show(apart, 2)} 个百分点`,
      explanation: sure ? '所称持平的两个比率并不相近。' : '所称持平的两个比率相差不小；若所指是另一比率则无误。',
    }),
  ]
}

/** Of two goals each belongs to its own rate; one goal belongs to all. */
function above(paper: Paper, goal: Figure): Finding[] {
  const same = inSentence(paper, goal.sentence)
  const at = same.indexOf(goal)
  const last = same[at - 1]
  const match = last && isRate(goal) ? /^，(?:分别|都|均)(?:均)?(高于|超过|低于)[^，。；\d]{0,20}\d/.exec(`${between(paper, last, goal)}${goal.text}`) : null
  if (!last || !match) return []
  const goals = [goal, ...(same[at + 1] && isRate(same[at + 1]!) && /^[和、及]$/.test(between(paper, goal, same[at + 1]!)) ? [same[at + 1]!] : [])]
  const told: Figure[] = []
  for (const one of same.slice(0, at).toReversed()) {
    if (!isRate(one) || !isExact(one) || isGrowth(paper, one) || told.length === 2) break
    told.unshift(one)
  }
  const over = match[1] !== '低于'
  if (told.length < 2 || (goals.length === 2 && told.length !== 2)) return []
  return told.flatMap((one, place) => {
    const limit = goals.length === 2 ? goals[place]! : goal
    if (one.unit !== limit.unit || (over ? one.high >= limit.value : one.low <= limit.value)) return []
    return [
      finding(paper, [one, limit], {
        verdict: 'contradiction',
        kind: 'bound',
        calculation: `${printed(one)} ${over ? '<' : '>'} ${printed(limit)}，所称均${match[1]}`,
        explanation: `所列的比率并不${match[1]}所比的数。`,
      }),
    ]
  })
}

/** `稳定在1000万吨以上，2023年为920万吨` */
function steady(paper: Paper, figure: Figure): Finding[] {
  const floor = paper.figures[figure.at - 1]
  if (!floor || floor.sentence !== figure.sentence || floor.unit !== figure.unit || !floor.hedges.includes('at-least')) return []
  if (!/(?:稳定|保持|维持)在(?:了)?$/.test(before(paper, floor, 8)) || !/^，(?:其中)?(?:20\d{2}年|今年|去年|上年)(?:更|又)?[为达到是]+$/.test(between(paper, floor, figure)) || figure.high >= floor.value) return []
  return [
    finding(paper, [figure, floor], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `${printed(figure)} < ${printed(floor)}`,
      explanation: '所列一年的数低于所称一直保持的下限。',
    }),
  ]
}
