import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval } from '../ground/interval.ts'
import { between, findingAt, inSentence, isCount, isExact, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** Shares told as proportions: `比例为6∶3∶1`, `每5家中就有1家`, `投诉量是举报量的4倍`. Each leaves a doubt. */
export const checkProportions = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap((sentence, at) => {
    const words = paper.text.slice(sentence.start, sentence.end)
    return [
      ...rows(paper, at, sentence.start, words),
      ...oneOf(paper, at, sentence.start, words),
      ...multiples(paper, at, sentence.start, words),
    ]
  })

const proportion = /(?:比例|之比|比)[一-鿿]{0,4}?(\d{1,3}(?:\.\d)?(?:[∶:：]\d{1,3}(?:\.\d)?){1,5})/g
const joint = /^[^，。；\d]{0,4}(?:、|，|和|及|与)[^，。；、\d]{0,12}$/

/** As many counts as the proportion has places, of one sort, right before it or right behind. */
function rows(paper: Paper, sentence: number, start: number, words: string): Finding[] {
  return [...words.matchAll(proportion)].flatMap((match) => {
    const said = match[1]!.split(/[∶:：]/).map(Number)
    const at = start + match.index + match[0].length - match[1]!.length
    const counts = inSentence(paper, sentence).filter((one) => isCount(one) && one.low > 0 && one.bracketOf === null)
    const row =
      run(paper, counts.filter((one) => one.end <= at).slice(-said.length)) ??
      run(paper, counts.filter((one) => one.start > at).slice(0, said.length))
    if (!row || row.length !== said.length) return []
    const unit = row.reduce((all, { value }) => all + value, 0) / said.reduce((all, one) => all + one, 0)
    // each place is rounded to what is printed
    if (row.every((one, place) => Math.abs(one.value / unit - said[place]!) <= 0.5 * (Math.max(...said) < 30 ? 1 : 2))) return []
    return [
      findingAt(
        paper,
        at,
        at + match[1]!.length,
        {
          verdict: 'doubtful',
          kind: 'ratio',
          calculation: `${row.map(({ value }) => show(value)).join('∶')} ≈ ${row.map(({ value }) => show(value / unit, 1)).join('∶')}，所列 ${match[1]!}`,
          explanation: '所列比例与邻近各数之比不符；若比例另按其他顺序或口径计算则无误。',
        },
        row.map(({ id }) => id),
      ),
    ]
  })
}

function run(paper: Paper, row: readonly Figure[]): readonly Figure[] | null {
  const whole = row.every((one, at) => at === 0 || (sort(one) === sort(row[at - 1]!) && joint.test(between(paper, row[at - 1]!, one))))
  return row.length > 1 && whole ? row : null
}

const among =
  /(?:平均)?每(?<base>\d{1,3}|[二两三四五六七八九十])(?:[一-鿿]{1,3}?)(?:中|里|当中)?[，]?就?有(?<part>\d{1,3}|[一二两三四五六七八九])(?=[家户个件人名所批份起])/g
const valueOf = (words: string): number => (/^\d/.test(words) ? Number(words) : hanNumber(words.replace('两', '二')))

/** `店铺6840家，推出直播的1368家，每5家中就有1家`: the two counts before it. */
function oneOf(paper: Paper, sentence: number, start: number, words: string): Finding[] {
  return [...words.matchAll(among)].flatMap((match) => {
    const at = start + match.index
    const [base, part] = inSentence(paper, sentence)
      .filter((one) => one.end <= at && isCount(one) && one.low > 0)
      .slice(-2)
    if (!base || !part || sort(base) !== sort(part) || part.low > base.high || !/^[^。；\d]{0,12}$/.test(paper.text.slice(part.end, at)))
      return []
    const said = valueOf(match.groups!['base']!) / valueOf(match.groups!['part']!)
    const ratio = over(base, part)
    if (!(said > 0) || meet(cut(ratio), { low: said - 0.5, high: said + 0.5 })) return []
    return [
      findingAt(
        paper,
        at,
        at + match[0].length + 1,
        {
          verdict: 'doubtful',
          kind: 'ratio',
          calculation: `${printed(base)} ÷ ${printed(part)} = ${showInterval(ratio, 2)}，所列“${match[0]}”`,
          explanation: '与前面两个数之比不符；若说的是另外的数则无误。',
        },
        [part.id, base.id],
      ),
    ]
  })
}

const multiple =
  /(?<one>[一-鿿]{2,8}?)[数量]?(?:是|为|相当于|达到)(?:同期)?(?<other>[一-鿿]{2,8}?)[数量]?的(?<times>\d{1,3}(?:\.\d)?|[二两三四五六七八九十])倍(?<odd>多|以上)?/g
/** `投诉12480件、举报3120件…，投诉量是举报量的4倍`: both are named. */
function multiples(paper: Paper, sentence: number, start: number, words: string): Finding[] {
  return [...words.matchAll(multiple)].flatMap((match) => {
    const at = start + match.index
    const before = inSentence(paper, sentence).filter((one) => one.end <= at && isCount(one) && isExact(one) && one.low > 0)
    const called = (name: string): Figure | undefined =>
      before.find((one) => `${lead(paper, one, 14)}${one.subject}${tail(paper, one, 8)}`.includes(name.slice(-2)))
    const [one, other] = [called(match.groups!['one']!), called(match.groups!['other']!)]
    if (!one || !other || one === other || sort(one) !== sort(other)) return []
    const said = valueOf(match.groups!['times']!)
    const ratio = over(one, other)
    const half = match.groups!['times']!.includes('.') ? 0.05 : 0.5
    if (meet(ratio, { low: said - half, high: match.groups!['odd'] ? said + 1 : said + half })) return []
    return [
      findingAt(
        paper,
        at,
        at + match[0].length,
        {
          verdict: 'doubtful',
          kind: 'ratio',
          calculation: `${printed(one)} ÷ ${printed(other)} = ${showInterval(ratio, 2)}，所列“${match[0]}”`,
          explanation: '倍数与所指的两个数不符；若对比的是另外的数则无误。',
        },
        [one.id, other.id],
      ),
    ]
  })
}
