import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { firstFew } from '../ranked/directions.ts'
import { countsLike, says } from '../ground/near.ts'
import {
  before,
  between,
  finding,
  findingAt,
  inSentence,
  isCount,
  isGrowth,
  isPoints,
  isRate,
  lead,
  printed,
  sort,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Rows that belong together place by place: `甲、乙、丙任务依次为…，已完成…，完成率分别为…`, and trends told of a row. */
export function checkAligned(paper: Paper): Finding[] {
  return [...paper.bySentence.keys()].flatMap((sentence) => {
    const all = rowsOf(paper, sentence)
    return [
      ...ratesOfRows(paper, sentence, all),
      ...lengths(paper, sentence, all),
      ...sharesOfOneBase(paper, sentence),
      ...trends(paper, sentence, all),
    ]
  })
}

type Row = readonly Figure[]
const joint = /^(?:、|和|及|以及|，|与)$/

/** Figures of one unit with nothing but 、 and 和 between them. */
function rowsOf(paper: Paper, sentence: number): Row[] {
  const rows: Figure[][] = []
  for (const figure of inSentence(paper, sentence)) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    if (last && sort(last) === sort(figure) && joint.test(between(paper, last, figure))) row!.push(figure)
    else rows.push([figure])
  }
  return rows.filter(({ length }) => length > 1)
}

const part = /^(?:、|和|及)[一-鿿]{1,10}$/
/** `甲6批次、乙2批次、丙1批次`: a row whose members bear their names. */
function labelledRows(paper: Paper, sentence: number): Row[] {
  const rows: Figure[][] = []
  for (const figure of inSentence(paper, sentence)) {
    const last = rows.at(-1)?.at(-1)
    if (last && sort(last) === sort(figure) && part.test(between(paper, last, figure))) rows.at(-1)!.push(figure)
    else rows.push([figure])
  }
  return rows.filter(({ length }) => length > 2)
}

/** A row of rates is given by two rows of counts, place by place: one place that differs from all others is wrong. */
function ratesOfRows(paper: Paper, sentence: number, rows: readonly Row[]): Finding[] {
  const counts = [
    ...(sentence > 0 && paper.paragraphs[sentence - 1] === paper.paragraphs[sentence] ? rowsOf(paper, sentence - 1) : []),
    ...rows,
    ...labelledRows(paper, sentence),
  ].filter(([first]) => isCount(first!) || first!.unit === '')
  return rows
    .filter(([first]) => isRate(first!) && !isGrowth(paper, first!))
    .flatMap((rates) => {
      const alike = counts.filter((row) => row.length === rates.length)
      for (const part of alike)
        for (const base of alike) {
          if (part === base || part.some((one, at) => one.value > base[at]!.value || base[at]!.low <= 0)) continue
          const judged = rates.map((rate, at) => ({
            rate,
            part: part[at]!,
            base: base[at]!,
            share: times(over(part[at]!, base[at]!), rate.unit === '‰' ? 1000 : 100),
          }))
          const wrong = judged.filter(({ rate, share }) => !meet(cut(share), cut(rate)))
          if (
            wrong.length > Math.max(1, judged.length / 3) ||
            (judged.length < 3 && wrong.length > 0 && !/分别|依次/.test(before(paper, rates[0]!, 24)))
          )
            continue
          return judged.map(({ rate, part: one, base: other, share }) => {
            const fits = meet(cut(share), cut(rate))
            return finding(paper, [rate, one, other], {
              verdict: fits ? 'holds' : judged.length > 2 && wrong.length === 1 ? 'contradiction' : 'doubtful',
              kind: 'ratio',
              calculation: `${show(one.value)} ÷ ${show(other.value)} = ${showInterval(share, 2)}${rate.unit}，所列 ${printed(rate)}`,
              explanation: fits ? '各项与前两列逐一相符。' : '逐一对应时只有此项与前两列不符。',
            })
          })
        }
      return []
    })
}

/** `东、西、南、北四镇任务依次为…`: as many figures as names; a row that is shorter or longer than its fellows has lost one. */
function lengths(paper: Paper, sentence: number, rows: readonly Row[]): Finding[] {
  const first = rows[0]?.[0]
  if (!first || rows.length < 2) return []
  const words = before(paper, first, 120)
  const list = /([^，。；：()]{3,100}?)(?:[一-鿿]{0,8})(?:依次|分别)[^，。；]{0,8}$/.exec(words)?.[1]
  const names = list?.split(/[、和及与]/).length ?? 0
  if (names < 3) return []
  const fellows = rows.filter(({ length }) => length > 2)
  const odd = fellows.filter(({ length }) => length !== names)
  if (odd.length !== 1 || fellows.length - odd.length < 2 || Math.abs(odd[0]!.length - names) > 2) return []
  return [
    finding(paper, [odd[0]![0]!, ...odd[0]!.slice(1)], {
      verdict: 'doubtful',
      kind: 'enumeration',
      calculation: `列名 ${names} 个，此处 ${odd[0]!.length} 个数，其余各列 ${names} 个数`,
      explanation: '依次列出的数与所列名称个数不一致；若其中一项合并列出则无误。',
    }),
  ]
}

/** `甲17项，占36.2%，乙11项，占23.4%…`: one base gives all shares of a row but one. */
function sharesOfOneBase(paper: Paper, sentence: number): Finding[] {
  const same = inSentence(paper, sentence)
  const pairs = same.flatMap((rate, at) => {
    const part = same[at - 1]
    return part &&
      isRate(rate) &&
      !isGrowth(paper, rate) &&
      isCount(part) &&
      part.low > 0 &&
      /^[、，(]?(?:各)?占(?:比)?[为达]?[^，。；、]{0,6}$/.test(between(paper, part, rate))
      ? [{ rate, part }]
      : []
  })
  const [first] = pairs
  if (!first || pairs.length < 3 || pairs.some(({ part }) => sort(part) !== sort(first.part))) return []
  const misses = (base: Figure) => pairs.filter(({ rate, part }) => !meet(cut(times(over(part, base), 100)), cut(rate)))
  const base = countsLike(paper, first.part).find((one) => one.value > 1 && one.high < Infinity && misses(one).length < 2)
  const [wrong] = base ? misses(base) : []
  return base && wrong
    ? [
        finding(paper, [wrong.rate, wrong.part, base], {
          verdict: 'contradiction',
          kind: 'ratio',
          calculation: `${show(wrong.part.value)} ÷ ${show(base.value)} = ${showInterval(times(over(wrong.part, base), 100), 2)}%，所列 ${printed(wrong.rate)}`,
          explanation: '其余各项占比都以同一总数为基数，只有此项不符。',
        }),
      ]
    : []
}

const trend =
  /(?:逐年|连续[^，。；]{0,4}年|连年|持续|年年|稳步|不断|逐步|一年一个台阶)[^，。；、]{0,8}?(?<up>加大|增加|增长|提高|提升|上升|递增|攀升|增多|扩大|向好|走高|增强|跃升)|(?:逐年|连续[^，。；]{0,4}年|连年|持续|年年|稳步|不断|逐步)[^，。；、]{0,8}?(?<down>下降|减少|降低|递减|下滑|回落|缩小|缩减|压减|压缩|走低|收缩|萎缩)/g
const dated = /(?:^|[，、；])(?:20\d{2}年|今年|去年|上年|前年)(?:度|全年)?[^，。；\d]{0,10}$/

/** `2021年为98.2%，2022年为98.7%，今年达到78.6%，稳步上升`; rows of a sentence that tells which way they go. */
function trends(paper: Paper, sentence: number, rows: readonly Row[]): Finding[] {
  const { start, end } = paper.document.sentences[sentence]!
  const words = paper.text.slice(start, end)
  const matches = [...words.matchAll(trend)]
  if (matches.length === 0) return []
  const series = [...rows.filter((row) => row.length > 2 && !isPoints(row[0]!) && !isGrowth(paper, row[0]!)), ...datedRows(paper, sentence)]
  return matches.flatMap((match) => {
    const at = start + match.index
    const near = series
      .map((row) => ({ row, away: Math.min(Math.abs(row[0]!.start - at), Math.abs(row.at(-1)!.end - at)) }))
      .filter(({ away }) => away < 100)
      .sort((a, b) => a.away - b.away)[0]?.row
    // 数量逐年减少，规范化水平不断提高: another thing is said to rise
    const own = words.slice(0, match.index).split(/[，。；、]/).at(-1)!
    if (near && own.replace(/^(?:数量|总量|总体|整体|均|也|并|呈|实现|保持|连续|[两三四五]年来?|近年来)+/, '').length > 3 && !says(paper, near[0]!, own)) return []
    if (!near || /；/.test(paper.text.slice(Math.min(at, near[0]!.start), Math.max(at, near.at(-1)!.end)))) return []
    const up = match.groups?.['up'] !== undefined
    const told = near.slice(0, firstFew(words.slice(Math.max(0, match.index - 10), match.index + match[0].length)) ?? near.length)
    const broken = told.slice(1).find((one, place) => (up ? one.high < told[place]!.low : one.low > told[place]!.high))
    if (!broken) return []
    return [
      findingAt(
        paper,
        broken.start,
        broken.end,
        {
          verdict: 'doubtful',
          kind: 'series',
          calculation: `${near.map(printed).join(' → ')}，所称“${match[0]}”`,
          explanation: '各年数值与所称趋势相反；若趋势说的是另一项指标则无误。',
        },
        near.map(({ id }) => id),
      ),
    ]
  })
}

function datedRows(paper: Paper, sentence: number): Row[] {
  const rows: Figure[][] = []
  let open = false
  for (const figure of inSentence(paper, sentence)) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    const words = last ? between(paper, last, figure) : before(paper, figure, 24)
    const own =
      dated.test(last ? words : `，${words.split(/[，；：]/).at(-1)!}`) || /^[，、](?:20\d{2}|今|去)年?[^，。；\d]{0,10}$/.test(words)
    if (last && open && own && figure.unit === last.unit && words.length < 24) row!.push(figure)
    else rows.push([figure])
    open = own || (lead(paper, figure).match(/20\d{2}年|去年|前年/) !== null && !isPoints(figure))
  }
  return rows.filter(({ length }) => length > 2)
}
