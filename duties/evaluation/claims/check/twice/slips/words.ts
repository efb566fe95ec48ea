import { bare } from '../../ground/nouns.ts'
import { between, joined, lead, sentenceOf, type Figure, type Paper } from '../../ground/paper.ts'

/** The words by which a reader knows what a figure is of. */
export type Words = {
  /** What stands right before it, back to the figure or stop before it, without what only says how much. */
  readonly ahead: string
  /** The noun right behind it. */
  readonly noun: string
  /** What goes on behind the noun: what was done to those. */
  readonly deed: string
  /** Both of them as printed, with the deed where it is of some of those. */
  readonly close: string
  /** Pairs of signs of the words it has to itself. */
  readonly own: ReadonlySet<string>
  /** With those of its sentence, its heading and what it is read as. */
  readonly wide: ReadonlySet<string>
  /** It points to what was told: 对N家…, N个乡镇中, 将…由现有的N个. */
  readonly definite: boolean
}

export type Told = { readonly one: Figure; readonly words: Words }

const stops = /[，。；：！？:;,!?\n]/
/** Words for here, now and how much, which say nothing of which thing is meant; and those that each paper of the trade has. */
const filler =
  /食品安全|生产经营|(?:19|20)\d{2}(?:[—~至-](?:19|20)\d{2})?年度?|\d+月[底末份]?|[一二三四五六七八九十]是|目前|现有|实有|共有|共计|累计|合计|总计|全[市县区州省]|[我本][市县区]|截至|今年|本年|全年|年[末底内初]|达到|超过|已经|开展|组织|完成|实现|各类|其中|上述|全部|所有|单位|企业|主体|经营者|提供者|人民|群众|分别|依次|增加到|提高到|[共达为了的已有约近余逾超对将把让使给在中里从由按以与和及均都占个各]/g
const empty = /^(?:食品|全面|推动|工作|情况)$/
export function pairsOf(words: string): string[] {
  const found: string[] = []
  for (const part of words.replaceAll(filler, ' ').split(/[^一-鿿A-Za-z]+/)) {
    for (const [letter] of part.matchAll(/[A-D](?=级)/g)) found.push(letter)
    for (let at = 0; at + 2 <= part.length; at++) {
      const pair = part.slice(at, at + 2)
      if (!empty.test(pair)) found.push(pair)
    }
  }
  return found
}

const pointing = /(?:^|[一二三四五六七八九]是|年|今后|继续|进一步)(?:对|将|把|让|使|给|为|向|由|从|按|按照|推动|督促|指导|围绕|针对|依托|巩固|确保)?(?:[一-鿿A-Z]{0,8}由)?(?:全市|全县|全区|全部|所有|上述|这|现有|目前|已有)*的?$/
const all = /^(?:中|里|均|都|全部|全面|人人|户户|家家|悉数|逐一)/
const made = new WeakMap<Figure, Words>()
export function wordsOf(paper: Paper, figure: Figure): Words {
  const known = made.get(figure)
  if (known) return known
  const ahead = aheadOf(paper, figure)
  const rest = behindOf(paper, figure)
  const { subject, measure } = figure.told
  const noun = /^口/.test(rest) && figure.unit === '人' ? '人口' : nounOf(figure, rest)
  const deed = rest.slice(noun.length)
  const definite = pointing.test(ahead) || (noun !== '' && all.test(deed) && ahead.length < 4)
  const printed = new Set(pairsOf(`${ahead}｜${definite ? noun : rest}`))
  // 2021年80.4%、2022年88.2%: what it is of stands before the first of the row
  const silent = printed.size === 0 || figure.bracketOf !== null
  const { start } = sentenceOf(paper, figure)
  const heading = paper.document.headings[figure.heading]?.title ?? ''
  const sentence = joined(paper.text.slice(Math.max(start, figure.start - 160), figure.start))
  const words: Words = {
    ahead: noun === '' && !/[一-鿿A-Z]{2}/.test(plain(ahead).replaceAll(/(?:19|20)\d{2}年度?/g, '')) ? `${bare(subject)}${measure}` : plain(ahead),
    noun,
    deed,
    close: `${ahead}${noun}${definite ? '' : deed}`,
    own: silent ? new Set(pairsOf(`${bare(subject)}｜${measure}`)) : printed,
    wide: new Set(pairsOf(`${sentence}｜${rest}｜${heading}｜${bare(subject)}｜${measure}`)),
    definite,
  }
  made.set(figure, words)
  return words
}

/** Without what stands between a name and its number. */
const plain = (words: string): string => words.replace(/(?:共计|累计|合计|总计|分别|依次|由|现有|目前|达到|超过|数量|数|[共达为了的已有约近是计])+$/g, '')
function aheadOf(paper: Paper, figure: Figure): string {
  const last = paper.figures[figure.at - 1]
  const words = lead(paper, figure, 30).replaceAll(/\([^()]*\)/g, '')
  if (!last || last.sentence !== figure.sentence) return words
  const gap = between(paper, last, figure).replaceAll(/\([^()]*\)/g, '')
  return gap.length < words.length ? gap.replace(/^(?:、|和|及|以及|与)/, '') : words
}
function behindOf(paper: Paper, figure: Figure): string {
  const next = paper.figures[figure.at + 1]
  const end = Math.min(figure.end + 26, sentenceOf(paper, figure).end, next && next.start >= figure.end ? next.start : Infinity)
  const words = joined(paper.text.slice(figure.end, end)).replaceAll(/\([^()]*\)/g, '').split(stops)[0]!
  return (next && next.start === end ? words.split('、')[0]! : words).replace(/^的/, '')
}
const nounOf = (figure: Figure, rest: string): string => (figure.unit === '%' ? '' : (/^[一-鿿A-Z“”]{1,8}?(?=中|里|均|都|全|人人|已|未|将|要|应|在|由|为|与|和|及|的|离|、|[^一-鿿A-Z“”]|$)/.exec(rest)?.[0] ?? rest.slice(0, 4)))

/** How many signs of a name the two have in common right at their numbers: 食品生产经营主体29006户 and 2.9万余户主体. */
export function touch(one: Words, other: Words): number {
  return Math.max(tailsOf(one.ahead, other.ahead), ends(other.ahead, one.noun), ends(one.ahead, other.noun), heads(one.noun, other.noun))
}
function tailsOf(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) length++
  return length
}
function heads(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length++
  return length
}
/** The longest beginning of a noun with which words end. */
function ends(words: string, noun: string): number {
  for (let length = Math.min(noun.length, words.length); length > 1; length--) if (words.endsWith(noun.slice(0, length))) return length
  return 0
}
