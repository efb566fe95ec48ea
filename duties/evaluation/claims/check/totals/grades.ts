import type { Finding } from '../../contract.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { before, between, finding, isCount, isExact, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

const grade = /([A-DＡ-Ｄ])级[一-鿿]{0,6}$/
/** `A级318家、B级121家、C级20家、D级3家`: all grades there are, so they fill what is graded. */
export function checkGrades(paper: Paper, figures: readonly Figure[]): Finding[] {
  return figures.flatMap((first, at) => {
    if (!graded(paper, first, 'A')) return []
    const row = [first]
    for (const one of figures.slice(at + 1)) {
      if (!graded(paper, one, 'ABCD'[row.length] ?? '') || sort(one) !== sort(first) || !/^[^，。；\d]{0,6}[、，和；][^，。；、\d]{1,8}$/.test(between(paper, row.at(-1)!, one))) break
      row.push(one)
    }
    if (row.length !== 4) return []
    const whole = wholeOf(paper, first, figures.slice(0, at))
    if (!whole || meet(sum(row), whole.figure) || countsLike(paper, first).some((one) => !row.includes(one) && meet(one, sum(row)))) return []
    return [
      finding(paper, [whole.figure, ...row], {
        verdict: whole.sure ? 'contradiction' : 'doubtful',
        kind: 'total',
        calculation: `${row.map(({ value }) => show(value)).join(' + ')} = ${show(row.reduce((all, { value }) => all + value, 0))}${first.unit}，所列总数 ${printed(whole.figure)}`,
        explanation: `各等级之和与被评定的总数不符${whole.sure ? '' : '；若另有未定级的则无误'}。`,
      }),
    ]
  })
}

const graded = (paper: Paper, one: Figure, letter: string): boolean =>
  isCount(one) && isExact(one) && one.cell === null && grade.exec(lead(paper, one, 12))?.[1]?.normalize('NFKC') === letter

/** What is graded: the count before the list in its sentence, or the one whose noun the sentence names. */
function wholeOf(paper: Paper, first: Figure, ahead: readonly Figure[]): { figure: Figure; sure: boolean } | null {
  const usable = (one: Figure): boolean => isCount(one) && isExact(one) && sort(one) === sort(first) && one.low > first.high
  const own = ahead.filter(usable).at(-1)
  if (own) return { figure: own, sure: !/新|未|其中|部分|已/.test(`${lead(paper, own, 12)}${between(paper, own, first)}`) }
  const words = before(paper, first, 60)
  const named = countsLike(paper, first).filter((one) => usable(one) && bare(one.subject).length > 3 && words.includes(bare(one.subject)))
  const near = named.filter((one) => paragraphOf(paper, first.sentence).includes(one))
  const values = new Set((near.length > 0 ? near : named).map(({ value }) => value))
  const found = (near.length > 0 ? near : named).at(-1)
  return found && values.size === 1 ? { figure: found, sure: !/新|未|参评|部分/.test(words) } : null
}
