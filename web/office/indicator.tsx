import { useQuery } from '@tanstack/react-query'
import { DatePicker } from 'antd'
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
  const asOf = search.get('as_of') ?? undefined
  const { data: all, error, refetch } = useIndicators()
  const values = useIndicatorValues(name, { region, as_of: asOf })
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
    setSearch(Object.fromEntries(Object.entries({ region, as_of: asOf, ...next }).filter((pair): pair is [string, string] => !!pair[1])), {
      replace: true,
    })
  const parts = values.data?.values ?? []
  const own = parts.find((one) => one.region === region) ?? parts[0]
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
          <DatePicker
            aria-label={say({ zh: '截至', en: 'As of' })}
            placeholder={say({ zh: '截至今天', en: 'As of today' })}
            value={asOf ? dayjs(asOf) : null}
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
          {own?.denominator && <div className="quiet small">{own.denominator.source}</div>}
          <Course info={info} region={region} />
        </Card>
        <Card title={say({ zh: '各区域', en: 'By region' })}>
          <Parts info={info} values={parts.filter((one) => one.region !== region)} />
        </Card>
      </div>
      <Behind name={name} region={region} asOf={asOf} />
    </Page>
  )
}

function Parts({ info, values }: { info: IndicatorInfo; values: readonly IndicatorValue[] }) {
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
              <Link href={`/indicators/${info.name}?region=${one.region}`}>{names[one.region] ?? one.region}</Link>
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
  const points = data?.points ?? data?.items ?? []
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

/** The rows that the number counts, listed like any register. */
function Behind({ name, region, asOf }: { name: string; region: string; asOf: string | undefined }) {
  const say = useText()
  const source = `/indicators/${name}/rows`
  const fixed = { region, ...(asOf ? { as_of: asOf } : {}) }
  const { data } = useQuery({ queryKey: ['indicator', name, 'register'], queryFn: () => api.get<RowsOf>(source, { ...fixed, limit: 1 }) })
  const register = data?.register ? registers.get(data.register) : undefined
  if (!register) return null
  return (
    <div style={{ marginTop: 20 }}>
      <h2 style={{ marginBottom: 8 }}>{say({ zh: '数到的记录', en: 'The records counted' })}</h2>
      <RegisterList key={`${region}${asOf}`} register={register} embedded source={source} fixed={fixed} />
    </div>
  )
}
