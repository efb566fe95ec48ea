import type { EChartsCoreOption } from 'echarts/core'
import { EChart, RegionMap } from '../../../web/kit/echart.tsx'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import { Link } from 'wouter'
import { monthTitles } from '../rules/planning.ts'
import { Counted, type Behind } from './places-behind.tsx'
import './grading.css'

export type County = { readonly county: string; readonly premises?: number; readonly visits?: number; readonly inspectors: number; readonly capacity: number; readonly days: number; readonly unplaced?: number }

const share = ({ days, capacity }: Pick<County, 'days' | 'capacity'>): number => (capacity > 0 ? days / capacity : days > 0 ? Infinity : 0)

/** Counties with what is due beside what their inspectors can do; a bar beyond its end is more than they can. */
export function CapacityBars({ counties, behind, children }: { counties: readonly County[]; behind?: Extract<Behind, { plan: unknown }>['plan']; children?: (one: County) => React.ReactNode }) {
  const say = useText()
  const counted = (one: County, of: 'visits' | 'unplaced', value: number, title: string) => (behind ? <Counted title={`${names[one.county] ?? one.county} ${title}`} value={value} late={of === 'unplaced'} behind={{ plan: behind, of, county: one.county }} /> : plain(value))
  const names = useRegionNames(counties.map(({ county }) => county))
  const heads = { visits: say({ zh: '户次', en: 'Visits' }), inspectors: say({ zh: '检查人员', en: 'Inspectors' }), days: say({ zh: '应用人天 / 可用人天', en: 'Days due / days there are' }), unplaced: say({ zh: '排不下', en: 'Without place' }) }
  return (
    <div className="table-wrap">
      <table className="rows stacking">
        <thead>
          <tr>
            <th scope="col">{say({ zh: '县（市、区）', en: 'County' })}</th>
            {counties.some(({ visits }) => visits !== undefined) && <th scope="col" className="figures">{heads.visits}</th>}
            <th scope="col">{heads.inspectors}</th>
            <th scope="col" style={{ width: '34%' }}>{heads.days}</th>
            {counties.some(({ unplaced }) => unplaced !== undefined) && <th scope="col" className="figures">{heads.unplaced}</th>}
          </tr>
        </thead>
        <tbody>
          {counties.map((one) => {
            const part = share(one)
            const over = part > 1 || (one.unplaced ?? 0) > 0
            return (
              <tr key={one.county}>
                <th scope="row">{names[one.county] ?? one.county}</th>
                {one.visits !== undefined && <td className="figures" data-label={heads.visits}>{counted(one, 'visits', one.visits, heads.visits)}</td>}
                <td data-label={heads.inspectors}>{children ? children(one) : <Link href={`/workload?region=${one.county}`}>{plain(one.inspectors)}</Link>}</td>
                <td className="whole" data-label={heads.days}>
                  <div className={`gr-bar ${over ? 'over' : ''}`} aria-hidden="true"><i style={{ width: `${Math.min(100, part * 100)}%` }} /></div>
                  <span className="small quiet">{plain(one.days, 0)} / {plain(one.capacity, 0)}{Number.isFinite(part) && ` · ${plain(part * 100, 0)}%`}</span>
                </td>
                {one.unplaced !== undefined && <td className={`figures ${one.unplaced ? '' : 'none'}`} data-label={heads.unplaced}>{counted(one, 'unplaced', one.unplaced, heads.unplaced)}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The counties on the map, shaded by the share of their days that is due. */
export function LoadMap({ counties, onChoose }: { counties: readonly County[]; onChoose?: (county: string) => void }) {
  const say = useText()
  const me = useMe()
  const narrow = useNarrow()
  const names = useRegionNames(counties.map(({ county }) => county))
  const values = counties.map((one) => ({ code: one.county, name: names[one.county] ?? one.county, value: Number.isFinite(share(one)) ? Math.round(share(one) * 100) : null }))
  return <RegionMap code={me.city.code} values={values} limit={100} height={narrow ? 240 : 360} label={say({ zh: '各县（市、区）用力占可用人天的百分比', en: 'Days due as a share of days there are, by county' })} onChoose={onChoose} />
}

/** Twelve months: the days there are, and in front of them the days planned. */
export function MonthBars({ capacity, used }: { capacity: readonly number[]; used: readonly number[] }) {
  const say = useText()
  const option: EChartsCoreOption = {
    tooltip: { trigger: 'axis' },
    legend: { top: 0 },
    grid: { left: 44, right: 8, top: 30, bottom: 24 },
    xAxis: { type: 'category', data: monthTitles.map((one) => say(one)) },
    yAxis: { type: 'value' },
    series: [
      { name: say({ zh: '可用人天', en: 'Days there are' }), type: 'bar', data: capacity, barGap: '-100%', itemStyle: { color: '#dfe6ea' } },
      { name: say({ zh: '计划用人天', en: 'Days planned' }), type: 'bar', data: used, itemStyle: { color: '#0b6e62' } },
    ],
  }
  const text = monthTitles.map((one, m) => `${say(one)} ${plain(used[m] ?? 0, 0)}/${plain(capacity[m] ?? 0, 0)}`).join(', ')
  return <EChart option={option} height={240} label={say({ zh: '各月人天：{text}', en: 'Days by month: {text}' }, { text })} />
}

export const added = (lists: readonly (readonly number[])[]): number[] => Array.from({ length: 12 }, (_, m) => lists.reduce((sum, list) => sum + (list[m] ?? 0), 0))

export const Figures = ({ items }: { items: readonly { readonly label: string; readonly value: React.ReactNode }[] }) => (
  <Card padded>
    <div className="gr-figures">
      {items.map(({ label, value }) => <div key={label}><span className="quiet">{label}</span><b>{value}</b></div>)}
    </div>
  </Card>
)
