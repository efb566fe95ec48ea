import type { Finding } from '../../contract.ts'
import { growthOf } from '../ground/growth.ts'
import { cut, meet, minus, over, showInterval, times, type Interval } from '../ground/interval.ts'
import { allItems, type Item } from '../ground/items.ts'
import { finding, isExact, isPoints, lead, printed, sort, type Paper } from '../ground/paper.ts'

const told = /([一-鿿]{2,8}?)(?:数量|量)?(?:在[^，。；]{2,8}中的)?(?:占比|比重|所占比例|占总量的比重)(?:较|比|同比)?(?:(?:19|20)\d{2}年)?[^，。；\d]{0,12}?(上升|提高|提升|增加|下降|减少|降低|回落)了?$/
/** `举报占比较上年减少8个百分点`: count and growth of the part and of the whole say how much its share was. */
export const checkImpliedShares = (paper: Paper): Finding[] => {
  const items = [...allItems(paper).values()].flat().slice(0, 400)
  const whole = items.find((one) => one.growth !== null && /共|总|累计/.test(lead(paper, one.level, 24)))
  if (!whole) return []
  return paper.figures.flatMap((points) => {
    if (!isPoints(points) || !isExact(points) || points.cell !== null) return []
    const match = told.exec(lead(paper, points, 36))
    const part = match && items.find((one) => one !== whole && one.growth !== null && sort(one.level) === sort(whole.level) && one.name.endsWith(match[1]!) && one.level.value < whole.level.value)
    if (!match || !part || !growthOf(paper, part.growth!.figure)) return []
    const change = minus(share(part.level, whole.level), share(past(part), past(whole)))
    const said = /上升|提高|提升|增加/.test(match[2]!) ? points : { low: -points.high, high: -points.low }
    if (meet(cut(change), cut(said))) return []
    const off = change.high < said.low ? said.low - change.high : change.low - said.high
    return [
      finding(paper, [points, part.level, part.growth!.figure, whole.level, whole.growth!.figure], {
        verdict: off > 1 ? 'contradiction' : 'doubtful',
        kind: 'points',
        calculation: `由所列各数及其增减推得占比变动 ${showInterval(change, 1)}个百分点，所列 ${match[2]!}${printed(points)}`,
        explanation: '占比的增减与两者的数及其增减不符；若占比另有基数则无误。',
      }),
    ]
  })
}

const past = ({ level, growth }: Item): Interval => over(level, { low: 1 + growth!.low / 100, high: 1 + growth!.high / 100 })
const share = (part: Interval, whole: Interval): Interval => times(over(part, whole), 100)
