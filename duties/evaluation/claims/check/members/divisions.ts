import type { Finding } from '../../contract.ts'
import { findingAt, inSentence, isCount, joined, lead, type Figure, type Paper } from '../ground/paper.ts'
import { numeral, valueOf } from './counted/names.ts'

/**
 * Districts, counties and cities as a paper tells them together: `甲、乙两区和丙、丁、戊三县，代管己市，共6个县级行政区`, `2区3县`, `6个县（市、区）（甲区、乙县…）`.
 * Numbers against names, kinds against their total, and one telling against another.
 */
export function checkDivisions(paper: Paper): Finding[] {
  const told = paper.document.sentences.flatMap(({ start, end }) => tellingsIn(paper.text.slice(start, end), start))
  return [...told.flatMap((one) => [...names(paper, one), ...total(paper, one)]), ...between(paper, told), ...together(paper, told), ...bracketed(paper), ...townships(paper), ...byName(paper, told)]
}

type Kind = '区' | '县' | '市' | '旗'
type Part = { readonly kind: Kind; readonly value: number; readonly at: number; readonly end: number }
/** Kinds told in a row; `named` counts the names before them by their last sign; `cities` are named and not counted (代管己市). */
type Telling = { readonly parts: readonly Part[]; readonly named: ReadonlyMap<Kind, number>; readonly cities: number; readonly total: Part | null; readonly all: boolean; readonly start: number; readonly end: number }

const kindOf: Readonly<Record<string, Kind>> = { 市辖区: '区', 县级市: '市', 自治县: '县', 自治旗: '旗', 区: '区', 县: '县', 市: '市', 旗: '旗' }
const counted = new RegExp(`(?<![第前近约每另逾各\\d.一二三四五六七八九十百])(${numeral})\\s*个?(市辖区|县级市|自治县|自治旗|区|县|市|旗)(?=[、，。；：和及与共()\\s\\d]|代管|下辖|合计|开展|内|全|均|都|[两二三四五六七八九十]|$)(?!\\([、市区县旗]{1,6}\\))`, 'g')
const joint = /^[、，和及与]?(?:(?:下辖|代管|管辖|辖)?[一-鿿]{2,4}(?:[、和及与][一-鿿]{2,4})*)?$/
const ofCounties = '县级(?:行政区划?|区划|政区|行政单位|单位)|县\\([、市区旗]{1,6}\\)|区\\(县\\)|区县|县区|县市区|市县区|旗县区|县、市、区'
const whole = new RegExp(`^[，、]?(?:共|合计|共计|即|计|总共|全市)?(?:辖|有)?(${numeral})\\s*个?(?:${ofCounties})`)
/** `下辖九个县区，即三区、六县`. */
const wholeAhead = new RegExp(`(?<![第前近每另逾各\\d.一二三四五六七八九十百])(${numeral})\\s*个(?:${ofCounties})[，：:(]?(?:即|包括|分别为|分为|其中)?$`)
const place = '[一-鿿]{1,4}[区县市旗]'
const listed = new RegExp(`((?:${place}[、和及与，])+${place})(?:，?(?:即|共|合计|计|共计|辖|：)*)$`)

function tellingsIn(sentence: string, offset: number): Telling[] {
  const found: Telling[] = []
  let run: Part[] = []
  const close = (): void => {
    if (run.length > 1 && new Set(run.map(({ kind }) => kind)).size === run.length) found.push(tellingOf(sentence, offset, run))
    run = []
  }
  for (const match of sentence.matchAll(counted)) {
    const part: Part = { kind: kindOf[match[2]!]!, value: valueOf(match[1]!), at: match.index, end: match.index + match[0].length }
    const last = run.at(-1)
    if (last && !joint.test(joined(sentence.slice(last.end, part.at)).replaceAll(/\([^()]*\)/g, ''))) close()
    run.push(part)
  }
  close()
  return found
}

function tellingOf(sentence: string, offset: number, parts: readonly Part[]): Telling {
  const [first, last] = [parts[0]!, parts.at(-1)!]
  const ahead = sentence.slice(0, first.at)
  const behind = sentence.slice(last.end)
  const cities = /^，?(?:并)?代管([一-鿿]{2,4}市(?:[、和][一-鿿]{2,4}市)*)/.exec(behind)
  // a numeral of one is read as none of the row: 三区、五县、一个县级市
  const single = cities ? null : /^[、，和及与]*(?:以及)?(?:代管)?一个?(?:县级市|市辖区|自治县|区|县|市|旗)/.exec(behind)
  const rest = behind.slice((cities ?? single)?.[0].length ?? 0)
  const match = whole.exec(rest)
  const earlier = match ? null : wholeAhead.exec(ahead)
  const at = last.end + ((cities ?? single)?.[0].length ?? 0)
  const row = listed.exec(joined(ahead).slice(-160))?.[1]?.split(/[、和及与，]/) ?? []
  const named = new Map<Kind, number>()
  for (const name of row) named.set(name.at(-1) as Kind, (named.get(name.at(-1) as Kind) ?? 0) + 1)
  return {
    parts,
    named,
    cities: cities ? cities[1]!.split(/[、和]/).length : single ? 1 : 0,
    total: match ? { kind: '县', value: valueOf(match[1]!), at, end: at + match[0].length } : earlier ? { kind: '县', value: valueOf(earlier[1]!), at: earlier.index, end: earlier.index + earlier[0].length } : null,
    all: /(?:辖|设|由|有|[市县区州]|我市|在|即|共|覆盖|：)$/.test(ahead) || /辖|全市|全域/.test(ahead.slice(-40)),
    start: offset,
    end: offset + last.end,
  }
}

const zones = /开发区|高新区|功能区|新区|管委会|示范区|度假区/
type Place = readonly [number, number]
/** `beside`: the other place, of which the first may as well be the wrong one. */
function say(paper: Paper, [from, to]: Place, sure: boolean, kind: Finding['kind'], calculation: string, what: string, beside?: Place): Finding {
  const within = (one: Figure): boolean => [[from, to] as const, ...(beside ? [beside] : [])].some(([start, end]) => one.start < end && one.end > start)
  return findingAt(paper, from, to, { verdict: sure ? 'contradiction' : 'doubtful', kind, calculation, explanation: `${what}${sure ? '' : '；若其中一处含开发区等，或只计一部分，则无误'}。` }, beside ? paper.figures.filter(within).map(({ id }) => id) : [])
}

/** `甲区、乙区和丙县、丁县、戊县，即2区3县`: the names bear the signs that are counted. */
function names(paper: Paper, { parts, named, start }: Telling): Finding[] {
  return parts.flatMap((part) => {
    const count = named.get(part.kind)
    if (count === undefined || count === part.value || [...named.keys()].some((kind) => !parts.some((one) => one.kind === kind))) return []
    return [say(paper, [start + part.at, start + part.end], true, 'enumeration', `其前所列 ${count} 个${part.kind}，所称 ${part.value} 个`, '所列的名称与所称的个数不符')]
  })
}

function total(paper: Paper, { parts, cities, total: all, start }: Telling): Finding[] {
  const sum = parts.reduce((one, { value }) => one + value, 0) + cities
  if (!all || all.value === sum) return []
  const adding = [...parts.map(({ value }) => String(value)), ...(cities > 0 ? [String(cities)] : [])].join(' + ')
  return [say(paper, [start + Math.min(all.at, parts[0]!.at), start + Math.max(all.end, parts.at(-1)!.end)], !zones.test(paper.text), 'total', `${adding} = ${sum}，所列 ${all.value} 个县级行政区`, '各类区划之和与所列总数不符')]
}

/** `辖4区5县` and, sections later, `在4区6县开展`. */
function between(paper: Paper, told: readonly Telling[]): Finding[] {
  const full = told.filter(({ all }) => all)
  const [first, ...rest] = full
  const singles = first ? alone(paper, first) : []
  const pairs = rest.flatMap((other) =>
    other.parts.flatMap((part) => {
      const before = first!.parts.find(({ kind }) => kind === part.kind)
      return before && before.value !== part.value ? [{ part: { ...part, at: other.start + part.at, end: other.start + part.end }, before }] : []
    }),
  )
  return [...pairs, ...singles].slice(0, 3).map(({ part, before }) => say(paper, [part.at, part.end], false, 'two-values', `${before.value} 个${before.kind}；${part.value} 个${part.kind}`, '两处所说区划的个数不同'))
}

const clause = new RegExp(`(?<=^|[，；。])(${numeral})个(区|县)(?=[立查完检受投抽共合的均都])`, 'g')
/** `4个区立案1190件，5个县立案1514件`: each kind once in its sentence, and together all there are. */
function alone(paper: Paper, first: Telling): { part: Part; before: Part }[] {
  return paper.document.sentences.flatMap(({ start, end }) => {
    const matches = [...paper.text.slice(start, end).matchAll(clause)]
    if (matches.length !== 2 || matches[0]![2] === matches[1]![2]) return []
    const parts = matches.map((match): Part => ({ kind: match[2] as Kind, value: valueOf(match[1]!), at: start + match.index, end: start + match.index + match[0].length }))
    const pairs = parts.flatMap((part) => first.parts.filter(({ kind }) => kind === part.kind).map((before) => ({ part, before })))
    return pairs.length === 2 && pairs.some(({ part, before }) => part.value === before.value) ? pairs.filter(({ part, before }) => part.value !== before.value).map(({ before, part }) => ({ part: { ...before, at: first.start + before.at, end: first.start + before.end }, before: part })) : []
  })
}

const mention = new RegExp(`([一-鿿、]{0,8})(?<![第前近约每另逾各\\d.一二三四五六七八九十百])(${numeral})个?(?:县\\([、市区旗]{1,6}\\)|区\\(县\\)|(?:县市区|市县区|旗县区|县区|区县|县级行政区)(?!域|划调))([一-鿿]{0,16})`, 'g')
const some = /(?:抽[取查到中]?|选[取择定]?|其中|等|另有?|试点|已?有|涉及|示范|余|剩余|确定|约谈|在|对|从|至少|超过|走访|暗访|督导|前|后|、)$/
/** `辖三区四县` and, sections later, `八个县(区)均…`: no more than there are, and where all are spoken of, no fewer. */
function together(paper: Paper, told: readonly Telling[]): Finding[] {
  const first = told.find(({ all, total: sum, parts }) => all && !sum && parts.length > 1)
  if (!first) return []
  const sum = first.parts.reduce((one, { value }) => one + value, 0) + first.cities
  return [...paper.text.slice(first.end).matchAll(mention)].flatMap((match) => {
    const said = valueOf(match[2]!)
    const at = first.end + match.index + match[1]!.length
    const all = /(?:全[市省州县]|[我本]市|所有|全部)(?:的|共)?$/.test(match[1]!) || (/均|都|全部|全覆盖|^各/.test(joined(paper.text.slice(at, at + 40)).replaceAll(/\([^()]*\)/g, '').slice(match[2]!.length).split(/[，。；]/)[0]!.replace(/^个?[县市区级行政]+/, '')) && !some.test(match[1]!))
    if (said === sum || (said < sum && !all) || said > sum + 6 || paper.text[at - 1] === '(') return []
    return [say(paper, [at, first.end + match.index + match[0].length - match[3]!.length], false, 'two-values', `${first.parts.map(({ value, kind }) => `${value}${kind}`).join(' + ')} = ${sum}；另处 ${said} 个`, '两处所说县级行政区的个数不同', [first.start + first.parts[0]!.at, first.end])]
  }).slice(0, 3)
}

const counties = new WeakMap<Paper, number | null>()
/** How many districts, counties and cities the place has, where the paper tells them by their kinds. */
export function countiesOf(paper: Paper): number | null {
  const known = counties.get(paper)
  if (known !== undefined) return known
  const first = paper.document.sentences.flatMap(({ start, end }) => tellingsIn(paper.text.slice(start, end), start)).find(({ all, parts }) => all && parts.length > 1)
  const made = first ? (first.total?.value ?? first.parts.reduce((one, { value }) => one + value, 0) + first.cities) : null
  counties.set(paper, made)
  return made
}

const one = `(?:${numeral})个?(?:市辖区|县级市|自治县|区|县|市|旗)`
const inBrackets = new RegExp(`((?:${one}[、和及]?)+|(?:${numeral})个?(?:县\\([、市区旗]{1,6}\\)|区县|县区|县市区|县级行政区))(?:\\(|：)((?:${place}(?:、|，?以及|，?[和及]))+${place})(?=[)。；，])`, 'g')
const pairOf = new RegExp(`^(${place})[和及](${place})$`)
const counts = new RegExp(`(一|${numeral})个?(市辖区|县级市|自治县|[区县市旗])`, 'g')
/** `7个县（市、区）（甲区、乙县、…）`, `2区1县（甲区、乙区和丙县）`, `9个县（市、区）（三区、五县、一市）`. */
const bracketed = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(inBrackets)].flatMap((match) => {
    // 和平区 is one name
    const list = match[2]!.split(/、|，?以及|，[和及]/).flatMap((name) => pairOf.exec(name)?.slice(1) ?? [name])
    const at: Place = [match.index, match.index + match[0].length]
    const kinds = [...match[1]!.matchAll(counts)].map(([, value, kind]) => ({ value: valueOf(value!), kind: kindOf[kind!]! }))
    const parts = [...match[2]!.matchAll(counts)].map(([, value]) => valueOf(value!))
    const said = kinds.length > 1 ? kinds.reduce((sum, { value }) => sum + value, 0) : valueOf(new RegExp(numeral).exec(match[1]!)![0])
    if (parts.length > 0) {
      const sum = parts.reduce((total, value) => total + value, 0)
      return parts.length < list.length || sum === said ? [] : [say(paper, at, true, 'total', `${parts.join(' + ')} = ${sum}，所列 ${said} 个`, '各类区划之和与所列总数不符')]
    }
    const wrong = kinds.length > 1 ? kinds.some(({ kind, value }) => list.filter((name) => name.endsWith(kind)).length !== value) : said !== list.length
    return wrong ? [say(paper, at, true, 'enumeration', `括号内所列 ${list.length} 个（${list.join('、').slice(0, 60)}），所称 ${kinds.length > 1 ? match[1]! : `${said} 个`}`, '所列的名称与所称的个数不符')] : []
  })

const towns = new RegExp(`((?:(?:${numeral}|\\d+)个?(?:镇|乡|街道|民族乡|苏木)[、，和及]?){2,4})，?(?:(?:共|合计|共计|合|计|即|总共)(?:有|辖)?|(?<=，))(${numeral}|\\d+)个?(?:乡镇|镇乡|镇街|乡级|乡\\(|镇\\(|街道)`, 'g')
/** `9镇、4乡、2街道，共15个乡镇（街道）`. */
const townships = (paper: Paper): Finding[] => [
  ...townsAgain(paper),
  ...[...paper.text.matchAll(towns)].flatMap((match) => {
    const parts = [...match[1]!.matchAll(new RegExp(`(\\d+|${numeral})个?(?:镇|乡|街道|民族乡|苏木)`, 'g'))].map((one) => valueOf(one[1]!))
    const [sum, said] = [parts.reduce((one, other) => one + other, 0), valueOf(match[2]!)]
    return sum === said ? [] : [say(paper, [match.index, match.index + match[0].length], true, 'total', `${parts.join(' + ')} = ${sum}，所列 ${said} 个`, '各类乡镇、街道之和与所列总数不符')]
  }),
]
const ofTowns = new RegExp(`辖((?:(?:${numeral}|\\d+)个?(?:镇|乡|街道)[、，和及]?){2,3})(?=[，。；])`)
const allTowns = new RegExp(`(?<![第前近约每另逾各\\d.其中])(\\d+|${numeral})个(?:乡镇|镇街|乡镇\\(街道\\)|镇\\(街道\\))(?=均|都|全部|全覆盖)`, 'g')
/** `辖8镇4乡` and, later, `12个乡镇均…`. */
function townsAgain(paper: Paper): Finding[] {
  const first = ofTowns.exec(paper.text)
  if (!first) return []
  const parts = [...first[1]!.matchAll(/(\d+|[一二两三四五六七八九十]{1,3})个?(?:镇|乡|街道)/g)].map((one) => valueOf(one[1]!))
  const sum = parts.reduce((one, other) => one + other, 0)
  return [...paper.text.matchAll(allTowns)].flatMap((match) => {
    const said = valueOf(match[1]!)
    if (said === sum || Math.abs(said - sum) > 6 || parts.includes(said)) return []
    return [say(paper, [match.index, match.index + match[0].length], false, 'two-values', `${parts.join(' + ')} = ${sum}；另处 ${said} 个`, '两处所说乡镇、街道的个数不同', [first.index, first.index + first[0].length])]
  }).slice(0, 2)
}

const divided = new RegExp(`^(?:其中|分别|即|包括)*(${place})(?:为|有|：)?$`)
const row = new RegExp(`^\\s*(${place})[\\s|]+[\\d—-]`)
const closing = /^[\s|]*(?:[县区市]{1,3})?(?:小计|合计|总计|全市)/
/** All districts by name, one to a line above their sum, or in a sentence with counts that make up the total told. */
function byName(paper: Paper, told: readonly Telling[]): Finding[] {
  const first = told.find(({ all, parts, cities }) => all && parts.length > 1 && cities === 0)
  if (!first) return []
  return [...inRows(paper), ...inSentences(paper)].slice(0, 2).flatMap(({ names: list, at }) => {
    const wrong = first.parts.filter(({ kind, value }) => list.filter((one) => one.endsWith(kind)).length !== value)
    if (wrong.length === 0 || Math.abs(list.length - first.parts.reduce((one, { value }) => one + value, 0)) > 3) return []
    return [say(paper, [first.start + first.parts[0]!.at, first.end], false, 'two-values', `${first.parts.map(({ value, kind }) => `${value}${kind}`).join('')}；逐一所列 ${list.length} 个：${list.join('、')}`, '所说区划的个数与逐一所列的不同', at)]
  })
}
type Named = { readonly names: readonly string[]; readonly at: Place }
function inRows(paper: Paper): Named[] {
  const found: Named[] = []
  let run: string[] = []
  let from = 0
  for (const line of paper.text.matchAll(/[^\n]+/g)) {
    const name = row.exec(line[0])?.[1]
    if (name !== undefined) {
      if (run.length === 0) from = line.index
      run.push(name)
      continue
    }
    if (run.length > 3 && closing.test(line[0]) && new Set(run).size === run.length) found.push({ names: run, at: [from, line.index] })
    run = []
  }
  return found
}
function inSentences(paper: Paper): Named[] {
  return [...paper.bySentence.keys()].flatMap((sentence) => {
    const named = inSentence(paper, sentence).flatMap((one) => {
      const name = one.cell === null && isCount(one) ? divided.exec(lead(paper, one, 16).split('、').at(-1)!)?.[1] : undefined
      return name === undefined ? [] : [{ name, one }]
    })
    const [head] = named
    if (!head || named.length < 4 || named.some(({ one }) => one.unit !== head.one.unit) || new Set(named.map(({ name }) => name)).size !== named.length) return []
    const sum = named.reduce((all, { one }) => all + one.value, 0)
    const whole = paper.figures.slice(Math.max(0, head.one.at - 8), head.one.at).some((one) => one.unit === head.one.unit && one.value === sum)
    return whole ? [{ names: named.map(({ name }) => name), at: [head.one.start, named.at(-1)!.one.end] as const }] : []
  })
}
