import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { wayOf } from '../ground/growth.ts'
import { findingAt, type Paper } from '../ground/paper.ts'

/**
 * Contributions to growth (贡献率) and points of it (拉动…个百分点), by the branches they name: the shares make a hundred, the points the growth,
 * each point is its share of the growth, and who takes away from the growth has fallen.
 */
export const checkContributions = (paper: Paper): Finding[] => {
  const found = paper.document.sentences.flatMap(({ start, end }, sentence) => {
    const text = paper.text.slice(start, end)
    if (!/贡献率|拉动/.test(text)) return []
    const shares = rowOf(text, start, /贡献率(?:分别|依次)?[为达是]*/, '%')
    const points = rowOf(text, start, /拉动[^，。；\d]{0,14}?(?:分别|依次)?(?:增长)?/, '个百分点') ?? (shares && carriedOn(text, start, shares))
    const growth = growthBefore(paper, start)
    const apart = points ? null : pointsApart(text, start)
    return [
      ...(apart && growth !== null ? wholeOf(paper, apart, growth, '个百分点') : []),
      ...(shares ? wholeOf(paper, shares, 100, '%') : []),
      ...(points && growth !== null ? wholeOf(paper, points, growth, '个百分点') : []),
      ...(shares && points && growth !== null ? eachOf(paper, shares, points, growth) : []),
      ...(shares ? signs(paper, sentence, shares) : []),
    ]
  })
  return found
}

type Row = { readonly start: number; readonly end: number; readonly names: readonly string[]; readonly values: readonly number[]; readonly places: number }

const number = '[-−–]?\\d{1,3}(?:\\.\\d{1,2})?'
/** `一、二、三产业…分别为-0.7%、31.6%、69.1%`. */
function rowOf(text: string, offset: number, verb: RegExp, unit: string): Row | null {
  const match = new RegExp(`((?:第?[一二三](?:次)?(?:产业|产)?[、和及])+第?[一二三](?:次)?产业?)[^，。；\\d]{0,20}?${verb.source}((?:${number}(?:${unit}|个百分点|%)?[、，和及]*)+)`).exec(text)
  if (!match) return null
  const names = match[1]!.match(/[一二三]/g) ?? []
  const printed = match[2]!.match(new RegExp(number, 'g')) ?? []
  if (names.length !== printed.length || names.length < 2) return null
  const from = match.index + match[0].length - match[2]!.length
  return {
    start: offset + from,
    end: offset + match.index + match[0].length,
    names,
    values: printed.map((one) => Number(one.replace(/[−–]/, '-'))),
    places: Math.min(...printed.map((one) => one.split('.')[1]?.length ?? 0)),
  }
}

/** `二、三产业贡献率分别为…，分别拉动增长2.4和3.3个百分点`: of the same branches. */
function carriedOn(text: string, offset: number, shares: Row): Row | null {
  const match = new RegExp(`，?(?:分别|依次)(?:拉动|带动)[^，。；\\d]{0,14}?((?:${number}(?:个百分点)?[、，和及]*)+)个百分点`).exec(text.slice(shares.end - offset))
  const printed = match?.[1]!.match(new RegExp(number, 'g')) ?? []
  if (!match || printed.length !== shares.names.length) return null
  const end = shares.end + match.index + match[0].length
  return { start: shares.end + match.index, end, names: shares.names, values: printed.map(Number), places: Math.min(...printed.map((one) => one.split('.')[1]?.length ?? 0)) }
}

/** `第一产业…，拉动经济增长0.4个百分点；第二产业…，拉动经济增长2.0个百分点；…`. */
function pointsApart(text: string, offset: number): Row | null {
  const found = [...text.matchAll(/第([一二三])产业[^。]{0,60}?(?:拉动|带动)[^，。；\d]{0,14}?(-?\d{1,2}(?:\.\d{1,2})?)个百分点/g)]
  if (found.length !== 3 || new Set(found.map((match) => match[1])).size !== 3) return null
  const last = found[2]!
  const first = found[0]!
  return {
    start: offset + first.index,
    end: offset + last.index + last[0].length,
    names: found.map((match) => match[1]!),
    values: found.map((match) => Number(match[2])),
    places: Math.min(...found.map((match) => match[2]!.split('.')[1]?.length ?? 0)),
  }
}

/** The growth of the whole that the paper told last. */
function growthBefore(paper: Paper, start: number): number | null {
  const text = paper.text.slice(Math.max(0, start - 600), start + 60)
  const told = [...text.matchAll(/生产总值[^。；]{0,60}?(增长|下降)(\d{1,2}(?:\.\d{1,2})?)%/g)].at(-1)
  return told ? (told[1] === '下降' ? -1 : 1) * Number(told[2]) : null
}

const say = (paper: Paper, { start, end }: Row, kind: Finding['kind'], calculation: string, explanation: string): Finding =>
  findingAt(paper, start, end, { verdict: 'contradiction', kind, calculation, explanation }, paper.figures.filter((one) => one.start >= start && one.end <= end).map(({ id }) => id))

const half = (row: Row): number => 0.5 * 10 ** -row.places

function wholeOf(paper: Paper, row: Row, whole: number, unit: string): Finding[] {
  if (row.names.length !== 3) return []
  const sum = row.values.reduce((all, one) => all + one, 0)
  if (Math.abs(sum - whole) <= 4.2 * half(row) + (unit === '%' ? 0.05 : 0.05)) return []
  return [say(paper, row, 'total', `${row.values.map((one) => show(one)).join(' + ')} = ${show(sum)}${unit}，应为 ${show(whole)}${unit}`, '各产业的贡献之和与总体不符。')]
}

function eachOf(paper: Paper, shares: Row, points: Row, growth: number): Finding[] {
  const wrong = points.names.findIndex((name, at) => {
    const share = shares.values[shares.names.indexOf(name)]
    return share !== undefined && Math.abs((share * (Math.abs(growth) + 0.05)) / 100 - points.values[at]!) > half(points) + Math.abs(share) / 1000 + 0.06
  })
  if (wrong < 0) return []
  const share = shares.values[shares.names.indexOf(points.names[wrong]!)]!
  return [
    say(
      paper,
      points,
      'points',
      `${show(growth)}% × ${show(share)}% = ${show((growth * share) / 100, 2)}个百分点，所列 ${show(points.values[wrong]!)}个百分点`,
      '拉动的百分点应为总体增幅与贡献率之积。',
    ),
  ]
}

/** A branch that fell does not add to a growth, and one that grew does not take from it. */
function signs(paper: Paper, sentence: number, shares: Row): Finding[] {
  const growth = growthBefore(paper, shares.start)
  if (growth === null || growth === 0) return []
  return shares.names.flatMap((name, at) => {
    const own = [...paper.text.slice(Math.max(0, shares.start - 700), shares.start).matchAll(new RegExp(`第${name}产业增加值[^。；]{0,24}?(增长|下降)(\\d{1,3}(?:\\.\\d{1,2})?)%`, 'g'))].at(-1)
    if (!own || paper.paragraphs[sentence] === undefined || Number(own[2]) < 0.15 || Math.abs(shares.values[at]!) < 0.15) return []
    const direction = wayOf(own[1]!) * Math.sign(growth)
    if (direction === Math.sign(shares.values[at]!)) return []
    const start = Math.max(0, shares.start - 700) + own.index
    const row = { ...shares, start, end: start + own[0].length }
    return [say(paper, row, 'series', `第${name}产业“${own[1]}${own[2]}%”，贡献率 ${show(shares.values[at]!)}%`, '增减方向与其对总体增长的贡献率正负相反。')]
  })
}
