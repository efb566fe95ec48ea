import type { Finding } from '../../contract.ts'
import { finding, group, isCount, isExact, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** One number with two scales: `3800875亿元` beside `3800875万元`, or beside parts in 万元 whose numbers make it up. */
export const checkSameNumber = (paper: Paper): Finding[] => [...twoScales(paper), ...partsOfOther(paper)]

const number = (one: Figure): number => Number(/\d[\d,]*(?:\.\d+)?/.exec(one.text)?.[0].replaceAll(',', '') ?? NaN)
const scale = (one: Figure): number => Math.round(one.value / number(one))
const amount = (one: Figure): boolean => isCount(one) && isExact(one) && number(one) > 0 && one.value > 0
const digits = (one: Figure): number => String(number(one)).replace('.', '').length
const say = (paper: Paper, figures: readonly Figure[], calculation: string): Finding =>
  finding(paper, figures, { verdict: 'contradiction', kind: 'unit', calculation, explanation: '数字相同而单位的量级不同，其中一处的万、亿写错。' })

function twoScales(paper: Paper): Finding[] {
  const told = paper.figures.filter((one) => amount(one) && digits(one) > 4)
  return [...group(told, (one) => `${number(one)}|${sort(one)}`).values()].flatMap((same) => {
    const [first] = same
    const other = same.find((one) => scale(one) !== scale(first!) && (scale(one) > 1 || scale(first!) > 1))
    return first && other && !/^[(（]/.test(paper.text.slice(other.start - 1, other.start)) ? [say(paper, [other, first], `${printed(first)}；${printed(other)}`)] : []
  })
}

const MOST = 5
function partsOfOther(paper: Paper): Finding[] {
  return paper.figures.flatMap((whole) => {
    if (!amount(whole) || whole.cell !== null || digits(whole) < 4) return []
    const behind = paper.figures.slice(whole.at + 1, whole.at + 16).filter((one) => one.sentence - whole.sentence < 2 && amount(one) && one.cell === null && sort(one) === sort(whole))
    const parts = behind.slice(0, MOST)
    let sum = 0
    for (const [at, one] of parts.entries()) {
      if (scale(one) !== scale(parts[0]!)) return []
      sum += number(one)
      if (at > 0 && Math.abs(sum - number(whole)) < 1e-6 * sum && scale(one) !== scale(whole))
        return [say(paper, [whole, ...parts.slice(0, at + 1)], `${parts.slice(0, at + 1).map(printed).join(' + ')}，所列总数 ${printed(whole)}`)]
    }
    return []
  })
}
