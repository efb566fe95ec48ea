import { fill, type Bilingual } from '../../../platform/core/bilingual.ts'
import { findType, scales } from '../../registry/index.ts'
import type { PlaceReason, Tier } from '../rank/contract.ts'
import type { Label } from '../rank/design.ts'

export const tiers: Readonly<Record<Tier, Bilingual & { readonly tone: 'late' | 'soon' | 'plain' }>> = {
  late: { zh: '已超期', en: 'Overdue', tone: 'late' },
  due: { zh: '三个月内应查', en: 'Due within 3 months', tone: 'soon' },
  later: { zh: '尚未到期', en: 'Not yet due', tone: 'plain' },
}

const sources: Readonly<Record<string, Bilingual>> = {
  place: { zh: '本场所', en: 'this place' }, type: { zh: '业态', en: 'type' }, grade: { zh: '风险等级', en: 'risk grade' }, county: { zh: '县（市、区）', en: 'county' }, township: { zh: '乡镇（街道）', en: 'township' }, scale: { zh: '规模', en: 'size' },
  near_school: { zh: '校园周边', en: 'near a school' }, area: { zh: '经营面积', en: 'floor area' }, diners: { zh: '用餐人数', en: 'diners' }, years_open: { zh: '开业年数', en: 'years open' },
}
export const sourceWords = (source: string, titles: Readonly<Record<string, Bilingual>> = {}): Bilingual => titles[source] ?? sources[source] ?? { zh: '位置', en: 'location' }

/** A word as the first of a line. */
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

const aspects: Readonly<Record<Label['aspect'], Bilingual>> = {
  record: { zh: '过去查出', en: 'past findings' }, fresh: { zh: '近来查出', en: 'recent findings' }, last: { zh: '上次结果', en: 'last result' }, known: { zh: '查过没有', en: 'visited before' }, visits: { zh: '检查次数', en: 'visits' }, since: { zh: '多久没查', en: 'time since the last visit' },
  near: { zh: '近邻查出', en: 'findings next door' }, vicinity: { zh: '周边查出', en: 'findings in the vicinity' }, district: { zh: '片区查出', en: 'findings in the district' },
  nearFresh: { zh: '近邻近来查出', en: 'recent findings next door' }, vicinityFresh: { zh: '周边近来查出', en: 'recent findings in the vicinity' }, districtFresh: { zh: '片区近来查出', en: 'recent findings in the district' },
  value: { zh: '数值', en: 'value' }, rank: { zh: '大小次序', en: 'by rank' }, extremes: { zh: '偏大偏小', en: 'extremes' }, missing: { zh: '未填', en: 'not known' }, level: { zh: '', en: '' },
}
/** A column that an earlier release told is said as it stands. */
export const aspectWords = (aspect: string): Bilingual => aspects[aspect as Label['aspect']] ?? { zh: aspect, en: aspect }

const measured: Readonly<Record<string, Bilingual>> = { area: { zh: '{label} {n} 平方米', en: '{label} {n} m²' }, years_open: { zh: '开业 {n} 年', en: 'open for {n year|years}' }, diners: { zh: '用餐 {n} 人', en: '{n diner|diners}' } }

const templates = {
  record: { more: { zh: '{name}过去查出的严重问题多于同样检查人员通常查出的', en: '{name}: more serious findings in the past than those inspectors usually make' }, less: { zh: '{name}过去查出的严重问题少', en: '{name}: few serious findings in the past' } },
  visits: { more: { zh: '久未检查或检查少', en: 'seldom visited, or long ago' }, less: { zh: '近来查过', en: 'visited lately' } },
  near: { more: { zh: '周边场所查出的严重问题多', en: 'more serious findings in the neighbourhood' }, less: { zh: '周边场所查出的严重问题少', en: 'fewer serious findings in the neighbourhood' } },
  given: { more: { zh: '{name}', en: '{name}' }, less: { zh: '{name}', en: '{name}' } },
} as const satisfies Record<PlaceReason['what'], Record<'more' | 'less', Bilingual>>

/** A reason in words; `names`: names of divisions by code. */
export function reasonWords({ source, what, odds, value, title }: PlaceReason, names: Readonly<Record<string, string>>): Bilingual {
  if (title) return { zh: `近一年${title.zh} ${value ?? 0} 件`, en: `${title.en} in the last year: ${value ?? 0}` }
  const label = sourceWords(source)
  const type = source === 'type' && typeof value === 'string' ? findType(value)?.label : undefined
  const named = (language: 'zh' | 'en'): string => {
    if (value === null || source === 'place' || source === 'near_school' || what === 'visits' || what === 'near') return label[language]
    if (type) return `${label[language]} ${type[language]}`
    const size = source === 'scale' && scales.find(({ code }) => code === value)
    if (size) return `${label[language]} ${size.label[language]}`
    const text = typeof value === 'number' ? String(Math.round(value * 10) / 10) : (names[value] ?? value)
    const unit = measured[source]
    return unit ? fill(unit[language], { label: label[language], n: text }) : `${label[language]} ${text}`
  }
  const words = templates[what][odds > 1 ? 'more' : 'less']
  return { zh: words.zh.replace('{name}', named('zh')), en: words.en.replace('{name}', named('en')) }
}
