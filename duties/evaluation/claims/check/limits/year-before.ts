import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, isCount, isExact, isPoints, isRate, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

/** What a change leaves for the time before is impossible: `合格率99.6%，同比下降1.2个百分点` makes it 100.8 %. */
export const checkYearBefore = (paper: Paper): Finding[] => paper.figures.flatMap((change) => judge(paper, change) ?? counted(paper, change) ?? [])

const form =
  /^(?:[^，。；\d]{0,20}，(?:该|这一|此)(?:比例|比率|占比))?\)?(?:左右|以上)?[，、（(]?(?:总体|又|再|该比例|较快)?(?:同比|环比|[比较与][^，。；、\d]{0,4}(?:(?:20)?\d{2,4}年|去年|上年|前年|[一二三四]季度|上季度|上月|年初)[^，。；、\d]{0,6}?)(?:又|再|相比|则|大幅|显著)*(提高|提升|上升|增加|增长|高出?|升|下降|降低|减少|回落|下滑|低|降)了?$/
const scores = (one: Figure): boolean => one.unit === '分'

function judge(paper: Paper, change: Figure): Finding | null {
  const value = paper.figures[change.at - 1]
  if (!value || value.sentence !== change.sentence || value.cell !== null || !isExact(value) || !isExact(change)) return null
  const points = isRate(value) && isPoints(change)
  if (!points && !(scores(value) && scores(change) && value.value <= 100)) return null
  const most = value.unit === '‰' ? 1000 : 100
  const word = form.exec(between(paper, value, change))?.[1]
  if (word === undefined || (points && value.value > most)) return null
  const up = /提|升|增|高/.test(word)
  const then = up ? value.value - change.value : value.value + change.value
  if (then >= -1e-9 && then <= most + 1e-9) return null
  const nearest = up ? value.high - change.low : value.low + change.low
  // 99.7% and 0.4 may be rounded from 99.65 and 0.35
  const sure = up ? nearest < -1e-9 : nearest > most + 1e-9
  return finding(paper, [change, value], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'bound',
    calculation: `${printed(value)} ${up ? '−' : '+'} ${printed(change)} = ${show(then, 2)}${value.unit}，${up ? '小于 0' : `大于 ${most}${value.unit}`}`,
    explanation: sure ? '按所列升降推算，所比时期的数不可能存在。' : '按所列升降推算，所比时期的数越过了界限；只有四舍五入凑巧才说得通。',
  })
}

/** `30人死亡。与去年同期相比，死亡人数增加42人`: more came on top than there are. */
function counted(paper: Paper, change: Figure): Finding | null {
  const name = isCount(change) && isExact(change) ? /(?:^|[一-鿿])([一-鿿]{2})(?:人数|起数|件数|总数|数量|数)(?:同比)?(?:增加|上升|增长)了?$/.exec(lead(paper, change, 16))?.[1] : undefined
  if (name === undefined || change.cell !== null) return null
  const told = paragraphOf(paper, change.sentence).filter(
    (one) => one.end <= change.start && one.unit === change.unit && isExact(one) && one.sentence >= change.sentence - 1 && `${lead(paper, one, 12)}${tail(paper, one, 4)}`.includes(name),
  )
  const now = told.filter((one) => !/[增减升降多少]/.test(lead(paper, one, 12)))
  const [value] = now
  if (!value || now.length !== 1 || change.low <= value.high) return null
  return finding(paper, [change, value], {
    verdict: 'contradiction',
    kind: 'bound',
    calculation: `${printed(value)} − ${printed(change)} = ${show(value.value - change.value, 2)}，小于 0`,
    explanation: '增加的数比现在的总数还多，所比时期的数不可能为负。',
  })
}
