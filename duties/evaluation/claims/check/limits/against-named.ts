import type { Finding } from '../../contract.ts'
import { minus, show } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { pointsFit } from '../changes/stated-pairs.ts'
import { before, between, finding, isExact, isGrowth, isPoints, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

/** Points between things that are named: `暗访符合率80.0%，比现场检查低6.5个百分点`, `最快的是甲区，最慢的是乙县，两者相差5.0个百分点`. */
export const checkAgainstNamed = (paper: Paper): Finding[] =>
  paper.figures.flatMap((points) => (isPoints(points) && isExact(points) && points.cell === null ? (against(paper, points) ?? twoNamed(paper, points) ?? []) : []))

const ratesOf = (paper: Paper, points: Figure): Figure[] =>
  paragraphOf(paper, points.sentence).filter((one) => isRate(one) && one.end <= points.start && one.sentence >= points.sentence - 3 && !isGrowth(paper, one))

/** What is said of a rate: its sentence back to the rate before it. */
function said(paper: Paper, rate: Figure): string {
  const last = paper.figures.slice(Math.max(0, rate.at - 8), rate.at).findLast((one) => one.sentence === rate.sentence && isRate(one))
  return last ? between(paper, last, rate) : before(paper, rate, 60)
}

const compared = /(?:比|较)([一-鿿]{2,8}?)(?:的)?(?:还|要)?(高|低|多|少)(?:出|了)?$/
const times = /年|月|季|同期|上期|全[省国市县区]|平均|目标|标准|要求|目前|之前|前|初|总体|整体/

function against(paper: Paper, points: Figure): Finding[] | null {
  const [, name, way] = compared.exec(lead(paper, points)) ?? []
  const rates = ratesOf(paper, points)
  const own = rates.at(-1)
  if (name === undefined || times.test(name) || !own || own.sentence !== points.sentence || !/^，[^，。；\d]{0,14}$/.test(between(paper, own, points))) return null
  const measure = /([一-鿿]{2,4}[率度]|占比|比重)[为达是到]*$/.exec(lead(paper, own))?.[1] ?? ''
  const others = rates.filter((one) => one !== own && said(paper, one).includes(name) && !said(paper, own).includes(name))
  const same = others.filter((one) => measure === '' || lead(paper, one).includes(measure.slice(-3)))
  const [other] = same
  if (!other || same.length > 1) return null
  const down = way === '低' || way === '少'
  const fits = (one: Figure): boolean => (down ? own.high < one.high && pointsFit(one, own, points) : own.high > one.low && pointsFit(own, one, points)) || (down ? pointsFit(own, one, points) && own.value < one.value : pointsFit(one, own, points) && own.value > one.value)
  if (fits(other)) return []
  const sure = measure !== '' && isExact(own) && isExact(other) && other.sentence === own.sentence
  return [say(paper, [points, own, other], own, other, sure, `与所称“${name}”的比率之差不符`)]
}

/** 最快的是甲区，最慢的是乙县，两者相差: the rates of those two in the list before. */
function twoNamed(paper: Paper, points: Figure): Finding[] | null {
  const words = before(paper, points, 60)
  const named = /最[高快好大多]的?(?:是|为)([一-鿿]{2,6})，[^，。；\d]{0,6}最[低慢差小少]的?(?:是|为)([一-鿿]{2,6})，(?:两者|二者|首尾|前后者)?(?:之间)?(?:相差|差距为?|落差为?|高出)$/.exec(words)
  if (!named) return null
  const rates = ratesOf(paper, points)
  const [one, other] = named.slice(1).map((name) => rates.filter((rate) => said(paper, rate).includes(name)))
  const [high, low] = [one![0], other![0]]
  if (!high || !low || one!.length > 1 || other!.length > 1 || pointsFit(low, high, points) || pointsFit(high, low, points)) return []
  return [say(paper, [points, high, low], high, low, true, '与所称两者的比率之差不符')]
}

const say = (paper: Paper, figures: readonly Figure[], one: Figure, other: Figure, sure: boolean, words: string): Finding => {
  const apart = minus(one, other)
  return finding(paper, figures, {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'points',
    calculation: `${printed(one)} − ${printed(other)} = ${show((apart.low + apart.high) / 2, 2)} 个百分点，所列 ${printed(figures[0]!)}`,
    explanation: `${words}${sure ? '。' : '；若对比的是另一比率则无误。'}`,
  })
}
