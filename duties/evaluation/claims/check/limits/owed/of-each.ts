import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { countsLike } from '../../ground/near.ts'
import { inSentence, isCount, isExact, isIncrement, isMean, joined, lead, printed, sort, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { dutiesOf, unmet, yearly, type Duty } from './duty.ts'

/** So many at least or at most of each, times those that there are, against all that is told: on whichever side of the duty the two counts stand. */
export const checkOwedOfEach = (paper: Paper): Finding[] =>
  dutiesOf(paper).flatMap((duty) => {
    if (!duty.bound || yearly(duty.each) !== null) return []
    const beside = around(paper, duty)
    const near = summedRows(paper, beside)
    const noted = bracketed(paper, duty, beside)
    const holders = noted ? holdersNamed(paper, noted) : holdersOf(paper, duty, near)
    if (holders.length === 0) return []
    const told = noted ? [noted] : totalsOf(paper, duty, near, holders)
    const totals = told.length > 0 ? told : mostOf(paper, duty, holders)
    const pairs = totals.flatMap((total) => holders.flatMap((holder) => (holder === total || (sort(holder) === sort(total) && holder.value >= total.value) ? [] : [{ total, holder }])))
    if (pairs.length === 0 || pairs.some(({ total, holder }) => right(duty, total, holder))) return []
    const [{ total, holder }] = pairs as [(typeof pairs)[number]]
    const product = holder.value * duty.value
    if (product > 6 * total.value || total.value > 6 * product) return []
    const sure = !duty.asked && pairs.length === 1 && isExact(total) && isExact(holder) && total.sentence === duty.sentence && holder.sentence === duty.sentence && !/其中|另|抽/.test(lead(paper, total, 12))
    return [
      unmet(paper, duty, total, { sure, calculation: `${printed(holder)} × ${show(duty.value)}${duty.unit} = ${show(product)}，${duty.least ? `应${duty.strict ? '多于' : '不少于'}` : `应${duty.strict ? '少于' : '不多于'}`}此数；所列 ${printed(total)}`, what: `按所称每个的${duty.least ? '最低数' : '最高数'}推算，与所列的全部数不能相容`, saved: '若并未全部达到，或所列只是其中一部分，则无误' }, [holder]),
    ]
  })

/** `学校食堂1340户次（每所不少于2次）`: the bracket notes what stands before it. */
const bracketed = (paper: Paper, duty: Duty, near: readonly Figure[]): Figure | undefined =>
  near.find((one) => one.end <= duty.start && /次$/.test(one.unit) && /^\($/.test(joined(paper.text.slice(one.end, duty.start))))
const pairOf = (words: string): string[] => [...words].slice(1).map((sign, at) => words[at]! + sign)
/** Places of that name anywhere in the paper: 638所学校（幼儿园）食堂. */
function holdersNamed(paper: Paper, noted: Figure): Figure[] {
  const name = bare(lead(paper, noted, 12)).replace(/^.*(?:检查|督导|巡查|其中|了|对)/, '').slice(-4)
  if (name.length < 2) return []
  return paper.figures.filter((one) => one.cell === null && isCount(one) && isExact(one) && sort(one) === '家' && one.value > 1 && !isIncrement(paper, one) && [bare(tail(paper, one, 16)).slice(0, name.length + 2), bare(lead(paper, one, 16)).split('、').at(-1)!.slice(-name.length - 2)].some((words) => pairOf(name).filter((pair) => words.includes(pair)).length >= Math.max(1, name.length - 2)) && !/其中|中|未|已/.test(lead(paper, one, 8)))
}
/** Nothing is told near: all that the paper tells of that unit, the most of which is no less than what each had. */
function mostOf(paper: Paper, duty: Duty, holders: readonly Figure[]): Figure[] {
  if (!/^[批份件]次?$/.test(duty.unit) || !duty.least) return []
  const all = paper.figures.filter((one) => one.cell === null && one.unit === duty.unit && isExact(one) && !holders.includes(one) && (one.end <= duty.start || one.start >= duty.end) && !/[两二三四五六]年|快检|快速/.test(lead(paper, one, 20)))
  return all.length > 0 ? all.toSorted((a, b) => b.value - a.value).slice(0, 1) : []
}

const right = ({ least, strict, value }: Duty, total: Figure, holder: Figure): boolean =>
  least ? (strict ? holder.low * value < total.high : holder.low * value <= total.high + 1e-6) : strict ? holder.high * value > total.low : holder.high * value >= total.low - 1e-6

/** Counts of the duty's sentence and its neighbours in the paragraph. */
function around(paper: Paper, duty: Duty): Figure[] {
  const found: Figure[] = []
  for (let sentence = Math.max(0, duty.sentence - 2); sentence <= duty.sentence + 2; sentence++)
    if (paper.paragraphs[sentence] === paper.paragraphs[duty.sentence])
      found.push(...inSentence(paper, sentence).filter((one) => one.cell === null && isCount(one) && one.value > 1 && (one.end <= duty.start || one.start >= duty.end) && !isIncrement(paper, one) && !isMean(paper, one) && !/每|均|至少|不[少低得超多]|其中(?!央)/.test(lead(paper, one, 10))))
  return found
}

/** `A级42家、B级386家、C级5214家`: members of a row are no whole; together they are. */
function summedRows(paper: Paper, figures: readonly Figure[]): Figure[] {
  const rows: Figure[][] = []
  for (const one of figures) {
    const last = rows.at(-1)?.at(-1)
    if (last && sort(last) === sort(one) && last.sentence === one.sentence && /^[^，。；、\d]{0,8}(?:、|和|及|以及)[^，。；、\d]{0,8}$/.test(joined(paper.text.slice(last.end, one.start)))) rows.at(-1)!.push(one)
    else rows.push([one])
  }
  return rows.flatMap((row) => (row.length < 3 ? row : [{ ...row[0]!, value: total(row, 'value'), low: total(row, 'low'), high: total(row, 'high'), text: row.map(({ text }) => text).join('＋'), end: row.at(-1)!.end }]))
}
const total = (row: readonly Figure[], of: 'value' | 'low' | 'high'): number => row.reduce((all, one) => all + one[of], 0)

const bare = (words: string): string => words.replaceAll(/\([^()]*\)|[(].*$|[“”]/g, '')
/** What a count is of: the noun behind it (`136所学校`), else the one before it (`市场监管所96个`, `行政村(社区)1214个`). */
const behind = (paper: Paper, one: Figure): string => `${one.unit}${bare(tail(paper, one, 9))}`
const ahead = (paper: Paper, one: Figure): string => bare(lead(paper, one, 14)).slice(-8)
function called(paper: Paper, all: readonly Figure[], fits: (name: string) => boolean): Figure[] {
  const by = all.filter((one) => fits(behind(paper, one)))
  return by.length > 0 ? by : all.filter((one) => fits(ahead(paper, one)))
}
const measure = /^(?:一)?[个名家户所处位支台座条]/
const single = /[村县区所站校店镇乡家户企社]/

/** Whose duty it is: the counts whose name the words behind 每 begin with. */
function holdersOf(paper: Paper, duty: Duty, near: readonly Figure[]): Figure[] {
  const words = bare(duty.each.replace(/^(?:年|平均)/, ''))
  const own = near.filter((one) => !/次$/.test(one.unit))
  const [, many, of] = /^(百万|十万|[十万千百])([人名户家])/.exec(words) ?? []
  if (many !== undefined) {
    const size = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 十万: 100_000, 百万: 1e6 }[many]!
    return of === '人' ? population(paper, size) : own.filter((one) => sort(one) === sort({ ...one, unit: of! })).map((one) => inParts(one, size))
  }
  if (/^[人案件起例批篇条笔单场期]/.test(words) || (words === '' && /[人名位]/.test(duty.each))) return nearest(own.filter((one) => (words.startsWith('人') ? sort(one) === '人' : one.unit === words[0] || behind(paper, one).includes(words[0]!))), duty)
  const sign = measure.exec(words)?.[0].at(-1)
  const rest = sign === undefined ? words : words.replace(measure, '')
  for (let length = Math.min(6, rest.length); length > 1; length--) {
    const name = rest.slice(0, length)
    const same = called(paper, own, (one) => one.includes(name))
    if (same.length > 0) return nearest(same, duty)
  }
  const one = sign !== undefined && single.test(sign) && rest.length < 2 ? sign : rest[0]
  if (one !== undefined && single.test(one)) {
    const same = called(paper, own, (name) => new RegExp(`^.[一-鿿]{0,5}${one}|${one}$`).test(name))
    if (same.length > 0) return nearest(same, duty)
  }
  // 1214个村(社区)每个至少: the count right before it
  const last = sign === undefined ? undefined : own.filter((figure) => figure.end <= duty.start && figure.sentence === duty.sentence && !/次$/.test(figure.unit) && (figure.unit === sign || sort(figure) === sort({ ...figure, unit: sign }))).at(-1)
  if (last) return [last]
  const whole = rest.length === 1 && single.test(rest) ? countsLike(paper, { unit: '个' }).filter((figure) => figure.cell === null && figure.value > 1 && new RegExp(`^(?:${rest}|[县区市](?=[、(和]))`).test(tail(paper, figure, 4)) && !/其中|建成|新建|抽|[有在]$/.test(lead(paper, figure, 6))) : []
  if (new Set(whole.map(({ value }) => value)).size === 1) return whole.slice(0, 1)
  const far = rest.length > 1 ? countsLike(paper, { unit: sign ?? '个' }).filter((figure) => figure.cell === null && figure.value > 1 && `${behind(paper, figure)}|${ahead(paper, figure)}`.includes(rest.slice(0, 2)) && !isIncrement(paper, figure)) : []
  return far.length < 4 ? far : []
}
/** 每万人: how many times so many people there are. */
const population = (paper: Paper, of: number): Figure[] =>
  paper.figures.filter((one) => one.unit === '人' && one.value === paper.document.population).slice(0, 1).map((one) => inParts({ ...one, low: one.low * 0.99, high: one.high * 1.01 }, of))
const inParts = (one: Figure, size: number): Figure => ({ ...one, value: one.value / size, low: one.low / size, high: one.high / size })
const nearest = (all: readonly Figure[], duty: Duty): Figure[] => {
  const here = all.filter((one) => one.sentence === duty.sentence)
  return here.length > 0 ? here : [...all]
}

const idle = /食品|安全|全[市县区]|至少|不少|不低|要求|按照|标准|每|各|均|平|所|的|有|超过|达到|低于|高于|以上|配备|落实|开展|包保/g
const pairsOf = (words: string): string[] =>
  words
    .replaceAll(idle, ' ')
    .split(/[^一-鿿]+/)
    .flatMap((part) => Array.from({ length: Math.max(0, part.length - 1) }, (_, at) => part.slice(at, at + 2)))

/** All there is: in the unit of the duty, and of what it speaks of. */
function totalsOf(paper: Paper, duty: Duty, near: readonly Figure[], holders: readonly Figure[]): Figure[] {
  const like = (one: Figure): boolean => {
    if (holders.includes(one)) return false
    if (/^[次遍轮]$/.test(duty.unit)) return /^[户家人所点个校店]?次$|^[遍轮]$/.test(one.unit)
    return one.unit === duty.unit || sort(one) === sort({ ...one, unit: duty.unit })
  }
  const all = near.filter((one) => like(one) && one.value > duty.value)
  const own = new Set(pairsOf(duty.thing))
  const named = all.filter((one) => pairsOf(`${lead(paper, one, 18)}|${tail(paper, one, 8)}|${one.subject}`).some((pair) => own.has(pair)))
  const bare = all.filter((one) => duty.unit === '学时' || duty.unit === '课时' || /次$/.test(one.unit) || (one.sentence === duty.sentence && /共|合计|累计|总/.test(lead(paper, one, 8))) || (duty.mean && one.sentence === duty.sentence))
  // 协管员1320名…每村2名以上: nothing else is told in that unit
  const only = all.filter((one) => one.sentence === duty.sentence).length === 1 ? all.filter((one) => one.sentence === duty.sentence) : []
  const fit = named.length > 0 ? [...named, ...bare] : [...bare, ...only]
  const here = fit.filter((one) => one.sentence === duty.sentence)
  return [...new Set(here.length > 0 ? here : fit)]
}
