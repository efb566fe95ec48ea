import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { findingAt, group, printed, type Figure, type Paper } from '../ground/paper.ts'

const said = /([一-鿿]{2,6}?)?最(高|低|多|少|大|小)的(?:是|为)?([一-鿿]{2,8}?)(?=与|和|、|，|。|；|[（(]|达|为|相差)/g
const ends = /最([高多大])的[一-鿿]{2,8}(?:与|和)最([低少小])的[一-鿿]{2,8}?(?:相差|差距[为达]?|差)$/

/** `得分最高的甲区与最低的乙县相差9.9分`: rows of a table by their names, against the column that the words name. */
export function checkTableExtremes(paper: Paper): Finding[] {
  const cells = paper.figures.filter((one) => one.cell !== null && !/合计|总计|平均|全[市县区年]/.test(one.subject))
  if (cells.length === 0) return []
  const columns = [...group(cells, ({ cell }) => `${cell!.table} ${cell!.column}`).values()].filter(({ length }) => length > 2)
  return paper.document.sentences.flatMap(({ start, end }) => {
    let column: readonly Figure[] | undefined
    return [...paper.text.slice(start, end).matchAll(said)].flatMap((match) => {
      const [words, noun, side, name] = [match[0], match[1], match[2]!, match[3]!]
      column = columnOf(columns, noun, name) ?? (column?.some(({ subject }) => subject === name) ? column : undefined)
      const own = column?.find(({ subject }) => subject === name)
      if (!column || !own) return []
      const high = /高|多|大/.test(side)
      const best = column.reduce((most, one) => ((high ? one.value > most.value : one.value < most.value) ? one : most), own)
      const at = start + match.index
      const found: Finding[] = []
      if (best.value !== own.value)
        found.push(
          findingAt(
            paper,
            at,
            at + words.length,
            {
              verdict: 'doubtful',
              kind: 'bound',
              calculation: `${name} ${printed(own)}，${best.subject} ${printed(best)}`,
              explanation: `所称“最${side}”与表中所列不符；若所比的是另一项指标则无误。`,
            },
            [own.id, best.id],
          ),
        )
      return [...found, ...apart(paper, at + words.length, column, start)]
    })
  })
}

/** The column whose header holds the noun, of a table that has a row of that name. */
const columnOf = (columns: readonly (readonly Figure[])[], noun: string | undefined, name: string): readonly Figure[] | undefined =>
  noun === undefined
    ? undefined
    : columns.find((column) => column.some(({ subject }) => subject === name) && column.some(({ measure }) => measure.includes(noun.slice(-2))))

/** How far the two ends of the column are said to lie apart. */
function apart(paper: Paper, end: number, column: readonly Figure[], start: number): Finding[] {
  const figure = paper.figures.find((one) => one.start >= end && one.start < end + 6)
  if (!figure || !ends.test(paper.text.slice(start, figure.start))) return []
  const values = column.map(({ value }) => value)
  const [most, least] = [Math.max(...values), Math.min(...values)]
  if (Math.abs(most - least - figure.value) < 0.051) return []
  return [
    findingAt(
      paper,
      figure.start,
      figure.end,
      {
        verdict: 'doubtful',
        kind: 'total',
        calculation: `${show(most)} − ${show(least)} = ${show(most - least)}，所列 ${printed(figure)}`,
        explanation: '最高与最低之差与表中所列不符；若所比的是另一项指标则无误。',
      },
      [figure.id],
    ),
  ]
}
