/** Checks the measure itself: every offset parses to its value, nothing overlaps, every relation of a paper holds by arithmetic. */
import { halfStep, plain, printed } from './figures.ts'
import type { Figure, Paper, Relation } from './set.ts'

const near = (a: number, b: number, tolerance: number): boolean =>
  Math.abs(a - b) <= tolerance + 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))

/** The unit's size in its base: 公斤 and 吨 are both weights, 亩 and 公顷 areas. */
export const baseSize = (unit: string): number => ({ 吨: 1000, 公斤: 1, 千克: 1, 公顷: 15, 亩: 1 })[unit] ?? 1

const inBase = ({ value, unit }: Figure): number => value * baseSize(unit)

export function figureOf(paper: Paper, index: number): Figure & { readonly text: string; readonly half: number } {
  const figure = paper.figures[index]
  if (!figure) throw new Error(`${paper.file}: no figure ${index}`)
  const text = paper.text.slice(figure.start, figure.end)
  return { ...figure, text, half: halfStep(text) }
}

const perHead = (unit: string): number => (unit.includes('千人') ? 1000 : 1)

/** Whether a relation holds within the rounding of its printed result. Places (enumeration, date, copied) are held by reading. */
export function holds(paper: Paper, relation: Relation): boolean {
  const at = (index: number) => figureOf(paper, index)
  switch (relation.kind) {
    case 'total': return near(relation.parts.reduce((sum, i) => sum + inBase(at(i)), 0), inBase(at(relation.whole)), 0)
    case 'ratio': return near((at(relation.part).value / at(relation.whole).value) * 100, at(relation.rate).value, at(relation.rate).half)
    case 'points': return near(Math.abs(at(relation.after).value - at(relation.before).value), at(relation.change).value, 0)
    case 'growth': {
      const rate = at(relation.rate)
      return near(Math.abs(at(relation.after).value / at(relation.before).value - 1) * 100, rate.value, rate.half)
    }
    case 'difference': return near(Math.abs(at(relation.after).value - at(relation.before).value), at(relation.change).value, 0)
    case 'unit': {
      const [first, second] = [at(relation.first), at(relation.second)]
      const step = Math.max(first.half * baseSize(first.unit), second.half * baseSize(second.unit))
      return near(inBase(first), inBase(second), step)
    }
    case 'per-capita': {
      const rate = at(relation.rate)
      const thousand = perHead(rate.unit + paper.text.slice(Math.max(0, rate.start - 6), rate.start))
      return near((at(relation.count).value / at(relation.population).value) * thousand, rate.value, rate.half)
    }
    case 'series': return relation.members.every((i, n) => n === 0 || at(i).value > at(relation.members[n - 1] ?? i).value)
    case 'two-values': return at(relation.first).value === at(relation.second).value
    case 'part-whole': return at(relation.part).value < at(relation.whole).value
    case 'bound': return at(relation.rate).unit === '%' && at(relation.rate).value <= 100
    case 'base': return givable(at(relation.rate).value, at(relation.rate).half, at(relation.whole).value)
    case 'mean': {
      const mean = at(relation.mean)
      const hedged = mean.approximate ? mean.value * 0.01 : 0
      return near(at(relation.total).value / at(relation.count).value, mean.value, Math.max(mean.half, hedged))
    }
    case 'own-records': return at(relation.figure).value > 0
    case 'enumeration': case 'date': case 'copied': return relation.end > relation.start && relation.end <= paper.text.length
  }
}

/** Whether some whole number of `base` gives the percentage as printed. */
export function givable(rate: number, half: number, base: number): boolean {
  const low = Math.ceil(((rate - half) / 100) * base - 1e-9)
  return low <= ((rate + half) / 100) * base + 1e-9
}

/** Digits that no figure covers and that are no date, document number or heading number: each wants a look. */
export function uncovered(paper: Paper): string[] {
  const covered = new Uint8Array(paper.text.length)
  for (const figure of paper.figures) covered.fill(1, figure.start, figure.end)
  const others = /[0-9]{4}[\s年—、-]|[0-9]{1,2}(?:—[0-9]{1,2})?月(?:[0-9]{1,2}日)?|[〔﹝][0-9]{4}[〕﹝﹞]\s?[0-9]+\s?号|^\s*[0-9]+\s?[.．、]/gmu
  for (const found of paper.text.matchAll(others)) covered.fill(1, found.index, found.index + found[0].length)
  return [...paper.text.matchAll(/[0-9０-９]+/gu)]
    .filter((m) => covered[m.index] === 0)
    .map((m) => paper.text.slice(Math.max(0, m.index - 6), m.index + 10).replaceAll('\n', ' '))
}

/** Everything wrong with one annotated paper, in words; an empty list is what one wants. */
export function faults(paper: Paper): string[] {
  const found: string[] = []
  paper.figures.forEach((figure, index) => {
    const text = paper.text.slice(figure.start, figure.end)
    const read = printed(text)
    const at = `figure ${index} at ${figure.start}`
    if (read.value !== figure.value || read.to !== figure.to || read.unit !== figure.unit) found.push(`${at} does not read as annotated`)
    if (/[0-9.]/u.test(plain(paper.text[figure.start - 1] ?? '')) && /^[0-9]/u.test(plain(text))) found.push(`${at} cuts a number`)
    if (figure.start < (paper.figures[index - 1]?.end ?? 0)) found.push(`${at} overlaps the one before`)
  })
  paper.relations.forEach((relation) => {
    if (!holds(paper, relation)) found.push(`does not hold: ${JSON.stringify(relation)}`)
  })
  for (const { start, end, why } of [...paper.expected, ...paper.traps]) {
    if (end <= start || end > paper.text.length) found.push(`no place: ${why}`)
  }
  return found
}

if (import.meta.main) {
  const { papers, papersOfRound, rounds } = await import('./set.ts')
  const { mutationsByHand } = await import('./hand.ts')
  for (const paper of [...papers(), ...rounds.flatMap(papersOfRound)]) {
    const wrong = faults(paper)
    mutationsByHand(paper)
    process.stdout.write(`${paper.file}: ${paper.figures.length} figures, ${wrong.length} faults\n`)
    for (const fault of [...wrong, ...uncovered(paper).map((place) => `? ${place}`)]) process.stdout.write(`  ${fault}\n`)
  }
}
