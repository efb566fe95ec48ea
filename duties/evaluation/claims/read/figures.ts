import { hanNumber } from '../../../../platform/core/chinese.ts'
import type { Hedge } from '../contract.ts'
import { tidy, tolerance } from './tolerance.ts'
import { NOT_UNIT, UNIT, unitName, unitSort } from './units.ts'

/** A figure of a paragraph: places in its text, hedges included; `bare` is where its digits begin. */
export type Figure = {
  readonly from: number
  readonly to: number
  readonly bare: number
  readonly value: number
  readonly unit: string
  readonly hedges: readonly Hedge[]
  readonly low: number
  readonly high: number
  /** A share in words or a fraction (三分之二, 687/700), a range (3—5家). */
  readonly form: 'plain' | 'share' | 'fraction' | 'range'
}

const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?'
const HAN = '[一二三四五六七八九十百千两零〇]+'
const TO = '(?:—{1,2}|-|~|至|到)'
/** Where a figure begins: the first alternative that fits is taken. */
const NUMBER = new RegExp(
  [
    `(?<of>百分之|千分之|万分之)(?<ofFigure>${DIGITS}|[一二三四五六七八九十百零〇]+(?:点[一二三四五六七八九零〇]+)?)`,
    `(?<below>${HAN})分之(?<above>${HAN})`,
    '(?<tenths>(?<![一二三四五六七八九十百千第完])[一二两三四五六七八九])成(?<half>[一二三四五六七八九半])?(?![立为员果本效品功就长熟绩分不年人语名家交千])',
    '(?<moiety>(?:过|超|近)?半数|(?:过|近)半(?=的|数|以上|，|。|$))',
    `(?<part>(?<![\\d./])\\d+)\\/(?<whole>\\d+)(?![\\d./])`,
    `(?<digits>(?<![\\d.])${DIGITS})(?![.]\\d)`,
    `(?<han>(?<![第星周])${HAN}(?:[万亿](?:${HAN}[万亿]?)*)?)`,
  ].join('|'),
  'g',
)
const SCALES: Readonly<Record<string, number>> = {
  百: 100,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
}
const SCALE = /(?:万亿|千亿|百亿|千万|百万|十万|亿|万|千(?![克米瓦户家人伏])|百(?![分家]))/y

const BEFORE: readonly (readonly [Hedge, RegExp])[] = [
  ['at-most', /(?:不[应得能可]?超过|不超|不[应得能可]?高于|不[应得能可]?大于|不[应得能可]?多于|不足|(?<!不[应得能可]?)低于|(?<!不[应得能可]?)少于|(?<!不[应得能可]?)小于|不到|最多|至多|≤)(?:了|到|达到?|为)?$/],
  [
    'at-least',
    /(?:不[应得能可]?低于|不[应得能可]?少于|不[应得能可]?小于|不下于|不下|至少|(?<!不[应得能可]?)高于|(?<!不[应得能可]?)大于|(?<!不[应得能可]?)多于|(?<!不[应得能可]?)超过|(?<![不商])超|逾|突破|最少|≥)(?:了|到|达到?|为)?$/,
  ],
  ['about', /(?:大约|(?<![节合契集预制签公条履])约)(?:有|为|占|达到?|合|在)?$/],
  ['nearly', /(?:将近|接近|(?<![最附临就靠邻远相亲])近)$/],
]
const BEHIND: readonly (readonly [Hedge, RegExp])[] = [
  ['at-least', /(?:及|或|\(含\))?(?:以上|之上)(?![述级])/y],
  ['at-most', /(?:及|或|\(含\))?(?:以下|以内|之内)(?!简)/y],
  ['about', /左右|上下(?![游联级])/y],
]

/** All figures of a text that may be claims. `mask` marks where none stands. */
export function figuresIn(text: string, mask: Uint8Array): Figure[] {
  const out: Figure[] = []
  let last = 0
  NUMBER.lastIndex = 0
  for (let match = NUMBER.exec(text); match !== null; match = NUMBER.exec(text)) {
    const groups = match.groups ?? {}
    if (mask[match.index]) continue
    const read = readAt(text, match.index, match[0], groups, last)
    if (read === null) continue
    out.push(read)
    last = read.to
    NUMBER.lastIndex = Math.max(read.to, match.index + match[0].length)
  }
  return withSharedUnits(text, out)
}

type Groups = Readonly<Record<string, string | undefined>>

function readAt(text: string, at: number, printed: string, groups: Groups, last: number): Figure | null {
  if (groups['of'])
    return share(
      text,
      at,
      printed,
      (figure(groups['ofFigure']!) * 100) / (groups['of'] === '百分之' ? 100 : groups['of'] === '千分之' ? 1000 : 10_000),
      groups['of'] === '百分之' ? 1 : groups['of'] === '千分之' ? 0.1 : 0.01,
      last,
    )
  if (groups['below']) {
    const parts = hanNumber(groups['below'])
    const value = (100 * hanNumber(groups['above']!)) / parts
    // 八分之一 is nearer to the truth than 三分之一: the next fraction lies nearer
    const place = Math.min(5, Math.max(1.2, 100 / (parts * (parts + 1))))
    return value > 0 && value <= 100 ? share(text, at, printed, value, place, last) : null
  }
  if (groups['tenths'])
    return share(
      text,
      at,
      printed,
      hanNumber(groups['tenths']) * 10 + (groups['half'] ? (groups['half'] === '半' ? 5 : hanNumber(groups['half'])) : 0),
      groups['half'] ? 1 : 10,
      last,
    )
  if (groups['moiety'])
    return share(
      text,
      at,
      printed,
      50,
      10,
      last,
      groups['moiety'].startsWith('近') ? 'nearly' : /^[过超]/.test(groups['moiety']) ? 'at-least' : null,
    )
  if (groups['part']) {
    const [part, whole] = [Number(groups['part']), Number(groups['whole'])]
    if (whole < 3 || part > whole) return null
    const value = tidy((100 * part) / whole)
    return { from: at, to: at + printed.length, bare: at, value, unit: '%', hedges: ['exact'], low: value, high: value, form: 'fraction' }
  }
  return plain(text, at, printed, groups, last)
}

const figure = (text: string): number => {
  if (/^\d/.test(text)) return Number(text.replaceAll(',', ''))
  const [whole = '', tail] = text.split('点')
  return tail === undefined ? hanNumber(whole) : Number(`${hanNumber(whole)}.${[...tail].map((sign) => hanNumber(sign)).join('')}`)
}

function share(text: string, at: number, printed: string, value: number, place: number, last: number, own: Hedge | null = null): Figure {
  const before = hedgesBefore(text, at, last)
  const behind = hedgesBehind(text, at + printed.length)
  const hedges = own ? [own, ...behind.hedges] : [...before.hedges, ...behind.hedges]
  // 近一成 is 8 % as well; 两成 is no 15 %
  const bounds =
    place < 10 ? tolerance({ value, place, round: roundOf(value, place), sort: 'rate', scaled: false }, hedges) : hedges.length === 0 ? { low: value - 4, high: value + 4 } : hedges.every((one) => one === 'nearly') ? { low: value - 5, high: value } : tolerance({ value, place, round: roundOf(value, place), sort: 'rate', scaled: false }, hedges)
  return {
    from: own ? at : before.from,
    to: behind.to,
    bare: at,
    value: tidy(value),
    unit: '%',
    hedges: hedges.length > 0 ? hedges : ['exact'],
    ...bounds,
    form: 'share',
  }
}

function hedgesBefore(text: string, at: number, last: number): { from: number; hedges: Hedge[] } {
  const hedges: Hedge[] = []
  let from = at
  for (let found = true; found;) {
    found = false
    const window = text.slice(Math.max(last, from - 5), from)
    for (const [hedge, words] of BEFORE) {
      const match = words.exec(window)
      if (!match) continue
      hedges.unshift(hedge)
      from -= match[0].length
      found = true
      break
    }
  }
  return { from, hedges }
}

function hedgesBehind(text: string, to: number): { to: number; hedges: Hedge[] } {
  for (const [hedge, words] of BEHIND) {
    words.lastIndex = to
    const match = words.exec(text)
    if (match) return { to: to + match[0].length, hedges: [hedge] }
  }
  return { to, hedges: [] }
}

const sticky = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

type Tail = { readonly to: number; readonly scale: number; readonly unit: string; readonly over: boolean; readonly scaled: boolean }

/** Scale, 余/多 and unit behind a number. */
function tailAt(text: string, at: number): Tail {
  let to = at
  let over = false
  let scale = 1
  let scaled = false
  const more = () => {
    if (/[余多几来]/.test(text[to] ?? '') && !/^(?:多[措元年]|来[自源])/.test(text.slice(to, to + 2))) {
      over = true
      to++
    }
  }
  more()
  const word = sticky(SCALE, text, to)
  if (word) {
    scale = SCALES[word[0]]!
    to += word[0].length
    scaled = true
    more()
  }
  const unit = sticky(NOT_UNIT, text, to) ? null : sticky(UNIT, text, to)
  if (unit) {
    to += unit[0].length
    if (/[余多]/.test(text[to] ?? '') && !/^多[部种次措位方数年元级出\d]/.test(text.slice(to, to + 2))) {
      over = true
      to++
    }
  }
  return { to, scale, scaled, over, unit: unit ? unitName(unit[1]!, unit[2]) : '' }
}

/** What a number without a unit must follow to be a claim. */
const STATES = /(?:达到?|为|是|共|共计|合计|总计|得分|指数|均值|平均|[:：])$/
/** A Chinese numeral of one sign counts only with units that are never said idly. */
const EARNEST = /^(?:家|户|户次|家次|所|名|起|件|批次|人次|吨|亩|元|辆|台|头|例|份|座|%|百分点|万元|人)$/

function plain(text: string, at: number, printed: string, groups: Groups, last: number): Figure | null {
  const range = rangeAt(text, at, printed)
  const tail = tailAt(text, range?.end ?? at + printed.length)
  const han = groups['han'] !== undefined
  const own = han ? hanFigure(printed) : figure(printed)
  if (Number.isNaN(own) || isTime(text, tail)) return null
  if (han && !hanCounts(printed, tail, text.slice(Math.max(0, at - 2), at))) return null
  const before = sticky(COMPARED, text, tail.to) && BESIDE.test(text.slice(last, at)) ? { from: at, hedges: [] } : hedgesBefore(text, at, last)
  const behind = hedgesBehind(text, tail.to)
  const hedges: Hedge[] = [...before.hedges, ...(tail.over ? (['over'] as const) : []), ...behind.hedges]
  const unit = perHead(text, before.from, tail.unit)
  if (unit === '' && !tail.scaled && !statesBare(text, before.from, tail.to, printed, hedges)) return null
  const bounds = (value: number, print: string) => {
    const place = placeOf(print) * tail.scale
    const scaled = tidy(value * tail.scale)
    return tolerance({ value: scaled, place, round: roundOf(scaled, place), sort: unitSort(unit).sort, scaled: tail.scaled }, hedges)
  }
  const { low, high } = bounds(own, han ? '' : printed)
  return {
    from: before.from,
    to: behind.to,
    bare: at,
    value: tidy(own * tail.scale),
    unit,
    hedges: hedges.length > 0 ? hedges : ['exact'],
    low,
    high: range ? bounds(range.upper, range.print).high : high,
    form: range ? 'range' : 'plain',
  }
}

/** 高于80%的目标值6.5个百分点: the words before say what is compared, not how far the figure may be off. */
const COMPARED = /[^，。；：、()\d]{0,14}\d+(?:\.\d+)?(?:个?百分点|分(?!之))/y
const BESIDE = /(?:高于|低于|大于|小于|多于|少于|超过|超|不足|不到)了?$/

/** 3年, 12号, 2022版: numbers of time and order. */
function isTime(text: string, { to, unit, scaled }: Tail): boolean {
  // 剩下24家年底前接入
  if (text[to] === '年') return unit === '' || !/^年(?:底|内|末|初|中|产|检|销)/.test(text.slice(to, to + 2))
  return unit === '' && !scaled && /^(?:月|日|号|时|点|后|维码|线|版|代|楼|：\d)/.test(text.slice(to, to + 2))
}

/** A number without a unit claims something where words before it say so, where it is hedged, or where a list goes on to a unit. */
function statesBare(text: string, from: number, to: number, printed: string, hedges: readonly Hedge[]): boolean {
  if (/^(?:19|20)\d{2}$/.test(printed) || /[A-Za-z]/.test(text[to] ?? '') || printed.length > 9) return false
  return hedges.length > 0 || STATES.test(text.slice(Math.max(0, from - 4), from)) || joinsList(text, to) || ofYear(text, from, to)
}
/** `抽检批次（2020年14260、2021年16350、2022年18640）`: each behind its year. */
const ofYear = (text: string, from: number, to: number): boolean => /(?:19|20)\d{2}年$/.test(text.slice(Math.max(0, from - 5), from)) && to - from > 2 && /^[、)）]/.test(text.slice(to, to + 1))

function hanFigure(printed: string): number {
  return /[十百千万亿]/.test(printed) || printed.length === 1 ? hanNumber(printed) : NaN
}

/** 十二家, 三家, 十余场 count; 百企, 一次 do not, nor does 五项 unless it sums up a list (《…》等五项制度). */
function hanCounts(printed: string, { unit, scaled, over }: Tail, before: string): boolean {
  if (unit === '' && !scaled) return false
  if (printed.length > 1 || scaled) return !/^[百千万][^百千万十亿]*$/.test(printed) || over
  if (printed === '十') return over || EARNEST.test(unit)
  if (printed === '一') return EARNEST.test(unit) && /(?:剩余|其余|仅有|只有|另有|尚有)$/.test(before)
  // 对照六大类指标, 综合以上六类: as many as the paper goes through
  if (/^大?类$/.test(unit) && /对照|以上|上述/.test(before)) return true
  return !/[百千零]/.test(printed) && (EARNEST.test(unit) || (before.endsWith('等') && /^(?:个|项|条|类|种|部)$/.test(unit)))
}

function rangeAt(text: string, at: number, printed: string): { upper: number; print: string; end: number } | null {
  const from = at + printed.length
  const match = sticky(RANGE, text, from)
  if (!match) return null
  const upper = figure(match[1]!)
  if (!(upper > figure(printed))) return null
  // 从3%到5%，增加两个百分点
  if (/[从由]$/.test(text.slice(Math.max(0, at - 1), at)) && STEPPED.test(text.slice(from + match[0].length, from + match[0].length + 16))) return null
  return { upper, print: match[1]!, end: from + match[0].length }
}
const STEPPED = /^[^，。；\d]{0,4}，[^，。；\d]{0,6}[增提升降减下扩翻压涨]/
const RANGE = new RegExp(`(?:%|[个家户名人件批次]+|万)?${TO}(${DIGITS})(?![\\d.]|年|月)`, 'y')

/** 每千人4份, 每万人口配备监管人员2名, 千人抽检量由4.1批次升至4.5批次 are 4 份/千人, 2 名/万人, 4.1 and 4.5 批次/千人. */
function perHead(text: string, before: number, unit: string): string {
  if (unit === '' || unit.includes('/')) return unit
  const head = /(?:每|(?<=^|[，。；：、]))((?:千|万|十万|百万)(?:人|名(?=常住|人口|居民|群众|市民)))(?:常住)?(?:人口|口|居民|群众|市民)?[^，。；：、()\d]{0,14}$/.exec(text.slice(Math.max(0, before - 20), before))
  if (head) return `${unit}/${head[1]!.replace('名', '人')}`
  const measure = unit.endsWith('次') ? /(?<![\d.一二三四五六七八九十百几数上近])([千万]人)(?:口|均|均?食品|年均)?(?:抽检|检测|检验|监测|抽样)(?:数|量|数量|批次|批次数)?[^，。；：()]*$/.exec(text.slice(Math.max(0, before - 48), before)) : null
  return measure ? `${unit}/${measure[1]!}` : unit
}

const placeOf = (digits: string): number => 10 ** -(digits.split('.')[1]?.length ?? 0)

/** The worth of the last digit that is not 0. */
function roundOf(value: number, place: number): number {
  let round = place
  if (value === 0) return place
  while (round < Math.abs(value) && Number.isInteger(tidy(value / (round * 10)))) round *= 10
  return tidy(round)
}

const joinsList = (text: string, at: number): boolean => /^[、和及]\d/.test(text.slice(at, at + 2))

/** 20、30和40家: the unit printed last is that of all; figures that still have none and are joined to nothing are dropped. */
function withSharedUnits(text: string, figures: readonly Figure[]): Figure[] {
  const out = [...figures]
  for (let i = out.length - 2; i >= 0; i--) {
    const [one, next] = [out[i]!, out[i + 1]!]
    if (one.unit === '' && next.unit !== '' && /^[、和及]$/.test(text.slice(one.to, next.from))) out[i] = { ...one, unit: next.unit }
  }
  return out.filter(({ unit, hedges, to, value }) => unit !== '' || value >= 10_000 || hedges[0] !== 'exact' || !joinsList(text, to))
}
