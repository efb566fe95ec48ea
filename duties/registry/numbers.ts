import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { EnterpriseKind } from './enterprises.ts'

/** What a check of a number found. Faults refuse it; warnings only ask a person to look. */
export type NumberCheck = {
  /** As it is stored: half-width, upper case, nothing between the characters. */
  readonly value: string
  readonly faults: readonly Bilingual[]
  readonly warnings: readonly Bilingual[]
}

/** County-level codes in force or once in force; where given, a region part outside it is a warning. */
export type KnownCounties = ReadonlySet<string>

/** Full-width to half-width, lower to upper case, and no spaces, dashes, dots or invisible characters between. */
export const normaliseNumber = (text: string): string => text.normalize('NFKC').toUpperCase().normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}.·_'"“”‘’]/gu, '')

/** GB 32100-2015: the letters I, O, S, V and Z are not used. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** The 18th character of a unified social credit code from its first 17. @source GB 32100-2015 */
export function usccCheck(body: string): string {
  const sum = USCC_WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(body.charAt(i)), 0)
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** The 9th character of an organisation code from its first 8. @source GB 11714-1997 */
export function organisationCheck(body: string): string {
  const sum = ORG_WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** The check digit of GB/T 17710 MOD 11,10 (ISO 7064) over decimal digits: of SC, JY and YB numbers. @example mod11x10('0794') // 5 */
export function mod11x10(digits: string): number {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10
    product = (2 * sum) % 11
  }
  return (11 - product) % 10
}

const KINDS: Readonly<Record<string, EnterpriseKind>> = {
  91: 'company', 92: 'individual', 93: 'cooperative', 11: 'agency', 12: 'institution', 13: 'social', 51: 'social', 52: 'social',
    53: 'social',
}
/** What the first two characters of a USCC say of its holder; null where they say nothing that we know. */
export const kindOfUscc = (uscc: string): EnterpriseKind | null => KINDS[uscc.slice(0, 2)] ?? null

/** The division in which a USCC was given. It stays when the holder moves or the division is recoded. */
export const regionOfUscc = (uscc: string): string => uscc.slice(2, 8)

const ID_NUMBER = /^\d{6}(19|20)\d{2}(0[1-9]|1[0-2])\d{2}[\dX*]{4}$/

/** Checks a unified social credit code as written by anyone. @source GB 32100-2015; the inner check warns only, older codes fail it */
export function checkUscc(text: string, counties?: KnownCounties): NumberCheck {
  const value = normaliseNumber(text)
  const fault = (zh: string, en: string): NumberCheck => ({ value, faults: [{ zh, en }], warnings: [] })
  if (value.includes('*')) return fault('号码被遮盖（含 *），须填完整的统一社会信用代码；身份证号不填在此处。',
    'The number is masked; give the whole credit code. Identity numbers do not belong here.')
  if (/^\d{15}$/.test(value)) return fault('这是 15 位旧注册号，请填 18 位统一社会信用代码。',
    'This is an old 15-digit registration number; give the 18-character credit code.')
  if (value.length !== 18) return fault(`应为 18 位，现为 ${value.length} 位。`, `It must have 18 characters, not ${value.length}.`)
  const wrong = [...new Set([...value].filter((char) => !ALPHABET.includes(char)))]
  if (wrong.length > 0) return fault(`不使用字符 ${wrong.join('、')}（字母 I、O、S、V、Z 不用，是否为数字 1 或 0？）。`,
    `${wrong.join(', ')} is not used in it (no I, O, S, V, Z: is it the digit 1 or 0?).`)
  const expected = usccCheck(value.slice(0, 17))
  if (value.charAt(17) !== expected) {
    return ID_NUMBER.test(value)
      ? fault('像是身份证号，不是统一社会信用代码。', 'This looks like an identity number, not a credit code.')
      : fault(`校验码不对：末位应为 ${expected}，现为 ${value.charAt(17)}；请核对各位。`,
        `The check character should be ${expected}, not ${value.charAt(17)}: one of the characters is wrong.`)
  }
  if (!/^\d{6}$/.test(regionOfUscc(value))) return fault('第 3 至 8 位应为行政区划数字。', 'Characters 3 to 8 must be the digits of a division.')
  return { value, faults: [], warnings: usccWarnings(value, counties) }
}

function usccWarnings(value: string, counties?: KnownCounties): readonly Bilingual[] {
  const found: Bilingual[] = []
  const inner = organisationCheck(value.slice(8, 16))
  if (value.charAt(16) !== inner) {
    found.push({ zh: `内含的组织机构代码校验位应为 ${inner}，现为 ${value.charAt(16)}；早期代码可能如此，请核对。`,
      en: `The inner organisation code should end in ${inner}, not ${value.charAt(16)}. Early codes may differ; please look.` })
  }
  if (kindOfUscc(value) === null) found.push({ zh: `开头 ${value.slice(0, 2)} 不常见，请核对登记部门和机构类别。`,
    en: `It begins with ${value.slice(0, 2)}, which is rare; check the registering authority.` })
  return [...found, ...regionWarning(regionOfUscc(value), counties)]
}

const regionWarning = (region: string, counties?: KnownCounties): readonly Bilingual[] => (!counties || counties.has(region) ? [] : [
  { zh: `区划部分 ${region} 不在行政区划表中，请核对。`, en: `Its division ${region} is not in the division table; please look.` }])

export type NationalKind = 'SC' | 'JY' | 'YB'

/** The parts of a national licence number. `category`: SC 3 digits (101 粮食加工品, 201 additive), JY and YB the one digit of the business. */
export type LicenceNumber = {
  readonly kind: NationalKind
  readonly category: string
  readonly region: string
  readonly sequence: string
  readonly check: string
}

const LAYOUT: Readonly<Record<NationalKind, readonly [category: number, sequence: number]>> = { SC: [3, 4], JY: [1, 6], YB: [1, 6] }
const CATEGORIES: Readonly<Record<NationalKind, RegExp>> = { SC: /^(1(0[1-9]|[12]\d|3[01])|20[123])$/, JY: /^[123]$/, YB: /^[12]$/ }
const CATEGORY_WORDS: Readonly<Record<NationalKind, Bilingual>> = {
  SC: { zh: '食品类别（101 至 131，添加剂 201 至 203）', en: 'food category (101 to 131; additives 201 to 203)' },
  JY: { zh: '主体业态（1 销售、2 餐饮、3 食堂）', en: 'business (1 sale, 2 catering, 3 canteen)' },
  YB: { zh: '业态（1 批发、2 零售）', en: 'business (1 wholesale, 2 retail)' },
}

/** The national kind that a number begins with, if it does. */
export const kindOfNumber = (value: string): NationalKind | null => (/^(SC|JY|YB)/.exec(value)?.[0] as NationalKind | undefined) ?? null

/** The parts of a normalised number of the right length; null where it is none. The check digit is not looked at. */
export function parseLicenceNumber(value: string): LicenceNumber | null {
  const kind = kindOfNumber(value)
  if (!kind || !/^\d{14}$/.test(value.slice(2))) return null
  const [category] = LAYOUT[kind]
  const at = 2 + category
  return { kind, category: value.slice(2, at), region: value.slice(at, at + 6), sequence: value.slice(at + 6, 15), check: value.slice(15) }
}

/**
 * Checks the number of a national licence. `expected`: the kind that its record says, where it says one.
 * @source GB/T 17710-1999 MOD 11,10; 食品生产许可管理办法; 食品经营许可和备案管理办法
 */
export function checkLicenceNumber(text: string, expected: NationalKind | null = null, counties?: KnownCounties): NumberCheck {
  const value = normaliseNumber(text)
  const fault = (zh: string, en: string): NumberCheck => ({ value, faults: [{ zh, en }], warnings: [] })
  const kind = kindOfNumber(value)
  if (!kind) {
    const wanted = expected ?? 'SC、JY、YB'
    return fault(`编号应以 ${wanted} 开头。`, `The number must begin with ${expected ?? 'SC, JY or YB'}.`)
  }
  if (expected && kind !== expected) return fault(`证照种类是 ${expected}，编号却以 ${kind} 开头。`,
    `The licence is of kind ${expected}, but the number begins with ${kind}.`)
  const digits = value.slice(2)
  const letters = [...new Set(digits.replace(/\d/g, ''))]
  if (letters.length > 0) return fault(`${kind} 后应全为数字，现有 ${letters.join('、')}（字母 O、I 是否为数字 0、1？）。`,
    `Only digits may follow ${kind}; found ${letters.join(', ')} (is it the digit 0 or 1?).`)
  if (digits.length !== 14) return fault(`${kind} 后应为 14 位数字，现为 ${digits.length} 位。`,
    `14 digits must follow ${kind}, not ${digits.length}.`)
  const check = mod11x10(digits.slice(0, 13))
  if (digits.charAt(13) !== String(check)) {
    return fault(`校验码不对：末位应为 ${check}，现为 ${digits.charAt(13)}；请核对各位。`,
      `The check digit should be ${check}, not ${digits.charAt(13)}: one of the digits is wrong.`)
  }
  const parts = parseLicenceNumber(value)!
  if (!CATEGORIES[kind].test(parts.category)) return fault(`${CATEGORY_WORDS[kind].zh}中没有 ${parts.category}。`,
    `There is no ${CATEGORY_WORDS[kind].en} ${parts.category}.`)
  return { value, faults: [], warnings: regionWarning(parts.region, counties) }
}

/**
 * A valid USCC for synthetic data: `prefix` two characters (91, 92, 12 …), `region` six digits, `sequence` below 31^6.
 * @example makeUscc('91', '140702', 7)
 */
export function makeUscc(prefix: string, region: string, sequence: number): string {
  let rest = sequence
  let body = ''
  for (let i = 0; i < 6; i++) {
    body = ALPHABET.charAt(rest % 31) + body
    rest = Math.floor(rest / 31)
  }
  const organisation = `MA${body}`
  const seventeen = `${prefix}${region}${organisation}${organisationCheck(organisation)}`
  return seventeen + usccCheck(seventeen)
}

/** A valid licence number for synthetic data. @example makeLicenceNumber('JY', '2', '140702', 123) // 'JY21407020001235' */
export function makeLicenceNumber(kind: NationalKind, category: string, region: string, sequence: number): string {
  const digits = `${category}${region}${String(sequence).padStart(LAYOUT[kind][1], '0')}`
  return `${kind}${digits}${mod11x10(digits)}`
}
