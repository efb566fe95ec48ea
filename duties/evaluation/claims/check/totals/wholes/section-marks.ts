import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { between, finding, isExact, lead, printed, type Figure, type Paper } from '../../ground/paper.ts'

/** A self-assessment by sections, `（分值15分，自评14.5分）`, each with the marks taken off in its text: section by section, and all together. */
export function checkSectionMarks(paper: Paper): Finding[] {
  const marks = paper.figures.filter((one) => one.unit === '分' && isExact(one) && one.cell === null)
  const sections = marks.flatMap((full, at): Section[] => {
    const got = marks[at + 1]
    const told = got && got.sentence === full.sentence && /(?:分值|满分|标准分)[为是]?$/.test(lead(paper, full)) && /^，?(?:自评|自评得|得|得分|自评得分|考评得)[为是]?$/.test(between(paper, full, got))
    return told ? [{ full, got, lost: [] as Figure[] }] : []
  })
  const last = sections.at(-1)
  if (sections.length < 3 || !last) return ofSentence(paper, marks)
  const row = inTurn(paper, marks, last.got)
  if (row.length > 0) return row.length === sections.length ? sections.flatMap((section, at) => ofSection(paper, { ...section, lost: [row[at]!] })) : []
  const total = marks.find((one) => one.start > last.got.end && /(?:自评总分|总分|总得分|合计得分|自评得分|共得|自评共得|合计)[为是]?$/.test(lead(paper, one)))
  const off = marks.filter((one) => deducted.test(lead(paper, one)) && one.start > sections[0]!.got.end && one.start < (total?.start ?? Infinity))
  sections.forEach((section, at) => {
    const end = sections[at + 1]?.full.start ?? total?.start ?? Infinity
    section.lost = off.filter((one) => one.start > section.got.end && one.start < end)
  })
  const all = total && marks.find((one) => one.start >= total.end && one.sentence === total.sentence && deducted.test(lead(paper, one)))
  return [
    ...sections.flatMap((section) => ofSection(paper, section)),
    ...(total ? ofAll(paper, total, sections.map(({ got }) => got), '各部分自评得分之和与总分不符。') : []),
    ...(all && sections.every(({ full, got, lost }) => lost.length > 0 || full.value === got.value) ? ofAll(paper, all, sections.flatMap(({ lost }) => lost), '各部分扣分之和与共扣分数不符。') : []),
    ...(total && all ? ofFull(paper, total, all, sections) : []),
  ]
}

/** `综合得分93.6分，其中资料审查（满分50分）47.2分、现场检查（满分30分）27.9分、…`: full marks that make a round sum leave none out. */
function ofSentence(paper: Paper, marks: readonly Figure[]): Finding[] {
  return marks.flatMap((total, at) => {
    if (!/(?:总分|得分)[为是达]?$/.test(lead(paper, total)) || !/其中|[：:]/.test(paper.text.slice(total.end, marks[at + 1]?.start ?? total.end))) return []
    const pairs: Section[] = []
    for (let i = at + 1; i + 1 < marks.length; i += 2) {
      const [full, got] = [marks[i]!, marks[i + 1]!]
      if (full.sentence !== total.sentence || got.sentence !== total.sentence || !/(?:满分|分值)$/.test(lead(paper, full)) || !/^[)）][^，。；\d]{0,4}$/.test(between(paper, full, got))) break
      pairs.push({ full, got, lost: [] })
    }
    const full = added(pairs.map((one) => one.full))
    return pairs.length > 2 && (full === 100 || full === 1000) ? ofAll(paper, total, pairs.map(({ got }) => got), '各部分得分之和与总分不符。') : []
  })
}

/** `三部分依次扣1.8分、2.1分、1.6分`: the marks taken off in the order of the sections. */
function inTurn(paper: Paper, marks: readonly Figure[], last: Figure): Figure[] {
  const first = marks.findIndex((one) => one.start > last.end && /(?:分别|依次)(?:扣|失|扣分|失分|扣减)(?:了|为)?$/.test(lead(paper, one)))
  if (first < 0) return []
  const end = marks.findIndex((one, at) => at > first && !/^[、和及]$/.test(between(paper, marks[at - 1]!, one)))
  return marks.slice(first, end < 0 ? undefined : end)
}

type Section = { readonly full: Figure; readonly got: Figure; lost: Figure[] }
const deducted = /(?:扣|扣除|扣减|扣分|失分)了?$/
/** 三项合计93.2分，另有加分1.5分: what was added up before is no section. */
const withoutSums = (parts: readonly Figure[]): readonly Figure[] => parts.filter((one, at) => at < 2 || cents(added(parts.slice(0, at))) !== cents(one.value))
const cents = (value: number): number => Math.round(value * 100)
const added = (figures: readonly Figure[]): number => figures.reduce((sum, { value }) => sum + value, 0)

/** One mark taken off in a section: it is what the full mark and the own mark leave. */
function ofSection(paper: Paper, { full, got, lost }: Section): Finding[] {
  const [off] = lost
  const left = full.value - got.value
  if (!off || lost.length > 1 || left < 0 || cents(left) === cents(off.value)) return []
  return [
    finding(paper, [off, full, got], {
      verdict: 'contradiction',
      kind: 'total',
      calculation: `${show(full.value)} − ${show(got.value)} = ${show(left, 2)}分，所列扣分 ${printed(off)}`,
      explanation: '扣分与该部分的分值、自评得分之差不符。',
    }),
  ]
}

function ofAll(paper: Paper, total: Figure, all: readonly Figure[], words: string): Finding[] {
  const parts = withoutSums(all)
  if (cents(added(parts)) === cents(total.value) || bonus(paper).some((more) => cents(added(parts) + more.value) === cents(total.value))) return []
  return [
    finding(paper, [total, ...parts], {
      verdict: 'contradiction',
      kind: 'total',
      calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(added(parts), 2)}分，所列 ${printed(total)}`,
      explanation: words,
    }),
  ]
}

/** 鼓励项共加1.5分: what comes on top of the sections. */
const bonus = (paper: Paper): Figure[] => paper.figures.filter((one) => one.unit === '分' && /(?:加|加分|鼓励项|奖励)[一-鿿]{0,4}$/.test(lead(paper, one)))

function ofFull(paper: Paper, total: Figure, off: Figure, sections: readonly Section[]): Finding[] {
  const full = added(sections.map((one) => one.full))
  if (cents(full - total.value) === cents(off.value) || full % 10 !== 0) return []
  return [
    finding(paper, [off, total], {
      verdict: 'contradiction',
      kind: 'total',
      calculation: `${show(full)} − ${show(total.value)} = ${show(full - total.value, 2)}分，所列共扣 ${printed(off)}`,
      explanation: '总分与共扣分数之和不等于各部分分值之和。',
    }),
  ]
}
