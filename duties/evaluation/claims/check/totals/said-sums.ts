import type { Finding } from '../../contract.ts'
import { namedCities } from '../known.ts'
import { meet, over, show, showInterval, sum, times, type Interval } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
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

/** Wholes and products that stand apart from what makes them: under sibling headings, sections before, or as so many times so much. */
export const checkSaidSums = (paper: Paper): Finding[] => [
  ...underHeadings(paper),
  ...[...paper.bySentence.keys()].flatMap((sentence) => [...ofOneNoun(paper, sentence), ...divided(paper, sentence), ...regions(paper, sentence), ...product(paper, sentence), ...rounds(paper, sentence)]),
]

const able = (paper: Paper, one: Figure): boolean =>
  isCount(one) && isExact(one) && one.cell === null && one.low > 0 && one.bracketOf === null && !isIncrement(paper, one) && !isMean(paper, one)
const adding = (parts: readonly Figure[]): string => `${parts.map(({ value }) => show(value)).join(' + ')} = ${showInterval(sum(parts))}`
const say = (paper: Paper, figures: readonly Figure[], calculation: string, explanation: string, kind: 'total' | 'mean' = 'total'): Finding =>
  finding(paper, figures, { verdict: 'doubtful', kind, calculation, explanation })

/** `1.基础工作方面，存在问题31个。…2.能力建设方面，存在问题28个。…` against `共发现问题137个` before the first. */
function underHeadings(paper: Paper): Finding[] {
  const { headings } = paper.document
  return headings.flatMap((first, at) => {
    if (first.number !== 1) return []
    const row = [first]
    for (const one of headings.slice(at + 1)) {
      if (one.level < first.level) break
      if (one.level === first.level && one.number === row.length + 1) row.push(one)
    }
    if (row.length < 2) return []
    const parts = row.flatMap((one, place) => {
      const end = row[place + 1]?.start ?? one.end + 160
      return paper.figures.find((figure) => figure.start >= one.start && figure.start < Math.min(end, one.end + 120) && able(paper, figure)) ?? []
    })
    const key = parts[0] && endOf(paper, parts[0])
    if (parts.length !== row.length || !key || key.length < 3) return []
    if (parts.some((one) => sort(one) !== sort(parts[0]!) || endOf(paper, one) !== key)) return []
    const wholes = countsLike(paper, parts[0]!).filter((one) => one.end <= first.start && first.start - one.end < 400 && able(paper, one))
    if (wholes.some((one) => meet(sum(parts), one))) return []
    const whole = wholes.find((one) => /共|总|合计|累计/.test(lead(paper, one, 14)) && wordsAround(paper, one).includes(key.slice(-2)))
    return whole
      ? [say(paper, [...parts, whole], `${adding(parts)}${whole.unit}，前列 ${printed(whole)}`, '各标题下所列各数之和与前列总数不符；若另有未分列的部分或互有重叠则无误。')]
      : []
  })
}
/** The last words before a figure: 存在问题 of 基础工作方面，存在问题31个. */
const endOf = (paper: Paper, one: Figure): string => lead(paper, one, 8).replace(/^.*\d/, '').slice(-4)
const wordsAround = (paper: Paper, one: Figure): string => `${lead(paper, one, 20).replace(/^.*\d/, '')}${one.subject}${tail(paper, one, 10)}`

/** `612家中小学食堂、728家幼儿园食堂和25家高校食堂`: kinds of one thing, and how many of it there are, told sections before. */
function ofOneNoun(paper: Paper, sentence: number): Finding[] {
  const rows: Figure[][] = []
  for (const one of inSentence(paper, sentence)) {
    const last = rows.at(-1)?.at(-1)
    const joined = last && sort(last) === sort(one) && /^[^，。；、\d]{2,12}(?:、|和|及|以及)[^，。；、\d]{0,4}$/.test(between(paper, last, one))
    if (able(paper, one) && joined) rows.at(-1)!.push(one)
    else rows.push(able(paper, one) ? [one] : [])
  }
  return rows.flatMap((row) => {
    if (row.length < 2) return []
    const noun = (one: Figure): string => /^的?([一-鿿]{2,10}?)(?=[、，。；：和及（(]|以及|全部|均|都|已|落实|实现|建立|开展|完成|纳入|共|$)/.exec(tail(paper, one))?.[1] ?? ''
    const head = noun(row[0]!).slice(-2)
    if (head.length < 2 || row.some((one) => noun(one).length < 3 || noun(one).slice(-2) !== head)) return []
    const all = /全部|均|都|逐一|悉数/.test(tail(paper, row.at(-1)!, 24)) || paper.text.slice(row.at(-1)!.end, row.at(-1)!.end + 24).includes('全部')
    const wholes = countsLike(paper, row[0]!).filter(
      (one) => !row.includes(one) && able(paper, one) && one.sentence !== sentence && one.partOf === null && `${bare(one.subject)}|${lead(paper, one, 12)}`.includes(head),
    )
    if (wholes.length === 0 || wholes.some((one) => meet(sum(row), one))) return []
    const whole = wholes.filter((one) => one.low > Math.max(...row.map(({ value }) => value))).toSorted((a, b) => Math.abs(a.value - sum(row).low) - Math.abs(b.value - sum(row).low))[0]
    const over = whole && sum(row).low > whole.high && sum(row).low < 1.5 * whole.value
    const under = whole && all && row.length > 2 && sum(row).high < whole.low && sum(row).high > 0.7 * whole.value
    return whole && (over || under)
      ? [say(paper, [...row, whole], `${adding(row)}${whole.unit}，另处所列 ${printed(whole)}`, '各类之和与另处所列总数不符；若另有未列出的类别或互有重叠则无误。')]
      : []
  })
}

/** `共检查点位90个，覆盖24类业态，其中明查54个、暗访36个`, `学校食堂中，自主经营118家，委托经营34家`: what is divided was counted before, another count between. */
function divided(paper: Paper, sentence: number): Finding[] {
  const same = inSentence(paper, sentence)
  return same.flatMap((first, at) => {
    if (!able(paper, first)) return []
    const gap = at > 0 ? between(paper, same[at - 1]!, first) : before(paper, first, 30)
    const inside = /(?:^|[，；。])([一-鿿]{2,8})中，[一-鿿]{2,8}$/.exec(at > 0 ? gap : `。${before(paper, first, 30)}`)?.[1]
    const among = /[，；](?:其中|分别是|包括)[：:，]?[一-鿿]{1,10}$/.test(gap)
    if (!among && inside === undefined) return []
    const row = [first]
    for (const one of same.slice(at + 1)) {
      if (sort(one) !== sort(first) || !/^[、，和及](?!检测?出|发现|查出)[^，。；、\d]{1,10}$/.test(between(paper, row.at(-1)!, one)) || !able(paper, one)) break
      row.push(one)
    }
    const ends = row.map((one) => lead(paper, one, 10).replace(/^.*[\d、，和]/, '').replace(/^其中/, ''))
    if (row.length < 2 || /等|主要/.test(paper.text.slice(row.at(-1)!.end, row.at(-1)!.end + 3)) || ends.some((one) => one.length < 2)) return []
    const near = paragraphOf(paper, sentence).filter((one) => one.end <= first.start && sentence - one.sentence < 3 && sort(one) === sort(first) && able(paper, one))
    if (near.some((one) => meet(sum(row), one))) return []
    const whole = inside === undefined
      ? near.findLast((one) => one.sentence === sentence && one.low > Math.max(...row.map(({ value }) => value)) && !/比|较|每|计划|任务/.test(lead(paper, one, 10)))
      : near.findLast((one) => wordsAround(paper, one).includes(inside) || lead(paper, one, 10).endsWith(inside.slice(-2)))
    if (!whole || (among && same[at - 1] === whole)) return []
    const total = sum(row)
    // members of one build leave nothing out: 明查点位, 暗访点位; two ways of running
    const closed = inside !== undefined || ends.every((one) => one.slice(-2) === ends[0]!.slice(-2))
    if (!(total.low > whole.high && total.low < 1.6 * whole.value) && !(closed && total.high < whole.low && total.high > 0.8 * whole.value)) return []
    return [say(paper, [...row, whole], `${adding(row)}${whole.unit}，所列总数 ${printed(whole)}`, '所列各项之和与总数不符；若另有未列出的部分或互有重叠则无误。')]
  })
}

/** Counties are added up where divisions are read. */
const levels = [/街道|镇|乡/]
const kindOf = (paper: Paper, one: Figure): string =>
  /^(?:市辖区|县级市|街道|区|县|市|旗|镇|乡)$/.exec(one.unit)?.[0] ?? /^(?:市辖区|县级市|街道|区|县|市|旗|镇|乡)(?=[、，。；和及]|共|合计|开展|进行|实行|全|均|都|$)/.exec(tail(paper, one))?.[0] ?? ''
const region = /^(?:县级行政区|县\([市区旗、]+\)|县[市区旗]{1,2}|区县|乡镇\(街道\)|镇\(街道\)|街道\([乡镇、]+\)|镇街|街镇|乡镇)/
/** `辖7个镇、5个乡`, and a section later `12个乡镇`: the name of all has the names of its kinds. */
function regions(paper: Paper, sentence: number): Finding[] {
  const same = inSentence(paper, sentence)
  return same.flatMap((first, at) => {
    const last = same[at - 1]
    if (kindOf(paper, first) === '' || (last && kindOf(paper, last) !== '')) return []
    const row = [first]
    for (const one of same.slice(at + 1)) {
      if (!/^[一-鿿]{0,4}(?:、|，|和|及)(?:代管|管辖|下辖|和)?$/.test(between(paper, row.at(-1)!, one)) || kindOf(paper, one) === '') break
      row.push(one)
    }
    const kinds = row.map((one) => kindOf(paper, one))
    const level = levels.find((form) => kinds.every((kind) => form.test(kind)))
    if (row.length < 2 || namedCities(paper, first) > 0 || kinds.some((kind) => kind === '') || !level || new Set(kinds).size < kinds.length || !(/辖|设|有|分/.test(before(paper, first, 20)) || /^[^，。；]{0,4}全覆盖/.test(tail(paper, row.at(-1)!)))) return []
    const wholes = countsLike(paper, { ...first, unit: '个' }).filter((one) => one.unit === '个' && !row.includes(one) && one.cell === null)
    return wholes.flatMap((whole) => {
      const name = region.exec(tail(paper, whole))?.[0]
      if (name === undefined || !level.test(name) || (name !== '县级行政区' && kinds.some((kind) => !name.includes(kind.slice(-1))))) return []
      if (/[中里]$|^(?:其中|有|含)$|等$/.test(lead(paper, whole, 4)) || meet(sum(row), whole)) return []
      const all = /^(?:中|全部|均|都|，其中)/.test(tail(paper, whole).slice(name.length)) || /(?:全[市县区]|共|所有|辖|各)$/.test(lead(paper, whole, 6))
      // 12个乡镇农产品监管站 are no towns
      const bare = /^(?:$|[，。；、(中均全都已]|平均)/.test(tail(paper, whole).slice(name.length))
      return bare && (whole.low > sum(row).high || all)
        ? [say(paper, [whole, ...row], `${adding(row)}个，所列 ${printed(whole)}${name}`, '所辖各类区划之和与另处所列总数不符；若统计口径含开发区等则无误。')]
        : []
    })
  })
}

const each = /按?(?:每|人均|生均)[^，。；\d]{1,10}$/
/** `惠及学生2.34万人，按每生每天5元、在校100天计算，投入1170万元`: so many, so much for each, so often. */
function product(paper: Paper, sentence: number): Finding[] {
  const same = inSentence(paper, sentence)
  return same.flatMap((per, at) => {
    if (!each.test(lead(paper, per, 14)) || per.unit !== '元' || !isExact(per)) return []
    const result = same.slice(at + 1).find((one) => one.unit === '元' && /计|共|需|投入|补助|发放|拨付|资金|合/.test(`${lead(paper, one, 20)}${between(paper, per, one)}`))
    if (!result || !/计|算|标准/.test(between(paper, per, result))) return []
    const counts = same.filter((one) => one !== per && one !== result && one.end <= result.start && isCount(one) && one.unit !== '元' && one.low > 0)
    const products = subsets(counts.slice(-4)).map((chosen) => chosen.reduce<Interval>((all, one) => ({ low: all.low * one.low, high: all.high * one.high }), per))
    if (counts.length === 0 || products.some((all) => meet(all, result))) return []
    const most = counts.reduce((all, one) => all * one.value, per.value)
    if (most > 3 * result.value || result.value > 3 * most) return []
    return [
      say(
        paper,
        [result, per, ...counts],
        `${[...counts, per].map(({ value }) => show(value)).join(' × ')} = ${show(most)}${result.unit}，所列 ${printed(result)}`,
        '按所列标准、人数和天数计算的数与所列不符；若另有标准或人数变动则无误。',
        'mean',
      ),
    ]
  })
}
const subsets = (all: readonly Figure[]): Figure[][] =>
  all.reduce<Figure[][]>((found, one) => [...found, ...found.map((some) => [...some, one])], [[]]).filter(({ length }) => length > 0)

/** `全县学校食堂68家…开展全覆盖检查2轮，共检查136家次`: every one in every round. */
function rounds(paper: Paper, sentence: number): Finding[] {
  const same = inSentence(paper, sentence)
  return same.flatMap((round, at) => {
    const visits = same[at + 1]
    if (!/^[轮遍]$/.test(round.unit) || !visits || !/次$/.test(visits.unit) || !/全覆盖|逐户|全面/.test(lead(paper, round, 16)) || !/^，[^，。；]{0,8}检查$/.test(between(paper, round, visits))) return []
    const near = paragraphOf(paper, sentence).filter((one) => one.end <= round.start && isCount(one) && sort(one) === sort({ ...one, unit: visits.unit.replace(/次$/, '') }))
    const [first] = near
    if (!first || near.some((one) => meet(times(one, round.value), visits))) return []
    return [say(paper, [visits, round, first], `${show(first.value)} × ${show(round.value)} = ${showInterval(over(times(first, round.value), { low: 1, high: 1 }))}，所列 ${printed(visits)}`, '户数与轮数之积与所列户次不符；若各轮检查的户数不同则无误。', 'mean')]
  })
}
