import { useEffect, useState } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, InputNumber, Modal, Select } from 'antd'
import { useLocation } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Fault, Loading, Page } from '../../../web/kit/Page.tsx'
import { RegionPicker } from '../../../web/kit/Region.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import type { Preview } from '../contract.ts'
import { MANAGE } from '../registers.ts'
import { monthTitles, type PlanChoice } from '../rules/planning.ts'
import { planReasons } from '../rules/yearly-plan.ts'
import { Counted } from './places-behind.tsx'
import { TownMapCard, TownTableCard } from './towns.tsx'
import { added, CapacityBars, Figures, LoadMap, MonthBars } from './load.tsx'

/** `/yearly-plans/build`: inspectors of each county against the visits that grades and the law ask for; tried as often as one likes, then kept as a draft. */
export function BuildPlan() {
  const say = useText()
  const me = useMe()
  const [region, setRegion] = useState<string>(me.region.code)
  const start = useQuery({ queryKey: ['grading', 'plan', 'start', region], queryFn: () => api.get<{ region: string; inspectors: Record<string, number>; keptBack: number }>('/grading/plan/start', { region }) })
  return (
    <Page title={say({ zh: '编制年度计划', en: 'Make a yearly plan' })} back={{ to: '/yearly-plans', label: say({ zh: '年度检查计划', en: 'Yearly plans' }) }}
      about={say({ zh: '按等级、频次和两年一次全项检查的要求排到各月；排不下的逐项列出原因，不减少法定频次。', en: 'Visits by grade, frequency and the full check in two years, spread over the months; what finds no place is told with its reason.' })}>
      {start.data ? <Builder key={region} start={start.data} region={region} setRegion={setRegion} /> : <Card><Loading error={start.error} retry={() => void start.refetch()} /></Card>}
    </Page>
  )
}

function Builder({ start, region, setRegion }: { start: { inspectors: Record<string, number>; keptBack: number }; region: string; setRegion: (code: string) => void }) {
  const say = useText()
  const me = useMe()
  const today = todayOf(me.city)
  const [thisYear, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const [year, setYear] = useState(month >= 10 ? thisYear + 1 : thisYear)
  const [from, setFrom] = useState(month >= 10 ? 1 : month)
  const [keptBack, setKept] = useState(start.keptBack)
  const [inspectors, setInspectors] = useState<Readonly<Record<string, number>>>(start.inspectors)
  const [shown, setShown] = useState<string | null>(null)
  const choice: PlanChoice = { inspectors, keptBack, from: year > thisYear ? from : Math.max(from, month) }
  const trial = useMutation({ mutationFn: () => api.post<Preview>('/grading/plan/preview', { region, year, choice }) })
  const { mutate } = trial
  useEffect(() => {
    const timer = setTimeout(() => mutate(), 400)
    return () => clearTimeout(timer)
  }, [region, year, choice.from, keptBack, inspectors, mutate])
  const made = trial.data
  const plan = { region, year, choice }
  const counties = made?.counties ?? []
  // One county alone is shown by its townships at once.
  const county = shown ?? (counties.length === 1 ? counties[0]!.county : null)
  const chosen = shown === null ? counties : counties.filter(({ county }) => county === shown)
  return (
    <div className="stack">
      <Card padded>
        <div className="gr-numbers">
          <label htmlFor="gb-region"><span>{say({ zh: '区划', en: 'Region' })}</span><RegionPicker id="gb-region" value={region} allowClear={false} onChange={(code) => code && setRegion(code)} /></label>
          <label htmlFor="gb-year"><span>{say({ zh: '年度', en: 'Year' })}</span><Select id="gb-year" value={year} onChange={setYear} options={[thisYear, thisYear + 1].map((one) => ({ value: one, label: String(one) }))} /></label>
          <label htmlFor="gb-from"><span>{say({ zh: '从几月起排', en: 'From' })}</span>
            <Select id="gb-from" value={choice.from} onChange={setFrom} options={monthTitles.map((one, at) => ({ value: at + 1, label: say(one), disabled: year === thisYear && at + 1 < month }))} /></label>
          <label><span>{say({ zh: '留用比例（案件、投诉、培训）', en: 'Kept back (cases, complaints, training)' })}</span>
            <InputNumber size="small" min={0} max={0.95} step={0.05} value={keptBack} aria-label={say({ zh: '留用比例', en: 'Share kept back' })} onChange={(value) => value !== null && setKept(value)} /></label>
        </div>
      </Card>
      {trial.error && <Fault error={trial.error} />}
      {made && (
        <Figures items={([['premises', { zh: '户数', en: 'Premises' }, made.premises], ['visits', { zh: '检查户次', en: 'Visits' }, made.visits], ['full', { zh: '全项检查', en: 'Full checks' }, made.fullChecks], ['audits', { zh: '体系检查', en: 'System audits' }, made.audits], ['unplaced', { zh: '排不下', en: 'Without place' }, made.unplaced]] as const)
          .map(([of, label, value]) => ({ label: say(label), value: <Counted title={say(label)} value={value} late={of === 'unplaced'} behind={{ plan, of }} /> }))} />
      )}
      {made && Object.keys(made.byReason).length > 0 && (
        <p className="notice">{say({ zh: '排不下的原因：', en: 'Without place because: ' })}{Object.entries(made.byReason).map(([reason, count], at) => {
          const title = say(planReasons[reason as keyof typeof planReasons])
          return <span key={reason}>{at > 0 && ' · '}{title} <Counted title={title} value={count} behind={{ plan, of: 'unplaced', reason }} /></span>
        })}</p>
      )}
      <div className="columns wide-left">
        <div className="stack">
          <Card title={say({ zh: '检查力量与应查', en: 'Inspectors and what is due' })} more={trial.isPending ? say({ zh: '正在排……', en: 'Planning…' }) : undefined}>
            {counties.length === 0 ? <Loading error={null} /> : (
              <CapacityBars counties={counties} behind={plan}>
                {({ county }) => <InputNumber size="small" min={0} max={5000} precision={0} style={{ width: 72 }} value={inspectors[county] ?? 0} aria-label={`${say({ zh: '检查人员', en: 'Inspectors' })} ${county}`} onChange={(value) => value !== null && setInspectors({ ...inspectors, [county]: value })} />}
              </CapacityBars>
            )}
          </Card>
          {made && county !== null && <TownTableCard of={{ plan }} county={county} />}
        </div>
        <div className="stack">
          {counties.length > 1 && shown === null && (
            <Card title={say({ zh: '用力占可用人天', en: 'Days due of days there are' })}>
              <LoadMap counties={counties} onChoose={setShown} />
            </Card>
          )}
          {made && county !== null && <TownMapCard of={{ plan }} county={county} back={counties.length > 1 && <button type="button" className="link" onClick={() => setShown(null)}>{say({ zh: '看全部', en: 'All counties' })}</button>} />}
        </div>
      </div>
      {made && <Card title={say({ zh: '各月', en: 'By month' })} more={shown !== null && <button type="button" className="link" onClick={() => setShown(null)}>{say({ zh: '看全部', en: 'All counties' })}</button>} padded><MonthBars capacity={added(chosen.map(({ free }) => free))} used={added(chosen.map(({ used }) => used))} /></Card>}
      {made && <KeepDraft region={region} year={year} choice={choice} />}
    </div>
  )
}

function KeepDraft({ region, year, choice }: { region: string; year: number; choice: PlanChoice }) {
  const say = useText()
  const allows = useHolds()
  const [, go] = useLocation()
  const [open, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  if (!allows(MANAGE)) return null
  const send = async () => {
    setFailure(null)
    try {
      const { row } = await api.post<{ row: { id: string } }>('/grading/plans', { region, year, title, note: note || null, choice })
      go(`/yearly-plans/${row.id}`)
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      <Button type="primary" onClick={() => { setTitle(`${year}年食品安全年度监督管理计划`); setOpen(true) }}>{say({ zh: '存为草案', en: 'Keep as a draft' })}</Button>
      <Modal open={open} title={say({ zh: '存为草案', en: 'Keep as a draft' })} okText={say({ zh: '保存', en: 'Keep' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onCancel={() => setOpen(false)} onOk={() => void send()} okButtonProps={{ disabled: title.trim() === '' }}>
        <div className="stack">
          {failure !== null && <Fault error={failure} />}
          <label>{say({ zh: '名称', en: 'Title' })}<Input maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} /></label>
          <label>{say({ zh: '说明', en: 'Note' })}<Input.TextArea rows={3} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} /></label>
        </div>
      </Modal>
    </>
  )
}
