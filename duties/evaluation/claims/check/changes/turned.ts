import type { Finding } from '../../contract.ts'
import { wayOf, type Way } from '../ground/growth.ts'
import { allItems } from '../ground/items.ts'
import { between, finding, findingAt, inSentence, isCount, isDensity, isExact, isGrowth, isPoints, isRate, joined, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Words for a direction against the figures beside them, and against what the paper says of its whole. */
export const checkTurnedWords = (paper: Paper): Finding[] => [
  ...paper.document.sentences.flatMap((_, sentence) => [...beside(paper, sentence), ...stepped(paper, sentence)]),
  ...ofTheWhole(paper),
  ...inCells(paper),
]

const levels = (paper: Paper, one: Figure): boolean =>
  one.cell === null && isExact(one) && !isPoints(one) && !isGrowth(paper, one) && (isRate(one) || isCount(one) || isDensity(one)) && !/^[位名次天]$/.test(one.unit)
const reference = /^[^。；\d]{0,10}，(?:[^，。；\d]{0,6})?(?:与|比|较|同|和|相比于?|对比)[^，。；\d]{0,8}(?:(?:19|20)\d{2}年[^，。；\d]{0,8})?(?:的|为|[(])$/
const word = /^\)?(?:相比|比|相比较|之?比|水平)?，?(?:略有|稍有|有所|略|稍|小幅|大幅|明显|显著|进一步|均有所|呈|稳步|持续|逐步)?(上升|增长|提高|提升|增加|攀升|回升|上涨|下降|减少|回落|降低|下滑)(?![到至为了]?\d)(?![到至])/
const contradict = (paper: Paper, figures: readonly Figure[], calculation: string): Finding =>
  finding(paper, figures, { verdict: 'contradiction', kind: 'series', calculation, explanation: '所说的升降与其旁所列两数相反。' })

/** `占58.3%，与上年同期的56.3%相比略有回落`. */
function beside(paper: Paper, sentence: number): Finding[] {
  return inSentence(paper, sentence).flatMap((then, at, all) => {
    const now = all[at - 1]
    if (!now || now.unit !== then.unit || !levels(paper, now) || !levels(paper, then) || !reference.test(between(paper, now, then))) return []
    if (!/上年|去年|同期|前年|年初|上季度|上月|此前|20\d{2}年/.test(joined(paper.text.slice(now.end, then.start)))) return []
    const match = word.exec(joined(paper.text.slice(then.end, then.end + 24)))
    const direction = match ? wayOf(match[1]!) : 0
    if (!match || direction === 0 || (direction > 0 ? now.high >= then.low : now.low <= then.high)) return []
    return [contradict(paper, [then, now], `${printed(then)} → ${printed(now)}，所称“${match[1]!}”`)]
  })
}

/** `由每年7.1批次/千人提升到6.2批次/千人`. */
function stepped(paper: Paper, sentence: number): Finding[] {
  return inSentence(paper, sentence).flatMap((to, at, all) => {
    const from = all[at - 1]
    if (!from || !isDensity(to) || sort(from) !== sort(to) || !levels(paper, from) || !levels(paper, to)) return []
    const match = /^(?:的)?([一-鿿]{2,4}?)(?:到|至|为)了?[^，。；\d]{0,12}(?:每[年人])?(?:的)?$/.exec(joined(paper.text.slice(from.end, to.start)).replaceAll(/[“”"]|十?[一二三四五]五/g, ''))
    const direction = match ? wayOf(match[1]!) : 0
    if (direction === 0 || !/[由从]/.test(paper.text.slice(Math.max(0, from.start - 24), from.start)) || (direction > 0 ? to.high >= from.low : to.low <= from.high)) return []
    return [contradict(paper, [to, from], `${printed(from)} → ${printed(to)}，所称“${match![1]!}”`)]
  })
}

const cells = /([-−+↑↓])\s*\d{1,4}(?:\.\d+)?%?[ \u3000]*[|\t][ \u3000]*(?:持续|大幅|小幅|略有|有所|明显|显著|轻微|稳步|快速|逐步|进一步)?(上升|增长|增加|提高|提升|攀升|回升|上涨|下降|减少|回落|降低|下滑)(?=[，,。；;\s|]|$)/gm
/** `+5.76% | 持续增长，…`: a cell that opens with the word for the change beside it. */
const inCells = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(cells)].flatMap((match) => {
    if (wayOf(match[1]!) === wayOf(match[2]!)) return []
    return [
      findingAt(paper, match.index, match.index + match[0].length, {
        verdict: 'contradiction',
        kind: 'series',
        calculation: `“${joined(match[0])}”`,
        explanation: '同一行所列增减的正负与所说的升降相反。',
      }),
    ]
  })

const whole = /(?:总量|总数|总体数量)(?:较|比|同比)?(?:(?:去年|上年|20\d{2}年[一-鿿]{0,3})(?:同期)?)?(?:略有|稍有|有所|小幅|稳中有|稳中|微|略|稍)(上升|增长|增加|提高|下降|减少|回落|降|升|增)/g
/** `总量较上年略有上升` against the growth that is told of the first count of the paper. */
function ofTheWhole(paper: Paper): Finding[] {
  const said = [...paper.text.matchAll(whole)]
  if (said.length === 0) return []
  const item = [...allItems(paper).values()].flat().find(({ level }) => /共|总|累计/.test(lead(paper, level, 24)))
  const told = item && changeOf(paper, item.level, item.growth?.figure)
  if (!item || !told) return []
  return said.flatMap((match) => {
    const direction = wayOf(match[1]!)
    if (direction === 0 || direction === told.way) return []
    const start = match.index
    return [
      findingAt(
        paper,
        start,
        start + match[0].length,
        {
          verdict: 'doubtful',
          kind: 'series',
          calculation: `“${joined(match[0])}”与“${lead(paper, told.figure, 16)}${printed(told.figure)}”`,
          explanation: '两处所说总量的升降方向相反；若两处所说的不是同一总量则无误。',
        },
        [told.figure.id, item.level.id],
      ),
    ]
  })
}

/** How the whole changed: its growth, or what it is more or less than the year before. */
function changeOf(paper: Paper, level: Figure, growth: Figure | undefined): { figure: Figure; way: Way } | null {
  const figure =
    growth ??
    paper.figures.find(
      (one) => one.start > level.end && one.sentence <= level.sentence + 1 && one.unit === level.unit && /(?:较|比)[^，。；]{2,8}(?:增加|减少|增长|下降|多|少)了?$/.test(lead(paper, one, 24)),
    )
  const direction = figure ? wayOf(lead(paper, figure, 24)) : 0
  return figure && direction !== 0 ? { figure, way: direction } : null
}
