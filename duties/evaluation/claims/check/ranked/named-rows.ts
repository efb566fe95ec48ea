import { paragraphOf } from '../ground/near.ts'
import { between, inSentence, isCount, isIncrement, isMean, lead, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Rows whose members have names: told in order, or each by its own. */
export type Named = { readonly name: string; readonly figure: Figure }
const quarters = ['一季度', '二季度', '三季度', '四季度']
/** Rows of the sentence and the one before whose members have names: told in order, or each by its own. */
export function namedRows(paper: Paper, sentence: number): Named[][] {
  return [sentence - 1, sentence]
    .filter((one) => paper.paragraphs[one] === paper.paragraphs[sentence])
    .flatMap((one) => [...ordered(paper, one), ...labelled(paper, one)])
}

/** `甲、乙、丙三镇分别为…`, `一至四季度分别…`. */
export function ordered(paper: Paper, sentence: number): Named[][] {
  const rows: Figure[][] = []
  for (const figure of inSentence(paper, sentence)) {
    const last = rows.at(-1)?.at(-1)
    if (last && sort(last) === sort(figure) && /^(?:、|和|及|，)$/.test(between(paper, last, figure))) rows.at(-1)!.push(figure)
    else rows.push([figure])
  }
  const long = rows.filter(({ length }) => length > 1)
  const { start } = paper.document.sentences[sentence] ?? { start: 0 }
  const [first] = long
  if (!first) return []
  const words = paper.text.slice(Math.max(start, first[0]!.start - 120), first[0]!.start)
  const names = namesIn(words)
  return names.length < 2
    ? []
    : long.filter(({ length }) => length === names.length).map((row) => row.map((figure, at) => ({ figure, name: names[at]! })))
}

/** The names that stand before 分别 or 依次. */
export function namesIn(words: string): string[] {
  const months = /(\d{1,2})(?:月)?(?:至|到|—|-)(\d{1,2})月[^。；\d]{0,20}(?:分别|依次)[^，。；]{0,10}$/.exec(words)
  if (months) {
    const [first, last] = [Number(months[1]), Number(months[2])]
    if (first < last && last < 13) return Array.from({ length: last - first + 1 }, (_, at) => `${first + at}月`)
  }
  const list = /([^，。；：()\d]{3,100})(?:分别|依次|各自)[^，。；]{0,10}$/.exec(words)?.[1]
  if (list === undefined) return []
  if (/一至四季度|[四各]个?季度/.test(list)) return quarters
  const names = list
    .split(/[、和及与]/)
    .map((name, at, all) => (at === all.length - 1 ? name.replace(/[两二三四五六七八九十]个?[一-鿿]{1,5}$|的[一-鿿]{1,5}$/, '') : name))
  return names.length > 1 && names.every((name) => name.length > 1 && name.length < 9) ? names : []
}

/** `甲区21起、乙区34起、丙区18起`. */
function labelled(paper: Paper, sentence: number): Named[][] {
  const rows: Named[][] = []
  for (const figure of inSentence(paper, sentence)) {
    const last = rows.at(-1)?.at(-1)?.figure
    const words = last ? between(paper, last, figure) : ''
    const name = /([一-鿿]{2,8})$/.exec(lead(paper, figure, 12).replace(/^.*[、和及]/, ''))?.[1]
    const usable = isCount(figure) && !isMean(paper, figure) && !isIncrement(paper, figure)
    if (name !== undefined && last && usable && sort(last) === sort(figure) && /^[、，和及][一-鿿]{2,8}$/.test(words))
      rows.at(-1)!.push({ figure, name })
    else rows.push(name !== undefined && usable ? [{ figure, name }] : [])
  }
  return rows.filter(({ length }) => length > 2)
}

/** Figures of the paragraph, for those who look for names in it. */
export const paragraphRows = (paper: Paper, sentence: number): Named[][] =>
  [...new Set(paragraphOf(paper, sentence).map((one) => one.sentence))].flatMap((one) => [...ordered(paper, one), ...labelled(paper, one)])
