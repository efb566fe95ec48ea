import type { Finding } from '../../../contract.ts'
import { group, isCount, isRate, lead, type Figure, type Paper } from '../../ground/paper.ts'
import { say, within } from './say.ts'

/** How far behind its table a sentence still speaks of it. */
const REACH = 220
const other = /全市|全[县省国]|上年|去年|同期|比|较|目标|力争|以上|计划/

/**
 * `豇豆不合格70批次`, `合格率由93.1%升至97.5%` right below a table: the words are those of one column, so the figure is in it, or it is what two of
 * its rows make together.
 */
export function checkRetoldTable(paper: Paper): Finding[] {
  const cells = paper.figures.filter(({ cell }) => cell !== null)
  const tables = [...group(cells, ({ cell }) => cell!.table).values()]
  return tables.flatMap((table) => {
    const end = table.at(-1)!.end
    const columns = [...group(table, ({ cell }) => cell!.column).values()].filter(({ length }) => length > 2)
    return paper.figures
      .filter((one) => one.cell === null && one.start > end && one.start < end + REACH && !other.test(lead(paper, one, 16)))
      .flatMap((one) => {
        const column = columns.filter((cells) => isOf(paper, one, cells[0]!.measure) && ofRow(paper, one, cells))
        const [only] = column
        if (!only || column.length > 1 || one.value === 0) return []
        const values = only.map(({ value }) => value)
        const made = values.includes(one.value) || values.some((value, at) => values.slice(at + 1).some((two) => value + two === one.value || Math.abs(value - two) === one.value))
        const nearest = only.toSorted((a, b) => Math.abs(a.value - one.value) - Math.abs(b.value - one.value))[0]!
        const whole = only.find(({ subject }) => /^(?:合计|总计|共计)/.test(subject)) ?? nearest
        const meant = isRate(one) ? nearest : whole
        return made || !within(meant, one, 2) ? [] : [say(paper, one, meant)]
      })
  })
}

/** 餐饮食品不合格38批次 where no row is of that name: told of what is not in the table. */
function ofRow(paper: Paper, one: Figure, cells: readonly Figure[]): boolean {
  const name = /^(?:其中)?([一-鿿]{2,8}?)(?:环节|食品|产品|样品)?(?:监督)?(?:抽检|抽样|检测|检出|不合格|合格)/.exec(lead(paper, one, 16))?.[1]
  return name === undefined || /^(?:共|累计|合计|全年|检出|抽检|监督|问题)/.test(name) || cells.some(({ subject }) => subject.includes(name) || name.includes(subject))
}

/** The words before a figure end with the head of a column, with its unit or without: 不合格 70批次, 合格率由. */
function isOf(paper: Paper, one: Figure, head: string): boolean {
  const words = lead(paper, one, 16).replace(/[由从为达是有]+$/, '')
  if (isRate(one)) return /率$/.test(head) && words.endsWith(head) && (words === head || !/[一-鿿不]/.test(words.at(-head.length - 1) ?? '') )
  const stem = head.replace(one.unit, '')
  return isCount(one) && head.endsWith(one.unit) && stem.length > 1 && words.endsWith(stem) && !(words.endsWith(`不${stem}`) && !stem.startsWith('不'))
}
