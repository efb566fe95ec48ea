import type { Finding } from '../../contract.ts'
import { finding, group, isCount, isExact, isGrowth, isRate, lead, printed, sentenceOf, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** A grade that is told again by its letter: `A级64家、B级118家、D级3家…D级生产企业仍有3家`, `C级占25%…C级餐饮单位仍占四分之一`. */
export function checkGradesAgain(paper: Paper): Finding[] {
  if (!/[A-E]级/.test(paper.text)) return []
  const told = paper.figures.flatMap((one) => gradeOf(paper, one) ?? [])
  const alike = group(told, ({ letter, figure }) => `${letter} ${sort(figure)}`)
  return told.flatMap((later) => {
    // only what names whose grade it is can be laid against what is told before
    if (later.noun.length < 3) return []
    const before = alike.get(`${later.letter} ${sort(later.figure)}`)!.slice(0, MOST).filter((one) => one.figure.start < later.figure.start && one.figure.sentence !== later.figure.sentence)
    const same = before.filter((one) => of(paper, one, later.noun, before.length === 1))
    const wrong = same.filter(({ figure }) => figure.high < later.figure.low || figure.low > later.figure.high)
    if (same.length === 0 || wrong.length < same.length || same.length > 2) return []
    const [first] = same
    return [
      finding(paper, [later.figure, first!.figure], {
        verdict: 'doubtful',
        kind: 'two-values',
        calculation: `${later.letter}级 ${printed(first!.figure)}；另处 ${printed(later.figure)}`,
        explanation: '同一等级两处所列的数不同；若时间或范围不同则无误。',
      }),
    ]
  })
}

/** No more tellings of one letter are looked at. */
const MOST = 20

type Grade = { readonly letter: string; readonly noun: string; readonly figure: Figure }
const aheadOf = /([A-E])级(?:的)?([一-鿿]{0,8}?)(?:的|仅|仍|尚|还|占|为|有|共|约|达)*$/
const behind = /^([A-E])级([一-鿿]{0,8})/
function gradeOf(paper: Paper, figure: Figure): Grade | null {
  if (figure.cell !== null || !isExact(figure) || isGrowth(paper, figure) || !(isRate(figure) || (isCount(figure) && sort(figure) === '家'))) return null
  const words = lead(paper, figure).split('、').at(-1)!
  const match = aheadOf.exec(words) ?? behind.exec(tail(paper, figure))
  if (!match || /上年|去年|比|较|提高|上升|增|20\d{2}年|从|由|升为|降为/.test(words)) return null
  return { letter: match[1]!, noun: match[2]!.replace(/^(?:食品|的)/, ''), figure }
}

/** Whether a grade is told of what the later one names; `only`: it is told of nothing else. */
function of(paper: Paper, { figure, noun }: Grade, name: string, only: boolean): boolean {
  const keys = only ? [name.slice(0, 2), name.slice(-2)] : [name.slice(0, 2)]
  if (noun.length > 2) return keys.some((key) => noun.includes(key))
  const { start } = sentenceOf(paper, figure)
  return keys.some((key) => paper.text.slice(start, figure.start).includes(key))
}
