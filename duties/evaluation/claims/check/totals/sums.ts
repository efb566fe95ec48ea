import type { Finding } from '../../contract.ts'
import { paragraphRows } from '../ranked/named-rows.ts'
import { meet, minus, plus, show, showInterval, sum, type Interval } from '../ground/interval.ts'
import { akin, countsLike, paragraphOf } from '../ground/near.ts'
import {
  before,
  between,
  finding,
  inSentence,
  isCount,
  isExact,
  isIncrement,
  isMean,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Sums that are told by name (甲、乙两区合计), over units (吨 and 公斤), over years (累计), and of what is left. */
export const checkSums = (paper: Paper): Finding[] =>
  paper.figures.flatMap((figure) =>
    !isCount(figure) || figure.cell !== null
      ? []
      : [byName(paper, figure), overUnits(paper, figure), soFar(paper, figure), left(paper, figure), allButFew(paper, figure)].filter(
          (one) => one !== null,
        ),
  )

const doubt = (paper: Paper, figures: readonly Figure[], calculation: string, explanation: string): Finding =>
  finding(paper, figures, { verdict: 'doubtful', kind: 'total', calculation, explanation })
const plusSigns = (parts: readonly Figure[]): string => parts.map(({ value }) => show(value)).join(' + ')

const group = /^([一-鿿]{2,8}(?:、[一-鿿]{2,8}){0,6}(?:、|和|及|与)[一-鿿]{2,8})$/
/** `陂头、茗溪两镇立案39起`: the names stand in a row before, each with its figure. */
function byName(paper: Paper, figure: Figure): Finding | null {
  const words = before(paper, figure, 50)
    .split(/[，。；：]/)
    .at(-1)!
  const list = group.exec(words)?.[1]
  if (list === undefined || isMean(paper, figure) || /每|比|较/.test(words)) return null
  const names = list.split(/[、和及与]/)
  const rows = paragraphRows(paper, figure.sentence)
    .filter((row) => row.every((one) => one.figure.end <= figure.start && sort(one.figure) === sort(figure)) && row.length > names.length)
    .map((row) =>
      names.flatMap(
        (name, at) =>
          row.find((one) =>
            at < names.length - 1
              ? one.name.startsWith(name) || name.endsWith(one.name)
              : name.startsWith(one.name) || one.name.startsWith(name.slice(0, 4)),
          ) ?? [],
      ),
    )
    .filter((found) => found.length === names.length && new Set(found).size === names.length)
  const parts = rows.map((row) => row.map((one) => one.figure))
  if (parts.length === 0 || parts.some((row) => meet(sum(row), figure))) return null
  return doubt(
    paper,
    [figure, ...parts[0]!],
    `${plusSigns(parts[0]!)} = ${showInterval(sum(parts[0]!))}${figure.unit}，所列 ${printed(figure)}`,
    '所列名称各数之和与此数不符；若所指的是另一项指标则无误。',
  )
}

/** Units of one family in one of them. Data, not rules. */
const scales: Readonly<Record<string, readonly [string, number]>> = {
  吨: ['公斤', 1000],
  公斤: ['公斤', 1],
  千克: ['公斤', 1],
  克: ['公斤', 0.001],
  公顷: ['亩', 15],
  亩: ['亩', 1],
}
const scaled = ({ unit, low, high }: Figure): (Interval & { family: string }) | null => {
  const scale = scales[unit]
  return scale ? { family: scale[0], low: low * scale[1], high: high * scale[1] } : null
}

/** `7.35吨，其中走私4.1吨、未经检疫2280公斤、其他970公斤`. */
function overUnits(paper: Paper, whole: Figure): Finding | null {
  const own = scaled(whole)
  if (!own) return null
  const parts: Figure[] = []
  for (const one of inSentence(paper, whole.sentence).filter(({ start }) => start >= whole.end)) {
    const words = between(paper, parts.at(-1) ?? whole, one)
    const joins = parts.length === 0 ? /^，?(?:其中|包括|分别为)[一-鿿]{0,10}$/ : /^[、和及][一-鿿]{1,10}$/
    if (!joins.test(words) || scaled(one)?.family !== own.family) break
    parts.push(one)
  }
  if (parts.length < 2 || parts.every(({ unit }) => unit === whole.unit)) return null
  const total = sum(parts.map((one) => ({ ...one, ...scaled(one)! })))
  if (total.low <= own.high) return null
  return doubt(
    paper,
    [...parts, whole],
    `${parts.map(printed).join(' + ')} = ${showInterval(total)}${own.family}，所列总数 ${printed(whole)}`,
    '各项化为同一单位之和大于总数；若各项互有重叠则无误。',
  )
}

const yearEnd = /(?:上年|去年|前年|20\d{2}年)(?:年)?[底末](?:累计)?(?:为|有|达|是)$/
/** `新评定312家，历年累计1265家，2022年底为953家`; `再评定300家，年底累计达到1565家` beside what there is so far. */
function soFar(paper: Paper, fresh: Figure): Finding | null {
  if (!/新|再|又|增/.test(lead(paper, fresh, 16)) || isIncrement(paper, fresh) || !isExact(fresh)) return null
  const [all, past] = inSentence(paper, fresh.sentence).filter(({ start }) => start >= fresh.end)
  if (
    !all ||
    sort(all) !== sort(fresh) ||
    !isExact(all) ||
    !/^，[^，。；]{0,8}(?:累计|总数|总量)(?:达到?|为|有|共)*$/.test(between(paper, fresh, all))
  )
    return null
  const told = past && sort(past) === sort(fresh) && yearEnd.test(lead(paper, past)) ? past : undefined
  const before = minus(all, fresh)
  const far = told
    ? undefined
    : countsLike(paper, fresh).find(
        (one) =>
          one.sentence !== fresh.sentence &&
          /累计|总数|已有/.test(lead(paper, one)) &&
          akin(paper, one, fresh) &&
          one.value < all.value &&
          one.value > 0.4 * all.value,
      )
  const from = told ?? far
  if (!from || meet(before, from) || (!told && countsLike(paper, fresh).some((one) => meet(before, one)))) return null
  return doubt(
    paper,
    [fresh, all, from],
    `${show(from.value)} + ${show(fresh.value)} = ${show(from.value + fresh.value)}，所列累计 ${printed(all)}`,
    '新增与原有之和与累计数不符；若其间另有退出或统计范围不同则无误。',
  )
}

const remains = /(?:^|[一-鿿])(?:剩余|余下|还需|尚需|仍需|还剩|尚余|尚有)[一-鿿]{0,6}$/
const planned = /计划|任务|预算|年初|应|资金|总|共/
const reached = /完成|支出|已|支付|到位|实际|使用/
/** `年初预算1170万元…；上半年支出643.5万元…，剩余526.5万元`: what was planned less what was done. */
function left(paper: Paper, rest: Figure): Finding | null {
  if (!remains.test(lead(paper, rest, 16)) || !isExact(rest) || isMean(paper, rest)) return null
  const able = (one: Figure): boolean => sort(one) === sort(rest) && one !== rest && isCount(one) && !isMean(paper, one)
  const near = paragraphOf(paper, rest.sentence).filter((one) => able(one) && one.end <= rest.start)
  // whatever two counts of the paper leave it is right
  const all = countsLike(paper, rest).filter(able)
  if (all.some((one) => meet(one, rest)) || all.some((one) => all.some((two) => one.value > two.value && meet(minus(one, two), rest))))
    return null
  const done = near.findLast((one) => reached.test(lead(paper, one, 10)) && one.sentence === rest.sentence)
  const whole = done && near.findLast((one) => one.end <= done.start && (planned.test(lead(paper, one, 12)) || /^[一-鿿]{0,6}中/.test(tail(paper, one, 8))) && one.value > done.value)
  if (!done || !whole || plus(done, rest).low <= whole.high) return null
  return doubt(
    paper,
    [rest, whole, done],
    `${show(whole.value)} − ${show(done.value)} = ${show(whole.value - done.value)}${rest.unit}，所列剩余 ${printed(rest)}`,
    '计划数减去已完成数与所列剩余不符；若另有追加或口径不同则无误。',
  )
}

const good = /^(?:已|其中)?(?:按期|按时|如期)?(?:办结|整改|完成|合格|通过|回复|答复|结案)$/
const few = /延期|延长|超期|逾期|超标|不合格|未|正在|待/
/** `下发督办函23份，按期办结29份，另有1份延期办结`: what is done and the few that are not make all. */
function allButFew(paper: Paper, rest: Figure): Finding | null {
  const same = inSentence(paper, rest.sentence).filter((one) => one.end <= rest.start && isCount(one) && sort(one) === sort(rest))
  const [whole, done] = same.slice(-2)
  if (!whole || !done || same.length > 2 || ![whole, done, rest].every(isExact) || !good.test(lead(paper, done))) return null
  const own = lead(paper, rest)
  if (!/^(?:另有|另|其余|剩余)?$/.test(own) || !few.test(tail(paper, rest, 16)) || between(paper, whole, rest).length > 50) return null
  const total = plus(done, rest)
  if (total.low <= whole.high || whole.value < rest.value || done.value > 2 * whole.value) return null
  return doubt(
    paper,
    [rest, whole, done],
    `${show(done.value)} + ${show(rest.value)} = ${show(done.value + rest.value)}${rest.unit}，所列总数 ${printed(whole)}`,
    '已办与其余之和大于总数；若其余的不在总数之内则无误。',
  )
}
