import { hanNumber } from '../../../../../../platform/core/chinese.ts'

/** Names in a row, and how many they may be: the signs that part a row may stand within a name. */

export const numeral = '[两二三四五六七八九十]|十[一二三四五六七八九]|\\d{1,2}'
export const valueOf = (printed: string): number => (/^\d/.test(printed) ? Number(printed) : hanNumber(printed.replace('两', '二')))

/** Names that bear the sign of a row within them, as the national food categories have them. Data, not rules. */
const compounds: readonly (readonly [RegExp, string])[] = [
  [/食用油、油脂(?:及其制品)?/g, '食用油脂'],
  [/(塑料|纸)(?:制品)?包装、容器(?:等制品|制品)?/g, '$1容器'],
]
const whole = (words: string): string => compounds.reduce((text, [name, one]) => text.replaceAll(name, one), words)

export type Names = {
  readonly list: readonly string[]
  readonly least: number
  readonly most: number
  /** With the last 和 taken for what it mostly is, the joint of the last two names. */
  readonly likely: number
  /** Whether that 和 stands there. */
  readonly closed: boolean
}

const joint = /以及|(?:[和与]|(?<![涉普触波惠以])及)(?!其|相关|副)/g
/** The row that ends with these words: in its own clause (`甲、乙和丙`), or clause by clause (`抽检了甲，乙、丁，丙`). Null where none ends there. */
export function namesEnding(words: string, longest = 16): Names | null {
  const clauses = whole(words.replaceAll(/\([^()]*\)/g, ''))
    .replace(/，$/, '')
    .split(/[。；：]/)
    .at(-1)!
    .split('，')
  // 甲、乙两区和丙、丁、戊: the names before the other number are not of this row
  const last = clauses.at(-1)!.replace(new RegExp(`^.*[一-鿿](?:${numeral})个?[区县市旗镇乡州类](?:[和及与、])`), '')
  const apart = !last.includes('、') && clauses.length > 2 ? byClause(clauses, longest) : null
  if (apart) return apart
  const parts = last.split('、')
  return parts.length + (last.match(joint) ?? []).length < 2 ? null : counted(parts, 0, longest)
}

const opens = /(?:抽检了?|抽取了?|抽查了?|检查了?|涉及|覆盖|包括|中的|大的|[为是])(?=[一-鿿]{2})/
function byClause(clauses: readonly string[], longest: number): Names | null {
  const parts: string[] = []
  for (const clause of clauses.toReversed()) {
    parts.unshift(clause)
    if (opens.test(clause)) return parts.length > 2 ? counted(parts, parts.reduce((all, one) => all + one.split('、').length - 1, 0), longest) : null
    if (!/^[一-鿿、]{2,14}$/.test(clause) || /[了已在将把均未不]/.test(clause)) return null
  }
  return null
}

const office = /[局委厅办署部院会社]$/
function counted(parts: readonly string[], inner: number, longest: number): Names | null {
  const [first, ...rest] = parts as [string, ...string[]]
  if (rest.some((one) => one.length > longest || !/^[一-鿿A-Za-z、]+$/.test(one)) || /[\d“”《》]/.test(first.slice(-8))) return null
  // 四市和甲、乙、丙三区: what stands before has its own number
  const own = first.replace(new RegExp(`^.*(?:${numeral})(?:大|个)?[市区县类种项]?[和及与]`), '')
  const last = rest.at(-1) ?? own
  const joints = [own.slice(-10), ...rest].reduce((all, one) => all + (one.match(joint) ?? []).length, 0)
  const halves = last.split(/以及|[和及与](?!其|相关|副)/)
  // 省农业农村厅、省粮食和储备局: all the others are offices, and so is only the whole of the last
  const oneOffice = parts.length > 2 && parts.slice(0, -1).every((one) => office.test(one)) && office.test(last) && !office.test(halves[0]!)
  const closed = halves.length === 2 && halves.every((one) => one.length > 1) && !oneOffice
  return { list: [own.slice(-8), ...rest], least: parts.length, most: parts.length + joints + inner, likely: parts.length + (closed ? 1 : 0), closed }
}
