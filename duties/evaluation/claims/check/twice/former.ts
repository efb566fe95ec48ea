import type { Finding } from '../../contract.ts'
import { before, between, finding, group, inSentence, isCount, isExact, joined, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

/** What was so once and is told as if it were so now: `由984项扩展到1236项…984项参数覆盖主要品种`. */
export function checkFormer(paper: Paper): Finding[] {
  const alike = group(paper.figures, ({ unit, value }) => `${unit} ${value}`)
  return paper.figures.flatMap((now) => {
    const then = formerOf(paper, now)
    if (!then) return []
    const thing = new Set(pairsOf(`${subjectOf(paper, then)}|${tail(paper, now, 6)}`))
    return alike
      .get(`${then.unit} ${then.value}`)!
      .slice(0, MOST)
      .filter((one) => one.start > now.end && one.sentence !== now.sentence && one.cell === null && isExact(one) && told(paper, one, thing))
      .slice(0, 1)
      .map((one) =>
        finding(paper, [one, then, now], {
          verdict: 'doubtful',
          kind: 'two-values',
          calculation: `${printed(then)} → ${printed(now)}；另处仍为 ${printed(one)}`,
          explanation: '另处所列是变化之前的数；若所说的是以前或另一事项则无误。',
        }),
      )
  })
}
/** No more figures of one value are looked at. */
const MOST = 40

const rose = /^的?[^，。；\d]{0,6}(?:增加|增长|扩展?|扩大|提高|提升|上升|升|增|降|下降|减少|压缩|拓展|扩充)(?:了)?(?:到|至|为|成)$/
function formerOf(paper: Paper, now: Figure): Figure | null {
  const then = paper.figures[now.at - 1]
  if (!then || then.sentence !== now.sentence || then.unit !== now.unit || now.cell !== null || !isCount(now) || !isExact(now) || !isExact(then) || then.value === now.value || then.value < 20) return null
  return rose.test(between(paper, then, now)) && /(?:由|从)[^，。；]{0,16}$/.test(lead(paper, then)) ? then : null
}

const subjectOf = (paper: Paper, then: Figure): string => before(paper, then, 40).split(/[。；]/).at(-1)!.replace(/(?:由|从)[^由从]*$/, '').slice(-8)
const idle = /全[市县区省]|[我本][市县区]|食品|安全|数量|达到|已|共|的|由|从/g
const pairsOf = (words: string): string[] =>
  joined(words)
    .replaceAll(idle, ' ')
    .split(/[^一-鿿]+/)
    .flatMap((part) => Array.from({ length: Math.max(0, part.length - 1) }, (_, at) => part.slice(at, at + 2)))

/** Of the same thing, with nothing that puts it back in time and nothing that it grew to. */
function told(paper: Paper, one: Figure, thing: ReadonlySet<string>): boolean {
  const words = `${before(paper, one, 40).split(/[。；]/).at(-1)!}|${tail(paper, one, 10)}`
  if (/(?:19|20)\d{2}年|上年|去年|原|过去|此前|以前|同期|比|较|由|从|增|减|降|年初|期初|不足/.test(words)) return false
  if (inSentence(paper, one.sentence).some((other) => other !== one && other.unit === one.unit && other.start > one.start && other.start - one.end < 20)) return false
  return pairsOf(words).some((pair) => thing.has(pair))
}
