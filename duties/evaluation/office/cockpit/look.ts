import type { Bilingual, Language } from '../../../../platform/core/bilingual.ts'
import { plain } from '../../../../web/kit/format.ts'
import type { Show } from './use-view.ts'
import type { Item, ItemStanding, MeasureSpec, MeasureStanding, ShownIndicator, StateAnswer } from '../../contract.ts'

/** How something stands, with a shape of its own beside the colour. */
export type Look = { readonly tone: 'good' | 'soon' | 'late' | 'plain'; readonly sign: string; readonly label: Bilingual }

const looks = {
  met: { tone: 'good', sign: '✓', label: { zh: '达标', en: 'Met' } },
  near: { tone: 'soon', sign: '◆', label: { zh: '接近', en: 'Nearly' } },
  short: { tone: 'late', sign: '▲', label: { zh: '未达标', en: 'Short' } },
  'no-data': { tone: 'plain', sign: '○', label: { zh: '无数据', en: 'No data' } },
  contradictory: { tone: 'soon', sign: '≠', label: { zh: '数据矛盾', en: 'Figures differ' } },
  'not-applicable': { tone: 'plain', sign: '—', label: { zh: '不适用', en: 'Not applicable' } },
} as const satisfies Record<string, Look>

/** Within this share of its threshold a figure is nearly there; a veto never is. */
const NEAR = 0.02

const isNear = ({ by }: MeasureStanding, { threshold }: MeasureSpec): boolean => by !== null && threshold !== null && threshold !== 0 && by / Math.abs(threshold) <= NEAR

/** The look of a measure. */
export function measureLook(standing: MeasureStanding, spec: MeasureSpec, veto: boolean): Look {
  if (standing.state === 'contradictory') return looks.contradictory
  if (standing.standing === 'short' && !veto && isNear(standing, spec)) return looks.near
  return looks[standing.standing]
}

/** The look of an item. */
export function itemLook(item: Item, standing: ItemStanding): Look {
  if (standing.state === 'not-applicable') return looks['not-applicable']
  if (standing.contradictory && standing.state === 'no-data') return looks.contradictory
  const short = standing.measures.flatMap((one, at) => (one.standing === 'short' && item.measures[at]!.counted ? [isNear(one, item.measures[at]!)] : []))
  if (standing.state === 'short' && item.level !== 'veto' && short.every(Boolean)) return looks.near
  return looks[standing.state]
}

/** The measure that a tile tells of: the one that falls short most, else the first that counts. */
export function tellingMeasure(item: Item, standing: ItemStanding): number {
  const counted = item.measures.flatMap(({ counted }, at) => (counted ? [at] : []))
  const of = (wanted: string): number | undefined =>
    counted.filter((at) => standing.measures[at]!.standing === wanted).toSorted((a, b) => (standing.measures[b]!.by ?? 0) - (standing.measures[a]!.by ?? 0))[0]
  return of('short') ?? (standing.state === 'no-data' ? of('no-data') : undefined) ?? of('met') ?? counted[0] ?? 0
}

/** A value with its unit: `98.9 %`, `6 次`. */
export const figure = (value: number, indicator: Pick<ShownIndicator, 'unit'> | undefined, language: Language): string => {
  const unit = indicator?.unit[language] ?? ''
  return `${plain(value)}${unit === '' || unit === 'in number' ? '' : ` ${unit}`}`
}

/** What a measure must reach, in words: `≥ 98 %`, `高于上年`. */
export function asked(spec: MeasureSpec, indicator: ShownIndicator | undefined, language: Language): string {
  if (spec.threshold === null) {
    const rising = spec.compare === 'rising'
    return language === 'zh' ? (rising ? '高于上年同期' : '低于上年同期') : rising ? 'more than a year before' : 'less than a year before'
  }
  return `${spec.compare === 'at-least' ? '≥' : '≤'} ${figure(spec.threshold, indicator, language)}`
}

/** Points to two places. */
export const points = (value: number | null): string => (value === null ? '–' : plain(value, 2))

/** How a figure stands with the signature of the department that answers for it. */
export const signs = {
  signed: { tone: 'good', sign: '✓', label: { zh: '已会签', en: 'Countersigned' } },
  changed: { tone: 'soon', sign: '◆', label: { zh: '会签后有变，视为未会签', en: 'Changed since it was signed' } },
  unsigned: { tone: 'plain', sign: '', label: { zh: '未会签', en: 'Not countersigned' } },
} as const

/** The items of a region that stand so, in the cockpit. */
export const standingPlace = (region: string, show: Show): string => `/evaluation?${new URLSearchParams({ region, show }).toString()}`

/** An item of a region in the cockpit. */
export const itemPlace = ({ region, item }: { readonly region: string; readonly item: string }): string => `/evaluation?${new URLSearchParams({ region, item }).toString()}`

type Behind = { readonly indicator: string; readonly region: string; readonly period: { readonly from: string; readonly to: string } | null }
/** The page of just the rows that a value counts: of its own period, and of a past day as they stood then. */
export const rowsPlace = ({ indicator, region, period }: Behind, { frozen, on }: Pick<StateAnswer, 'frozen' | 'on'>): string =>
  `/indicators/${indicator}?${new URLSearchParams({ region, ...(frozen ? { as_of: on } : {}), ...period }).toString()}`
