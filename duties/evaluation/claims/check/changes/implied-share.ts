import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, showInterval, times, type Interval } from '../ground/interval.ts'
import { allItems, type Item } from '../ground/items.ts'
import { finding, isExact, isPoints, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

const told = /([一-鿿]{2,8}?)(?:数量|量)?(?:在[^，。；]{2,8}中的)?(?:占比|比重|所占比例|占总量的比重)(?:较|比|同比)?(?:(?:19|20)\d{2}年)?[^，。；\d]{0,12}?(上升|提高|提升|增加|下降|减少|降低|回落)了?$/
/** `举报占比较上年减少8个百分点`: count and growth of the part and of the whole say how much its share changed. */
export const checkImpliedShares = (paper: Paper): Finding[] =>
  paper.figures.flatMap((points) => {
    const made = impliedChange(paper, points)
    if (!made) return []
    const { part, whole, word, change } = made
    const said = /上升|提高|提升|增加/.test(word) ? points : { low: -points.high, high: -points.low }
    if (meet(cut(change), cut(said))) return []
    const off = change.high < said.low ? said.low - change.high : change.low - said.high
    return [
      finding(paper, [points, part.level, part.growth!.figure, whole.level, whole.growth!.figure], {
        verdict: off > 1 ? 'contradiction' : 'doubtful',
        kind: 'points',
        calculation: `由所列各数及其增减推得占比变动 ${showInterval(change, 1)}个百分点，所列 ${word}${printed(points)}`,
        explanation: '占比的增减与两者的数及其增减不符；若占比另有基数则无误。',
      }),
    ]
  })

type Implied = { readonly part: Item; readonly whole: Item; readonly word: string; readonly change: Interval }
/** How much the share that the words before some points name has changed, where counts and growth tell it. */
export function impliedChange(paper: Paper, points: Figure): Implied | null {
  if (!isPoints(points) || !isExact(points) || points.cell !== null) return null
  const match = told.exec(lead(paper, points, 36))
  const [whole, ...items] = match ? grown(paper) : []
  const part = whole && items.find((one) => sort(one.level) === sort(whole.level) && one.name.endsWith(match![1]!) && one.level.value < whole.level.value)
  return whole && part ? { part, whole, word: match![2]!, change: minus(share(part.level, whole.level), share(past(part), past(whole))) } : null
}

const known = new WeakMap<Paper, readonly Item[]>()
/** The first whole of the paper whose growth is told, and what else grew. */
function grown(paper: Paper): readonly Item[] {
  const ready = known.get(paper)
  if (ready) return ready
  const items = [...allItems(paper).values()].flat().filter(({ growth }) => growth !== null).slice(0, 200)
  const whole = items.find((one) => /共|总|累计/.test(lead(paper, one.level, 24)))
  const made = whole ? [whole, ...items.filter((one) => one !== whole)] : []
  known.set(paper, made)
  return made
}

const past = ({ level, growth }: Item): Interval => over(level, { low: 1 + growth!.low / 100, high: 1 + growth!.high / 100 })
const share = (part: Interval, whole: Interval): Interval => times(over(part, whole), 100)
