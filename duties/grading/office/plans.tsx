import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { Link } from 'wouter'
import { addressOf, api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { JobNotice } from '../../../web/kit/JobProgress.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { planLink } from '../public/link.ts'
import { inspectionPlans, MANAGE, type InspectionPlanRow } from '../registers.ts'
import { monthTitles } from '../rules/planning.ts'
import { riskGrades } from '../rules/risk-grade.ts'
import { Counted } from './places-behind.tsx'
import { TownMapCard, TownTableCard } from './towns.tsx'
import { added, CapacityBars, LoadMap, MonthBars } from './load.tsx'

/** `/yearly-plans`: every version; the way to make one and to the places of the published one. */
export function PlanPages() {
  const say = useText()
  const allows = useHolds()
  return (
    <RegisterPages
      register={inspectionPlans}
      base="/yearly-plans"
      actions={
        <>
          {allows(MANAGE) && <LinkButton type="primary" to="/yearly-plans/build">{say({ zh: '编制计划', en: 'Make a plan' })}</LinkButton>}
          <LinkButton to="/plan-lines">{say({ zh: '计划对象', en: 'Places of the plan' })}</LinkButton>
        </>
      }
      rowExtra={(row) => <PlanContent row={row} />}
    />
  )
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)

function PlanContent({ row }: { row: AnyRow }) {
  const say = useText()
  const plan = row as unknown as InspectionPlanRow // the register's own row
  const counties = Object.entries(plan.load).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([county, { capacity, used }]) => ({ county, inspectors: plan.choice.inspectors[county] ?? 0, capacity: total(capacity), days: total(used) }))
  const alone = counties.length === 1 && plan.state !== 'publishing' ? { county: counties[0]!.county, of: plan.state === 'draft' ? { plan: { region: plan.region, year: plan.year, choice: plan.choice } } : { lines: plan.id, closed: plan.state === 'superseded' } } : null
  return (
    <div className="stack">
      <PlanActions plan={plan} />
      <div className="columns wide-left">
        <div className="stack">
          <Card title={say({ zh: '检查力量', en: 'Inspectors' })}><CapacityBars counties={counties} /></Card>
          {alone && <TownTableCard {...alone} />}
        </div>
        <div className="stack">
          {alone && <TownMapCard {...alone} />}
          {counties.length > 1 && <Card title={say({ zh: '用力占可用人天', en: 'Days due of days there are' })}><LoadMap counties={counties} /></Card>}
          <Totals plan={plan} />
          <Card title={say({ zh: '按等级', en: 'By grade' })}>
            <table className="rows">
              <thead><tr><th scope="col">{say({ zh: '等级', en: 'Grade' })}</th><th scope="col" className="figures">{say({ zh: '户数', en: 'Premises' })}</th><th scope="col" className="figures">{say({ zh: '户次', en: 'Visits' })}</th></tr></thead>
              <tbody>
                {riskGrades.map((grade) => {
                  const here = plan.by_grade[grade] ?? { premises: 0, visits: 0 }
                  const behind = { plan: { region: plan.region, year: plan.year, choice: plan.choice }, grade }
                  const shown = (of: 'premises' | 'visits', value: number, title: string) => (plan.state === 'published' ? <Link href={`/plan-lines?plan=${plan.id}&grade=${grade}`}>{plain(value)}</Link> : plan.state === 'draft' ? <Counted title={`${grade} ${title}`} value={value} behind={{ ...behind, of }} /> : plain(value))
                  return (
                    <tr key={grade}>
                      <th scope="row">{grade}</th>
                      <td className="figures">{shown('premises', here.premises, say({ zh: '户数', en: 'premises' }))}</td>
                      <td className="figures">{shown('visits', here.visits, say({ zh: '户次', en: 'visits' }))}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </Card>
        </div>
      </div>
      <Card title={say({ zh: '各月', en: 'By month' })} padded><MonthBars capacity={added(Object.values(plan.load).map(({ capacity }) => capacity))} used={added(Object.values(plan.load).map(({ used }) => used))} /></Card>
    </div>
  )
}

/** In whatever month. */
const SOME_MONTH = monthTitles.map((_, at) => at + 1).join(',')

/** What the plan amounts to; each number opens its places, those of a version that was replaced too. */
function Totals({ plan }: { plan: InspectionPlanRow }) {
  const say = useText()
  const numbers = [
    { of: 'full', title: say({ zh: '全项检查', en: 'Full checks' }), value: plan.full_checks ?? 0, lines: `full_month=${SOME_MONTH}` },
    { of: 'audits', title: say({ zh: '体系检查', en: 'System audits' }), value: plan.audits ?? 0, lines: `audit_month=${SOME_MONTH}` },
    { of: 'unplaced', title: say({ zh: '排不下', en: 'Without place' }), value: plan.unplaced ?? 0, lines: 'unplaced.from=1' },
  ] as const
  return (
    <Card title={say({ zh: '其中', en: 'Of them' })}>
      <table className="rows"><tbody>
        {numbers.map(({ of, title, value, lines }) => (
          <tr key={of}>
            <th scope="row">{title}</th>
            <td className="figures">{value === 0 || plan.state === 'publishing' ? plain(value) : plan.state !== 'draft' ? <Link href={`/plan-lines?plan=${plan.id}&${lines}${plan.state === 'superseded' ? '&closed=closed' : ''}`}>{plain(value)}</Link>
              : <Counted title={title} value={value} behind={{ plan: { region: plan.region, year: plan.year, choice: plan.choice }, of }} />}</td>
          </tr>
        ))}
      </tbody></table>
    </Card>
  )
}

function PlanActions({ plan }: { plan: InspectionPlanRow }) {
  const say = useText()
  const allows = useHolds()
  const toast = useToast()
  const client = useQueryClient()
  const me = useMe()
  const [job, setJob] = useState<string | null>(null)
  const publish = async () => {
    try {
      setJob((await api.post<{ job: string }>(`/inspection-plan/${plan.id}/publish`, {})).job)
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <div className="toolbar">
      {job && <JobNotice id={job} title={say({ zh: '公布计划', en: 'Publish the plan' })} onDone={() => void client.invalidateQueries({ queryKey: ['register'] })} onClose={() => setJob(null)} />}
      {plan.state === 'draft' && allows(MANAGE) && (
        <Popconfirm title={say({ zh: '公布后替代本区划本年度已公布的计划。', en: 'It replaces the plan published for this region and year.' })} okText={say({ zh: '公布', en: 'Publish' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onConfirm={() => void publish()}>
          <Button type="primary">{say({ zh: '公布', en: 'Publish' })}</Button>
        </Popconfirm>
      )}
      <Button href={addressOf(`/inspection-plan/${plan.id}/paper`)}>{say({ zh: '下载 Word', en: 'Word' })}</Button>
      <Button href={addressOf(`/inspection-plan/${plan.id}/workbook`)}>{say({ zh: '下载明细 .xlsx', en: 'Place by place .xlsx' })}</Button>
      {plan.published_on !== null && <Button href={planLink(me.city.code, plan.id)} target="_blank">{say({ zh: '公开页', en: 'Public page' })}</Button>}
      {plan.state === 'published' && <LinkButton to={`/plan-lines?plan=${plan.id}`}>{say({ zh: '计划对象', en: 'Places' })}</LinkButton>}
      {(plan.unplaced ?? 0) > 0 && plan.state === 'published' && <LinkButton to={`/plan-lines?plan=${plan.id}&unplaced.from=1`}>{say({ zh: '排不下的 {n} 户次', en: '{n visit|visits} without place' }, { n: plain(plan.unplaced!) })}</LinkButton>}
    </div>
  )
}
