import { fold } from '../../../../../platform/core/chinese.ts'
import type { Finding, Kind, ReadClaim, ReadDocument, Sentence, Verdict } from '../../contract.ts'
import type { Interval } from './interval.ts'

/** A claim with its places: in its document, and in the report over all documents. */
export type Figure = ReadClaim & Interval & { readonly at: number; readonly id: number }

/** A document with the indexes that keep every check linear. */
export type Paper = {
  readonly index: number
  readonly document: ReadDocument
  /** In one spelling (half-width digits, one pair of brackets), offsets unchanged. */
  readonly text: string
  readonly figures: readonly Figure[]
  readonly bySentence: ReadonlyMap<number, readonly Figure[]>
  /** Number of the paragraph of each sentence. */
  readonly paragraphs: readonly number[]
}

/** The figure that a finding names by its place in the report. */
export const figureAt = (paper: Paper, id: number | undefined): Figure | undefined => (id === undefined ? undefined : paper.figures[id - (paper.figures[0]?.id ?? 0)])

/** Reads offsets of documents one after the other, so that claims get their place in the report. */
export function papersOf(documents: readonly ReadDocument[]): Paper[] {
  let offset = 0
  return documents.map(shortened).map((document, index) => {
    const figures = document.read.map((claim, at) => ({ ...claim, document: index, at, id: offset + at }))
    offset += figures.length
    return {
      index,
      document,
      text: fold(document.text),
      figures,
      bySentence: group(figures, ({ sentence }) => sentence),
      paragraphs: paragraphsOf(document),
    }
  })
}

/** No sentence has more figures; what has is a table or a text without stops, and every check looks at the figures of one sentence. */
const MOST = 80

/** The document with its endless sentences cut behind every so many figures. */
function shortened(document: ReadDocument): ReadDocument {
  const inside = group(document.read, ({ sentence }) => sentence)
  if ([...inside.values()].every(({ length }) => length <= MOST)) return document
  const sentences: Sentence[] = []
  const moved = new Map<ReadClaim, number>()
  document.sentences.forEach((sentence, at) => {
    const own = inside.get(at) ?? []
    let { start } = sentence
    for (let from = 0; from === 0 || from < own.length; from += MOST) {
      const end = own[from + MOST]?.start ?? sentence.end
      for (const claim of own.slice(from, from + MOST)) moved.set(claim, sentences.length)
      sentences.push({ start, end })
      start = end
    }
  })
  return { ...document, sentences, read: document.read.map((claim) => ({ ...claim, sentence: moved.get(claim) ?? claim.sentence })) }
}

function paragraphsOf({ text, sentences }: ReadDocument): number[] {
  let paragraph = 0
  let end = 0
  return sentences.map((sentence) => {
    if (/[\n\r]/.test(text.slice(end, sentence.start + 1))) paragraph += 1
    end = Math.max(sentence.start, sentence.end - 1)
    return paragraph
  })
}

export function group<T, K>(all: readonly T[], key: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const one of all) {
    const own = key(one)
    const same = groups.get(own)
    if (same) same.push(one)
    else groups.set(own, [one])
  }
  return groups
}

export const sentenceOf = (paper: Paper, figure: Figure): Sentence =>
  paper.document.sentences[figure.sentence] ?? { start: figure.start, end: figure.end }
export const inSentence = (paper: Paper, sentence: number): readonly Figure[] => paper.bySentence.get(sentence) ?? []
export const sameSentence = (paper: Paper, figure: Figure): readonly Figure[] => inSentence(paper, figure.sentence)

/** Figures of the same paragraph from `reach` sentences before this one's up to this figure. */
export function earlier(paper: Paper, figure: Figure, reach: number): Figure[] {
  const found: Figure[] = []
  for (let sentence = Math.max(0, figure.sentence - reach); sentence <= figure.sentence; sentence++)
    if (paper.paragraphs[sentence] === paper.paragraphs[figure.sentence])
      found.push(...inSentence(paper, sentence).filter(({ start }) => start < figure.start))
  return found
}

/** Wrapped lines and stray blanks part nothing in Chinese print. */
export const joined = (text: string): string => (/\s/.test(text) ? text.replaceAll(/\s+/g, '') : text)

/** Text before a place, back to the start of its sentence, at most `length` units. */
export const before = (paper: Paper, figure: Figure, length = 40): string =>
  joined(paper.text.slice(Math.max(sentenceOf(paper, figure).start, figure.start - length), figure.start))
/** Text behind a figure, to the end of its sentence. */
export const after = (paper: Paper, figure: Figure, length = 40): string =>
  joined(paper.text.slice(figure.end, Math.min(Math.max(sentenceOf(paper, figure).end, figure.end), figure.end + length)))

const stops = /[，。；：！？]/
/** The words of the clause before the figure: back to the last comma, stop or figure. */
export const lead = (paper: Paper, figure: Figure, length = USUAL): string =>
  around(ahead, figure, length, (most) => before(paper, figure, most).split(stops).at(-1)!, (words) => words.slice(-length), () => paper.text.slice(Math.max(0, figure.start - USUAL), figure.start))
/** The words of the clause behind it. */
export const tail = (paper: Paper, figure: Figure, length = USUAL): string =>
  around(behind, figure, length, (most) => after(paper, figure, most).split(stops)[0]!, (words) => words.slice(0, length), () => paper.text.slice(figure.end, figure.end + USUAL))

const USUAL = 40
type Words = { readonly words: string; readonly even: boolean }
const ahead = new WeakMap<Figure, Words>()
const behind = new WeakMap<Figure, Words>()
/** Every rule asks for the words around every figure: they are cut out once; fewer of them are a piece of these, unless blanks stand in between. */
function around(known: WeakMap<Figure, Words>, figure: Figure, length: number, read: (most: number) => string, piece: (words: string) => string, window: () => string): string {
  if (length > USUAL) return read(length)
  let made = known.get(figure)
  if (!made) {
    made = { words: read(USUAL), even: !/\s/.test(window()) }
    known.set(figure, made)
  }
  return length === USUAL ? made.words : made.even ? piece(made.words) : read(length)
}
/** The whole clause in which the figure stands. */
export const clause = (paper: Paper, figure: Figure): string =>
  lead(paper, figure) + paper.text.slice(figure.start, figure.end) + tail(paper, figure)
export const between = (paper: Paper, one: Figure, other: Figure): string =>
  joined(one.end <= other.start ? paper.text.slice(one.end, other.start) : paper.text.slice(other.end, one.start))

export const isRate = ({ unit }: Figure): boolean => unit === '%' || unit === '‰'
export const isPoints = ({ unit }: Figure): boolean => unit.includes('百分点') || unit.includes('千分点')
export const isDensity = ({ unit }: Figure): boolean => unit.includes('/')
const persons = new Set(['人', '名', '位'])
const houses = new Set(['家', '户', '所', '处', '间'])
/** Units that count the same sort of thing: 850名 and 554人. Visits (户次) stay apart from places (户). */
export const sort = ({ unit }: Pick<Figure, 'unit'>): string => (persons.has(unit) ? '人' : houses.has(unit) ? '家' : unit)
/** A number of whole things, or an amount: what can be a part, a total or a base. */
export const isCount = (figure: Figure): boolean => !isRate(figure) && !isPoints(figure) && !isDensity(figure) && figure.unit !== '' && figure.unit !== '倍'
export const isExact = (figure: Figure): boolean => figure.hedges.every((hedge) => hedge === 'exact')
const growthMeasure = /增长|增幅|增速|涨幅|降幅|同比|环比|负增长/
const growthWords =
  '增长|增加|提高|提升|上升|上涨|下降|降低|减少|下滑|回落|递增|递减|超出|超额|超目标[一-鿿]{0,4}|(?:高于|低于|高出)[一-鿿]{2,10}|扩大|扩面|扩容|缩减'
const growthBefore = new RegExp(`(?:${growthWords}|同比|环比|增幅|降幅|增速)(?:了|幅度|幅|率|比例|比率)?(?:为|达到?|约|近|超过?|是|到达|恰好|正好|刚好)*$`)
/** Whether a percentage says how much something grew, not which share it is: 提高3%, never 提高到98%. */
export const isGrowth = (paper: Paper, figure: Figure): boolean =>
  isRate(figure) &&
  !/(?:^|[约各共])占(?![^，。；]{0,10}(?:计划|任务|目标|预算))[^，。；增升提涨降减]{0,14}$/.test(lead(paper, figure, 20)) &&
  !(/^(?:低于|不足|高于|超过)/.test(figure.text) && /^的?(?:目标|要求|标准|任务)/.test(tail(paper, figure))) &&
  (growthMeasure.test(figure.measure) ||
    (figure.cell !== null && /变化|对比|升降|增减|[比较](?:上年|去年|同期)|同比|环比|增长|增幅/.test(figure.measure + figure.subject)) || growthBefore.test(lead(paper, figure)) || /(?:同比|环比)[^，。；]{0,6}$/.test(lead(paper, figure)))

/** `比上年增加36万元`: how much came on top, not how much there is. */
export const isIncrement = (paper: Paper, figure: Figure): boolean =>
  /(?:增加|增长|净增|新增|减少|下降|提高|提升|上升|降低|回落|多|少)了?$/.test(lead(paper, figure)) && /比|较|同比|环比|增加|减少/.test(lead(paper, figure))

/** `排名由369位上升到235位`: of ranks the smaller is the higher. */
export const isRank = (paper: Paper, figure: Figure): boolean =>
  /^[位名]$/.test(figure.unit) && /排名|排位|位次|名次|第$/.test(before(paper, figure, 40))

/** `人均25元`, `平均每个夜市82个`: a mean is neither a part nor a whole. */
export const isMean = (paper: Paper, figure: Figure): boolean =>
  figure.measure === '平均' || /(?:平均|[一-鿿]均)(?:每[^，。；\d]{1,6})?[一-鿿]{0,4}$/.test(lead(paper, figure, 12))

/** Printed form with its unit, once. */
export const printed = (figure: Figure): string => {
  if (figure.cell !== null) return figure.text.replaceAll(/\s/g, '')
  const text = figure.text.replaceAll(/\s/g, '')
  return figure.unit === '' || text.includes(figure.unit) || figure.unit.includes('/') || /[%‰％]|分之|成|半/.test(text)
    ? text
    : `${text}${figure.unit}`
}
export const named = (figure: Figure): string => `${figure.subject}${figure.measure === '数量' ? '' : figure.measure}${printed(figure)}`

export type Said = {
  readonly verdict: Verdict
  readonly kind: Kind
  readonly calculation: string
  readonly explanation: string
  readonly basis?: Finding['basis']
}

/** A finding about figures of one paper; it stands where the first of them stands. */
export function finding(paper: Paper, figures: readonly Figure[], said: Said): Finding {
  const first = figures[0]!
  const sentence = sentenceOf(paper, first)
  return {
    basis: 'this paper',
    ...said,
    document: paper.index,
    start: first.start,
    end: first.end,
    sentence: paper.document.text.slice(sentence.start, sentence.end).trim(),
    claims: figures.map(({ id }) => id),
  }
}

/** A finding about a stretch of text. */
export function findingAt(paper: Paper, start: number, end: number, said: Said, claims: readonly number[] = []): Finding {
  const { sentences } = paper.document
  let [low, high] = [0, sentences.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sentences[middle]!.start <= start) low = middle
    else high = middle - 1
  }
  const found = sentences[low]
  const sentence = found && found.start <= start && start < found.end ? found : { start, end }
  return {
    basis: 'this paper',
    ...said,
    document: paper.index,
    start,
    end,
    sentence: paper.document.text.slice(sentence.start, sentence.end).trim(),
    claims,
  }
}
