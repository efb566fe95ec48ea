import type { Finding } from '../../contract.ts'
import { meet, minus, plus, show, sum, type Interval } from '../ground/interval.ts'
import { akin, countsLike, pairsIn, share } from '../ground/near.ts'
import { before, finding, inSentence, isCount, isExact, isIncrement, isMean, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { rowOf } from '../ground/rows.ts'
import { settledOf, type Settled } from '../ground/settled.ts'
import { slipOf } from '../twice/slips/slip.ts'

const leftBefore = /(?:欠下?|还有|尚有|仍有|尚余|还余|还剩|还差|尚差|缺口|尚缺|还缺|(?:^|[，：:])差|剩余|剩下|余下|其余|结余|仅剩|只剩|尚需|还需|还要|仍需|须再|需再|再需|待完成|尚未[一-鿿]{0,10}的?|仍未[一-鿿]{0,10}的?|还未[一-鿿]{0,10}的?|未[一-鿿]{2,12}的?|没有[一-鿿]{2,10}的)[一-鿿“”+]{0,8}(?:为|有|计|共)?$/
const leftBehind = /^[一-鿿“”+]{0,18}(?:没有|还没|还未|还在|未能?|尚|仍|正在|待(?!遇)|需在|须在)[一-鿿]/
/** What is still to come need not be all of it. */
const toCome = /(?:四季度|三季度|下半年|后[一-鿿]{1,2}个?月|年底前|年内|月底?前|开学前|再)[一-鿿“”]{0,12}$/
const openWords = /未|没|尚|还|[剩其]余|余下|差|限期|正在|待|在办/
const past = /上年|去年|同期|年初|每|比(?!例)|较(?!大)/

/** So many wholes of one sort are a long paper: the nearest before are looked at. */
const MOST = 120
/**
 * What is left of a whole of which the paper tells how much was done: `13120家…“明厨亮灶”达12858家，占98%` and, sections later, `还有262家餐饮单位没有覆盖`.
 * What no whole and done of the paper leave between them, though the words are those of one, leaves a doubt.
 */
export const checkLeftOfSettled = (paper: Paper): Finding[] =>
  paper.figures.flatMap((left) => {
    if (!isCount(left) || !isExact(left) || left.cell !== null || left.value < 2 || isMean(paper, left) || isIncrement(paper, left) || past.test(lead(paper, left, 12))) return []
    const plainly = leftBefore.test(lead(paper, left, 24)) || (leftBehind.test(tail(paper, left, 28)) && !/应/.test(lead(paper, left)))
    if (!plainly && !toCome.test(lead(paper, left, 24))) return []
    const row = rowOf(paper, left)
    const alike = (row.length > 1 ? [left, sum(row)] : [left])
    const all = settledOf(paper).filter(({ whole, done }) => sort(whole) === sort(left) && done.start < left.start + 4000 && whole !== left && done !== left && whole.value > left.value).slice(-MOST)
    const beside = inSentence(paper, left.sentence).filter((one) => one !== left && sort(one) === sort(left) && isCount(one))
    // 完成19项、推进中24项、尚未启动3项: what is under way is neither
    const fits = (one: Settled): boolean => related(paper, left, one) && (alike.some((it) => meet(one.gap, it)) || beside.some((it) => it !== one.whole && it !== one.done && (meet(minus(one.gap, it), left) || meet(plus(it, left), one.whole))))
    if (all.some(fits) || closesList(paper, left, beside) || countsLike(paper, left).some((one) => one !== left && one.value === left.value && akin(paper, one, left) && openWords.test(`${lead(paper, one, 16)} ${tail(paper, one, 12)}`))) return []
    const [near] = all.flatMap((one) => {
      const weight = weigh(paper, left, one, plainly)
      return weight > 0 ? [{ ...one, weight }] : []
    }).toSorted((a, b) => b.weight - a.weight)
    return near ? [say(paper, left, near)] : []
  })

/** `食堂638家：幼儿园291家，中小学318家，其余29家`: with the members before it, it makes a whole. */
function closesList(paper: Paper, left: Figure, beside: readonly Figure[]): boolean {
  let total: Interval = left
  return beside.filter((one) => one.end <= left.start).toReversed().some((one) => {
    total = plus(total, one)
    return countsLike(paper, left).some((whole) => whole !== one && meet(whole, total))
  })
}

/** Whether a whole and what was done of it have a word in common with what is left. */
const related = (paper: Paper, left: Figure, { whole, done }: Settled): boolean =>
  done.sentence === left.sentence || share(pairsIn(around(paper, left)), pairsIn(`${whole.subject} ${around(paper, whole)} ${around(paper, done)}`))

const money = /经费|资金|预算|投入|投资/
const around = (paper: Paper, one: Figure): string => `${before(paper, one, 40)} ${tail(paper, one, 24)} ${paper.document.headings[one.heading]?.title ?? ''}`
/** How firmly the words of what is left are those of a whole and what was done of it; 0 where they are not. */
function weigh(paper: Paper, left: Figure, { whole, done, gap, byRate }: Settled, plainly: boolean): number {
  const words = lead(paper, left, 24)
  const own = pairsIn(`${words} ${tail(paper, left, 24)}`)
  const deed = pairsIn(`${before(paper, done, 30)} ${tail(paper, done, 20)}`)
  const thing = pairsIn(`${whole.subject} ${around(paper, whole)} ${around(paper, done)}`)
  const shared = [...own].filter((pair) => deed.has(pair))
  const noun = [...own].filter((pair) => thing.has(pair) && !shared.includes(pair))
  if (left.unit === '元' && money.test(words) && money.test(lead(paper, whole, 20))) noun.push('')
  const gone = whole.value - done.value
  const slip = slipOf(left, { value: gone, text: show(gone) })
  const strong = slip !== null && slip.digits > 2 && (slip.form === 'swapped' || (slip.form === 'digit' && byRate && shared.length > 0))
  // 未履行义务37件 is a kind of case: what was not done is left of what was only where the deed comes back
  const stem = /(?:^|[^尚仍还])未([一-鿿]{2})/.exec(words)?.[1]
  if (stem !== undefined && !deed.has(stem)) return 0
  if (!plainly && !slip) return 0
  const rest = /余下|剩余|剩下|其余|[还尚][剩余差缺]|缺口/.test(words)
  const rightBehind = done.sentence === left.sentence && byRate && rest && inSentence(paper, left.sentence).every((one) => one.end <= done.end || one.start >= left.start || !isCount(one))
  const firm = strong ? share(pairsIn(around(paper, left)), thing) : shared.length + noun.length > 1 && (shared.length > 0 || rest || done.sentence === left.sentence)
  if (!firm && !rightBehind) return 0
  if (!slip && left.value < gap.low && !rightBehind && !(shared.length > 1 && noun.length > 0)) return 0
  return (strong ? 3 : slip ? 2 : 0) + (byRate ? 1 : 0) + Math.min(shared.length, 3) + Math.min(noun.length, 3) + (rightBehind ? 3 : 0)
}

const say = (paper: Paper, left: Figure, { whole, done }: Settled): Finding =>
  finding(paper, [left, whole, done], {
    verdict: 'doubtful',
    kind: 'total',
    calculation: `${show(whole.value)} − ${show(done.value)} = ${show(whole.value - done.value)}${left.unit}，所列余下 ${printed(left)}`,
    explanation: '余下的数与总数、已完成数之差不符；若时间或范围不同则无误。',
  })
