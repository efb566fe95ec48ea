/** Kinds of personal data, as fields declare them. */
export type PersonalKind = 'name' | 'phone' | 'id' | 'address'

const STREET = /^[^\d０-９]*?(?:大道|路|街(?!道)|巷)/
const AREA = /^[^\d０-９]*(?:街道|镇|乡|区|县|市|省)/

/** The first and last characters of a value, as many stars between as there were characters; all stars where too little would be hidden. */
function between(value: string, first: number, last: number): string {
  const letters = [...value]
  const hidden = letters.length - first - last
  if (hidden < 4) return '*'.repeat(letters.length)
  return letters.slice(0, first).join('') + '*'.repeat(hidden) + letters.slice(letters.length - last).join('')
}

const masks = {
  /** The family name's first character, and one star however long the rest is. */
  name: (value) => `${[...value].length > 1 ? [...value][0] : ''}*`,
  phone: (value) => between(value, 3, 4),
  id: (value) => between(value, 6, 4),
  /** As far as the street, or the smallest area named before any number; nothing where neither is found. */
  address: (value) => `${STREET.exec(value)?.[0] ?? AREA.exec(value)?.[0] ?? ''}***`,
} as const satisfies Record<PersonalKind, (value: string) => string>

/**
 * What a personal value looks like to those who may not see it: 张*, 138****5678, 140702********1234, 晋中市榆次区迎宾街***.
 * An empty value stays empty.
 * @source 个人信息保护法 art.51 (de-identification 去标识化)
 */
export function maskPersonal(kind: PersonalKind, value: string): string {
  const given = value.trim()
  return given === '' ? '' : masks[kind](given)
}
