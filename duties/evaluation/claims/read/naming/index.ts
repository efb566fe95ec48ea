import type { ReadClaim } from '../../contract.ts'
import type { Figure } from '../figures.ts'
import { afterNoun, clauseStart, nounBehind, thingOf, withoutPlace, wordsBefore } from '../phrases.ts'
import type { Share } from '../series.ts'
import { unitSort } from '../units.ts'
import { nounOf, parseCount, parseRate, peeled, type Parsed } from './parse.ts'
import { leadOf, topicOf } from './topics.ts'
import { LEVEL } from './words.ts'

/** Whose and what a figure is, as a reader of the paper would say it. */
export type Named = { readonly subject: string; readonly measure: string; readonly scope: string }

/** A sentence whose claims are read, for what its figures are to be called. */
export type Sentence = {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly figures: readonly Figure[]
  readonly shares: readonly (Share | null)[]
  readonly claims: readonly ReadClaim[]
  /** The number of claims before the sentence. */
  readonly offset: number
  readonly blank: (at: number) => boolean
  readonly places: ReadonlyMap<string, string>
}

type Kept = Named & { readonly unit: string; readonly family: string; readonly rate: boolean; readonly part: boolean; readonly change: boolean }

/** No figure is called after one that stands further back. */
const FAR = 24
/** 3批次不合格样品: a noun that begins with what it is not. */
const UNFIT = /^(?:不合格|不达标|不符合|未接入的|未达标的)[\u4e00-\u9fff]{2,6}?(?=[的，。；、]|全部|均|于|$)/
/** 投入35万元支持3家企业: what money is for stands behind it. */
const FOR = /^(?:用于|支持|扶持|改造|建设|建成|购置|打造|奖励|奖补|补助|引导|实施)([^，。；：]{2,24})/
/** 其次是餐饮具，164批次 */
const MOST = /^[^，。；]{0,8}，(?:其次是|其中)?([\u4e00-\u9fff]{2,10}?)(?:最[多高少低大]|次之)?，(?:有|为|达|共)?$/
const BEHIND = new RegExp(`^(?:的|开展|进行|实施)+(?:了)?([\\u4e00-\\u9fff]{0,4}(?:检查|抽检|考核|培训|评议|整治|认证|督导))`)
/** Deeds that are done to one thing alone. */
const OBJECTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:立案|移送|结案|侦破|查办|立案查处|立案侦办|破获|审结|办结案件)$/, '案件'],
  [/^(?:监督抽检|抽检|检验|检测|抽样)$/, '食品'],
  [/^(?:抓获|协助抓获)$/, '犯罪嫌疑人'],
  [/^(?:行政处罚|处罚|罚没款?|罚款|处罚没款)$/, '案件'],
]

/**
 * Names the figures of a paragraph one after the other. What a figure leaves unsaid is taken from what stands nearest: the whole it is a part
 * of, the figure before it of the same kind, the words its sentence begins with, the paragraph's title, the sentence before.
 */
export class Naming {
  #kept: Kept[] = []
  #topic = ''

  /** A paragraph begins under a heading with this title; its own first sentence may be its title. */
  paragraph(text: string, title: string): void {
    this.#kept = []
    const own = /^(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）]?[.．、]?)?([^。；，\d]{2,24})。/.exec(text)?.[1]
    this.#topic = (own ? topicOf(own) : '') || topicOf(title)
  }

  sentence(sentence: Sentence): Named[] {
    const named: Kept[] = []
    const first = sentence.figures[0]
    const lead = first ? leadOf(sentence.text.slice(sentence.from, clauseStart(sentence.text, first.from, sentence.from))) : null
    sentence.figures.forEach((_, i) => named.push(this.#name(sentence, i, named, lead)))
    this.#kept = [...this.#kept, ...named].slice(-FAR)
    return named.map(({ subject, measure, scope }) => ({ subject, measure, scope }))
  }

  #name(sentence: Sentence, i: number, named: readonly Kept[], lead: { subject: string; measure: string } | null): Kept {
    const { text, figures, claims, shares, places } = sentence
    const [figure, claim, share] = [figures[i]!, claims[i]!, shares[i] ?? null]
    const { sort, family } = unitSort(figure.unit)
    const rate = sort === 'rate' && !figure.unit.includes('/')
    const { words, noun, behind } = this.#around(sentence, i)
    const parsed: Parsed = rate || figure.unit.includes('/') ? parseRate(words, noun, figure.unit) : parseCount(words, noun, family === 'money')
    let { subject } = parsed
    let measure = behind || parsed.measure
    let scope = claim.told.scope
    const level = LEVEL.exec(subject.replace('(', '（').replace(')', '）'))?.[1] ?? (places.has(subject) ? places.get(subject) : undefined)
    if (level !== undefined && noun === '' && claim.cell === null) [subject, scope] = ['', level]
    // 各县（市、区）安排3264万元
    else if (noun === '' && /^[县区市旗乡镇村]$/.test(subject)) [subject, scope] = ['', `各${subject}`]
    // 六大类、38项指标
    if (subject === '' && words === '' && noun === '' && figures[i + 1] && /^[、和及]$/.test(text.slice(figure.to, figures[i + 1]!.from)) && !share) subject = nounOf(this.#around(sentence, i + 1).noun)
    if (share?.subject && noun === '' && !/\d{4}年/.test(share.subject)) subject = thingOf(share.subject)
    // 食用农产品最多，有289批次
    const most = i > 0 && subject === '' && !rate ? MOST.exec(text.slice(figures[i - 1]!.to, figure.from))?.[1] : undefined
    if (most) subject = peeled(most)
    // 1旗、4县: the unit is what is counted
    if (subject === '' && family === 'divisions' && noun === '') subject = figure.unit
    const own = subject
    const index = (at: number | null) => (at === null ? null : (named[at - sentence.offset] ?? null))
    const near = named.slice(-FAR)
    const before = near.length < FAR ? [...this.#kept, ...near] : near
    const last = before.at(-1)
    const gap = i === 0 ? '' : text.slice(figures[i - 1]!.to, figure.from)
    // 5次、7次和4次: a bare list says it once
    const head = share && share.head < i ? named[share.head] : undefined
    if (head && own !== '' && silent(measure)) measure = head.measure
    // 分别增长6.5%和9.5%: each of those told before
    if (rate && own === '' && share?.respectively && share.period === null && share.subject === null && peeled(claim.subject) !== '') {
      subject = peeled(claim.subject)
      if (head && silent(measure)) measure = head.measure
    } else if (head && own === '' && share!.subject === null) [subject, measure] = [head.subject, silent(measure) ? head.measure : measure]
    else if (subject === '' || (silent(measure) && rate)) {
      const change = figure.unit === '百分点' || /^(?:增幅|降幅|涨幅|减幅|增速|升幅|净?增[长加]?|净?减少?|下降|提高|提升|上升|降低|缩短|压[缩减]|扩大|多|少|高|低|短|长|新增)$/.test(measure)
      const from = this.#source({ parsed, words, rate, change, unit: figure.unit, family, gap, mean: measure === '平均' }, index(claim.bracketOf), index(claim.partOf), before, near)
      const fallback = named.length === 0 && lead ? lead : null
      const purpose = family === 'money' && named.length === 0 ? FOR.exec(text.slice(figure.to, figure.to + 30))?.[1] : undefined
      if (subject === '' && purpose) subject = nounOf(purpose.replace(/\d[\d.,]*万?亿?[余多]?[\u4e00-\u9fff]?/, '').replace(/[^\u4e00-\u9fff“”、].*$/, ''))
      if (subject === '') subject = fallback?.subject || from?.subject || (named.length === 0 ? this.#topic : '') || parsed.doer || last?.subject || this.#topic
      const said = fallback?.measure || from?.measure || ''
      if (measure === '' || (silent(measure) && change)) measure = said || measure
      else if (silent(measure) && said && (moved(words) || /[、和及]$/.test(gap) || claim.bracketOf !== null || (rate && measure === '' ))) measure = said
    }
    if (/^(?:分值|自评|得分|扣分)$/.test(measure) && this.#topic !== '') subject = this.#topic
    const whole = index(claim.partOf)
    if (silent(measure) && whole && /分/.test(figure.unit) && !silent(whole.measure)) measure = whole.measure
    if (rate && own === '' && /^(?:满意度|知晓率|支持率|满意率|获得感)$/.test(measure)) subject = '群众'
    const object = OBJECTS.find(([deed]) => deed.test(measure))
    if (object && own === '' && !rate && !/案/.test(subject) && (object[1] !== '食品' || subject === parsed.doer) && /^(?:[件起宗元人名份]|批次)$/.test(figure.unit)) subject = object[1]
    if (/^移送/.test(measure) && /^(?:公安|司法|检察|纪检)/.test(subject)) subject = '案件'
    if (subject === '不合格') subject = '不合格样品'
    return {
      subject: subject || peeled(claim.subject),
      measure: measure || claim.measure || '数量',
      scope,
      unit: figure.unit,
      family,
      rate,
      part: claim.partOf !== null || claim.bracketOf !== null,
      change: CHANGE_MEASURE.test(parsed.measure) || figure.unit === '百分点',
    }
  }

  #around({ text, from, to, figures, blank, places }: Sentence, i: number): { words: string; noun: string; behind: string } {
    const figure = figures[i]!
    const previous = i === 0 ? from : figures[i - 1]!.to
    const start = afterNoun(text, clauseStart(text, figure.from, previous), figure.from, previous)
    const words = withoutPlace(wordsBefore(text, start, figure.from, blank).replace(/^[^(]*\)/, ''), places)
    const plain = UNFIT.exec(text.slice(figure.to, figure.to + 16))?.[0] ?? nounBehind(text, figure.to, figures[i + 1]?.from ?? to)
    const noun = /[推改促引先]$/.test(plain) ? (new RegExp(`${plain}进[\\u4e00-\\u9fff、]{1,12}`).exec(text.slice(figure.to, figure.to + 40))?.[0] ?? plain) : plain
    // 210个村（社区）
    const end = noun === '' ? -1 : text.indexOf(noun, figure.to) + noun.length
    const gloss = end > 0 && noun.length < 4 && !noun.includes('(') ? /^\([\u4e00-\u9fff、]{1,6}\)[\u4e00-\u9fff]{0,6}/.exec(text.slice(end, end + 14))?.[0] : undefined
    // 完成对16家企业的体系检查: the deed stands behind
    const behind = /对$/.test(words) && end > 0 ? (BEHIND.exec(text.slice(end, end + 16))?.[1] ?? '') : ''
    return { words, noun: noun + (gloss ?? ''), behind }
  }

  /** The figure that says what this one leaves unsaid. */
  #source(
    { parsed, words, rate, change, unit, family, gap, mean }: { parsed: Parsed; words: string; rate: boolean; change: boolean; unit: string; family: string; gap: string; mean: boolean },
    bracketed: Kept | null,
    whole: Kept | null,
    before: readonly Kept[],
    named: readonly Kept[],
  ): Kept | undefined {
    if (bracketed && (!bracketed.change || rate)) return bracketed
    if (rate) {
      // 低于全省68.0%的平均水平
      if (parsed.measure === '' && unit !== '百分点' && (gap.endsWith('(') || /(?:低于|高于|比|较|为|到)/.test(words))) return before.findLast((one) => one.rate && !one.change) ?? before.at(-1)
      if (change && unit === '百分点') return before.findLast((one) => one.rate && !one.change) ?? before.at(-1)
      if (change) return before.findLast((one) => !one.change)
      if (/^的$/.test(gap)) return named.at(-2) ?? named.at(-1)
      return named.findLast((one) => !one.rate) ?? before.at(-1)
    }
    if (whole) return whole
    if (mean) return named.findLast((one) => !one.rate && one.unit === unit) ?? named.findLast((one) => !one.rate && one.measure !== '平均') ?? before.findLast((one) => !one.rate)
    const counted = unit.includes('/') ? before.findLast((one) => one.unit === unit.split('/')[0] && one.subject !== '') : undefined
    if (counted) return counted
    const same = (one: Kept): boolean => !one.rate && one.unit === unit && one.subject !== ''
    return named.findLast(same) ?? named.findLast((one) => !one.rate && one.subject !== '') ?? before.findLast(same) ?? before.findLast((one) => !one.rate && one.family === family && one.subject !== '')
  }
}

const CHANGE_MEASURE = /^(?:增幅|降幅|涨幅|减幅|增速|升幅|净?增[长加]?|净?减少?|下降|提高|提升|上升|降低|缩短|压[缩减]|扩大|多|少|高|低|短|长)$/
const silent = (measure: string): boolean => /^(?:数量|金额|占比|)$/.test(measure)
const moved = (words: string): boolean => /(?:到|至|为|由|从|比|较)[^，。；]{0,8}$/.test(words)
