import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { countsLike } from '../ground/near.ts'
import { before, finding, inSentence, isCount, isExact, isRate, joined, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

/** More than all there is: `全部抽检的130%以上`, `分别减少36.4%和164.7%`, `知晓度为920分`. */
export const checkOverAll = (paper: Paper): Finding[] => paper.figures.flatMap((figure) => (figure.cell === null ? (ofAll(paper, figure) ?? falls(paper, figure) ?? score(paper, figure) ?? most(paper, figure) ?? []) : []))

const say = (paper: Paper, figure: Figure, verdict: Finding['verdict'], most: string, explanation: string): Finding[] => [
  finding(paper, [figure], { verdict, kind: 'bound', calculation: `${printed(figure)} > ${most}`, explanation }),
]

const all = /(?:全部|所有)[一-鿿]{0,10}的$|占(?:到|了)?(?:全[省市县区国州年]|总)[一-鿿]{0,10}的?$/
function ofAll(paper: Paper, figure: Figure): Finding[] | null {
  if (!isRate(figure) || figure.unit !== '%' || figure.value <= 100 || !all.test(lead(paper, figure))) return null
  return /计划|目标|任务|上年|去年|同期|预算/.test(lead(paper, figure)) ? null : say(paper, figure, 'contradiction', '100%', '整体中的一部分不可能超过 100%。')
}

/** Each of several falls is told once for all: 分别减少甲和乙. */
function falls(paper: Paper, figure: Figure): Finding[] | null {
  if (!isRate(figure) || figure.unit !== '%' || figure.value <= 100) return null
  const row = /(?:减少|下降|降低|下滑|降)了?(?:\d+(?:\.\d+)?%[、和及与])+$/
  return row.test(before(paper, figure, 60)) ? say(paper, figure, 'contradiction', '100%', '减少的幅度不可能超过全部。') : null
}

const opinion = /(?:满意度|知晓[度率]|支持率|信任度|认知度)[一-鿿]{0,6}$/
/** Scores of opinion are of a hundred marks, where nothing else is said and another of them is. */
function score(paper: Paper, figure: Figure): Finding[] | null {
  if (figure.unit !== '分' || figure.value <= 100 || !opinion.test(lead(paper, figure)) || /满分|总分/.test(joined(tail(paper, figure) + lead(paper, figure)))) return null
  const beside = inSentence(paper, figure.sentence).some((one) => one !== figure && one.unit === '分' && one.value <= 100 && opinion.test(lead(paper, one)))
  return say(paper, figure, beside ? 'contradiction' : 'doubtful', '100分', beside ? '同一句里的另一项按百分制计，这一项超过了满分。' : '这类得分通常按百分制计；若满分高于 100 分则无误。')
}

/** `检出2093批次。…来自甲国的最多，有3260批次`: the most of one kind is not above all of them. */
function most(paper: Paper, figure: Figure): Finding[] | null {
  if (!isCount(figure) || !isExact(figure) || !/(?:最多|居首位?|居第一)，(?:有|达|为|共)?$/.test(before(paper, figure, 10))) return null
  const earlier = countsLike(paper, figure).filter((one) => one.end <= figure.start && one.unit === figure.unit && one.cell === null)
  const largest = earlier.toSorted((a, b) => b.value - a.value)[0]
  if (earlier.length < 2 || !largest || figure.low <= largest.high) return null
  return [finding(paper, [figure, largest], { verdict: 'doubtful', kind: 'part-whole', calculation: `${show(figure.value)} > ${show(largest.value)}${figure.unit}`, explanation: '其中最多的一项多于文中前列的全部；若不在其中则无误。' })]
}
