import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { addDays } from '../../../platform/core/dates.ts'
import { plain, todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { WorkloadRow } from '../contract.ts'
import { useSpan } from './span.tsx'
import './grading.css'

/** People shown at once; a city has hundreds. */
const SHOWN = 50

/** `/workload`: what each inspector has on hand and has done; every number opens the inspections. */
export function WorkloadPage() {
  const say = useText()
  const [span, picker] = useSpan()
  const found = useQuery({ queryKey: ['grading', 'workload', span], queryFn: () => api.get<{ items: readonly WorkloadRow[] }>('/grading/workload', span) })
  const rows = found.data?.items ?? []
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, SHOWN)
  const yesterday = addDays(todayOf(useMe().city), -1)
  const names = useRegionNames(rows.map(({ region }) => region))
  const most = Math.max(1, ...rows.map(({ open, done }) => Math.max(open, done)))
  const head = (zh: string, en: string) => <th scope="col" className="figures">{say({ zh, en })}</th>
  return (
    <Page title={say({ zh: '检查人员工作量', en: 'Workload of inspectors' })} back={{ to: '/coverage', label: say({ zh: '检查覆盖', en: 'Coverage' }) }} about={say({ zh: '有检查职责的人员，手上待查和所选时段完成的检查；逾期多的在前。', en: 'People whose post inspects: what is on hand, and what was done in the span; those with most overdue first.' })}>
      <div className="stack">
      {picker}
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && rows.length === 0 && <Empty>{say({ zh: '这个区划没有任职检查的人员。请在人员与岗位中任职。', en: 'Nobody in this region has a post that inspects. Appoint people first.' })}</Empty>}
        {rows.length > 0 && (
          <div className="table-wrap">
            <table className="rows gr-people">
              <thead><tr><th scope="col">{say({ zh: '人员', en: 'Person' })}</th><th scope="col" className="gr-wide">{say({ zh: '单位', en: 'Unit' })}</th>{head('待查', 'On hand')}{head('其中逾期', 'Overdue')}{head('已完成', 'Done')}{head('其中不符合', 'Failed')}{head('出勤天数', 'Days out')}<th scope="col" className="gr-wide" style={{ minWidth: 120 }}>{say({ zh: '完成', en: 'Done' })}</th></tr></thead>
              <tbody>
                {shown.map((row) => {
                  const open = `/inspections?inspectors=${row.person}&state=assigned`
                  const done = `/inspections?present=${row.person}&visited_on.from=${span.from}&visited_on.to=${span.to}`
                  return (
                    <tr key={row.person}>
                      <th scope="row">{row.name}<span className="gr-narrow quiet small">{names[row.region] ?? ''}</span></th>
                      <td className="gr-wide">{row.unit ?? '—'} <span className="quiet">{names[row.region] ?? ''}</span></td>
                      <td className="figures"><Link href={open}>{plain(row.open)}</Link></td>
                      <td className="figures">{row.late > 0 ? <Link className="gr-over" href={`${open}&due_on.to=${yesterday}`}>▲ {plain(row.late)}</Link> : '0'}</td>
                      <td className="figures"><Link href={done}>{plain(row.done)}</Link></td>
                      <td className="figures">{row.failed > 0 ? <Link href={`${done}&result=fail`}>{plain(row.failed)}</Link> : '0'}</td>
                      <td className="figures">{row.days > 0 ? <Link href={`${done}&sort=visited_on`}>{plain(row.days)}</Link> : '0'}</td>
                      <td className="gr-wide"><div className="bar"><i style={{ width: `${(row.done / most) * 100}%` }} /></div></td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
        )}
        {rows.length > SHOWN && <p className="card-body"><button type="button" className="link" onClick={() => setAll(!all)}>{all ? say({ zh: '只看前 {n} 人', en: 'The first {n} only' }, { n: SHOWN }) : say({ zh: '全部 {n} 人', en: 'All {n}' }, { n: plain(rows.length) })}</button></p>}
      </Card>
      </div>
    </Page>
  )
}
