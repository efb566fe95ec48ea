import type { Finding } from '../../../contract.ts'
import { meet, show, sum } from '../../ground/interval.ts'
import { before, finding, findingAt, isCount, isExact, type Figure, type Paper } from '../../ground/paper.ts'
import { numeral, valueOf } from './names.ts'

const kinds = new RegExp(`(${numeral})\\s*(大类|类|种|个品种)(?:食品|产品|样品|商品)?(?:[一-鿿]{0,4})$`)
/** Sentences behind the number in which the members are told. */
const REACH = 12

/** `抽检了…等12类食品953批次`, and behind it members that make up the 953 between them: as many as the number says. */
export const checkComplete = (paper: Paper): Finding[] =>
  paper.figures.flatMap((total) => {
    if (total.cell !== null || !isCount(total) || !isExact(total)) return []
    const match = kinds.exec(before(paper, total, 16))
    if (!match) return []
    const said = valueOf(match[1]!)
    const told = paper.figures.slice(total.at + 1, total.at + 1 + 80).filter((one) => one.sentence - total.sentence < REACH && isMember(paper, one, total))
    const row = upTo(told, total)
    if (!row || row.length < 3 || row.length === said || said < 2) return []
    const from = paper.text.lastIndexOf(match[1]!, total.start)
    return [
      {
        ...findingAt(paper, from, total.end, {
          verdict: 'contradiction',
          kind: 'enumeration',
          calculation: `所称 ${said} 类；其后所列 ${row.length} 类：${row.map(({ value }) => show(value)).join(' + ')} = ${show(total.value)}${total.unit}`,
          explanation: '其后逐类所列之和恰为总数，所列的类数却与所称不符。',
        }),
        claims: finding(paper, [total, ...row], { verdict: 'holds', kind: 'enumeration', calculation: '', explanation: '' }).claims,
      },
    ]
  })

/** `；糕点12批次`: a name of its own at the head of its clause. */
const isMember = (paper: Paper, one: Figure, total: Figure): boolean => one.unit === total.unit && isExact(one) && /(?:^|[。；：])[一-鿿、，]{2,20}$/.test(head(paper, one)) && !/合格|不|其中|共|合计|问题/.test(before(paper, one, 12).split(/[。；：，]/).at(-1)!)
const head = (paper: Paper, one: Figure): string => before(paper, one, 24).replace(/^.*(?=[；：])/, '')

function upTo(row: readonly Figure[], total: Figure): Figure[] | null {
  const taken: Figure[] = []
  for (const one of row) {
    taken.push(one)
    if (taken.length > 2 && meet(sum(taken), total)) return taken
  }
  return null
}
