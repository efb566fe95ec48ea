import type { Finding } from '../../contract.ts'
import { findingAt, isExact, isRate, joined, lead, printed, type Figure, type Paper } from '../ground/paper.ts'
import { firstBehind } from '../ground/places.ts'

const most = /(?:以|[，。；]|^|\n)(?:其中)?以?([一-鿿]{2,8}?)(?:类|的|产品|食品|企业|单位)*(?:抽检)?(不?合格率|问题率|检出率|满意[率度]|知晓[率度]|办结率)(?:为)?最(高|低)/g
const [FAR, MOST] = [900, 60]

type Told = { readonly name: string; readonly figure: Figure; readonly value: number }

/** `其中以糕点不合格率最高`, and clause by clause behind it `糕点…合格率81.8%。饮料…合格率98.7%。`: the name leads those that are told alike. */
export const checkMostRate = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(most)].flatMap((match) => {
    const [, name = '', measure = '', way] = match
    const end = match.index + match[0].length
    const at = firstBehind(paper.figures, end)
    const told = paper.figures.slice(at, at + MOST).filter(({ start }) => start - end < FAR).flatMap((one) => toldOf(paper, one, measure))
    const own = told.filter((one) => one.name.startsWith(name))
    const others = told.filter((one) => !one.name.startsWith(name))
    if (own.length !== 1 || others.length < 2 || new Set(told.map((one) => one.name)).size < told.length) return []
    const [mine] = own
    const higher = others.toSorted((a, b) => (way === '高' ? b.value - a.value : a.value - b.value))[0]!
    if (way === '高' ? higher.value <= mine!.value + 0.05 : higher.value >= mine!.value - 0.05) return []
    const sure = others.length > 2
    const from = match.index + match[0].indexOf(name)
    return [
      findingAt(
        paper,
        from,
        end,
        {
          verdict: sure ? 'contradiction' : 'doubtful',
          kind: 'series',
          calculation: `${mine!.name} ${printed(mine!.figure)}，${higher.name} ${printed(higher.figure)}`,
          explanation: `所称“${joined(match[0]).replace(/^[以，。；]/, '')}”与其后逐一所列各数不符${sure ? '' : '；若所比的是另一范围则无误'}。`,
        },
        [mine!.figure.id, higher.figure.id],
      ),
    ]
  })

/** A clause that opens with a name and tells its rate, or the rate that makes a hundred with it. */
function toldOf(paper: Paper, one: Figure, measure: string): Told[] {
  if (!isRate(one) || !isExact(one) || one.cell !== null) return []
  const words = lead(paper, one, 24)
  const stem = measure.replace(/^不/, '')
  const match = new RegExp(`(不?)${stem}(?:仅|分别)?[为达是]*到?$`).exec(words)
  if (!match || /总体|平均|全[市省县区]|整体/.test(words)) return []
  const head = joined(paper.text.slice(Math.max(0, one.start - 120), one.start).split(/[。；\n]/).at(-1)!).replace(/^(?:此外|另外|其中|而)，?/, '')
  const name = /^([一-鿿、]{2,12}?)(?=风险|监督|抽检|监测|抽查|合格|不合格|样品|企业|生产|类|的|共|，|：|\d)/.exec(head)?.[1]
  if (name === undefined || /全年|全部|总|本次|共/.test(name)) return []
  const same = (match[1] === '不') === measure.startsWith('不')
  return [{ name, figure: one, value: same ? one.value : 100 - one.value }]
}
