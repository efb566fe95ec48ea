import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { findType } from '../../registry/index.ts'
import type { PlaceReason, Tier } from '../rank/contract.ts'

export const tiers: Readonly<Record<Tier, Bilingual & { readonly tone: 'late' | 'soon' | 'plain' }>> = {
  late: { zh: '已超期', en: 'Overdue', tone: 'late' },
  due: { zh: '三个月内应查', en: 'Due within 3 months', tone: 'soon' },
  later: { zh: '尚未到期', en: 'Not yet due', tone: 'plain' },
}

const sources: Readonly<Record<string, Bilingual>> = {
  place: { zh: '本场所', en: 'this place' }, type: { zh: '业态', en: 'type' }, grade: { zh: '风险等级', en: 'risk grade' }, county: { zh: '县（市、区）', en: 'county' }, township: { zh: '乡镇（街道）', en: 'township' }, scale: { zh: '规模', en: 'size' },
  near_school: { zh: '校园周边', en: 'near a school' }, area: { zh: '经营面积', en: 'floor area' }, diners: { zh: '用餐人数', en: 'diners' }, years_open: { zh: '开业年数', en: 'years open' },
}
export const sourceWords = (source: string): Bilingual => sources[source] ?? { zh: '位置', en: 'location' }

const templates = {
  record: { more: { zh: '{name}过去查出的严重问题多于同样检查人员通常查出的', en: '{name}: more serious findings in the past than those inspectors usually make' }, less: { zh: '{name}过去查出的严重问题少', en: '{name}: few serious findings in the past' } },
  visits: { more: { zh: '久未检查或检查少', en: 'seldom visited, or long ago' }, less: { zh: '近来查过', en: 'visited lately' } },
  near: { more: { zh: '周边场所查出的严重问题多', en: 'more serious findings in the neighbourhood' }, less: { zh: '周边场所查出的严重问题少', en: 'fewer serious findings in the neighbourhood' } },
  given: { more: { zh: '{name}', en: '{name}' }, less: { zh: '{name}', en: '{name}' } },
} as const satisfies Record<PlaceReason['what'], Record<'more' | 'less', Bilingual>>

/** A reason in words; `names`: names of divisions by code. */
export function reasonWords({ source, what, odds, value }: PlaceReason, names: Readonly<Record<string, string>>): Bilingual {
  const label = sourceWords(source)
  const type = source === 'type' && typeof value === 'string' ? findType(value)?.label : undefined
  const named = (language: 'zh' | 'en'): string => {
    if (value === null || source === 'place' || source === 'scale' || source === 'near_school' || what === 'visits' || what === 'near') return label[language]
    if (type) return `${label[language]} ${type[language]}`
    const text = typeof value === 'number' ? String(Math.round(value * 10) / 10) : (names[value] ?? value)
    return `${label[language]} ${text}`
  }
  const words = templates[what][odds > 1 ? 'more' : 'less']
  return { zh: words.zh.replace('{name}', named('zh')), en: words.en.replace('{name}', named('en')) }
}
