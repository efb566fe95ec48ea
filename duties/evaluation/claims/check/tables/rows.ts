import type { Finding } from '../../contract.ts'
import { namesIn } from '../ranked/named-rows.ts'
import { show } from '../ground/interval.ts'
import { hanNumber } from '../../../../../platform/core/chinese.ts'
import {
  before,
  between,
  finding,
  inSentence,
  isCount,
  isExact,
  isIncrement,
  isPoints,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Rows told in order (依次, 分别): as many figures as names, and what was done of each no more than there was. */
export const checkRows = (paper: Paper): Finding[] =>
  [...paper.bySentence.keys()].flatMap((sentence) => {
    const rows = rowsOf(paper, sentence)
    return [...rows.flatMap((row) => length(paper, row) ?? []), ...placeByPlace(paper, rows)]
  })

type Row = readonly Figure[]

function rowsOf(paper: Paper, sentence: number): Row[] {
  const rows: Figure[][] = []
  for (const figure of inSentence(paper, sentence)) {
    if (figure.cell !== null || isPoints(figure)) continue
    const last = rows.at(-1)?.at(-1)
    if (last && sort(last) === sort(figure) && last.at === figure.at - 1 && /^(?:、|和|及|以及|与)$/.test(between(paper, last, figure)))
      rows.at(-1)!.push(figure)
    else rows.push([figure])
  }
  return rows.filter(({ length }) => length > 1)
}

const plain = /(?:分别|依次)(?:是|为|有|达到?)?$/
const numbered =
  /(?:^|[，。；：]|[、和及与][一-鿿]{2,8})([两二三四五六七八九十]|\d{1,2})(?:个|大|类)?(?!季度)[一-鿿]{1,6}(?:分别|依次)(?:是|为|有|达到?)?$/
const times = /^(?:(?:20)?\d{2}年)?(?:\d{1,2}月|[一二三四]季度|[上下]半年)?[底末份]?$/

/** `7月底、9月底、11月底分别达到78.2%和99.3%`, `4个小组，各组人数依次为…`. */
function length(paper: Paper, row: Row): Finding | null {
  const first = row[0]!
  const words = before(paper, first, 120)
  if (
    !plain.test(words) ||
    inSentence(paper, first.sentence).filter((one) => one.start > first.start && one.start < row.at(-1)!.end).length !== row.length - 1
  )
    return null
  const clause = words.split(/[，。；：]/).at(-1)!
  // 各组人数依次为: the groups were counted right before
  const each = /^各([一-鿿])/.exec(clause)?.[1]
  const counted = each === undefined ? undefined : inSentence(paper, first.sentence).findLast((one) => one.end <= first.start)
  if (counted && isExact(counted) && counted.value < 20 && tail(paper, counted).endsWith(each!) && tail(paper, counted).length < 4)
    return counted.value === row.length ? null : odd(paper, row, counted.value, [counted])
  // 二、四季度分别为: two of them
  if (/[一二三四]、[一二三四]季度[^，。；]*$/.test(clause)) return null
  const dates = clause.replace(plain, '').split('、')
  const names = namesIn(clause.replace(plain, '分别'))
  const number = numbered.exec(words)?.[1]
  const said =
    dates.length > 1 && dates.every((one) => one !== '' && times.test(one))
      ? dates.length
      : number
        ? /^\d/.test(number)
          ? Number(number)
          : number === '两'
            ? 2
            : hanNumber(number)
        : names.length
  if (!(said > 1) || said === row.length || Math.abs(said - row.length) > 2) return null
  return odd(paper, row, said, [])
}

const odd = (paper: Paper, row: Row, said: number, others: readonly Figure[]): Finding =>
  finding(paper, [...row, ...others], {
    verdict: 'doubtful',
    kind: 'enumeration',
    calculation: `所列对象 ${said} 个，依次列出 ${row.length} 个数（${row.map(printed).join('、')}）`,
    explanation: '依次列出的数与所列对象的个数不一致；若其中几项合并列出则无误。',
  })

const deed = /(?:已|其中)?(?:整改|完成|办结|合格|建成|结案|达标|通过|销号)/
/** `问题分布为186、97、…；已整改…分别为179、104、…`: in every place but one the second is within the first. */
function placeByPlace(paper: Paper, rows: readonly Row[]): Finding[] {
  return rows.slice(1).flatMap((row, at) => {
    const above = rows[at]!
    const [first] = row
    if (row.length < 3 || row.length !== above.length || !first || !isCount(first) || sort(first) !== sort(above[0]!)) return []
    const words = between(paper, above.at(-1)!, first)
    if (
      words.length > 30 ||
      !deed.test(words) ||
      row.some((one) => isIncrement(paper, one)) ||
      /计划|目标|任务|应/.test(lead(paper, above[0]!, 30) + lead(paper, first))
    )
      return []
    const more = row.flatMap((one, place) => (one.low > above[place]!.high ? [{ one, whole: above[place]! }] : []))
    if (more.length !== 1) return []
    const { one, whole } = more[0]!
    return [
      finding(paper, [one, whole], {
        verdict: row.length > 3 ? 'contradiction' : 'doubtful',
        kind: 'part-whole',
        calculation: `${show(one.value)} > ${show(whole.value)}${whole.unit}`,
        explanation: `逐一对应时只有此项大于前列的数。${row.length > 3 ? '' : '若两列次序不同则无误。'}`,
      }),
    ]
  })
}
