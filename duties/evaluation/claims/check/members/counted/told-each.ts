import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { findingAt, isCount, isExact, joined, type Figure, type Paper } from '../../ground/paper.ts'
import { firstBehind } from '../../ground/places.ts'
import { numeral, valueOf } from './names.ts'

const listed = new RegExp(`(?:[：:]|[是为有及]|涉及|包括|涵盖)((?:[一-鿿]{2,8}、){2,12}[一-鿿]{2,8}?)等(${numeral})(?:大类|类|种|个品种|个)`, 'g')
const FAR = 1500
const MOST = 120

/**
 * `乳制品、饮料、肉制品等5种`, and behind it each of the names with figures of its own that make up a total told: those are all there are, and 等 stands for none.
 */
export const checkToldEach = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(listed)].flatMap((match) => {
    const names = match[1]!.split('、')
    const said = valueOf(match[2]!)
    if (said <= names.length || said > names.length + 3) return []
    const from = match.index + match[0].length
    const first = firstBehind(paper.figures, from)
    const behind = paper.figures.slice(first, first + MOST).filter(({ start }) => start - from < FAR)
    const own = names.map((name) => figuresOf(paper, behind, name, from))
    if (own.some(({ length }) => length === 0)) return []
    for (const unit of new Set(own[0]!.map((one) => one.unit))) {
      const row = own.map((all) => all.find((one) => one.unit === unit))
      if (row.includes(undefined)) continue
      const sum = row.reduce((all, one) => all + one!.value, 0)
      const total = [...paper.figures.slice(Math.max(0, first - MOST), first), ...behind].find((one) => one.unit === unit && one.value === sum && !row.includes(one))
      if (!total) continue
      return [
        {
          ...findingAt(paper, from - match[0].length + match[0].indexOf('等'), from, {
            verdict: 'contradiction',
            kind: 'enumeration',
            calculation: `所称 ${said}；其后逐一所列 ${names.length}（${names.join('、')}）：${row.map((one) => show(one!.value)).join(' + ')} = ${show(sum)}${unit}`,
            explanation: '其后逐一所列之和恰为总数，所列的个数却与所称不符。',
          }),
          claims: [total.id, ...row.map((one) => one!.id)],
        },
      ]
    }
    return []
  })

/** The counts of the clause that a name opens. */
function figuresOf(paper: Paper, behind: readonly Figure[], name: string, from: number): Figure[] {
  for (let at = paper.text.indexOf(name, from); at >= 0 && at < from + FAR; at = paper.text.indexOf(name, at + 1)) {
    if (!/[。；，、\n]\s*(?:其中|此外|另外)?，?$/.test(paper.text.slice(Math.max(0, at - 5), at))) continue
    const words = joined(paper.text.slice(at, at + 90)).split(/[。；]/)[0]!
    const own = behind.filter((one) => one.start >= at && one.start < at + words.length && isCount(one) && isExact(one))
    if (own.length > 0) return own
  }
  return []
}
