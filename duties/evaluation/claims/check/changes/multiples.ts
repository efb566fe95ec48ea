import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { cut, meet, over, show, showInterval, sum, type Interval } from '../ground/interval.ts'
import { likely } from '../ground/likely.ts'
import { depthOf, paragraphOf } from '../ground/near.ts'
import { between, findingAt, inSentence, isCount, isDensity, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

const number = '(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十]+)'
const multiple = new RegExp(
  `(?:是|为|达到?|相当于|达到了)[^，。；]{0,24}?的?(?<times>${number})倍|翻了?(?<folds>[一两二三四\\d])番|翻了?一倍|(?<again>增长|增加|提高|扩大)了?(?<more>${number})倍(?<odd>多)?`,
  'g',
)
const valueOf = (words: string): number => (/^\d/.test(words) ? Number(words) : hanNumber(words.replace('两', '二')))

/** `是上年480万元的2倍`, `翻了一番`, `增长1.5倍` against the two amounts of the sentence. */
export function checkMultiples(paper: Paper): Finding[] {
  return paper.document.sentences.flatMap((sentence, at) => {
    const words = paper.text.slice(sentence.start, sentence.end)
    return [...words.matchAll(multiple)].flatMap((match) => {
      const end = sentence.start + match.index + match[0].length
      const start = sentence.start + match.index
      const pair = pairNamed(paper, at, match[0], end) ?? pairThen(paper, at, match, end) ?? pairCalled(paper, at, match[0], start) ?? pairInside(paper, at, start, end) ?? pairBefore(paper, at, end) ?? pairAstride(paper, at, start, end) ?? pairBehind(paper, at, end)
      return pair ? judge(paper, match, start, end, pair) : []
    })
  })
}

/** `620万元、710万元和825万元，年均增长15.4%` */
export function checkYearlyGrowth(paper: Paper, rate: Figure): Finding[] {
  if (!/年均(?:增长|递增|增幅|增速)[为达到约]*$/.test(lead(paper, rate)) || !isRate(rate)) return []
  const before = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && one.unit !== '%')
  const list = rowBefore(paper, before)
  const [first, last] = [list[0], list.at(-1)]
  if (list.length < 3 || !first || !last || first.low <= 0 || between(paper, last, rate).length > 40) return []
  const years = list.length - 1
  const grown: Interval = {
    low: 100 * ((last.low / first.high) ** (1 / years) - 1),
    high: 100 * ((last.high / first.low) ** (1 / years) - 1),
  }
  // some offices take the mean of the yearly rates, some divide the whole growth by the years
  const plain = (100 * (last.value / first.value - 1)) / years
  const mean = list.slice(1).reduce((all, one, at) => all + 100 * (one.value / list[at]!.value - 1), 0) / years
  const fits = meet(cut(grown), cut(rate)) || [plain, mean].some((value) => meet(cut(rate), { low: value - 0.05, high: value + 0.05 }))
  return [
    findingAt(
      paper,
      last.start,
      rate.end,
      {
        verdict: fits ? 'holds' : 'doubtful',
        kind: 'series',
        calculation: `(${show(last.value)} ÷ ${show(first.value)})^(1/${years}) − 1 = ${showInterval(grown, 1)}%，所列年均增长 ${printed(rate)}`,
        explanation: fits ? '年均增幅与各年数相符。' : '年均增幅与所列各年数不符；若起止年份另有所指则无误。',
      },
      [rate.id, last.id, first.id],
    ),
  ]
}

/** The last row of three and more figures: a sum of them may stand between it and the rate. */
function rowBefore(paper: Paper, figures: readonly Figure[]): readonly Figure[] {
  for (let end = figures.length; end > 2; end--) {
    let from = end - 1
    while (from > 0 && /^[、，和及]?(?:20\d{2}年)?(?:为|达到?)?$/.test(between(paper, figures[from - 1]!, figures[from]!))) from--
    if (end - from > 2) return figures.slice(from, end)
  }
  return []
}

type Pair = { readonly from: Figure; readonly to: Figure }

/** `食用农产品426批次、食品852批次，食品正好是农产品的2倍`: both are named. */
function pairCalled(paper: Paper, sentence: number, told: string, start: number): Pair | null {
  const name = /^(?:是|为|达到?|相当于)([一-鿿]{2,8})的[^的]{1,4}倍$/.exec(told)?.[1]
  const words = paper.text.slice(Math.max(0, start - 20), start)
  const whose = /(?:^|[，。；、])([一-鿿]{2,8}?)(?:数量|总数|总量|批次|规模)?(?:正好|恰好|刚好|大约|约|大致|已|几乎|就)*$/.exec(words)?.[1]
  if (name === undefined || whose === undefined || /上年|去年|同期|前者|后者|原来|当时|当年/.test(name + whose)) return null
  const all = paragraphOf(paper, sentence).filter((one) => one.end <= start && one.sentence >= sentence - 1 && isCount(one) && one.low > 0 && !isChange(paper, one))
  const bearing = (word: string, other: string): Figure[] => all.filter((one) => [lead(paper, one, 14).split('、').at(-1)!].some((own) => own.includes(word) && !(own.includes(other) && other.length > word.length)))
  const [tos, froms] = [bearing(whose, name), bearing(name, whose)]
  const [to, from] = [tos.at(-1), froms.at(-1)]
  return to && from && to !== from && sort(to) === sort(from) && new Set(froms.map(({ value }) => value)).size === 1 ? { from, to } : null
}

const levels = (paper: Paper, sentence: number): Figure[] => inSentence(paper, sentence).filter((figure) => (isCount(figure) || isRate(figure) || isDensity(figure)) && figure.low > 0 && Number.isFinite(figure.high) && !isChange(paper, figure))
/** `餐饮类1260件，是销售类420件的3倍`, `抽查比例60%，为低风险企业20%的3倍`: what is compared with stands in the words themselves, the other before them. */
function pairInside(paper: Paper, sentence: number, start: number, end: number): Pair | null {
  const all = levels(paper, sentence)
  const from = all.findLast((one) => one.start >= start && one.end <= end)
  if (!from || !/^\)?(?:的水平)?的/.test(paper.text.slice(from.end, end))) return null
  const ahead = all.filter((one) => one.end <= start && sort(one) === sort(from) && depthOf(paper, one) === depthOf(paper, from))
  const to = ahead.at(-1)
  if (!to || /[。；]/.test(paper.text.slice(to.end, start))) return null
  // 96件，其中甲72件、乙24件，是上年80件的…: all of them, not the last member of the list
  const whole = ahead.slice(0, -2).findLast((one, at) => meet(sum(ahead.slice(at + 1)), one))
  const listed = ahead.length > 1 && /^[^，。；\d]{0,6}、/.test(between(paper, ahead.at(-2)!, to))
  return whole ? { from, to: whole } : listed && /上年|去年|同期|年初/.test(lead(paper, from)) ? null : { from, to }
}

/** `翻了一番，由1200万元增至2400万元`: both stand behind. */
function pairBehind(paper: Paper, sentence: number, end: number): Pair | null {
  const [from, to] = levels(paper, sentence).filter((one) => one.start >= end)
  if (!from || !to || sort(from) !== sort(to)) return null
  const led = /^[，(（]?(?:即|分别)?[由从](?:\d{4}年(?:底|初|末)?|上年|去年|年初|原来|最初|同期)*的?$/.test(paper.text.slice(end, from.start).replaceAll(/\s/g, ''))
  return led && /^[^，。；]{0,8}(?:到|至|为|达)[^，。；、]{0,12}$/.test(between(paper, from, to)) ? { from, to } : null
}

/** The last two amounts of one sort before a place; the one of the earlier time is what is compared with. */
function pairBefore(paper: Paper, sentence: number, end: number): Pair | null {
  const amounts = inSentence(paper, sentence).filter((figure) => figure.end <= end && (isCount(figure) || isRate(figure) || isDensity(figure) || figure.unit === '') && figure.low > 0)
  // 由48个增加到102个（甲79个、乙23个），翻了一番: of the two in a bracket neither is meant
  const inside = amounts.slice(-2).every((figure) => depthOf(paper, figure) > 0) && paper.text.slice(amounts.at(-1)?.end ?? end, end).includes(')')
  const [one, other] = (inside ? amounts.filter((figure) => depthOf(paper, figure) === 0) : amounts).slice(-2)
  if (!one || !other || sort(one) !== sort(other) || /[。；]/.test(paper.text.slice(one.end, end))) return null
  // 96件，其中甲72件、乙24件，是上年80件的…: all of them, not the last member of the list
  const place = amounts.indexOf(one)
  const whole = amounts.slice(0, Math.max(0, place - 1)).find((all, at) => sort(all) === sort(one) && meet(sum(amounts.slice(at + 1, place + 1)), all))
  const past = /上年|去年|同期|20\d{2}年|年初|之初/.test(lead(paper, other))
  const fromTo = (/[由从]/.test(lead(paper, one)) && /至|到/.test(paper.text.slice(one.end, other.start))) || /^(?:增加|增长|扩大|提高|上升|增|升|扩)[到至]$/.test(between(paper, one, other))
  return fromTo ? { from: one, to: other } : past ? { from: other, to: whole ?? one } : null
}

/** `2023年是2021年的2.5倍` by the years before the amounts, `后者是前者的3倍` by their order. */
function pairNamed(paper: Paper, sentence: number, told: string, end: number): Pair | null {
  const amounts = inSentence(paper, sentence).filter((figure) => figure.end <= end && isCount(figure) && figure.low > 0)
  const order = /(前|后)者[一-鿿]{0,4}$/.exec(paper.text.slice(Math.max(0, end - told.length - 6), end - told.length))?.[1]
  if (order !== undefined && /[前后]者/.test(told)) {
    const [one, other] = amounts.slice(-2)
    if (!one || !other || sort(one) !== sort(other)) return null
    return order === '后' ? { from: one, to: other } : { from: other, to: one }
  }
  const later = /(20\d{2})年[^，。；]{0,6}$/.exec(paper.text.slice(Math.max(0, end - told.length - 12), end - told.length))?.[1]
  const earlier = /(20\d{2})年的/.exec(told)?.[1]
  if (later === undefined || earlier === undefined) return null
  const of = (year: string): Figure | undefined => amounts.findLast((one) => new RegExp(`${year}年[^\\d，。；]{0,12}$`).test(lead(paper, one)))
  const [from, to] = [of(earlier), of(later)]
  return from && to && sort(from) === sort(to) ? { from, to } : null
}

/** `有1211所接入…。2020年底接入的不过386所，如今是当时的3.1倍`: what there is now is told above; one that gives the multiple is meant. */
function pairThen(paper: Paper, sentence: number, match: RegExpExecArray, end: number): Pair | null {
  const from = inSentence(paper, sentence).findLast((figure) => figure.end <= end && isCount(figure) && figure.low > 0)
  if (!from || !/是(?:当时|那时|当年|起步时|之初)的/.test(match[0])) return null
  const told = valueOf(match.groups?.['times'] ?? '')
  const above = paragraphOf(paper, sentence).filter((one) => one.end <= from.start && isCount(one) && sort(one) === sort(from) && one.value > from.value)
  const off = (one: Figure): number => Math.abs(Math.log(one.value / from.value / told))
  const [to] = above.toSorted((one, other) => off(one) - off(other))
  return to && likely(over(to, from), { low: told, high: told }) ? { from, to } : null
}

/** `为去年同期240件的1.5倍，达到360件`: what there is now stands behind. */
function pairAstride(paper: Paper, sentence: number, start: number, end: number): Pair | null {
  const same = inSentence(paper, sentence).filter((figure) => isCount(figure) && figure.low > 0)
  const from = same.findLast((figure) => figure.start >= start - 2 && figure.end <= end)
  const to = same.find((figure) => figure.start >= end)
  if (!from || !to || sort(from) !== sort(to) || !/上年|去年|同期|年初/.test(lead(paper, from))) return null
  return /^，?(?:达到?|为|共)?$/.test(paper.text.slice(end, to.start)) ? { from, to } : null
}

function judge(paper: Paper, match: RegExpExecArray, start: number, end: number, { from, to }: Pair): Finding[] {
  const { times: said, folds, more } = match.groups ?? {}
  const value = said ? valueOf(said) : folds ? 2 ** valueOf(folds) : more ? valueOf(more) + 1 : 2
  if (!(value > 0)) return []
  const place = 10 ** -((said ?? more ?? '').split('.')[1]?.length ?? 0)
  const told: Interval = match.groups?.['odd'] || /^(?:还多|多|有余|以上)/.test(paper.text.slice(end, end + 2)) ? { low: value, high: value + 1 } : said || more ? { low: value - place / 2, high: value + place / 2 } : { low: value * 0.93, high: value * 1.2 }
  const ratio = over(to, from)
  const plain = to.value / from.value
  const fits = meet(ratio, told) || meet({ low: plain, high: plain }, cut(told))
  const calculation = `${printed(to)} ÷ ${printed(from)} = ${showInterval(ratio, 2)}，所列“${match[0].slice(-6)}”（${show(value)} 倍）`
  return [
    findingAt(
      paper,
      start,
      end,
      {
        verdict: fits ? 'holds' : 'doubtful',
        // two things told side by side, or two times of one
        kind: /[前后]者/.test(match[0]) ? 'ratio' : 'series',
        calculation,
        explanation: fits ? '倍数与前后两个数相符。' : '倍数与前后两个数不符；若对比的是另一时期的数则无误。',
      },
      [to.id, from.id],
    ),
  ]
}
