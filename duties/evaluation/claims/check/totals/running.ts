import type { Finding } from '../../contract.ts'
import { meet, minus, plus, show } from '../ground/interval.ts'
import { akin, countsLike } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isExact, isMean, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** What comes on top of what there was, and what both make: `再改造57家，全年达到120家`, `加上市级4次，共41次`. */
export const checkRunning = (paper: Paper): Finding[] =>
  [...paper.bySentence.keys()].flatMap((sentence) => {
    const figures = inSentence(paper, sentence).filter((one) => isCount(one) && isExact(one) && one.cell === null && !isMean(paper, one))
    return figures.flatMap((total, at) => reached(paper, figures.slice(0, at), total))
  })

const reaching = /(?:累计|总数|总量|全年|全市|年底|合计)[^，。；\d]{0,8}(?:达到?|完成|建成|增至|实现)$|(?:年底|年末|全市|目前)累计$|(?:达到|增至|扩大到|增加到)$|^(?:总?共|合计|累计)[一-鿿]{0,6}$/
const adding = /(?:再|另|新(?:增|达标|创建|认定|接入|办|设)|加上|续建|增建|增补|安排|新建)[^，。；、\d]{0,8}$/

function reached(paper: Paper, ahead: readonly Figure[], total: Figure): Finding[] {
  if (!reaching.test(lead(paper, total, 24))) return []
  const added = ahead.filter((one) => sort(one) === sort(total) && adding.test(lead(paper, one, 16)) && one.value < total.value)
  const last = added.at(-1)
  if (!last || between(paper, last, total).length > 40) return []
  const all = countsLike(paper, total).filter((one) => one !== total && !added.includes(one) && isExact(one))
  const same = (one: Figure): boolean => akin(paper, one, last) || akin(paper, one, total)
  const ahead3 = all.filter((one) => one.end <= total.start && (one.value < total.value || /加上/.test(lead(paper, last, 16))) && total.sentence - one.sentence < 3)
  const told = all.filter((one) => one.value < total.value && one.end <= total.start && same(one))
  // where nothing says what is counted, the one count of its sort just before
  const near = ahead3.length === 1 ? ahead3 : ahead3.filter(same)
  const bases = told.length > 0 ? told : near
  if (bases.length === 0) return []
  // any of what was added, alone or with those before it, on any count or two of the paper
  const sums = added.flatMap((one, at) => [one, added.slice(0, at + 1).reduce<{ low: number; high: number }>(plus, { low: 0, high: 0 })])
  const rests = sums.map((one) => minus(total, one))
  const few = [...bases, ...near].slice(0, 16)
  if (rests.some((rest) => all.some((one) => meet(one, rest)) || few.some((one, at) => few.slice(at + 1).some((other) => meet(plus(one, other), rest))))) return []
  // a count told behind it may be what was there before: 此前已有50间
  const behind = all.filter((one) => one.start > total.end && one.sentence === total.sentence)
  if (behind.some((one) => [...few].some((other) => rests.some((rest) => meet(plus(one, other), rest))))) return []
  const base = near.at(-1) ?? bases.at(-1)!
  const sure = /加上[^，。；、\d]{0,8}$/.test(lead(paper, last, 16)) && base.sentence === last.sentence && base.at === last.at - 1
  return [
    finding(paper, [total, last, base], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'total',
      calculation: `${show(base.value)} + ${show(last.value)} = ${show(base.value + last.value)}${last.unit}，所列 ${printed(total)}`,
      explanation: `已有的数加上新增的数，得不出所列的数${sure ? '' : '；若另有未写明的基数则无误'}。`,
    }),
  ]
}
