import { Input, Select } from 'antd'
import { useSearchParams } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { RegionPicker } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'

export type Span = { readonly region: string; readonly from: string; readonly to: string }

/** Spans that are asked for most: the year, its halves, the terms of schools. */
function spansAt(today: DateOnly): readonly { readonly code: string; readonly label: Bilingual; readonly from: string; readonly to: string }[] {
  const year = Number(today.slice(0, 4))
  const last = year - 1
  return [
    { code: 'year', label: { zh: `${year} 年`, en: String(year) }, from: `${year}-01-01`, to: `${year}-12-31` },
    { code: 'spring', label: { zh: `${year} 年春季学期`, en: `Spring term ${year}` }, from: `${year}-02-10`, to: `${year}-07-15` },
    { code: 'autumn', label: { zh: `${year} 年秋季学期`, en: `Autumn term ${year}` }, from: `${year}-08-12`, to: `${year + 1}-01-25` },
    { code: 'first', label: { zh: '上半年', en: 'First half' }, from: `${year}-01-01`, to: `${year}-06-30` },
    { code: 'second', label: { zh: '下半年', en: 'Second half' }, from: `${year}-07-01`, to: `${year}-12-31` },
    { code: 'last', label: { zh: `${last} 年`, en: String(last) }, from: `${last}-01-01`, to: `${last}-12-31` },
    { code: 'month', label: { zh: '近 30 天', en: 'Last 30 days' }, from: addDays(today, -29), to: today },
  ]
}

/** The region and span of a report, kept in the address. */
export function useSpan(): readonly [Span, React.ReactNode] {
  const say = useText()
  const me = useMe()
  const [search, setSearch] = useSearchParams()
  const spans = spansAt(todayOf(me.city))
  const value: Span = { region: search.get('region') ?? me.region.code, from: search.get('from') ?? spans[0]!.from, to: search.get('to') ?? spans[0]!.to }
  const change = (next: Partial<Span>) => setSearch({ ...Object.fromEntries(search), ...value, ...next }, { replace: true })
  const known = spans.find(({ from, to }) => from === value.from && to === value.to)
  return [value, (
    <div className="toolbar" key="span">
      <RegionPicker label={say({ zh: '区划', en: 'Region' })} value={value.region} allowClear={false} width={220} onChange={(region) => region && change({ region })} />
      <Select style={{ minWidth: 170 }} aria-label={say({ zh: '时段', en: 'Span' })} value={known?.code ?? 'own'} onChange={(code) => { const one = spans.find((span) => span.code === code); if (one) change({ from: one.from, to: one.to }) }}
        options={[...spans.map(({ code, label }) => ({ value: code, label: say(label) })), ...(known ? [] : [{ value: 'own', label: say({ zh: '自定时段', en: 'Own span' }) }])]} />
      <Input type="date" style={{ width: 150 }} aria-label={say({ zh: '起', en: 'From' })} value={value.from} onChange={({ target }) => target.value && change({ from: target.value })} />
      <Input type="date" style={{ width: 150 }} aria-label={say({ zh: '止', en: 'To' })} value={value.to} onChange={({ target }) => target.value && change({ to: target.value })} />
    </div>
  )]
}
