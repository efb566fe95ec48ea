import type { Finding } from '../../contract.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { neighbours } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import {
  between,
  earlier,
  finding,
  inSentence,
  isCount,
  isIncrement,
  isMean,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Parts that their names tell to be all: 投诉举报 of 投诉 and 举报, 镇（街道） of 镇 and 街道, grades from A to the last. */
export const checkCompounds = (paper: Paper): Finding[] =>
  paper.figures.flatMap((figure) => (isCount(figure) ? [...named(paper, figure), ...grades(paper, figure)] : []))

/** `分别达到38个、57个、76个`: a member of a row of bare figures is the sum of no others. */
function inBareRow(paper: Paper, figure: Figure): boolean {
  const { before, behind } = neighbours(paper, figure)
  return [before && between(paper, before, figure), behind && between(paper, figure, behind)].some(
    (words) => words !== undefined && /^[、和及]$/.test(words),
  )
}

const label = (paper: Paper, figure: Figure): string =>
  bare(tail(paper, figure).replace(/[均都全、，(].*$/, '') || lead(paper, figure)).replace(/^(?:其中|受理|接收|辖|我[市县])/, '')

/** `投诉举报8460件，投诉7120件，举报1340件`; `辖12个镇、4个街道，16个镇（街道）均设…`. */
function named(paper: Paper, whole: Figure): Finding[] {
  // 10个县区中3个县区: some of all
  if (/[中里]$/.test(lead(paper, whole)) || isMean(paper, whole) || inBareRow(paper, whole)) return []
  const name = `${bare(whole.subject)}${lead(paper, whole)}${tail(paper, whole).slice(0, 6)}`
  const near = inSentence(paper, whole.sentence).filter(
    (one) => one !== whole && isCount(one) && one.unit === whole.unit && one.bracketOf !== whole.at && whole.bracketOf !== one.at,
  )
  const at = near.findIndex((one) => one.start > whole.start)
  const runs = [at < 0 ? [] : near.slice(at, at + 2), at < 0 ? near.slice(-2) : near.slice(Math.max(0, at - 2), at)]
  return runs.flatMap((pair) => {
    const [one, other] = pair
    if (!one || !other || pair.some((part) => isIncrement(paper, part) || part.partOf !== null)) return []
    const [first, second] = [label(paper, one), label(paper, other)]
    const compound = name.replaceAll(/[()（）、和及与]/g, '')
    if (first === '' || second === '' || first === second || !compound.includes(first + second)) return []
    const words = one.start > whole.start ? between(paper, whole, other) : between(paper, one, whole)
    return words.length > 40 || /[。；]/.test(words) ? [] : judge(paper, whole, [one, other])
  })
}

/** `评定6820户…；A级1364户、B级4092户、C级1364户` against every count before the list. */
function grades(paper: Paper, first: Figure): Finding[] {
  if (!/(?:^|其中)A级?$/.test(lead(paper, first)) && !/^A级/.test(tail(paper, first))) return []
  const same = inSentence(paper, first.sentence)
  const list: Figure[] = []
  for (const one of same.slice(same.indexOf(first))) {
    if (!isCount(one) || one.unit !== first.unit) continue
    const grade = `${lead(paper, one)}${tail(paper, one).slice(0, 2)}`
    if (!grade.includes(`${'ABCD'[list.length]}级`)) break
    list.push(one)
  }
  if (list.length < 3) return []
  const total = sum(list)
  const wholes = earlier(paper, first, 1).filter((one) => isCount(one) && sort(one) === sort(first) && one.low >= list[0]!.low)
  const fits = wholes.find((one) => meet(total, one))
  const near = fits ?? wholes.findLast((one) => total.low <= one.high * 1.3 && total.high >= one.low * 0.8)
  return near ? judge(paper, near, list) : []
}

function judge(paper: Paper, whole: Figure, parts: readonly Figure[]): Finding[] {
  const total = sum(parts)
  const fits = meet(total, whole)
  if (!fits && total.low <= whole.high && total.high < whole.low * 0.5) return []
  return [
    finding(paper, [whole, ...parts], {
      verdict: fits ? 'holds' : 'doubtful',
      kind: 'total',
      calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}${whole.unit}，所列总数 ${printed(whole)}`,
      explanation: fits ? '各项之和与总数相符。' : '名称所含各项之和与总数不符；若另有未列出的部分或各项重叠则无误。',
    }),
  ]
}
