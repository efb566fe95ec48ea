import { fold } from './text.ts'
import { BODY_END, EXHORTS, GROUP, NOT_UNITS, NOT_UNITS_WEAK, OPEN_LIST, TELLS } from './words.ts'

/** A name without the brackets it ends in: `各镇（街道）` → `各镇`. */
const bare = (folded: string): string => folded.replace(/(?:\([^()]*\))+$/, '')

/** Whether a name is built as the name of a body or of a group of bodies. Expects a folded name. */
export function isBody(folded: string): boolean {
  if (folded.length > 64) return false
  const name = bare(folded).replace(OPEN_LIST, '')
  if (
    name.length > 32 ||
    !balanced(name) ||
    /[《》“”"。：？！]/.test(name) ||
    NOT_UNITS.test(name) ||
    NOT_UNITS_WEAK.test(name) ||
    TELLS.test(name)
  )
    return false
  if (GROUP.test(name)) return name.length > 1 && !EXHORTS.test(name)
  // 由领导牵头的工作机构, 土壤由某局: described, not named
  if (!BODY_END.test(name) || name.includes('的') || /[^自]由/.test(name)) return false
  return name.length > 2 || /^(?:海关|法院)$/.test(name) || /^[省市区县州盟旗乡镇党工]委$/.test(name) || /政府$/.test(name)
}

function balanced(folded: string): boolean {
  let depth = 0
  for (const sign of folded) {
    if (sign === '(') depth++
    else if (sign === ')' && --depth < 0) return false
  }
  return depth === 0
}

/** A group such as 各镇（街道）, 区食安委各成员单位: many bodies under one name. */
export const isGroup = (name: string): boolean => GROUP.test(bare(fold(name)))

/** 教育、市场监管、卫生健康部门: what the last name ends in is said of all. */
const OF_ALL = /[\u4e00-\u9fff]{2,}(?:部门|单位|机构)$/
const STEM = /^[\u4e00-\u9fff]{2,6}$/

/** How many of the names are those of bodies, each by itself or by what the last one (or 等部门, `open`) shares with it. */
export function bodiesAmong(names: readonly string[], open = false): number {
  const folded = names.map(fold)
  const shared = open || (folded.length > 1 && OF_ALL.test(folded.at(-1)!) && !GROUP.test(folded.at(-1)!))
  return folded.filter((name) => isBody(name) || (shared && STEM.test(name))).length
}

const SEPARATORS = '、，；。/|'
/** 各县、区政府: the kinds of place stand before what is said of all of them. */
const PLACE = '(?:[省县市区州盟旗乡镇]|自治区|直辖市|自治州|自治县|计划单列市)'
const PLACES = new RegExp(`^各(?:${PLACE}、)*${PLACE}$`)
const OF_PLACES = new RegExp(`^、(?:${PLACE}、)*${PLACE}(?:人民政府|政府|管委会|食安办|食安委)`)
const BINDERS = /^(?:以及|和|及|与|暨)/

/**
 * Parts a printed list of names at separators outside brackets, at white space and at 和/及/与 where both sides are whole names
 * (so that 发展和改革局 stays one). Returns the pieces as printed, empty ones left out.
 */
export function splitNames(printed: string): string[] {
  const folded = fold(printed)
  const pieces: string[] = []
  let depth = 0
  let from = 0
  const cut = (to: number, next: number) => {
    const piece = printed.slice(from, to).trim()
    if (/[^—-]/.test(piece)) pieces.push(piece)
    from = next
  }
  for (let i = 0; i < folded.length; i++) {
    const sign = folded[i]!
    if (sign === '(') depth++
    else if (sign === ')') depth = Math.max(0, depth - 1)
    else if (depth > 0 || (sign === '、' && PLACES.test(folded.slice(from, i)) && OF_PLACES.test(folded.slice(i)))) continue
    else if (SEPARATORS.includes(sign)) cut(i, i + 1)
    else if (i > from && partsHere(folded, from, i)) cut(i, i + (BINDERS.exec(folded.slice(i))?.[0].length ?? 1))
  }
  cut(folded.length, folded.length)
  return pieces.map((piece) => piece.replace(/\s+/g, ''))
}

/** Whether the white space or binder at `i` stands between two whole names. */
function partsHere(folded: string, from: number, i: number): boolean {
  const binder = folded[i] === ' ' ? ' ' : (BINDERS.exec(folded.slice(i, i + 2))?.[0] ?? '')
  if (!binder) return false
  const left = folded.slice(from, i).replaceAll(' ', '')
  if (!isBody(left)) return false
  const rest = folded.slice(i + binder.length)
  const right = /^(?:\([^()]*\)|[^、，；。/|])*/.exec(rest)![0].replaceAll(' ', '')
  // what follows may bear a role word after its name: the name must at least begin like one
  return binder === ' ' ? right.length > 2 : /[局委办部院府处会街镇乡团队站所司心位门构联](?:$|\(|[按牵负配协参共分会落])/.test(right)
}
