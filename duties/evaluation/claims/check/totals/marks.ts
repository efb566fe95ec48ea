import type { Finding } from '../../contract.ts'
import { meet, show, showInterval, sum } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import {
  before,
  between,
  finding,
  inSentence,
  isExact,
  isPoints,
  isRank,
  isRate,
  lead,
  named,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Marks to reach: `总分91.5分，高于85分的推荐线`, and weights that make more than the whole. */
export const checkMarks = (paper: Paper): Finding[] => [
  ...paper.figures.flatMap((figure) => [mark(paper, figure) ?? [], turned(paper, figure)].flat()),
  ...weights(paper),
]

const above = /(?:高于|高出|超过|超出|大于|优于|多于|突破|跨过)(?:了)?[一-鿿]{0,6}$/
const below = /(?:低于|少于|不及|未达到?|没有达到|小于)(?:了)?[一-鿿]{0,6}$/
const line = /^的?(?:[一-鿿]{0,6}(?:线|标准|要求|目标|任务|水平|指标|平均|总体))/

/** A figure that is said to be above or below a mark, and the one before it that is so. */
function mark(paper: Paper, figure: Figure): Finding | null {
  const text = `${lead(paper, figure)}${/^(?:高于|低于|超过|不低于|不高于|未达到?)/.exec(figure.text)?.[0] ?? ''}`
  if (!line.test(tail(paper, figure)) || isPoints(figure) || /不高于|不低于|不超过|不少于/.test(text)) return null
  const over = above.test(text)
  if (!over && !below.test(text)) return null
  // 所属的那个数: right before it, of the same unit
  const told = inSentence(paper, figure.sentence).filter(
    (one) => one.end <= figure.start && !/(?:扣|失|失分|扣分|减)(?:了|去)?$/.test(lead(paper, one)),
  )
  // 93.0%，高于上年的90.6%，也高于92%的目标: what stands above one mark stands above the next
  const goesOn = /^(?:也|又|还|并|且|并且|同时|同样)(?:高|低|超|多|少|优|大|小|未)/.test(text) && /高于|高出|超过|超出|低于|少于|优于|多于/.test(lead(paper, told.at(-1) ?? figure))
  const last = told.at(goesOn ? -2 : -1)
  if (!last || last.unit !== figure.unit || !isExact(last) || sort(last) !== sort(figure) || last.bracketOf !== null) return null
  const words = before(paper, figure, 40)
    .split(/[；。]/)
    .at(-1)!
  if (
    !/^[^，；]{0,8}，[^，；]{0,8}$/.test(
      words.slice(words.lastIndexOf(printed(last)) + printed(last).length).replace(/(?:高于|低于|超过|未达到?).*$/, ''),
    )
  )
    return null
  const wrong = over ? last.high <= figure.value : last.low >= figure.value
  if (!wrong) return null
  return finding(paper, [figure, last], {
    verdict: 'doubtful',
    kind: 'bound',
    calculation: `${printed(last)} 与 ${show(figure.value)}${figure.unit}`,
    explanation: `“${named(last)}”并不${over ? '高于' : '低于'}所列的标准；若比较的是另一个数则无误。`,
  })
}

const rising = /^[^，。；]{0,4}(?:升|提高|提升|上升|增长|增加|上涨|扩大|扩充)[到至为]$/
const falling = /^[^，。；]{0,4}(?:降|下降|降低|减少|压缩|缩短|回落|下滑)[到至为低]{1,2}$/
/** `满意度由91.3%升至84.7%`: the second figure lies on the other side. */
function turned(paper: Paper, figure: Figure): Finding[] {
  const next = paper.figures[figure.at + 1]
  if (!next || next.sentence !== figure.sentence || sort(next) !== sort(figure) || isRank(paper, figure) || !/[由从][^，。；\d]*$/.test(lead(paper, figure)))
    return []
  const words = between(paper, figure, next)
  const wrong = (rising.test(words) && next.high < figure.low) || (falling.test(words) && next.low > figure.high)
  if (!wrong) return []
  return [
    finding(paper, [next, figure], {
      verdict: 'contradiction',
      kind: 'series',
      calculation: `${printed(figure)} → ${printed(next)}，所称“${words}”`,
      explanation: '升降方向与前后两个数相反。',
    }),
  ]
}

/** `权重分别为40%、40%、10%、15%`: the weights of one score make 100. */
function weights(paper: Paper): Finding[] {
  return paper.figures.flatMap((first) => {
    if (!isRate(first) || !/(?:权重|分值占比|比重)(?:分别|依次|各)?[为占是]*$/.test(lead(paper, first))) return []
    const same = paragraphOf(paper, first.sentence).filter((one) => one.sentence === first.sentence && one.start >= first.start)
    const row: Figure[] = []
    for (const one of same) {
      const last = row.at(-1)
      if (last && !(isRate(one) && /^(?:、|和|及|，)$/.test(paper.text.slice(last.end, one.start).trim()))) break
      row.push(one)
    }
    const total = sum(row)
    if (row.length < 3 || meet(total, { low: 100, high: 100 }) || total.low < 100) return []
    return [
      finding(paper, row, {
        verdict: 'doubtful',
        kind: 'total',
        calculation: `${row.map(printed).join(' + ')} = ${showInterval(total, 2)}%`,
        explanation: '各项权重之和超过 100%；若权重不属同一总分则无误。',
      }),
    ]
  })
}
