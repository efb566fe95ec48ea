import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { finding, findingAt, isCount, isExact, printed, type Paper } from '../ground/paper.ts'

/** Rates that print their counts beside them: `18.1%，77/425`, `83.1%（353/425）`, `（66/201，32.84%）`. */
export const checkFractions = (paper: Paper): Finding[] => {
  const said = fractionsOf(paper)
  return [...said.flatMap((one) => judge(paper, one)), ...checkBase(paper, said)]
}

const RATE = '(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,4})?)([%‰])'
const FRACTION = '(?<![\\d./])(\\d{1,8})\\s?\\/\\s?(\\d{1,8})(?![\\d./])'
const joint = '\\s*(?:[(，、；;=＝]|\\s|，?(?:即|为|n=))\\s*'
const pairs = new RegExp(`${RATE}(?:${joint})${FRACTION}|${FRACTION}\\)?(?:${joint}|，?(?:占|约)\\s*)${RATE}`, 'g')

type Said = { readonly start: number; readonly end: number; readonly rate: number; readonly places: number; readonly sign: string; readonly part: number; readonly base: number }

function fractionsOf(paper: Paper): Said[] {
  return [...paper.text.matchAll(pairs)].map((match) => {
    const [rate, sign, part, base] = match[1] === undefined ? [match[7], match[8], match[5], match[6]] : match.slice(1)
    return {
      start: match.index,
      end: match.index + match[0].length,
      rate: Number(rate),
      places: rate!.split('.')[1]?.length ?? 0,
      sign: sign!,
      part: Number(part),
      base: Number(base),
    }
  })
}

function judge(paper: Paper, { start, end, rate, places, sign, part, base }: Said): Finding[] {
  if (base === 0) return []
  const share = ((sign === '‰' ? 1000 : 100) * part) / base
  const larger = part > base
  // cut off instead of rounded, or made to fill up a hundred
  if (!larger && Math.abs(share - rate) <= 1.001 * 10 ** -places) return []
  return [
    findingAt(
      paper,
      start,
      end,
      {
        verdict: 'contradiction',
        kind: larger ? 'part-whole' : 'ratio',
        calculation: `${show(part)} ÷ ${show(base)} = ${show(share, 2)}${sign}，所列 ${rate}${sign}`,
        explanation: larger ? '分子大于分母，占比不可能成立。' : '比率与其旁所列的分子、分母不符。',
      },
      paper.figures.filter((one) => one.start >= start && one.end <= end).map(({ id }) => id),
    ),
  ]
}

const ROW = 3
/** `报告210起…（47.8%，96/201）、（12.9%，26/201）、…`: all fractions are of one number, which the paper tells otherwise. */
function checkBase(paper: Paper, said: readonly Said[]): Finding[] {
  const counts = new Map<number, Said[]>()
  for (const one of said) counts.set(one.base, [...(counts.get(one.base) ?? []), one])
  return [...counts].slice(0, 20).flatMap(([base, row]) => {
    if (row.length < ROW || base < 20 || new RegExp(`(?<![\\d./])${base}(?![\\d.%])`).test(paper.text)) return []
    const first = row[0]!.start
    const near = paper.figures.filter((one) => isCount(one) && isExact(one) && one.end <= first && Math.abs(one.value - base) < base / 5 && one.value !== base)
    if (near.length !== 1) return []
    return [
      finding(paper, [near[0]!], {
        verdict: 'doubtful',
        kind: 'base',
        calculation: `${row.length} 处比率都以 ${show(base)} 为分母，文中所列 ${printed(near[0]!)}`,
        explanation: '各项比率的同一分母与文中所列总数不符；若分母另有所指则无误。',
      }),
    ]
  })
}
