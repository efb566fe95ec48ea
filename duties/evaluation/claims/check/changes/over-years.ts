import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { before, between, finding, findingAt, inSentence, isCount, isExact, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Growth over several years, and from one year to another. */
export const checkGrowthsOverYears = (paper: Paper): Finding[] => [
  ...paper.figures.flatMap((one) => (isRate(one) && one.cell === null && isExact(one) ? [...yearly(paper, one), ...fromTo(paper, one)] : [])),
  ...paper.figures.flatMap((one) => stepped(paper, one)),
  ...turned(paper),
]

const year = /(?<!\d)((?:19|20)\d{2})年/g
const yearsOf = (words: string): number[] => [...words.matchAll(year)].map((match) => Number(match[1]))

/** `2021年…，比2012年增长29.3%，年均增长2.9%`. */
function yearly(paper: Paper, mean: Figure): Finding[] {
  const all = paper.figures[mean.at - 1]
  if (!all || !isRate(all) || !isExact(all) || all.sentence !== mean.sentence || !/^，(?:年均|平均每年)(?:递增|增长|提高|增幅|增速)(?:为|达|约)*$/.test(between(paper, all, mean))) return []
  const from = /(?:比|较|与)((?:19|20)\d{2})年(?:底|末)?(?:相比|比)?，?(?:累计)?(?:增长|提高|增)了?$/.exec(lead(paper, all, 30))?.[1]
  if (from === undefined) return []
  const words = paper.text.slice(Math.max(0, all.start - 900), all.start)
  const to = yearsOf(words).filter((one) => one > Number(from)).at(-1)
  if (to === undefined) return []
  const span = to - Number(from)
  const by = (years: number): number => 100 * ((1 + all.value / 100) ** (1 / years) - 1)
  const fits = [span - 1, span, span + 1].some((years) => years > 0 && Math.abs(by(years) - mean.value) <= (mean.high - mean.low) / 2 + 0.06)
  if (fits || span < 2 || Math.abs(all.value / span - mean.value) <= 0.1) return []
  return [
    finding(paper, [mean, all], {
      verdict: 'contradiction',
      kind: 'series',
      calculation: `(1 + ${printed(all)}) 的 ${span} 次方根 − 1 = ${show(by(span), 2)}%，所列 ${printed(mean)}`,
      explanation: '年均增幅与同处所列的累计增幅、年数不符。',
    }),
  ]
}

/** `从2018年的65.41万件到2022年的114.87万件，五年间，接诉量增长75.62%`. */
function fromTo(paper: Paper, growth: Figure): Finding[] {
  const counts = inSentence(paper, growth.sentence).filter((one) => one.end <= growth.start && isCount(one) && one.low > 0)
  const [then, now] = counts.slice(-2)
  if (!then || !now || sort(then) !== sort(now) || !/^(?:增加|增长|上升|提高|减少|下降)?[到至](?:(?:19|20)\d{2}年|去年|今年)[^，。；\d]{0,4}$/.test(between(paper, then, now))) return []
  if (!/(?:从|由)(?:(?:19|20)\d{2}年|上年|去年)[^，。；\d]{0,4}$/.test(lead(paper, then, 20))) return []
  const gap = between(paper, now, growth)
  const word = /^，(?:[一二三四五六七八九十两\d]年(?:间|来|里)?，)?(?:123[14]5)?[^，。；\d]{0,10}(增长|增加|上升|提高|增幅|下降|减少|降低)(?:了|为|达)*$/.exec(gap)?.[1]
  if (word === undefined || /年均|同比/.test(gap)) return []
  const made = { low: 100 * (now.low / then.high - 1), high: 100 * (now.high / then.low - 1) }
  const told = /下降|减少|降低/.test(word) ? -growth.value : growth.value
  const half = growth.high - growth.low
  if (told >= made.low - half && told <= made.high + half) return []
  return [
    finding(paper, [growth, then, now], {
      verdict: 'contradiction',
      kind: 'series',
      calculation: `(${show(now.value)} − ${show(then.value)}) ÷ ${show(then.value)} = ${show(100 * (now.value / then.value - 1), 2)}%，所列 ${printed(growth)}`,
      explanation: '增幅与前后两个数不符。',
    }),
  ]
}

/** `人均生产总值44798元，比上年40793元增加4005元`. */
function stepped(paper: Paper, change: Figure): Finding[] {
  const [now, then] = [paper.figures[change.at - 2], paper.figures[change.at - 1]]
  if (!now || !then || now.sentence !== change.sentence || ![now, then, change].every((one) => isCount(one) && isExact(one) && one.cell === null && sort(one) === sort(change))) return []
  const word = /^(增加|增长|提高|上升|多|减少|下降|降低|少)了?$/.exec(between(paper, then, change))?.[1]
  if (word === undefined || !/^，(?:比|较)(?:上年|去年|(?:19|20)\d{2}年)(?:同期)?[^，。；\d]{0,6}$/.test(between(paper, now, then))) return []
  const sign = /减|降|少/.test(word) ? -1 : 1
  const made = { low: sign * (sign > 0 ? now.low - then.high : now.high - then.low), high: sign * (sign > 0 ? now.high - then.low : now.low - then.high) }
  const half = change.high - change.low
  if (change.value >= made.low - half - 1e-6 && change.value <= made.high + half + 1e-6) return []
  return [
    finding(paper, [change, now, then], {
      verdict: 'contradiction',
      kind: 'series',
      calculation: `${show(now.value)} − ${show(then.value)} = ${show(now.value - then.value)}${now.unit}，所列${word} ${printed(change)}`,
      explanation: '增减数与同处所列的前后两个数不符。',
    }),
  ]
}

const number = '(\\d+(?:\\.\\d+)?)'
const form = new RegExp(`[从由]((?:19|20)\\d{2})年?(?:上半年|下半年|底|末|度|[一二三四]季度)?的?${number}([%‰一-鿿]{1,3}?)(提高|提升|上升|增长|增加|攀升|扩大|下降|降低|减少|回落|下滑|降|升)[到至]((?:19|20)\\d{2})年?(?:上半年|下半年|底|末|度|[一二三四]季度)?的?${number}\\3`, 'g')
/** `从2018上半年的97.61%提高到2019上半年的98.93%`: the later year stands behind, and the word goes the way of the figures. */
const turned = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(form)].flatMap((match) => {
    const [, from, then, , word, to, now] = match as unknown as string[]
    const says = (kind: Finding['kind'], calculation: string, explanation: string): Finding[] => [
      findingAt(paper, match.index, match.index + match[0].length, { verdict: 'contradiction', kind, calculation, explanation }, paper.figures.filter((one) => one.start >= match.index && one.end <= match.index + match[0].length).map(({ id }) => id)),
    ]
    if (Number(to) < Number(from)) return says('date', `从${from}年到${to}年`, '所说的后一年在前一年之前。')
    const up = /提|升|增|扩/.test(word!)
    const wrong = up ? Number(now) < Number(then) : Number(now) > Number(then)
    return wrong && !/排名|位次|名次/.test(before(paper, paper.figures.find((one) => one.start >= match.index) ?? paper.figures[0]!, 30)) ? says('series', `${then}${match[3]} → ${now}${match[3]}，“${word}”`, '所说的升降与前后两个数相反。') : []
  })
