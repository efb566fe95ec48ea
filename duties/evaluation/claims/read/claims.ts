import type { ReadClaim } from '../contract.ts'
import { datesBefore, type DateFound } from './dates.ts'
import type { Figure } from './figures.ts'
import { clauseStart, phraseOf, scopeOf, thingOf, type Phrase } from './phrases.ts'
import { Naming } from './naming/index.ts'
import { relationsOf } from './relations.ts'
import { saidBefore } from './said.ts'
import { sharesOf, type Share } from './series.ts'
import { placed, type Paragraph } from './sheet.ts'
import { carriedOn, timeOfFigure, type Told } from './times.ts'

/** What the claims of a paragraph take from the paper around it. */
export type Setting = {
  readonly document: number
  readonly paper: string
  readonly heading: number
  /** How many claims and sentences stand before the paragraph. */
  readonly claimsBefore: number
  readonly sentencesBefore: number
  /** The paper's own time, for what names none: `/2022-11`. */
  readonly time: string | null
  /** What the heading, else the title, else the date of the paper says of what names no time. */
  readonly told: string | null
  /** The title of the heading the paragraph stands under. */
  readonly title: string
  /** Places the paper names, with the scope each means: its own city is 全市. */
  readonly places: ReadonlyMap<string, string>
}

type Span = { readonly from: number; readonly to: number }

/** What stands in one paragraph, each list in the order of the text. */
export type Content = { readonly figures: readonly Figure[]; readonly dates: readonly DateFound[]; readonly times: readonly DateFound[]; readonly sentences: readonly Span[] }

/** The claims of one paragraph. */
export function claimsOf(paragraph: Paragraph, { figures, dates, times, sentences }: Content, setting: Setting): ReadClaim[] {
  const out: ReadClaim[] = []
  const blank = blanks(paragraph.text, dates)
  const naming = new Naming()
  naming.paragraph(paragraph.text, setting.title)
  let next = 0
  let nextDate = 0
  let nextTime = 0
  let carried: string | null = null
  let leftBehind: string | null = null
  let listed: string | null | undefined
  sentences.forEach((span, index) => {
    const first = next
    while (next < figures.length && figures[next]!.from < span.to) next++
    const firstDate = nextDate
    while (nextDate < dates.length && dates[nextDate]!.from < span.to) nextDate++
    const firstTime = nextTime
    while (nextTime < times.length && times[nextTime]!.from < span.to) nextTime++
    const own = dates.slice(firstDate, nextDate)
    // 一是…。二是…: each begins with what stood before the first
    if (POINT.test(paragraph.text.slice(span.from, span.from + 4))) {
      if (listed === undefined) listed = leftBehind
      else leftBehind = listed
    }
    const sentence = {
      paragraph,
      span,
      index: setting.sentencesBefore + index,
      figures: figures.slice(first, next),
      dates: own,
      carried,
      times: times.slice(firstTime, nextTime),
      leftBehind,
      blank,
    }
    if (next > first) out.push(...sentenceClaims(sentence, setting, setting.claimsBefore + out.length, naming))
    carried = own.filter(({ compared, near }) => !compared && !near).at(-1)?.period ?? carried
    leftBehind = carriedOn(toldOf(sentence, setting))
  })
  return out
}

const POINT = /^[一二三四五六七八九十]{1,2}是/

const toldOf = ({ paragraph: { text }, span, figures, times, leftBehind }: SentenceRead, { told }: Setting): Told => ({ text, from: span.from, figures, dates: times, carried: leftBehind, time: told })

function blanks(text: string, dates: readonly DateFound[]): (at: number) => boolean {
  const blank = new Uint8Array(text.length)
  for (const { from, to } of dates) blank.fill(1, from, to)
  return (at) => blank[at] === 1
}

type SentenceRead = {
  readonly paragraph: Paragraph
  readonly span: Span
  readonly index: number
  readonly figures: readonly Figure[]
  readonly dates: readonly DateFound[]
  /** The time the sentences before left behind. */
  readonly carried: string | null
  /** The times a reader is told, and what the sentences before leave of them. */
  readonly times: readonly DateFound[]
  readonly leftBehind: string | null
  readonly blank: (at: number) => boolean
}

/** `offset` is the number of claims before the sentence. */
function sentenceClaims(sentence: SentenceRead, setting: Setting, offset: number, naming: Naming): ReadClaim[] {
  const { paragraph, span, figures, dates } = sentence
  const { text } = paragraph
  const relations = relationsOf(text, figures)
  const told = toldOf(sentence, setting)
  const toldShares = sharesOf(text, span.from, figures, sentence.times)
  const shares = sharesOf(text, span.from, figures, dates)
  const phrases = phrasesOf(sentence, setting)
  const claims: ReadClaim[] = []
  figures.forEach((figure, i) => {
    const [phrase, share, relation] = [phrases[i]!, shares[i] ?? null, relations[i]!]
    const previous = i === 0 ? span.from : figures[i - 1]!.to
    const { scope, named, alone } = scopesAt(sentence, figure, previous, setting)
    const said = saidBefore({ text, figures, claims }, phrase, relation, share, named !== '')
    const shared = shareOfWhole(text.slice(previous, figure.from), figure, claims)
    const index = (at: number | null) => (at === null ? null : offset + at)
    claims.push({
      document: setting.document,
      ...printedAt(paragraph, figure, setting),
      subject: printedBrackets(subjectOf(phrase, share) || ((shared ?? said.subject)?.subject ?? '')),
      measure: shared ? '占比' : (said.measure?.measure ?? phrase.measure),
      value: figure.value,
      unit: figure.unit,
      period: share?.period ?? periodAt(text, figure.from, dates) ?? sentence.carried ?? setting.time,
      scope: relation.partOf !== null && named === '' ? '其中' : scope,
      approximate: figure.hedges[0] !== 'exact' || figure.form === 'range',
      hedges: figure.hedges,
      ...(isSet(text, figure) ? { low: figure.value, high: figure.value } : { low: figure.low, high: figure.high }),
      sentence: sentence.index,
      partOf: index(relation.partOf),
      bracketOf: index(relation.bracketOf),
      base: shared ? claims.at(-1)!.subject : (phrase.base ?? said.measure?.base ?? null),
      heading: setting.heading,
      cell: null,
      told: {
        subject: '',
        measure: '',
        scope: relation.partOf !== null && named === '' ? '其中' : alone,
        period: toldShares[i]?.period ?? timeOfFigure(told, figure),
      },
    })
  })
  const names = naming.sentence({ text, ...span, figures, shares, claims, offset, blank: sentence.blank, places: setting.places })
  return claims.map((claim, i) => ({ ...claim, told: { ...claim.told, ...names[i]!, subject: printedBrackets(names[i]!.subject) } }))
}

function phrasesOf({ paragraph: { text }, span, figures, blank }: SentenceRead, { places }: Setting): Phrase[] {
  const phrases = figures.map((figure, i) => {
    const previous = i === 0 ? span.from : figures[i - 1]!.to
    return phraseOf(text, figure, previous, figures[i + 1]?.from ?? span.to, { blank, places })
  })
  // 704家98%的中小学食堂: two figures of one noun
  return phrases.map((phrase, i) => {
    const touches = phrase.subject === '' && figures[i + 1]?.from === figures[i]!.to
    return touches ? { ...phrase, subject: phrases[i + 1]!.subject } : phrase
  })
}

function printedAt(paragraph: Paragraph, { from, to }: Figure, { paper }: Setting): { start: number; end: number; text: string } {
  const place = placed(paragraph, from, to)
  return { ...place, text: paper.slice(place.start, place.end) }
}

/** The scope that holds for a figure, and what its own clause says of it. */
function scopesAt({ paragraph: { text }, span }: SentenceRead, { from }: Figure, previous: number, { places }: Setting) {
  const start = clauseStart(text, from, previous)
  const words = text.slice(Math.max(span.from, start - 300), from)
  return { scope: scopeOf(words, places), named: scopeOf(text.slice(start, from), places), alone: scopeOf(words, places, true) }
}

const subjectOf = (phrase: Phrase, share: Share | null): string => (share?.subject ? thingOf(share.subject) : phrase.subject)

/** 安全利用3.4万亩，占总面积3.6万亩的95%: the share is of the figure right before it, and what has it is named before that. */
function shareOfWhole(gap: string, { unit }: Figure, claims: readonly ReadClaim[]): ReadClaim | undefined {
  return gap === '的' && unit === '%' && claims.length > 0 ? (claims.at(-2) ?? claims.at(-1)) : undefined
}

/** Weights, goals and marks are set, not measured: 80% is 80 and no 79.6. */
const SET_BEFORE = /权重[^，。；]*$|考核[^，。；\d]{0,12}(?:比重|占比|分值)[^，。；]*$|(?:目标值?|指标值|标准值?|要求|序时进度|时序进度)(?:任务)?(?:设)?(?:定)?[为是的由从至到]{0,2}(?:20\d{2}年的)?$/
const SET_BEHIND = /^(?:的[^，。；、\d]{0,4}?)?(?:目标|要求|标准(?!化)|规定|权重|序时进度|达标线|推荐线)/
function isSet(text: string, { unit, form, hedges, from, to }: Figure): boolean {
  if (unit !== '%' || form !== 'plain' || hedges[0] !== 'exact') return false
  return SET_BEFORE.test(text.slice(Math.max(0, from - 40), from)) || SET_BEHIND.test(text.slice(to, to + 12))
}

/** Subjects are given as papers print them. */
const printedBrackets = (words: string): string => words.replaceAll('(', '（').replaceAll(')', '）')

/** 比2019年的97.5%: the figure itself is the earlier one; 比上年末增加1474户 is not. */
const COMPARED_FIGURE = /^[^\d，。；增升降减高低长多少缩扩]{0,12}$/

/** The time that holds at a place of a sentence: the last one named before it, or what a comparison right before the figure says. */
function periodAt(text: string, at: number, dates: readonly DateFound[]): string | null {
  const before = datesBefore(dates, at)
  const last = before.at(-1)
  if (last?.compared && COMPARED_FIGURE.test(text.slice(last.to, at))) return last.period
  const own = before.filter(({ compared }) => !compared)
  const years = own.filter(({ period }) => /^\d{4}$/.test(period))
  // 2019年、2020年、2021年三年共…: what is said of all of them
  if (years.length > 1 && years.length === own.length && /^[\d年度、，和及与]+$/.test(text.slice(years[0]!.from, years.at(-1)!.to)))
    return `${years[0]!.period}/${years.at(-1)!.period}`
  return own.at(-1)?.period ?? null
}
