import type { ImportForm, RegionParts } from './form.ts'
import { importable } from './form.ts'

/** The text of a heading in the form in which headings are compared: half-width, lower case, letters and digits only. */
export const plainHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]/gu, '')

const BRACKETS = /[（(【[〔{<《][^（()）【】[\]〔〕{}<>《》]*[）)】\]〕}>》]/g

/** The heading without its notes in brackets and without a unit behind a slash. */
export const bareHeading = (text: string): string => plainHeading(text.replace(BRACKETS, '').replace(/[/／][^/／]{1,4}$/, ''))

/** Notes in brackets that change nothing about what a column means. */
const NOTE =
  /^(\*|必填|选填|可选|可不填|必选|非必填|格式.*|如.*|例.*|示例.*|请.*|注.*|下拉.*|单位.*|填.*|公章|盖章|加盖.*|签字|签名|签章|全称|准确.*|与.*一致|以.*为准|按.*填.*|可?多选|单选|选填.*|选择.*|是\/?否|\d+位.*|y{2,4}.*|年月日|required|optional|e\.?g.*|万元|千元|百万元|亿元|元|人|名|家|户|个|台|次|㎡|e|n|m2|m²|平方米|平米|亩|吨|公斤|kg|%)$/i

/** True for what could stand in the brackets of a heading without changing its meaning: a unit, a form, 必填. */
export const isNote = (text: string): boolean => NOTE.test(text.trim())

const bracketsOf = (text: string): string[] => (text.match(BRACKETS) ?? []).map((bracket) => bracket.slice(1, -1).trim())

/** True when each bracket of the heading holds only a note or a unit, or `same` says that it is another name of the same thing: 经营者（负责人）. */
export const onlyNotes = (text: string, same: (note: string) => boolean = () => false): boolean =>
  bracketsOf(text).every((note) => NOTE.test(note) || same(plainHeading(note)))

/** True when a bracket names another kind of thing: 联系人（电话） is not surely a person. */
export const otherKind = (text: string): boolean => bracketsOf(text).some((note) => KIND.test(note) && !NOTE.test(note))

/** The unit a heading names: in brackets, after 单位 or behind a slash. @example headingUnit('注册资本（万元）') // '万元' */
export function headingUnit(text: string): string | null {
  const found = /[（(【[〔/／](?:单位[:：]?\s*)?([^（()）【】[\]〔〕/／]{1,4})[）)】\]〕]?\s*[*＊]?\s*$/.exec(text.trim())
  return found?.[1]?.trim() ?? null
}

/** Which part of a place a column holds. */
export type RegionLevel = keyof RegionParts

/** What sheets call the levels of a place; a form with a region field reads them all. */
const LEVEL_HEADINGS: Readonly<Record<Exclude<RegionLevel, 'whole'>, readonly string[]>> = {
  city: ['市', '地市', '设区市', '地级市', '所属地市', '所在市', 'city', 'prefecture'],
  county: [
    '县',
    '县区',
    '区县',
    '县市区',
    '区县市',
    '市县区',
    '市区县',
    '县级',
    '所属县区',
    '所在县区',
    '所属区县',
    '所在区县',
    '所属县市区',
    '所在县市区',
    '县区名称',
    '区县名称',
    '县市区名称',
    'county',
    'district',
    'countydistrict',
  ],
  township: [
    '乡镇',
    '街道',
    '乡镇街道',
    '镇街道',
    '街道乡镇',
    '镇街',
    '乡镇街办',
    '乡街道',
    '所属乡镇',
    '所在乡镇',
    '所属街道',
    '所在街道',
    '所属乡镇街道',
    '所在乡镇街道',
    '镇办',
    '乡镇名称',
    'township',
    'town',
    'subdistrict',
    'townshipsubdistrict',
  ],
  village: [
    '村',
    '社区',
    '村社区',
    '社区村',
    '行政村',
    '村居',
    '村委会',
    '村居委会',
    '居委会',
    '所属村',
    '所在村',
    '所属社区',
    '所在社区',
    '所属村社区',
    '所在村社区',
    'village',
    'community',
    'villagecommunity',
  ],
}

/** A name by which a column may be known: `weight` 3 for a label or the field's own name, 2 for a declared heading, 1 for a level of a place. */
export type KnownName = { readonly text: string; readonly field: string; readonly weight: 3 | 2 | 1; readonly level?: RegionLevel }

/** Every name of every field of a form, compared by `plainHeading`. */
export function knownNames(form: ImportForm): KnownName[] {
  const names: KnownName[] = []
  let region: string | undefined
  for (const [field, { label, kind }] of importable(form)) {
    const level = kind === 'region' ? ('whole' as const) : undefined
    if (kind === 'region') region ??= field
    for (const text of [label.zh, label.en, field]) names.push({ text: plainHeading(text), field, weight: 3, ...(level && { level }) })
    for (const text of form.headings?.[field] ?? []) names.push({ text: plainHeading(text), field, weight: 2, ...(level && { level }) })
  }
  // A form that keeps the levels in fields of its own puts them together itself.
  const ownLevels = Object.values(LEVEL_HEADINGS)
    .flat()
    .some((text) => names.some((name) => name.text === text && name.field !== region))
  if (region === undefined || ownLevels) return names
  for (const [level, texts] of Object.entries(LEVEL_HEADINGS) as [RegionLevel, readonly string[]][]) {
    // the keys of the table just above
    for (const text of texts) {
      // A declared heading of the region field that names a level is that level.
      const declared = names.findIndex((name) => name.field === region && name.text === text)
      if (declared >= 0) names[declared] = { ...names[declared]!, level }
      else if (!names.some((name) => name.text === text)) names.push({ text, field: region, weight: 1, level })
    }
  }
  return names
}

/** Words that may stand around a heading without changing what it means. */
const FILLERS = /所属|所在|主要|具体|详细|本单位|单位|企业|名称|全称|姓名|信息|情况|的|现|序号|代码|编码|号码|编号|^the/g

/** Signs of which a pair means opposite things: 有效期起 is no misprint of 有效期止. */
const OPPOSITES = /[起止始终到至从上下前后总分大小新旧男女正副甲乙丙一二三四五六七八九十年月日证号\d]/

/** Which end of a term: 有效期开始 is not 有效期, nor 有效期结束. */
const ENDS = /[起止始终自至]|开始|结束/

/** The heading with words of one meaning made one: 单位全称 is 企业名称, 发证时间 is 发证日期. */
const sameWords = (text: string): string =>
  text
    .replace(/全称|名字|姓名/g, '名称')
    .replace(/号码|编码|代码|编号/g, '号')
    .replace(/时间/g, '日期')

/** Words for whoever holds a licence made one too; not as near, since a form may tell them apart. */
const sameHolder = (text: string): string => sameWords(text).replace(/企业|单位|商户|主体/g, '单位')

/**
 * How near a heading comes to a known name, 0 to 1, where they are not the same: fillers aside, one inside the other, or
 * misprinted by a sign. Only ever a guess for the user to confirm.
 */
export function nearness(heading: string, name: string): number {
  if (heading.length < 2 || name.length < 2) return 0
  if (sameWords(heading) === sameWords(name)) return 0.98
  if (sameHolder(heading) === sameHolder(name)) return 0.92
  const [a, b] = [heading.replace(FILLERS, ''), name.replace(FILLERS, '')]
  if (a.length >= 2 && a === b && sameKind(heading, name)) return 0.95
  if (heading.includes(name) || name.includes(heading)) {
    const [long, short] = heading.length > name.length ? [heading, name] : [name, heading]
    const share = short.length / long.length
    const rest = long.replace(short, '')
    return share >= 0.6 && !KIND.test(rest) && !ENDS.test(rest) ? 0.5 + share * 0.4 : 0
  }
  return misprinted(heading, name) ? 0.85 : 0
}

/** Words that say what kind of thing a column holds: with another of them it is another column. */
const KIND =
  /电话|手机|号|码|日期|时间|期限|地址|住所|证|职务|身份|面积|数量|金额|状态|类型|类别|邮箱|备注|是否|机关|部门|人|率|phone|date|number|no$|code|address|type|status|id$|by$/
const KINDS = /电话|手机|号码|代码|编码|编号|序号|日期|时间|地址|姓名|名称/g
const sameKind = (a: string, b: string): boolean => {
  const kinds = (text: string): string =>
    (text.match(KINDS) ?? []).map((kind) => (/[码号]$/.test(kind) ? '号' : /名/.test(kind) ? '名' : kind)).join()
  const [kindA, kindB] = [kinds(a), kinds(b)]
  // 类别编号 and 类别名称 are no 类别; of other kinds one name may leave out what the other says.
  return kindA === kindB || ((kindA === '' || kindB === '') && !/[号名]/.test(kindA + kindB))
}

/** One sign wrong, missing or too many in five or more (two in twelve), and none of those that tell headings apart. */
function misprinted(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length)
  const allowed = longest >= 12 ? 2 : longest >= 5 ? 1 : 0
  if (allowed === 0 || Math.abs(a.length - b.length) > allowed) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return restA.length <= allowed && restB.length <= allowed && !OPPOSITES.test(restA + restB)
}
