import type { Finding } from '../../contract.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { finding, isCount, isExact, isIncrement, isMean, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { divisions, inclusions } from './names.ts'

/** `粮食产量46695吨…夏粮…秋粮…`, `谷物产量…稻谷产量…`: wholes and parts that their names tell, sentences and chapters apart. */
export function checkKnownWholes(paper: Paper): Finding[] {
  if (!/产量|面积|产值|增加值|人口/.test(paper.text)) return []
  const named = paper.figures.flatMap((one) => (usable(paper, one) ? [{ one, name: nameOf(paper, one) }] : [])).filter(({ name }) => name.length > 1)
  return [...divided(paper, named), ...included(paper, named)]
}

type Named = { readonly one: Figure; readonly name: string }
const other = /上年|去年|同期|年初|目标|计划|力争|预计|每|规模以上|累计[^，。；]*年|十[二三四]五/
const usable = (paper: Paper, one: Figure): boolean =>
  isCount(one) && one.low > 0 && isExact(one) && one.cell === null && !isIncrement(paper, one) && !isMean(paper, one) && !other.test(lead(paper, one, 24)) && !/[增减][加少产长]?了?$/.test(lead(paper, one, 24))

const nameOf = (paper: Paper, one: Figure): string =>
  lead(paper, one, 30)
    .replaceAll(/\((?:GDP|不含[^()]*)\)|\[\d+\]/g, '')
    .replace(/(?:实现|完成|达到?|为|有|共计?|总计|约)+$/, '')
    .split(/[\d、)]/)
    .at(-1)!

/** In one part of the paper: papers of several places or years tell the same names again. */
const NEAR = 700
const once = (named: readonly Named[], name: RegExp, whole: Figure): Figure | null => {
  const found = named.filter(({ one, name: own }) => one !== whole && name.test(own) && sort(one) === sort(whole) && Math.abs(one.start - whole.start) < NEAR)
  return found.length === 1 ? found[0]!.one : null
}

function divided(paper: Paper, named: readonly Named[]): Finding[] {
  return named.flatMap(({ one: whole, name }) =>
    divisions.flatMap(({ whole: of, parts, closed }) => {
      if (!of.test(name) || /人均|第[一二三]产业|非公|民营|工业/.test(name)) return []
      if (named.some((two) => two.one !== whole && of.test(two.name) && two.one.value !== whole.value && Math.abs(two.one.start - whole.start) < NEAR)) return []
      const row = parts.map((part) => once(named, part, whole))
      if (!row.every((one): one is Figure => one !== null && one.start > whole.start)) return []
      const total = sum(row)
      if (meet({ low: total.low - slack(whole), high: total.high + slack(whole) }, whole) || row.some((one) => one.low > whole.high)) return []
      const more = total.low > whole.high
      if (!more && !closed && total.high < 0.85 * whole.low) return []
      // a total of another measure, or of another branch of the paper
      if (total.low > 3 * whole.high || total.high < whole.low / 3) return []
      const sure = closed || (more && total.low > 1.02 * whole.high)
      return [
        finding(paper, [whole, ...row], {
          verdict: sure ? 'contradiction' : 'doubtful',
          kind: 'total',
          calculation: `${row.map(({ value }) => show(value)).join(' + ')} = ${show(total.low === total.high ? total.low : (total.low + total.high) / 2)}${whole.unit}，所列 ${printed(whole)}`,
          explanation: sure ? '各部分之和与其总数不符，按其名称各部分就是全部。' : '各部分之和与其总数不符；若另有未列出的部分则无误。',
        }),
      ]
    }),
  )
}
/** The parts of an account are rounded one by one. */
const slack = (whole: Figure): number => Math.max(whole.high - whole.low, 0.0006 * whole.value)

function included(paper: Paper, named: readonly Named[]): Finding[] {
  return named.flatMap(({ one: part, name }) =>
    inclusions.flatMap(([own, of]) => {
      if (!own.test(name)) return []
      const wholes = named.filter((two) => two.one !== part && of.test(two.name) && !own.test(two.name) && sort(two.one) === sort(part) && two.one.start < part.start && (two.one.period === null || part.period === null || two.one.period === part.period))
      const [whole] = wholes.toReversed()
      if (!whole || wholes.some(({ one }) => one.high >= part.low) || part.low > 1000 * whole.one.high) return []
      return [
        finding(paper, [part, whole.one], {
          verdict: 'contradiction',
          kind: 'part-whole',
          calculation: `${name}${printed(part)} > ${whole.name}${printed(whole.one)}`,
          explanation: '按其名称前者是后者的一部分，却大于后者。',
        }),
      ]
    }),
  )
}
