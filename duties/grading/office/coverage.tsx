import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { plain, todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { findType, typesUnder } from '../../registry/index.ts'
import type { CoverageRow } from '../contract.ts'
import { Counted } from './places-behind.tsx'
import { useSpan, type Span } from './span.tsx'
import './grading.css'

type By = 'county' | 'type' | 'grade'
const SOME = ['', 'PRODUCTION', 'SALE', 'CATERING', 'CANT', 'COLD'] as const
const SCHOOLS = ['CANT_SCHOOL', 'CANT_KINDERGARTEN']

/** `/coverage`: how far inspections reached, by county, type or grade, in a span or term; every number opens its rows. */
export function CoveragePage() {
  const say = useText()
  const [span, picker] = useSpan()
  const [by, setBy] = useState<By>('county')
  const [group, setGroup] = useState<string>('')
  const types = group === 'SCHOOLS' ? SCHOOLS : group === '' ? [] : typesUnder(group)
  const found = useQuery({ queryKey: ['grading', 'coverage', span, by, group], queryFn: () => api.get<{ items: readonly CoverageRow[] }>('/grading/coverage', { ...span, by, ...(types.length > 0 ? { types: types.join(',') } : {}) }) })
  return (
    <Page title={say({ zh: '检查覆盖', en: 'Coverage of inspections' })} about={say({ zh: '在营场所中，所选时段查过的有多少；全项检查逾期、计划落后的一并列出。', en: 'Of premises that trade, those visited in the span; full checks overdue and places behind the plan beside them.' })}
      actions={<LinkButton to="/workload">{say({ zh: '检查人员工作量', en: 'Workload' })}</LinkButton>}>
      <div className="stack">
      {picker}
      <div className="toolbar">
        <Segmented aria-label={say({ zh: '分组', en: 'Grouped' })} value={by} onChange={setBy} options={[{ value: 'county', label: say({ zh: '按县区', en: 'By county' }) }, { value: 'type', label: say({ zh: '按类型', en: 'By type' }) }, { value: 'grade', label: say({ zh: '按等级', en: 'By grade' }) }]} />
        <Select style={{ minWidth: 200 }} aria-label={say({ zh: '类型', en: 'Type' })} value={group} onChange={setGroup} options={[...SOME.map((code) => ({ value: code as string, label: code === '' ? say({ zh: '全部类型', en: 'All types' }) : say(findType(code)!.label) })), { value: 'SCHOOLS', label: say({ zh: '学校、幼儿园食堂', en: 'School and kindergarten canteens' }) }]} />
      </div>
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data?.items.length === 0 && <Empty>{say({ zh: '这里没有已评定等级的在营场所。登记场所后等级自动评定。', en: 'No graded premises trade here. Once premises are on record they are graded by themselves.' })}</Empty>}
        {found.data && found.data.items.length > 0 && <Table rows={found.data.items} by={by} span={span} types={types} />}
      </Card>
      </div>
    </Page>
  )
}

function Table({ rows, by, span, types }: { rows: readonly CoverageRow[]; by: By; span: Span; types: readonly string[] }) {
  const say = useText()
  const today = todayOf(useMe().city)
  const names = useRegionNames(by === 'county' ? rows.map(({ code }) => code) : [])
  const nameOf = (code: string): string => {
    if (by === 'county') return names[code] ?? code
    if (by === 'grade') return code || say({ zh: '未评', en: 'Not graded' })
    const type = findType(code)
    return type ? say(type.label) : code
  }
  const query = (code: string, more: Readonly<Record<string, string>>): string => {
    const own: Record<string, string> = by === 'county' ? { region: code } : { region: span.region, [by]: code }
    return new URLSearchParams({ ...(types.length > 0 && by !== 'type' ? { type: types.join(',') } : {}), ...own, ...more }).toString()
  }
  const grades = (code: string, more: Readonly<Record<string, string>>) => `/risk-grades?${query(code, { trading: 'true', ...more })}`
  const lines = (code: string, more: Readonly<Record<string, string>>) => `/plan-lines?${query(code, more)}`
  const counted = (code: string | null, of: 'visited' | 'high', value: number, zh: string, en: string) =>
    <Counted title={`${code === null ? say({ zh: '合计', en: 'Total' }) : nameOf(code)} ${say({ zh, en })}`} value={value} behind={{ of, coverage: { ...span, by, ...(types.length > 0 && { types: types.join(',') }), ...(code !== null && { code }) } }} />
  const all = (more: Readonly<Record<string, string>>) => new URLSearchParams({ ...(types.length > 0 ? { type: types.join(',') } : {}), region: span.region, ...more }).toString()
  const head = (zh: string, en: string) => <th scope="col" className="figures">{say({ zh, en })}</th>
  const sum = (field: keyof Omit<CoverageRow, 'code'>): number => rows.reduce((all, row) => all + row[field], 0)
  const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${plain((part / whole) * 100, 1)}%`)
  return (
    <div className="table-wrap">
      <table className="rows">
        <thead>
          <tr><th scope="col" />{head('在营', 'Trading')}{head('已查', 'Visited')}<th scope="col" style={{ minWidth: 110 }}>{say({ zh: '覆盖率', en: 'Coverage' })}</th>{head('户次', 'Visits')}{head('D 级已查', 'Grade D visited')}{head('全项检查逾期', 'Full check overdue')}{head('落后计划', 'Behind the plan')}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              <th scope="row">{nameOf(row.code)}</th>
              <td className="figures"><Link href={grades(row.code, {})}>{plain(row.trading)}</Link></td>
              <td className="figures">{counted(row.code, 'visited', row.visited, '已查', 'visited')}</td>
              <td><div className="bar"><i style={{ width: `${row.trading === 0 ? 0 : (row.visited / row.trading) * 100}%` }} /></div><span className="small quiet">{percent(row.visited, row.trading)}</span></td>
              <td className="figures">{counted(row.code, 'visited', row.visits, '户次', 'visits')}</td>
              <td className="figures">{row.high === 0 ? '—' : <>{counted(row.code, 'high', row.highVisited, 'D 级已查', 'grade D visited')} / <Link href={grades(row.code, { grade: 'D' })}>{plain(row.high)}</Link></>}</td>
              <td className="figures">{row.overdue > 0 ? <Link className="gr-over" href={grades(row.code, { 'full_due_on.to': before(today) })}>▲ {plain(row.overdue)}</Link> : '0'}</td>
              <td className="figures">{row.behind > 0 ? <Link href={lines(row.code, { behind: 'true' })}>{plain(row.behind)}</Link> : '0'} / {row.due > 0 ? <Link href={lines(row.code, { 'due.from': '1' })}>{plain(row.due)}</Link> : '0'}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say({ zh: '合计', en: 'Total' })}</th>
            <td className="figures"><Link href={`/risk-grades?${all({ trading: 'true' })}`}>{plain(sum('trading'))}</Link></td><td className="figures">{counted(null, 'visited', sum('visited'), '已查', 'visited')}</td><td>{percent(sum('visited'), sum('trading'))}</td><td className="figures">{counted(null, 'visited', sum('visits'), '户次', 'visits')}</td>
            <td className="figures">{counted(null, 'high', sum('highVisited'), 'D 级已查', 'grade D visited')} / <Link href={`/risk-grades?${all({ trading: 'true', grade: 'D' })}`}>{plain(sum('high'))}</Link></td>
            <td className="figures"><Link href={`/risk-grades?${all({ trading: 'true', 'full_due_on.to': before(today) })}`}>{plain(sum('overdue'))}</Link></td>
            <td className="figures"><Link href={`/plan-lines?${all({ behind: 'true' })}`}>{plain(sum('behind'))}</Link> / <Link href={`/plan-lines?${all({ 'due.from': '1' })}`}>{plain(sum('due'))}</Link></td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

const before = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
