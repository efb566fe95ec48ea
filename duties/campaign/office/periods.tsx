import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Segmented, Select } from 'antd'
import { Link } from 'wouter'
import { daysBetween } from '../../../platform/core/dates.ts'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Fault, Loading } from '../../../web/kit/Page.tsx'
import { ReferencesPicker } from '../../../web/kit/Reference.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import type { ComingPeriods, PeriodCoverage } from '../contract.ts'
import { MANAGE, periodKindChoices, periodRules, specialPeriods } from '../registers.ts'
import { usePeriods } from './data.ts'
import { Bar, Percent, Ratio, rowsOf } from './pieces.tsx'

/** `/special-periods`: what comes and how far its visits are, over the list of all periods. */
export function PeriodPages() {
  const say = useText()
  return <RegisterPages register={specialPeriods} base="/special-periods" above={<Coming />} rowExtra={(row) => <OnePeriod row={row} />} actions={<LinkButton to="/period-rules">{say({ zh: '时段规则', en: 'Rules' })}</LinkButton>} />
}

/** `/period-rules`: how far ahead periods make work; dated. */
export const PeriodRulePages = () => <RegisterPages register={periodRules} base="/period-rules" />

const SPANS = [60, 180] as const

function Coming() {
  const say = useText()
  const [days, setDays] = useState<number>(SPANS[0])
  const found = usePeriods(days)
  const data = found.data
  return (
    <Card title={say({ zh: '近期时段和检查进度', en: 'Periods to come and their visits' })}
      more={<Segmented size="small" value={days} onChange={setDays} options={SPANS.map((value) => ({ value, label: say({ zh: '{n} 天', en: '{n day|days}' }, { n: value }) }))} />}>
      {!data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {data && data.items.length === 0 && <Empty>{say({ zh: '近期没有重要时段。学期和本地考试请在下方新建；下一年的节日在国务院公布放假安排后自动列入。', en: 'Nothing comes in these days. Enter terms and local examinations below; next year’s festivals follow once their days are published.' })}</Empty>}
      {data && (data.festivalsUntil === null || data.festivalsUntil < data.until) && <p className="card-body quiet small">{say({ zh: '法定节假日已公布至 {day}，其后的节日公布后自动列入。', en: 'Public holidays are known up to {day}; festivals after it follow once they are published.' }, { day: data.festivalsUntil ?? '–' })}</p>}
      {data?.items.map((item) => <PeriodLine key={item.id} item={item} data={data} />)}
    </Card>
  )
}

/** Where the visits of a period stand: not yet due, under way, over with gaps. */
function Standing({ item, today }: { item: PeriodCoverage; today: ComingPeriods['today'] }) {
  const say = useText()
  const [asked, visited] = [item.counties.reduce((sum, one) => sum + one.asked, 0), item.counties.reduce((sum, one) => sum + one.visited, 0)]
  if (!item.made) return today < item.madeOn
    ? <State>{say({ zh: '{day} 生成任务', en: 'Visits are made on {day}' }, { day: item.madeOn })}</State> : <State tone="soon">{say({ zh: '待生成任务', en: 'Visits to be made' })}</State>
  if (asked === 0) return <State>{say({ zh: '这里没有应检查的场所', en: 'No place to visit here' })}</State>
  if (asked === visited) return <State tone="good">{say({ zh: '全部检查', en: 'All visited' })}</State>
  const left = daysBetween(today, item.visitsUntil)
  if (left < 0) return <State tone="late">{say({ zh: '到期未查 {n} 户', en: '{n} not visited in time' }, { n: asked - visited })}</State>
  return <State tone={left <= 5 ? 'soon' : 'plain'}>{say({ zh: '剩 {days} 天，未查 {n} 户', en: '{days day|days} left, {n} to visit' }, { days: left, n: asked - visited })}</State>
}

function PeriodLine({ item, data }: { item: PeriodCoverage; data: ComingPeriods }) {
  const say = useText()
  const kind = periodKindChoices.find(({ code }) => code === item.kind)!
  return (
    <div className="cp-period">
      <div>
        <h3><Link href={`/special-periods/${item.id}`}>{item.title}</Link></h3>
        <p className="quiet small">
          {say(kind.label)} · {item.startsOn}{item.endsOn !== item.startsOn && ` – ${item.endsOn}`}<br />
          {say({ zh: '检查 {from} 至 {until}', en: 'Visits {from} to {until}' }, { from: item.visitsFrom, until: item.visitsUntil })}
        </p>
        <Standing item={item} today={data.today} />
      </div>
      <Coverage item={item} labels={data.labels} />
    </div>
  )
}

function Coverage({ item, labels }: { item: PeriodCoverage; labels: ComingPeriods['labels'] }) {
  const say = useText()
  const visits = (query: Readonly<Record<string, string>>) => rowsOf('period-visit', { special_period: item.id, asked: 'true', ...query })
  if (item.counties.length === 0) return item.made ? null : <p className="quiet small">{say({ zh: '还没有任务。', en: 'No visits yet.' })}</p>
  return (
    <div className="cp-counties">
      {item.counties.map(({ region, asked, visited }) => {
        const name = labels[region] ? say(labels[region]) : region
        return [
          <span key={`${region} n`}>{name}</span>,
          <Bar key={`${region} b`} part={visited} whole={asked} label={name} />,
          <span key={`${region} r`} className="small nowrap"><Ratio part={visited} whole={asked} parts={visits({ region, visited: 'true' })} wholes={visits({ region })} /> <Percent part={visited} whole={asked} /></span>,
        ]
      })}
    </div>
  )
}

function OnePeriod({ row }: { row: AnyRow }) {
  const say = useText()
  const allows = useHolds()
  const toast = useToast()
  const client = useQueryClient()
  const found = usePeriods(366)
  const { busy, once } = useOnce(toast.failed)
  const [assigning, setAssigning] = useState(false)
  const item = found.data?.items.find(({ id }) => id === row.id)
  const make = () =>
    once(async () => {
      const { added } = await api.post<{ added: number }>(`/special-period/${row.id}/make`, {})
      toast.done(say({ zh: '已生成 {n} 户', en: '{n visit|visits} made' }, { n: added }))
      await client.invalidateQueries({ queryKey: ['register'] })
    })
  const asked = item?.counties.reduce((sum, one) => sum + one.asked, 0) ?? 0
  return (
    <Card title={say({ zh: '检查任务', en: 'Visits' })} padded more={
      <span className="toolbar">
        {allows(MANAGE) && <Button size="small" loading={busy} onClick={() => void make()}>{say({ zh: '立即生成', en: 'Make now' })}</Button>}
        {allows('inspection.manage') && item && item.assigned < asked && <Button size="small" type="primary" onClick={() => setAssigning(true)}>{say({ zh: '派出检查', en: 'Send inspectors' })}</Button>}
      </span>
    }>
      {!found.data && <Loading error={found.error} />}
      {found.data && !item && <p className="quiet">{say({ zh: '不在近期，没有检查任务。', en: 'Not near: no visits.' })}</p>}
      {item && (
        <>
          <p>{say({ zh: '应检查 {asked} 户，已派出或已检查 {assigned} 户。检查期 {from} 至 {until}，任务于 {made} 生成。', en: '{asked} to be visited, {assigned} of them sent out or done. Visits from {from} to {until}, made on {made}.' }, { asked: plain(asked), assigned: plain(item.assigned), from: item.visitsFrom, until: item.visitsUntil, made: item.madeOn })}</p>
          <Coverage item={item} labels={found.data!.labels} />
        </>
      )}
      {assigning && item && <Assign item={item} labels={found.data!.labels} onClose={() => setAssigning(false)} />}
    </Card>
  )
}

function Assign({ item, labels, onClose }: { item: PeriodCoverage; labels: ComingPeriods['labels']; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [region, setRegion] = useState(item.counties[0]?.region)
  const [inspectors, setInspectors] = useState<readonly string[]>([])
  const { busy, failure, once } = useOnce()
  const send = () =>
    once(async () => {
      const { assigned } = await api.post<{ assigned: number }>(`/special-period/${item.id}/assign`, { region, inspectors })
      toast.done(say({ zh: '已派出 {n} 户检查', en: '{n inspection|inspections} assigned' }, { n: assigned }))
      await client.invalidateQueries({ queryKey: ['register'] })
      onClose()
    })
  return (
    <Modal open title={say({ zh: '派出时段检查', en: 'Send inspectors' })} okText={say({ zh: '派出', en: 'Send' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onOk={() => void send()} onCancel={onClose} okButtonProps={{ loading: busy, disabled: !region || inspectors.length < 2 }}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <p className="quiet">{say({ zh: '所选县还没有派出的，一次最多 100 户；已有检查在途的自动关联。', en: 'Those of the county not yet sent to, 100 at most at a time; where an inspection is under way it is linked.' })}</p>
        <label htmlFor="cp-region">{say({ zh: '县（市、区）', en: 'County' })}</label>
        <Select id="cp-region" value={region} onChange={setRegion} options={item.counties.map(({ region: value }) => ({ value, label: labels[value] ? say(labels[value]) : value }))} />
        <label htmlFor="cp-inspectors">{say({ zh: '检查人员（两名以上，第一名为主办）', en: 'Inspectors (two at least; the first leads)' })}</label>
        <ReferencesPicker id="cp-inspectors" to="person" value={inspectors} onChange={setInspectors} label={say({ zh: '检查人员', en: 'Inspectors' })} query={{ kind: 'official' }} />
      </div>
    </Modal>
  )
}
