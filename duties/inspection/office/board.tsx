import { useQueries, useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { large, todayOf } from '../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { RegionPicker, useRegionNames } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { AnyRow, IndicatorValue, Page as Rows } from '../../../web/kit/types.ts'
import { rectificationStates } from '../registers.ts'
import './board.css'

/** Each column of numbers is an indicator, so that every number opens its rows; late ones are red with a sign where they are not nought. */
const counted: readonly { readonly name: string; readonly label: Bilingual; readonly late?: true }[] = [
  { name: 'inspection.orders-open', label: { zh: '整改中', en: 'To be put right' } },
  { name: 'inspection.orders-unchecked', label: { zh: '待复查', en: 'To re-check' } },
  { name: 'inspection.orders-returned', label: { zh: '复查不合格', en: 'Not yet right' } },
  { name: 'inspection.orders-late', label: { zh: '逾期未整改', en: 'Orders late' }, late: true },
  { name: 'inspection.open-late', label: { zh: '逾期未检查', en: 'Visits late' }, late: true },
  { name: 'inspection.publish-late', label: { zh: '逾期未公开', en: 'Not public' }, late: true },
]
const columns = ['ordered', 'corrected', 'returned'] as const
const SHOWN = 12

/** 整改看板: orders to correct by state, late first, and by county what is late. */
export function BoardPage() {
  const say = useText()
  const me = useMe()
  const [search, setSearch] = useSearchParams()
  const region = search.get('region') ?? me.region.code
  return (
    <Page title={say({ zh: '整改看板', en: 'Rectification board' })} about={say({ zh: '逾期的排在前面；每个数字都可打开所数的记录。', en: 'What is late comes first; each number opens the rows it counts.' })}
      actions={<RegionPicker label={say({ zh: '区域', en: 'Region' })} width={200} allowClear={false} value={region} onChange={(code) => setSearch(code ? { region: code } : {}, { replace: true })} />}>
      <Counts region={region} onRegion={(code) => setSearch({ region: code })} />
      <div className="in-board">{columns.map((state) => <Column key={state} state={state} region={region} />)}</div>
    </Page>
  )
}

function Counts({ region, onRegion }: { region: string; onRegion: (code: string) => void }) {
  const say = useText()
  const language = useLanguage()
  const found = useQueries({ queries: counted.map(({ name }) => ({ queryKey: ['indicator', name, { region }], queryFn: () => api.get<{ values: readonly IndicatorValue[] }>(`/indicators/${name}`, { region }) })) })
  const names = useRegionNames((found[0]?.data?.values ?? []).map((one) => one.region))
  const first = found[0]!
  if (!first.data) return <Card><Loading error={first.error} retry={() => void first.refetch()} /></Card>
  const regions = first.data.values.map((one) => one.region)
  return (
    <Card title={say({ zh: '按地区', en: 'By region' })}>
      <table className="in-count">
        <thead><tr><th scope="col">{say({ zh: '地区', en: 'Region' })}</th>{counted.map(({ name, label }) => <th scope="col" key={name}>{say(label)}</th>)}</tr></thead>
        <tbody>
          {regions.map((code) => (
            <tr key={code}>
              <th scope="row">{code === region ? <strong>{names[code] ?? code}</strong> : <button type="button" className="link" onClick={() => onRegion(code)}>{names[code] ?? code}</button>}</th>
              {counted.map(({ name, late }, at) => {
                const value = found[at]?.data?.values.find((one) => one.region === code)?.value ?? null
                return (
                  <td key={name}>
                    {value === null ? '—' : <Link href={`/indicators/${name}?region=${code}`} className={late && value > 0 ? 'tone-late' : ''}>{late && value > 0 && '▲ '}{large(value, language)}</Link>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Column({ state, region }: { state: (typeof columns)[number]; region: string }) {
  const say = useText()
  const today = todayOf(useMe().city)
  const found = useQuery({ queryKey: ['register', 'rectification', 'board', state, region], queryFn: () => api.get<Rows>('/rectification', { state, region, sort: 'due_on', limit: String(SHOWN) }) })
  const items = (found.data?.items ?? []) as readonly AnyRow[]
  return (
    <Card title={say(rectificationStates[state])} more={<Link href={`/rectifications?state=${state}&region=${region}&sort=due_on`}>{say({ zh: '全部', en: 'All' })}</Link>}>
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <Empty>{say({ zh: '没有。检查责令整改的会按状态出现在这里。', en: 'None. What inspections order appears here by its state.' })}</Empty>}
      {items.length > 0 && (
        <ul className="items">
          {items.map((row) => {
            const due = row['due_on'] as string | null
            const late = state !== 'corrected' && due !== null && due < today
            return (
              <li key={row.id}>
                <Link href={`/matters/rectification/${row.id}`} className="break">{String(row['title']).replace(/^责令整改：/, '')}</Link>
                <span className={late ? 'tone-late' : 'quiet'}>{late ? say({ zh: '▲ 逾期：{due}', en: '▲ Late: {due}' }, { due: due ?? '' }) : say({ zh: '期限 {due}', en: 'Due {due}' }, { due: due ?? '—' })}{row['case_lead'] === true && <> · ◆ {say({ zh: '案件线索', en: 'Case lead' })}</>}</span>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
