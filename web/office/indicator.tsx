import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { Link, useParams, useSearchParams } from 'wouter'
import { api } from '../kit/api.ts'
import { registers } from '../kit/declarations.ts'
import { EChart } from '../kit/echart.tsx'
import { plain } from '../kit/format.ts'
import { useText } from '../kit/language.tsx'
import { Card, Loading, Page } from '../kit/Page.tsx'
import { RegionPicker, useRegionNames } from '../kit/Region.tsx'
import { RegisterList } from '../kit/RegisterList.tsx'
import { useMe } from '../kit/session.tsx'
import type { IndicatorInfo, IndicatorValue } from '../kit/types.ts'
import { IndicatorBasis, IndicatorFigure, useIndicators, useIndicatorValues } from '../kit/indicator-data.tsx'

type Trend = {
  readonly points?: readonly { readonly day: string; readonly value: number | null }[]
  readonly items?: readonly { readonly day: string; readonly value: number | null }[]
}
type RowsOf = { readonly register?: string }

/** One indicator: its figure, what it counts, its parts by region, its course, and the rows behind it. */
export function IndicatorPage() {
  const say = useText()
  const me = useMe()
  const { name } = useParams<{ name: string }>()
  const [search, setSearch] = useSearchParams()
  const region = search.get('region') ?? me.region.code
  const when: When = { as_of: search.get('as_of') ?? undefined, from: search.get('from') ?? undefined, to: search.get('to') ?? undefined }
  const { data: all, error, refetch } = useIndicators()
  const values = useIndicatorValues(name, { region, ...when })
  const info = all?.find((one) => one.name === name)
  if (!info)
    return (
      <Page title={name} back={{ to: '/indicators', label: say({ zh: '指标', en: 'Indicators' }) }}>
        <Card>
          <Loading error={error ?? values.error} retry={() => void refetch()} />
        </Card>
      </Page>
    )
  const set = (next: Record<string, string | null | undefined>) =>
    setSearch(Object.fromEntries(Object.entries({ region, ...when, ...next }).filter((pair): pair is [string, string] => !!pair[1])), {
      replace: true,
    })
  const parts = values.data?.values ?? []
  const own = parts.find((one) => one.region === region) ?? parts[0]
  const period = values.data?.period
  return (
    <Page
      title={say(info.title)}
      back={{ to: '/indicators', label: say({ zh: '指标', en: 'Indicators' }) }}
      about={info.basis ? say(info.basis) : info.note && say(info.note)}
      actions={
        <>
          <RegionPicker
            label={say({ zh: '区域', en: 'Region' })}
            width={200}
            allowClear={false}
            value={region}
            onChange={(code) => set({ region: code })}
          />
          {info.usesPeriod && (
            <DatePicker.RangePicker
              aria-label={say({ zh: '统计期', en: 'Period' })}
              value={period ? [dayjs(period.from), dayjs(period.to)] : null}
              onChange={(days) => set({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
            />
          )}
          <DatePicker
            aria-label={say({ zh: '截至', en: 'As of' })}
            placeholder={say({ zh: '截至今天', en: 'As of today' })}
            value={when.as_of ? dayjs(when.as_of) : null}
            maxDate={dayjs()}
            onChange={(day) => set({ as_of: day?.format('YYYY-MM-DD') })}
          />
        </>
      }
    >
      <div className="columns">
        <Card padded>
          <IndicatorFigure info={info} value={own} /> <IndicatorBasis info={info} value={own} />
          {own?.whole != null && (
            <div className="quiet">
              {plain(own.part ?? 0)} / {plain(own.whole)}
            </div>
          )}
          {period && <div className="quiet small">{say({ zh: '统计期 {from} 至 {to}', en: 'Period {from} to {to}' }, period)}</div>}
          {own?.denominator && <div className="quiet small">{own.denominator.source}</div>}
          <Course info={info} region={region} />
        </Card>
        <Card title={say({ zh: '各区域', en: 'By region' })}>
          {values.data ? (
            <Parts info={info} values={parts.filter((one) => one.region !== region)} when={when} />
          ) : (
            <Loading error={values.error} retry={() => void values.refetch()} />
          )}
        </Card>
      </div>
      <Behind key={name} info={info} region={region} when={when} own={own} />
    </Page>
  )
}

/** For what a figure is asked, as it stands in the address: nothing of it means now, and the year so far. */
type When = { readonly as_of: string | undefined; readonly from: string | undefined; readonly to: string | undefined }
const whenQuery = (when: When): Record<string, string> => Object.fromEntries(Object.entries(when).filter((pair): pair is [string, string] => !!pair[1]))

function Parts({ info, values, when }: { info: IndicatorInfo; values: readonly IndicatorValue[]; when: When }) {
  const say = useText()
  const names = useRegionNames(values.map((one) => one.region))
  if (values.length === 0)
    return <p className="card-body quiet">{say({ zh: '本级之下没有分区数据。', en: 'There are no figures below this region.' })}</p>
  return (
    <table className="rows">
      <tbody>
        {values.map((one) => (
          <tr key={one.region}>
            <th scope="row">
              <Link href={`/indicators/${info.name}?${new URLSearchParams({ region: one.region, ...whenQuery(when) }).toString()}`}>{names[one.region] ?? one.region}</Link>
            </th>
            <td className="figures">
              <IndicatorFigure info={info} value={one} size="" />
            </td>
            <td>
              <IndicatorBasis info={info} value={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The daily snapshots as a line, with the threshold. */
function Course({ info, region }: { info: IndicatorInfo; region: string }) {
  const say = useText()
  const { data } = useQuery({
    queryKey: ['indicator', info.name, 'trend', region],
    queryFn: () => api.get<Trend>(`/indicators/${info.name}/trend`, { region }),
  })
  if (!data) return null
  const points = data.points ?? data.items ?? []
  if (points.length < 2)
    return (
      <p className="quiet small" style={{ marginTop: 12 }}>
        {say({ zh: '每日快照满两天后，这里画出走势。', en: 'Its course is drawn here after two daily snapshots.' })}
      </p>
    )
  const line = info.threshold
    ? { silent: true, symbol: 'none', lineStyle: { color: '#b42318', type: 'dashed' }, data: [{ yAxis: info.threshold.value }] }
    : undefined
  const option = {
    grid: { left: 44, right: 12, top: 16, bottom: 24 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: points.map(({ day }) => day) },
    yAxis: { type: 'value', scale: true },
    series: [{ type: 'line', showSymbol: false, connectNulls: false, data: points.map(({ value }) => value), markLine: line }],
  }
  return <EChart option={option} height={180} label={say({ zh: '{title}走势', en: 'Course of {title}' }, { title: say(info.title) })} />
}

type Of = 'part' | 'whole' | 'except'

/** The rows that the number counts, listed like any register; of a share also what it is part of, and what is missing. */
function Behind({ info, region, when, own }: { info: IndicatorInfo; region: string; when: When; own: IndicatorValue | undefined }) {
  const say = useText()
  const [of, setOf] = useState<Of>('part')
  const source = `/indicators/${info.name}/rows`
  const fixed = { region, ...whenQuery(when), of }
  const { data } = useQuery({ queryKey: ['indicator', info.name, 'register'], queryFn: () => api.get<RowsOf>(source, { region, limit: 1 }) })
  const register = data?.register ? registers.get(data.register) : undefined
  if (!register) return null
  const { part, whole } = own ?? {}
  const sets = [
    { value: 'part', label: say({ zh: '计入的', en: 'Counted' }), count: part },
    { value: 'except', label: say({ zh: '未计入的', en: 'Not counted' }), count: part != null && whole != null ? whole - part : null },
    { value: 'whole', label: say({ zh: '全部基数', en: 'The whole' }), count: whole },
  ] as const
  return (
    <div style={{ marginTop: 20 }}>
      <div className="toolbar" style={{ marginBottom: 8 }}>
        <h2>{say({ zh: '数到的记录', en: 'The records counted' })}</h2>
        {info.kind === 'share' && (
          <Segmented<Of>
            aria-label={say({ zh: '哪些记录', en: 'Which records' })}
            value={of}
            onChange={setOf}
            options={sets.map(({ value, label, count }) => ({ value, label: count == null ? label : `${label} ${plain(count)}` }))}
          />
        )}
      </div>
      <RegisterList key={JSON.stringify(fixed)} register={register} embedded source={source} fixed={fixed} />
    </div>
  )
}
