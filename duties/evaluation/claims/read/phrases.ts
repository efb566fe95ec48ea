import type { Figure } from './figures.ts'
import { unitSort } from './units.ts'
import { ADVERB_END, DOER_END, LEAD, LINK, NOMINAL, NOUN_BEHIND_VERB, NOUN_STOP, RATE, SCOPE, VERB, VERB_AT, WIDER } from './words.ts'

/** What a figure counts, and how it came about: 检查 + 学校食堂, 合格率 + 监督抽检. */
export type Phrase = { readonly subject: string; readonly measure: string; readonly base: string | null }

/** No phrase of a report is longer: the bound keeps odd input quick. */
const REACH = 120
const STOPS = '，。；：！？()\t|'

/** Where the words before a figure begin: behind the last stop or the figure before it. A bracket right before the figure is a gloss and skipped. */
export function clauseStart(text: string, from: number, previous: number): number {
  let at = from
  while (at > previous && from - at < REACH) {
    const sign = text[at - 1]!
    const open = sign === ')' ? text.lastIndexOf('(', at - 1) : -1
    if (open >= previous && at - open < GLOSS) at = open
    else if (STOPS.includes(sign)) break
    else at--
  }
  return at
}
const GLOSS = 40

/** What is known of the paragraph around: where dates stand, and the places the paper names. */
export type Around = { readonly blank: (at: number) => boolean; readonly places: ReadonlyMap<string, string> }

/**
 * Reads a figure's phrase. `previous` is the end of the figure before it (or the beginning of the sentence), `next` the beginning of the
 * one behind (or the end of the sentence).
 */
export function phraseOf(text: string, figure: Figure, previous: number, next: number, { blank, places }: Around): Phrase {
  const start = afterNoun(text, clauseStart(text, figure.from, previous), figure.from, previous)
  const words = wordsBefore(text, start, figure.from, blank)
  const before = withoutPlace(words.replace(LEAD, '').replace(LINK, ''), places)
  const noun = nounBehind(text, figure.to, next)
  if (unitSort(figure.unit).sort === 'rate') return rate(before, noun, text, figure, GROWTH.exec(words)?.[1])
  const { family } = unitSort(figure.unit)
  // 1区、6县
  if (family === 'divisions' && noun === '') return { subject: figure.unit, measure: '数量', base: null }
  const phrase = counted(before, noun, family)
  if (!MEAN.test(words)) return phrase
  // 所均2辆, 平均每所2辆: whose mean it is was said before
  return { ...phrase, subject: /^(?:.|每.{1,3})$/.test(phrase.subject) ? '' : phrase.subject, measure: '平均' }
}

/** 平均每所4人, 户均2.3人 */
const MEAN =
  /平均(?!水平)|[人户校店所年月日案笔项件期次场县乡镇村台辆套批]均(?!达?到?全部)|每(?:所|家|户|人|校|店|个|村|县|月|天|日|次|笔|期|件|批次)(?:平均|约|配备|拥有)?$/

/** In 5个甲、乙6个 the noun behind the first number is none of the second's. */
export function afterNoun(text: string, start: number, end: number, previous: number): number {
  if (
    start > previous ||
    !/[\d个家户所名项件次份处只台套%人万元余]/.test(text[previous - 1] ?? '') ||
    !/[\u4e00-\u9fff]/.test(text[previous] ?? '')
  )
    return start
  if (verbAt(text.slice(previous, previous + 8), 0)) return start
  const next = text.slice(start, end).search(/[、和及与]/)
  return next < 0 ? start : start + next + 1
}

export function wordsBefore(text: string, start: number, end: number, blank: (at: number) => boolean): string {
  let words = ''
  for (let i = start; i < end; i++) if (!blank(i)) words += text[i]
  return words
    .replaceAll(/\([^()]*\)/g, '')
    .replace(/每(?:十|百)?[千万]人口?/, '')
    .replaceAll(/、{2,}|、$/g, '')
}

const NOUN = /[\u4e00-\u9fffA-Za-z“”《》+][\u4e00-\u9fffA-Za-z“”《》+、]*/y
/** What behind a number is never the beginning of a noun. */
const NO_NOUN = new RegExp(`^(?![在可能按向用标])(?:${NOUN_STOP.source}|等|和|与|及|要求|标准|目标)`)
const LONGEST_NOUN = 40
/** What a thing is called that begins like a deed: 核查处置任务, 监测数据. */
const THING_END =
  /(?:任务|事件|案件|企业|单位|机构|人员|信息|问题|线索|样品|报告|工作|活动|项目|队伍|中心|站|所|点|室|设备|车辆|会议|会|演练|检查|标准|制度|数据|经费|资金|计划|大队|部门)$/

/** The noun right behind a number: 1025件核查处置任务, 8户肉制品小作坊联合成立…, 16家乳制品、食醋企业, 1005人的信息员队伍. */
export function nounBehind(text: string, to: number, next: number): string {
  const at = text[to] === '的' ? to + 1 : to
  NOUN.lastIndex = at
  const end = Math.min(next, at + LONGEST_NOUN)
  const run = NOUN.exec(text.slice(0, end))?.[0] ?? ''
  if (run === '' || NO_NOUN.test(run)) return ''
  const stop = run.slice(1).search(NOUN_STOP)
  const noun = (stop < 0 ? run : run.slice(0, stop + 1)).replace(/[、和及与中]+$/, '')
  // 10个县（市、区）
  const more =
    at + noun.length === at + run.length
      ? /^\((?:[市县区旗][、,]?)+\)/.exec(text.slice(at + run.length, at + run.length + 8))?.[0]
      : undefined
  if (verbAt(noun, 0) && !THING_END.test(noun)) return ''
  return noun.replace(SCOPE_LEAD, '').replace(GROUPS, '') + (more ?? '')
}

function verbAt(words: string, at: number): string {
  VERB_AT.lastIndex = at
  const verb = VERB_AT.exec(words)?.[0] ?? ''
  return verb !== '' && !(NOMINAL.test(verb) && NOUN_BEHIND_VERB.test(words.slice(at + verb.length))) ? verb : ''
}

/** The deed in a phrase and where it stands: at its beginning, behind its doer, or at its end. */
function deedIn(words: string): { verb: string; at: number } | null {
  let found: { verb: string; at: number } | null = null
  for (const match of words.matchAll(VERB)) {
    const closes = match.index + match[0].length === words.length
    const verb = verbAt(words, match.index) || (closes ? match[0] : '')
    // 合格 is said of what was counted; 合格样品 is a thing
    if (verb === '' || (verb.endsWith('合格') && !closes)) continue
    const head = words.slice(0, match.index)
    const opens = trimScope(head) === '' || ADVERB_END.test(head) || DOER_END.test(head) || (found !== null && head.endsWith(found.verb))
    if (opens && !WEAK.test(verb)) return { verb, at: match.index }
    if ((opens || closes) && found === null) found = { verb, at: match.index }
  }
  return found
}

/** Verbs that say nothing beside what they introduce: 开展监督检查 is 监督检查. */
const WEAK = /^(?:开展|进行|完成|组织|实施|实现|举办)$/

function counted(before: string, noun: string, family: string): Phrase {
  const deed = deedIn(before)
  const measure = deed?.verb ?? (family === 'money' ? '金额' : '数量')
  if (deed === null) return { subject: noun || trimScope(before).replace(/^占(?![比地用有])/, ''), measure, base: null }
  const object = objectOf(before.slice(deed.at + deed.verb.length))
  const doer = trimScope(
    before
      .slice(0, deed.at)
      .replace(LINK, '')
      .replace(/(?:完成|开展|进行|实现|举办|组织|实施)$/, '')
      .replace(MANNER, ''),
  )
  const inner = WEAK.test(measure) ? closingDeed(object) : null
  if (inner !== null) return { subject: noun || trimScope(object.slice(0, -inner.length)), measure: inner, base: null }
  return { subject: noun || object || doer, measure, base: null }
}

/** How a deed is done is nothing that is counted: 网上办理8395件. */
const MANNER = /(?:网上|线上|按期|按时|及时|如期|现场|当场|全程|远程|自助|限时|提前)$/

/** What a deed is done to; a second verb right behind the first (培育认定, 评选出) is a part of it. */
function objectOf(words: string): string {
  const rest = trimScope(words.replace(/^[出了到]/, ''))
  const again = verbAt(rest, 0)
  return again !== '' && rest.length > again.length ? trimScope(rest.slice(again.length)) : rest
}

/** The verb that closes an object: 食品安全监督抽检. */
function closingDeed(words: string): string | null {
  for (let at = Math.max(0, words.length - 4); at <= words.length - 2; at++) {
    VERB_AT.lastIndex = at
    const verb = VERB_AT.exec(words)?.[0]
    if (verb && at + verb.length === words.length) return verb
  }
  return null
}

/** The thing a phrase names, without scope and deed: 全市完成省抽 is 省抽. */
export function thingOf(words: string): string {
  const trimmed = trimScope(words)
  const verb = verbAt(trimmed, 0)
  return verb !== '' && trimmed.length > verb.length ? trimScope(trimmed.slice(verb.length)) : trimmed
}

/** 同比增长5.1% is a growth of what was said before. */
const GROWTH = /(增长|增加|下降|降低|减少|上升|提高|提升|回落)了?$/

function rate(before: string, noun: string, text: string, figure: Figure, growth: string | undefined): Phrase {
  const share = shareOf(before)
  if (share) return share
  const named = ratesNamed(before)
  if (named) return named
  // 提高68.5个百分点, 超目标任务2.4个百分点 speak of the rate before them
  if (figure.unit === '百分点') return { subject: '', measure: '', base: null }
  if (growth !== undefined) return { subject: trimScope(before), measure: growth, base: null }
  // 704家98%的学校食堂, 全省近80%进口冷冻品
  if (noun !== '' && (text[figure.to] === '的' || before === '' || /[了对把将]$|对全[省市县区国]$/.test(before)))
    return { subject: noun, measure: '占比', base: noun }
  const deed = deedIn(before)
  const subject = trimScope(deed ? before.slice(deed.at + deed.verb.length) || before.slice(0, deed.at) : before)
  const share100 = figure.unit === '%' && deed === null && subject !== ''
  return {
    subject: subject || noun,
    measure: deed?.verb ?? (figure.unit.includes('/') ? '数量' : share100 ? '占比' : ''),
    base: share100 ? subject : null,
  }
}

/** 甲占乙的3%, 所占权重3%. */
function shareOf(before: string): Phrase | null {
  const match = /^(.*?)所?占(?!有率|比)(?:到|全部)?(.*?)的?$/.exec(before)
  if (!match) return null
  const [, subject = '', base = ''] = match
  if (/^(?:权重|比重|比例|份额)?$/.test(base)) return { subject: trimScope(subject), measure: base || '占比', base: null }
  return { subject: trimScope(subject), measure: '占比', base: base.replace(/的?(?:总数|总量|比例|比重)$/, '') }
}

/** 企业自查率和报告率: the rates a phrase ends with, and whose they are. */
function ratesNamed(before: string): Phrase | null {
  const words = [...before.matchAll(RATE)].filter(
    ({ 0: word, index }) => /^(?:[、和及与，均都]|$)/.test(before.slice(index + word.length)) || word.endsWith('率'),
  )
  if (words.length === 0) return null
  const subject = trimScope(before.slice(0, words[0]!.index).replace(/的$/, ''))
  return { subject, measure: words.map(([word]) => word).join('、'), base: subject || null }
}

const SCOPE_LEAD = new RegExp(`^(?:${SCOPE.source})(?:的|内|所有|累计|共有|共|已|现有|实有|有)*`)

/** 全市食品生产企业 is 食品生产企业 with the scope 全市. */
export const trimScope = (words: string): string =>
  words.replace(LEAD, '').replace(SCOPE_LEAD, '').replace(LEAD, '').replace(GROUPS, '').replace(/的$/, '').trim()

const GROUPS = /^(?:各级各类|各类|各级|的)/

/** 某市总面积 is 总面积 of the place. */
export function withoutPlace(words: string, places: ReadonlyMap<string, string>): string {
  for (const length of [4, 3, 5, 2, 6]) if (places.has(words.slice(0, length))) return words.slice(length).replace(LEAD, '')
  return words
}

/** 公安部全国协查线索: inside a noun 全国 is a part of its name. */
const OPEN_SCOPE = /(?:^|[，。；：、(的在对为占低高于比是约达过近列居])$/

/**
 * The scope last said in the words before a figure. 我市, 本市 and the paper's own place are 全市; `places` are counties the paper names, and
 * its own place, with what each is called here. `alone`: what is a part of a longer name is none.
 */
export function scopeOf(words: string, places: ReadonlyMap<string, string>, alone = false): string {
  const near = words.slice(-3 * REACH).replaceAll(/\([^()]*\)/g, '')
  const own = near.search(/[^，。；：]*$/)
  let scope = ''
  let at = -1
  for (const match of near.matchAll(SCOPE)) {
    const words = near.slice(0, match.index)
    const inName = alone && (words.endsWith('安') || (WIDER.test(match[0]) && !OPEN_SCOPE.test(words)))
    if (!inName && (match.index >= own || !WIDER.test(match[0])))
      [scope, at] = [match[0].replace(/^[我本](?=[省市州盟区县旗])/, '全'), match.index]
  }
  for (const match of near.matchAll(/[县区旗市](?![场级域内外直政委办本辖])/g)) {
    if (match.index < at) continue
    for (const length of [2, 3, 4, 5]) {
      const called = places.get(near.slice(Math.max(0, match.index - length), match.index + 1))
      if (called !== undefined) [scope, at] = [called, match.index]
    }
  }
  return scope
}
