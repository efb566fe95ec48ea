import type { Finding } from '../../contract.ts'
import { inSentence, isExact, isGrowth, isPoints, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { says } from './say.ts'

const few = /前\s*(?:[两二三四五六七八九十]|\d{1,2})(?:大|位|名|类|个|的|种|项)?[一-鿿]{0,8}?(?:，)?(依次|分别|顺次|为|是|有)(?:为|是|有)?[：:]?$/
/** A note between two members: `1108件，占比28.07%；（2）食品`. */
const step = /^[)）]?(?:，?(?:占比?|占[一-鿿]{2,10}的)[\d.]+%)?[)）]?[，；、和及。]\s*(?:[（(]?\d{1,2}[）).、]|[①-⑳]|第[一二三四五六七八九十]是)?[一-鿿、“”\s]{2,26}[（(]?$/

/** `前五类依次为：（1）服装1108件；（2）食品945件；…`: the first few of all are told from the most to the least. */
export const checkFirstFew = (paper: Paper, sentence: number): Finding[] => {
  const figures = inSentence(paper, sentence)
  const { start } = paper.document.sentences[sentence]!
  const head = figures.findIndex((one) => few.test(ahead(paper, one, start)))
  const first = figures[head]
  if (!first || first.cell !== null || isPoints(first) || isGrowth(paper, first)) return []
  const told = few.exec(ahead(paper, first, start))![1]!
  const row: Figure[] = [first]
  for (const one of figures.slice(head + 1)) {
    if (sort(one) !== sort(first)) continue
    const gap = paper.text.slice(row.at(-1)!.end, one.start).replaceAll(/\s/g, '')
    if (!step.test(gap) || !isExact(one)) break
    row.push(one)
  }
  const wrong = row.slice(1).findIndex((one, at) => one.low > row[at]!.high)
  if (row.length < 3 || wrong < 0) return []
  // told in another order altogether
  const falls = row.slice(1).filter((one, at) => one.high <= row[at]!.low).length
  if (falls < (row.length - 1) / 2) return []
  return [
    says(
      paper,
      [row[wrong + 1]!, row[wrong]!],
      `${row.map(printed).join(' → ')}，所称“前…${told}”`,
      '所列各数的先后与所称的位次不符',
      /依次|顺次/.test(told) ? undefined : '若不是按位次所列则无误',
    ),
  ]
}
/** The words before the first of the row, back over its name. */
const ahead = (paper: Paper, one: Figure, start: number): string =>
  paper.text.slice(Math.max(start, one.start - 60), one.start).replaceAll(/\s/g, '').replace(/(?:[（(]?1[）).、]|①)?[一-鿿“”、]{2,12}?[（(]?$/, (name) => /前|依次|分别|[：:]/.test(name) ? name.replace(/^(.*(?:依次|分别|顺次)?(?:为|是|有)[：:]?).*$/, '$1') : '')
