import type { Finding } from '../../contract.ts'
import { cut, meet, showInterval, times } from '../ground/interval.ts'
import { between, finding, isExact, printed, type Figure, type Paper } from '../ground/paper.ts'

/** Units that measure the same thing, each in the first of its row. */
const scales: readonly Readonly<Record<string, number>>[] = [
  { 公斤: 1, 千克: 1, kg: 1, 克: 0.001, g: 0.001, 毫克: 1e-6, mg: 1e-6, 斤: 0.5, 吨: 1000, t: 1000 },
  { 平方米: 1, '㎡': 1, 平米: 1, 亩: 10_000 / 15, 公顷: 10_000, 平方千米: 1e6, 平方公里: 1e6, 'km²': 1e6 },
  { 米: 1, m: 1, 厘米: 0.01, 毫米: 0.001, 千米: 1000, 公里: 1000, km: 1000 },
  { 升: 1, L: 1, 毫升: 0.001, ml: 0.001, 立方米: 1000 },
  { 分钟: 1, 秒: 1 / 60, 小时: 60, 天: 1440 },
  { 元: 1 },
  { '%': 1, '‰': 0.1 },
]

/** How many of `to` one `from` is; null where they measure different things. */
export function conversion(from: string, to: string): number | null {
  const scale = scales.find((one) => one[from] !== undefined && one[to] !== undefined)
  return scale ? scale[from]! / scale[to]! : null
}

/** Conversions in brackets: 15374935.16公斤（15374.935吨）, 1.2亿元（12000万元）, 150亩（合10公顷）. */
export function checkUnits(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) =>
    paper.figures.flatMap((figure) => {
      const outer = figure.bracketOf === null ? undefined : paper.figures[figure.bracketOf]
      const stated = outer === undefined ? alsoSaid(paper, figure) : undefined
      if (stated) return judge(paper, stated, figure) ?? []
      if (outer && sameLocked(paper, outer, figure)) return judge(paper, outer, figure, true) ?? []
      return outer && /^\s*[（(]\s*(?:即|合|约合|折合|折|相当于|约)?\s*$/.test(between(paper, outer, figure))
        ? (judge(paper, outer, figure) ?? [])
        : []
    }),
  )
}

/** `减少3200公斤，即3.2吨`: the same again without brackets. */
function alsoSaid(paper: Paper, figure: Figure): Figure | undefined {
  const outer = paper.figures[figure.at - 1]
  return outer &&
    outer.sentence === figure.sentence &&
    (/^[，、]?(?:即|也就是|也即|换言之|折合|约合|折|合|相当于|等于|折算为?)(?:为|约)?$/.test(between(paper, outer, figure)) ||
      (/^[，、]?$/.test(between(paper, outer, figure)) && /^(?:约合|约折合|折合|合)/.test(figure.text)) ||
      (/^[，(（]$/.test(between(paper, outer, figure)) && /^约/.test(figure.text) && outer.unit !== figure.unit && scales[1]![outer.unit] !== undefined && scales[1]![figure.unit] !== undefined && /^[)）]?[，。；]/.test(paper.text.slice(figure.end, figure.end + 2))))
    ? outer
    : undefined
}

/** `4.36万户（数据锁定时为43587户）`: a round number, and what it was rounded from. */
const sameLocked = (paper: Paper, outer: Figure, inner: Figure): boolean =>
  outer.unit === inner.unit &&
  /[万亿]/.test(outer.text) &&
  !/[万亿]/.test(inner.text) &&
  inner.low === inner.high &&
  inner.value > outer.low / 2 &&
  inner.value < outer.high * 2 &&
  /^\([一-鿿“”、]{0,12}(?:为|是|计|即)$/.test(between(paper, outer, inner)) &&
  !/上年|去年|前年|同期|年初|原|其中|新增|含|比|较|目标|计划|任务|应/.test(between(paper, outer, inner))

const scaleOf = ({ text, unit }: Figure): string => /[万亿千百]/.exec(text)?.[0] ?? /^[万亿千百]/.exec(unit)?.[0] ?? ''

function judge(paper: Paper, outer: Figure, inner: Figure, told = false): Finding | null {
  // 近2.2万个（21864个）: the same once more, to the last one
  const again = told || (outer.unit === inner.unit && !isExact(outer))
  const factor = again ? 1 : conversion(outer.unit, inner.unit)
  // 罚没款38.54万元（31.20万元）: the same measure twice is a goal or another year, no conversion
  if (factor === null || (factor === 1 && !again && scaleOf(outer) === scaleOf(inner))) return null
  // 2小时40分钟，即160分钟: what goes before in a larger unit belongs to it
  const larger = paper.figures[outer.at - 1]
  const carried = larger && larger.sentence === outer.sentence && between(paper, larger, outer) === '' ? conversion(larger.unit, inner.unit) : null
  const own = times(outer, factor)
  const converted = carried === null ? own : { low: own.low + larger!.value * carried, high: own.high + larger!.value * carried }
  // the measures of land are often rounded when they are converted: 1亩 is 666.67 or 667 平方米
  const loose =
    factor !== 1 && scales[1]![outer.unit] !== undefined ? { low: converted.low * 0.999, high: converted.high * 1.001 } : converted
  const place = outer.end < inner.start && /[（(]/.test(between(paper, outer, inner)) ? '括号内' : '其后'
  // 近三分之二（63.9%）: a fraction in words lies near
  const words = again && !/\d/.test(outer.text) && !isExact(outer) ? { low: outer.low * 0.95, high: outer.high * 1.05 } : outer
  const fits = again ? meet(words, inner) : meet(cut(loose), cut(inner))
  return finding(paper, [inner, outer], {
    verdict: fits ? 'holds' : told ? 'doubtful' : 'contradiction',
    kind: 'unit',
    calculation: `${printed(outer)} = ${showInterval(converted, 4)}${inner.unit}，${place} ${printed(inner)}`,
    explanation: fits ? `${place}的换算相符。` : `${place}的换算与前面的数不符${told ? '；若两数不属同一时点则无误' : ''}。`,
  })
}
