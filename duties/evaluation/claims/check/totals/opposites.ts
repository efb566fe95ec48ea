import type { Finding } from '../../contract.ts'
import { meet, show, showInterval, sum } from '../ground/interval.ts'
import { countsLike } from '../ground/near.ts'
import { between, finding, isCount, isExact, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** What two words share out between them (男、女), and ages up to the last, against the count that they fill. */
export const checkOpposites = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => [
    ...figures.flatMap((_, at) => shared(paper, figures, at)),
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
