import type { Finding } from '../contract.ts'
import { meet, minus, over, plus, show, showInterval, sum, times, cut } from './interval.ts'
import { isChange } from './change-words.ts'
import { countsLike, paragraphOf } from './near.ts'
import {
  between,
  finding,
  inSentence,
  isCount,
  isExact,
  isMean,
  isPoints,
  isRate,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from './paper.ts'

/** What two words share out between them (男、女), what was done of a named part, and a growth told behind the amount that came on top. */
export const checkOpposites = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => [
    ...figures.flatMap((figure, at) => [...shared(paper, figures, at), ...doneOf(paper, figure), ...onTop(paper, figures, at)]),
    ...ages(paper, figures),
  ])

/** Words that leave nothing out between them. Data, not rules. */
const pairs: readonly (readonly [RegExp, RegExp])[] = [
  [/男(?:性|生)?$/, /女(?:性|生)?$/],
  [/(?:城镇|城市|城区)(?:居民|人口|学校|食堂)?$/, /(?:农村|乡村)(?:居民|人口|学校|食堂)?$/],
  [/公办(?:学校|园|幼儿园)?$/, /民办(?:学校|园|幼儿园)?$/],
  [/线上$/, /线下$/],
]
const usable = (one: Figure | undefined): one is Figure => one !== undefined && isCount(one) && isExact(one) && one.low > 0 && one.cell === null

/** `男性1715人、女性1785人`: together they are some count of the paper, where the paper has one of their size. */
function shared(paper: Paper, figures: readonly Figure[], at: number): Finding[] {
  const [one, other] = [figures[at], figures[at + 1]]
  if (!usable(one) || !usable(other) || sort(one) !== sort(other) || between(paper, one, other).length > 12) return []
  const named = pairs.some(([a, b]) => [[one, other], [other, one]].some(([x, y]) => a.test(lead(paper, x!, 10)) && b.test(lead(paper, y!, 10))))
  return named ? against(paper, [one, other]) : []
}

const span = /^(?:\d{1,2}(?:[-—~至到]\d{1,2})?|)岁?(?:及)?$/
/** `18至35岁1120人，36至59岁1680人，60岁及以上700人`: ages up to the last. */
function ages(paper: Paper, figures: readonly Figure[]): Finding[] {
  const told = figures.filter((one) => usable(one) && /岁(?:及?以[上下])?(?:的)?$/.test(lead(paper, one, 12)))
  const last = told.at(-1)
  if (told.length < 3 || !last || !/以上(?:的)?$/.test(lead(paper, last, 8)) || told.some((one) => sort(one) !== sort(last) || span.test(one.text))) return []
  return against(paper, told)
}

/** The parts against the count before them that they fill, or else the nearest of their size. */
function against(paper: Paper, parts: readonly Figure[]): Finding[] {
  const total = sum(parts)
  const all = countsLike(paper, parts[0]!).filter((one) => !parts.includes(one))
  if (all.some((one) => meet(one, total))) return []
  const near = all.filter((one) => usable(one) && one.end <= parts[0]!.start && one.value > Math.max(...parts.map(({ value }) => value)) * 0.9 && Math.abs(one.value - total.low) < 0.35 * one.value)
  const whole = near.findLast((one) => /共|成功|总|全部|现有|有|访问|参加/.test(lead(paper, one, 10))) ?? near.at(-1)
  if (!whole || parts[0]!.start - whole.end > 400) return []
  return [
    finding(paper, [...parts, whole], {
      verdict: 'doubtful',
      kind: 'total',
      calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${showInterval(total)}${whole.unit}，所列总数 ${printed(whole)}`,
      explanation: '两相对应、不留其他的各项之和与总数不符；若总数另有所指则无误。',
    }),
  ]
}

const did = /^(?:其中)?([一-鿿]{2,8}?)的?(?:，)?(?:已|目前已|均已)(?:经)?(?:完成|整改|办结|改造|处置)(?:的)?$/
/** `限期整改43处；…，限期整改的已完成40处，还有3处正在整改`: the name of the part comes back with what was done of it. */
function doneOf(paper: Paper, figure: Figure): Finding[] {
  const name = usable(figure) ? did.exec(lead(paper, figure, 20))?.[1] : undefined
  if (name === undefined) return []
  const whole = paragraphOf(paper, figure.sentence).findLast(
    (one) => one.end <= figure.start && usable(one) && sort(one) === sort(figure) && lead(paper, one, 12).endsWith(name),
  )
  if (!whole) return []
  if (figure.low > whole.high)
    return [
      finding(paper, [figure, whole], {
        verdict: 'contradiction',
        kind: 'part-whole',
        calculation: `${show(figure.value)} > ${show(whole.value)}${whole.unit}`,
        explanation: '所列已完成的多于前文同名的总数。',
      }),
    ]
  const rest = paper.figures[figure.at + 1]
  if (!usable(rest) || rest.sentence !== figure.sentence || sort(rest) !== sort(figure) || !/^，?(?:还有|尚有|仍有|其余|剩余|余下|另有)$/.test(between(paper, figure, rest))) return []
  if (meet(plus(figure, rest), whole) || !/正在|尚|未|没有|待/.test(tail(paper, rest, 12))) return []
  return [
    finding(paper, [rest, figure, whole], {
      verdict: 'contradiction',
      kind: 'total',
      calculation: `${show(figure.value)} + ${show(rest.value)} = ${show(figure.value + rest.value)}${whole.unit}，前文 ${printed(whole)}`,
      explanation: '已完成的与未完成的之和与前文同名的总数不符。',
    }),
  ]
}

/** `投入43万元，…较2022年增加3万元，增长7.5%`: what came on top over what there was without it. */
function onTop(paper: Paper, figures: readonly Figure[], at: number): Finding[] {
  const [more, rate] = [figures[at], figures[at + 1]]
  if (!usable(more) || !rate || !isRate(rate) || isPoints(rate) || !isExact(rate) || !isChange(paper, more)) return []
  if (!/^，(?:同比)?(?:增长|增幅|增加|上升|下降|降幅|减少)(?:了|为|达)?$/.test(between(paper, more, rate)) || !/比|较/.test(lead(paper, more))) return []
  const now = figures.slice(0, at).filter((one) => usable(one) && sort(one) === sort(more) && !isChange(paper, one) && !isMean(paper, one) && one.value >= more.value)
  const [total] = now
  if (!total || now.length > 1 || !isExact(total)) return []
  const before = /减|降|少/.test(lead(paper, more)) ? plus(total, more) : minus(total, more)
  const grown = times(over(more, before), 100)
  if (before.low <= 0 || meet(cut(grown), cut(rate)) || paragraphOf(paper, rate.sentence).some((one) => usable(one) && one.end <= rate.start && sort(one) === sort(more) && one !== more && meet(cut(times(over(more, one), 100)), cut(rate)))) return []
  return [
    finding(paper, [rate, more, total], {
      verdict: 'contradiction',
      kind: 'series',
      calculation: `${show(more.value)} ÷ (${show(total.value)} ${/减|降|少/.test(lead(paper, more)) ? '+' : '−'} ${show(more.value)}) = ${showInterval(grown, 2)}%，所列 ${printed(rate)}`,
      explanation: '增幅与同一句中所列的总数、增减数不符。',
    }),
  ]
}

/** Whether two counts of the sentence before it, of whatever units, give a rate: 检查2150户次，发现问题344处，问题发现率16%. */
export const givenByAny = (paper: Paper, rate: Figure): boolean => {
  const near = inSentence(paper, rate.sentence).filter((one) => usable(one) && one.end <= rate.start).slice(-4)
  return near.some((part) => near.some((base) => part !== base && part.start > base.start && meet(cut(times(over(part, base), 100)), cut(rate))))
}
