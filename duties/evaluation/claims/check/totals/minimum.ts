import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { before, finding, isCount, isExact, joined, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** A minimum duty times those it is owed to, against all that was done: `对D级主体每年检查不少于4次，共检查D级主体1598家次`. */
export const checkMinimum = (paper: Paper): Finding[] => paper.figures.flatMap((figure) => duty(paper, figure))

const owed =
  /对(?:全[市县区])?(?:所有|全部|每[家户所个])?([一-鿿A-Z]{2,12}?)(?:，)?(?:的)?(?:每家|每户|每所)?(每年|每季度|每半年|每月|每学期|每学年|全年|年内)[^，。；\d]{0,10}(?:不少于|至少|不低于|不得少于)?$/
const times: Readonly<Record<string, number>> = { 每季度: 4, 每半年: 2, 每月: 12, 每学期: 2 }

function duty(paper: Paper, figure: Figure): Finding[] {
  if (!/^(?:次|轮|轮次|遍)$/.test(figure.unit) || figure.cell !== null) return []
  const words = before(paper, figure, 44)
    .split(/[。；]/)
    .at(-1)!
    .replace(/(?:不少于|至少|不低于|不得少于)?$/, '')
  const match = owed.exec(words)
  const least = /不少于|至少|不低于|不得少于|以上/.test(`${words}${joined(paper.text.slice(figure.start - 5, figure.end + 3))}`)
  if (!match || !least) return []
  const name = match[1]!
  const visits = paragraphOf(paper, figure.sentence).find(
    (one) =>
      one.start > figure.end &&
      /^(?:[家户所点]次|次)$/.test(one.unit) &&
      isExact(one) &&
      named(paper, one, name) &&
      /共|累计|实际|全年|20\d{2}年|检查/.test(lead(paper, one, 20)),
  )
  if (!visits || /每|平均/.test(lead(paper, visits, 12))) return []
  const holders = countsLike(paper, { ...visits, unit: '家' }).filter(
    (one) => isCount(one) && isExact(one) && named(paper, one, name) && one.start !== visits.start,
  )
  const last = holders.findLast((one) => one.start < visits.start) ?? holders[0]
  if (!last) return []
  // what is owed each quarter is owed four times a year, where the year is told
  const factor = /全年|20\d{2}年/.test(before(paper, visits, 40)) ? (times[match[2]!] ?? 1) : 1
  const needed = last.value * figure.value * factor
  if (needed <= visits.high) return []
  return [
    finding(paper, [visits, figure, last], {
      verdict: 'doubtful',
      kind: 'part-whole',
      calculation: `${show(last.value)}${last.unit} × ${show(figure.value)}次${factor > 1 ? ` × ${factor}` : ''} = ${show(needed)}，所列 ${printed(visits)}`,
      explanation: '按最低要求推算已超过所列的实际次数；若实际只统计一部分对象则无误。',
    }),
  ]
}

const named = (paper: Paper, one: Figure, name: string): boolean =>
  `${lead(paper, one, 18)}${one.subject}${tail(paper, one, 10)}`.includes(name.slice(0, 2)) && (sort(one) === '家' || /次$/.test(one.unit))
