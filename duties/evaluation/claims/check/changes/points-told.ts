import type { Finding } from '../../contract.ts'
import { minus, showInterval } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, between, finding, inSentence, isExact, isGrowth, isPoints, isRate, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'
import { ofTime, toGoal } from './points-goals.ts'
import { pointsFit } from './stated-pairs.ts'

/**
 * Points whose two rates are told elsewhere than right before them: behind (`提高6.3个百分点，由74.2%上升为80.5%`), as what there is now (`提高到80%，比目前提高8个百分点`),
 * as half of the time (`超过“时间过半”要求4个百分点`), or with the mark first (`序时进度为50%，实际完成率为46.5%，落后3.5个百分点`).
 */
export const checkPointsTold = (paper: Paper): Finding[] =>
  paper.figures.flatMap((points) => {
    if (!isPoints(points) || points.cell !== null || !points.hedges.every((hedge) => hedge === 'exact' || hedge === 'at-least')) return []
    const told = toGoal(paper, points) ?? (isExact(points) ? (behind(paper, points) ?? inBracket(paper, points) ?? halfTime(paper, points) ?? ofTime(paper, points) ?? fromMark(paper, points) ?? ofTwo(paper, points)) : null)
    if (!told || told.froms.some((from) => told.tos.some((to) => from !== to && pointsFit(from, to, points)))) return []
    const [from, to] = [told.froms[0]!, told.tos[0]!]
    return [
      finding(paper, [points, to, ...(from.id === to.id ? [] : [from])], {
        verdict: told.sure ? 'contradiction' : 'doubtful',
        kind: 'points',
        calculation: `${printed(to)} − ${from.id === to.id ? `${from.value}%` : printed(from)} = ${showInterval(minus(to, from), 2)} 个百分点，所列 ${printed(points)}`,
        explanation: `所列百分点与文中两个比率之差不符${told.sure ? '。' : '；若比较的是另一个比率则无误。'}`,
      }),
    ]
  })

/** Any of the pairs may be what is meant; the first is told where none is. */
export type Told = { readonly froms: readonly Figure[]; readonly tos: readonly Figure[]; readonly sure: boolean }
export const plain = (paper: Paper, one: Figure | undefined): one is Figure => one !== undefined && isRate(one) && isExact(one) && !isGrowth(paper, one) && one.cell === null

/** `知晓率提高6.3个百分点，由2020年的74.2%上升为2022年的80.5%`. */
function behind(paper: Paper, points: Figure): Told | null {
  const same = inSentence(paper, points.sentence)
  const at = same.indexOf(points)
  const [from, to] = [same[at + 1], same[at + 2]]
  if (!plain(paper, from) || !plain(paper, to)) return null
  if (!/^，(?:即|其中)?[由从](?:20\d{2}年(?:初|底|末|度)?|上年|去年|年初|原来)?的?$/.test(between(paper, points, from))) return null
  return /^[^，。；\d]{0,8}[到至为达](?:了)?(?:20\d{2}年(?:初|底|末|度)?|今年|目前|年底)?的?$/.test(between(paper, from, to)) ? { froms: [from], tos: [to], sure: true } : null
}

/** `完成任务的54%，超过“时间过半、任务过半”要求4个百分点`. */
function halfTime(paper: Paper, points: Figure): Told | null {
  if (!/时间过半|双过半/.test(before(paper, points, 30)) || !/超过|高于|高出|快于|领先|低于|落后|欠|差/.test(before(paper, points, 36))) return null
  const tos = paragraphOf(paper, points.sentence).filter((one) => one.end <= points.start && one.sentence === points.sentence && plain(paper, one))
  const to = tos.at(-1)
  return to && between(paper, to, points).length < 40 ? { froms: [{ ...to, value: 50, low: 50, high: 50 }], tos: tos.toReversed(), sure: tos.length === 1 } : null
}

const mark = /序时进度|时序进度|目标|要求|任务|标准|计划|全省平均|全国平均|省定|国定/
/** `序时进度为50%，实际完成率为46.5%，落后3.5个百分点`: the mark first, then what was reached. */
function fromMark(paper: Paper, points: Figure): Told | null {
  const words = lead(paper, points)
  if (!/^(?:仍|还|尚|已|约|略|双双|均)*(?:落后|领先|超出|超过|高出|低|高|相差|差距为?|差|欠|缺口为?|超|快|慢)(?:了|近|约)?$/.test(words)) return null
  const [from, to] = inSentence(paper, points.sentence).filter((one) => one.end <= points.start && plain(paper, one)).slice(-2)
  if (!from || !to || !(mark.test(lead(paper, from)) || mark.test(tail(paper, from, 8))) || mark.test(lead(paper, to)) || between(paper, to, points).length > 14 || /[。；]/.test(between(paper, from, points))) return null
  return { froms: [from], tos: [to], sure: true }
}

/** `满意度86.4%，比全省平均值高2.1个百分点（全省84.3%）`: what is compared with stands in a bracket behind. */
function inBracket(paper: Paper, points: Figure): Told | null {
  const from = paper.figures[points.at + 1]
  if (!plain(paper, from) || from.sentence !== points.sentence || !/^[（(](?:全[省国市]|省|上年|去年|同期|目标|年初|20\d{2}年)[^，。；\d]{0,10}$/.test(between(paper, points, from)) || !/比|较|高于|低于|超|同比/.test(lead(paper, points))) return null
  const to = inSentence(paper, points.sentence).findLast((one) => one.end <= points.start && plain(paper, one))
  const rates = inSentence(paper, points.sentence).filter((one) => one.end <= points.start && isRate(one))
  return to && rates.length === 1 && !/分别|依次/.test(lead(paper, points)) && between(paper, to, points).length < 20 ? { froms: [from], tos: [to], sure: false } : null
}

/** `蔬菜合格率为96.2%、水产品为94.8%，水产品低1.4个百分点`: the two right before it, and nothing else is compared. */
function ofTwo(paper: Paper, points: Figure): Told | null {
  const words = /^(?:而|其中|两者|二者|前者|后者|前后|城乡|彼此)?([一-鿿]{0,8}?)(?:则|要|又|仅|只|整整|约)*(?:相差|差距为?|高出?|低|差)了?$/.exec(lead(paper, points))
  const same = inSentence(paper, points.sentence).filter((one) => one.end <= points.start)
  const [from, to] = same.slice(-2)
  if (!words || /[比较离距]|目标|要求|全[省国]/.test(words[0]) || !plain(paper, from) || !plain(paper, to) || same.some((one) => one !== from && one !== to && isRate(one))) return null
  if (!/^[、，；和与][^，。；、\d]{0,16}$/.test(between(paper, from, to)) || !/^，[^，。；、\d]{0,12}$/.test(between(paper, to, points))) return null
  if (words[1] !== '' && !`${lead(paper, from)} ${lead(paper, to)}`.includes(words[1]!.slice(0, 2))) return null
  return { froms: [from], tos: [to], sure: true }
}
