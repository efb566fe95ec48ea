import type { Bilingual } from '../../platform/core/bilingual.ts'

/**
 * Finding what is on record twice. Numbers decide; names and addresses only propose, a person merges.
 */

const CHINESE_DIGITS = '〇一二三四五六七八九'

/** Half-width, lower case, nothing but letters and digits. */
const bare = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const LEGAL_FORM = /(股份有限公司|有限责任公司|有限公司|个人独资企业|个体工商户|农民专业合作社|专业合作社|合作社)/gu
// 超市, 夜市, 小区, 社区, 园区 … end like a division and are none.
const PROVINCE = /^(?:[^省市区县]{2,3}省|[^省市县]{2,5}自治区)/u
const CITY = /^[^省市区县]{2,4}(?<![超夜集菜早花股门闹商城])市/u
const COUNTY = /^(?:[^省市区县旗]{2,4}(?<![社小园校景厂库片街住])区|[^省市区县旗]{1,4}县|[^省市区县旗]{2,4}(?<![红彩国])旗)/u

/**
 * What of a name is compared: no brackets, spaces or legal form, no province or city before it.
 * @example nameKey('晋中市 榆次区（东湖）面馆有限责任公司') === nameKey('榆次东湖面馆有限公司') // true
 */
export function nameKey(name: string): string {
  const plain = bare(name).replace(LEGAL_FORM, '')
  const local = withoutDivisions(plain)
  const key = local.rest.length >= 2 ? local.county + local.rest : plain
  return key === '' ? bare(name) : key
}

/** A text without leading province and city, its leading county as a stem apart. */
function withoutDivisions(text: string): { county: string; rest: string } {
  const below = text.replace(PROVINCE, '').replace(CITY, '')
  const county = COUNTY.exec(below)?.[0] ?? ''
  return { county: county.slice(0, -1), rest: below.slice(county.length) }
}

/** Chinese house numbers as digits: 十二 → 12, 一百零五 → 105, 二〇八 → 208. */
export function digitsOf(text: string): string {
  return text.replace(/[〇零一二三四五六七八九十百]+(?=号|楼|层|单元|室|组|排|栋|幢|座)/gu, (run) => {
    const digits = run.replaceAll('零', '〇')
    if (!/[十百]/u.test(digits)) return [...digits].map((char) => CHINESE_DIGITS.indexOf(char)).join('')
    let total = 0
    let last = 0
    for (const char of digits) {
      if (char === '百') total += (last || 1) * 100
      else if (char === '十') total += (last || 1) * 10
      if (char === '百' || char === '十') last = 0
      else last = CHINESE_DIGITS.indexOf(char)
    }
    return String(total + last)
  })
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/大街/gu, '街'], [/大道/gu, '道'], [/门面房?|门市部?|商铺|店铺|铺面|底商|门店/gu, '铺'], [/(号楼|栋|幢|座)/gu, '楼'], [/(\d)(号院|号)/gu, '$1号'],
    [/(\d)[层楼](?=$|\D)/gu, '$1楼'],
]

/**
 * What of an address is compared: no province, city or county, house numbers as digits, one spelling of 大街/街, 楼/栋, 铺面.
 * @example addressKey('山西省晋中市榆次区迎宾西街（东段）12号') === addressKey('榆次区迎宾西街东段十二号') // true
 */
export function addressKey(address: string): string {
  const plain = digitsOf(bare(address))
  const { rest } = withoutDivisions(plain)
  return SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), rest === '' ? plain : rest)
}

/** Whether two addresses mean one place, as far as their spelling tells. */
export const sameAddress = (a: string, b: string): boolean => addressKey(a) === addressKey(b)

/** Dice's coefficient over pairs of characters: 1 for equal texts, 0 where nothing is shared. */
export function likeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const pairs = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))
  const rest = pairs(b)
  const [left, right] = [pairs(a), rest.length]
  let shared = 0
  for (const pair of left) {
    const at = rest.indexOf(pair)
    if (at < 0) continue
    rest.splice(at, 1)
    shared++
  }
  return left.length + right === 0 ? 0 : (2 * shared) / (left.length + right)
}

/** What a comparison looks at. */
export type Comparable = {
  readonly id: string
  readonly name: string
  readonly address: string | null
  readonly region: string
  readonly uscc: string | null
  readonly licence_numbers: readonly string[]
}

/** Why two records may be one. `score` from 0 to 1; `certain` where a number that belongs to one place only is shared. */
export type Likely = { readonly score: number; readonly certain: boolean; readonly reasons: readonly Bilingual[] }

/** Proposed to a person from this score on. */
export const PROPOSE = 0.75

/**
 * How likely it is that two premises are one. A shared licence number is certain. Different USCCs speak against it:
 * a shop that changed hands has the name and address of the one before, and is another.
 */
export function likelySame(a: Comparable, b: Comparable): Likely {
  const reasons: Bilingual[] = []
  const shared = a.licence_numbers.find((number) => b.licence_numbers.includes(number))
  if (shared !== undefined) reasons.push({ zh: `许可证编号相同：${shared}`, en: `The same licence number: ${shared}` })
  const [nameScore, addressScore] = [likeness(nameKey(a.name), nameKey(b.name)), a.address && b.address
    ? likeness(addressKey(a.address), addressKey(b.address)) : 0]
  if (nameScore === 1) reasons.push({ zh: '名称相同', en: 'The same name' })
  else if (nameScore >= PROPOSE) reasons.push({ zh: `名称相近（${a.name}、${b.name}）`, en: `Similar names (${a.name}, ${b.name})` })
  if (addressScore === 1) reasons.push({ zh: '地址相同', en: 'The same address' })
  else if (addressScore >= PROPOSE) reasons.push({ zh: '地址相近', en: 'Similar addresses' })
  const sameHolder = a.uscc !== null && a.uscc === b.uscc
  const otherHolder = a.uscc !== null && b.uscc !== null && a.uscc !== b.uscc
  if (sameHolder) reasons.push({ zh: '统一社会信用代码相同', en: 'The same credit code' })
  if (otherHolder) reasons.push({ zh: '统一社会信用代码不同，可能是前后两家', en: 'Different credit codes: perhaps one after the other' })
  if (shared !== undefined) return { score: 1, certain: true, reasons }
  // One holder may have many branches of one name: only the address tells them apart.
  const score = sameHolder ? 0.3 * nameScore + 0.7 * addressScore : 0.5 * nameScore + 0.5 * addressScore
  return { score: otherHolder ? score * 0.7 : score, certain: false, reasons }
}

/** What a comparison of holders looks at. */
export type Holder = Omit<Comparable, 'licence_numbers'> & { readonly legal_representative: string | null }

/**
 * How likely it is that two enterprises are one: the name, and the registered address or the representative. A credit code
 * belongs to one enterprise, so two different codes speak against it; mostly one of the two was entered without.
 */
export function likelySameHolder(a: Holder, b: Holder): Likely {
  const reasons: Bilingual[] = []
  const nameScore = likeness(nameKey(a.name), nameKey(b.name))
  if (nameScore === 1) reasons.push({ zh: '名称相同', en: 'The same name' })
  else if (nameScore >= PROPOSE) reasons.push({ zh: `名称相近（${a.name}、${b.name}）`, en: `Similar names (${a.name}, ${b.name})` })
  const addressScore = a.address && b.address ? likeness(addressKey(a.address), addressKey(b.address)) : 0
  if (addressScore === 1) reasons.push({ zh: '住所相同', en: 'The same registered address' })
  else if (addressScore >= PROPOSE) reasons.push({ zh: '住所相近', en: 'Similar registered addresses' })
  const sameHead = a.legal_representative !== null && a.legal_representative === b.legal_representative
  if (sameHead) reasons.push({ zh: '法定代表人相同', en: 'The same legal representative' })
  const otherCode = a.uscc !== null && b.uscc !== null && a.uscc !== b.uscc
  if (otherCode) reasons.push({ zh: '统一社会信用代码不同，可能是两个主体', en: 'Different credit codes: perhaps two enterprises' })
  const score = 0.5 * nameScore + 0.5 * Math.max(addressScore, sameHead ? 1 : 0)
  return { score: otherCode ? score * 0.7 : score, certain: false, reasons }
}

/**
 * Merging two rows: the survivor keeps its id and what it says; what it leaves empty comes from the one that goes.
 * `chosen` names fields that a person takes from the one that goes. The one that goes becomes a redirect
 * (`merged_into`), its history stays readable.
 */
export function mergeRows<R extends Readonly<Record<string, unknown>>>(survivor: R, losing: R, mergeable: readonly (keyof R & string)[],
  chosen: readonly (keyof R & string)[] = []): Partial<R> {
  const changes: Partial<R> = {}
  for (const field of mergeable) {
    const [kept, other] = [survivor[field], losing[field]]
    const empty = kept === null || kept === undefined || kept === ''
    const wanted = chosen.includes(field) || empty || (typeof kept === 'boolean' && other === true)
    if (wanted && other !== null && other !== undefined && other !== kept) changes[field] = other
  }
  return changes
}
