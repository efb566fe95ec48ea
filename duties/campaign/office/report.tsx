import { useEffect, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useLocation, useSearchParams } from 'wouter'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { api, ProblemError } from '../../../web/kit/api.ts'
import { FieldRow } from '../../../web/kit/FieldRow.tsx'
import { todayOf } from '../../../web/kit/format.ts'
import { useKeys } from '../../../web/kit/keys.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Fault, Loading, Notice, Page } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import { useUnsaved } from '../../../web/kit/unsaved.ts'
import type { DayForm } from '../contract.ts'
import { campaignDailies } from '../registers.ts'
import { dailyRowFaults, doubtful, figureCodes, fromRows, type DailyRow, type FigureCode } from '../rules/daily.ts'
import { useBoard } from './data.ts'

const entered = [...figureCodes.slice(0, 5), 'problem_names', ...figureCodes.slice(5), 'note'] as const
type Values = Readonly<Record<string, unknown>>

/** 填报日报: a unit’s figures of a day; what inspections give stands there already and beside what is changed. */
export function ReportPage({ id, back }: { id: string; back: { to: string; label: string } }) {
  const say = useText()
  const me = useMe()
  const [search, setSearch] = useSearchParams()
  const board = useBoard(id, undefined)
  const data = board.data
  const today = todayOf(me.city)
  const own = data?.units.find(({ unit }) => unit === me.unit?.id)?.unit
  const unit = search.get('unit') ?? own ?? data?.units[0]?.unit
  const last = data && (today < data.campaign.endsOn ? today : data.campaign.endsOn)
  const day = search.get('day') ?? last
  const set = (name: string, value: string) => setSearch((before) => { before.set(name, value); return before }, { replace: true })
  if (!data) return <Page title={say({ zh: '填报日报', en: 'Report a day' })} back={back}><Card><Loading error={board.error} /></Card></Page>
  return (
    <Page title={say({ zh: '填报日报 · {title}', en: 'Report a day · {title}' }, { title: data.campaign.title })} back={back}
      about={say({ zh: '检查记录已有的数已带出；与记录不一致的两者都保留。确实没有的填 0，不掌握的留空。', en: 'What inspections give stands there already; where you differ both are kept. Enter 0 where there was none; leave empty what you do not know.' })}>
      <Card padded>
        <div className="toolbar">
          <Select aria-label={say({ zh: '填报单位', en: 'Unit' })} style={{ minWidth: 220, maxWidth: '100%' }} value={unit} onChange={(value) => set('unit', value)} options={data.units.map(({ unit: value, name: label }) => ({ value, label }))} showSearch={{ optionFilterProp: 'label' }} />
          <Input type="date" aria-label={say({ zh: '日期', en: 'Day' })} style={{ width: 160 }} value={day} min={data.campaign.startsOn} max={last} onChange={(event) => event.target.value && set('day', event.target.value)} />
        </div>
      </Card>
      {data.units.length === 0 && <Notice tone="soon">{say({ zh: '本专项在您的辖区没有参加单位。', en: 'No unit of your area takes part.' })}</Notice>}
      {unit && day && <OneDay key={`${unit} ${day}`} campaign={id} unit={unit} day={day} region={data.units.find((one) => one.unit === unit)?.region ?? me.region.code} />}
    </Page>
  )
}

function OneDay({ campaign, unit, day, region }: { campaign: string; unit: string; day: string; region: string }) {
  const found = useQuery({ queryKey: ['register', 'campaign', 'day', campaign, unit, day], queryFn: () => api.get<DayForm>(`/campaign/${campaign}/day`, { unit, day }), staleTime: Infinity })
  if (!found.data) return <Card><Loading error={found.error} retry={() => void found.refetch()} /></Card>
  return <Form campaign={campaign} unit={unit} day={day} region={region} form={found.data} />
}

const blank = ({ line, rows, names }: DayForm): Values =>
  line ?? { ...Object.fromEntries(fromRows.flatMap((code) => (rows[code] === undefined ? [] : [[code, rows[code]]]))), problem_names: names.length > 0 ? names.join('\n') : null }

function Form({ campaign, unit, day, region, form }: { campaign: string; unit: string; day: string; region: string; form: DayForm }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [values, setValues] = useState<Values>(() => blank(form))
  const [touched, setTouched] = useState(false)
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const { busy, failure, once } = useOnce((error) => setProblems(error instanceof ProblemError ? error.fields : []))
  const unsaved = useUnsaved(touched)
  useEffect(() => setProblems([]), [values])
  const save = async () => {
    const told = Object.fromEntries(entered.map((name) => [name, values[name] ?? null]))
    const row = { ...told, day, unit_id: unit } as DailyRow
    const faults = [...dailyRowFaults(row, { today: '9999-12-31' }), ...doubtful(row, form.limits)]
    if (faults.length > 0) { setProblems(faults); return }
    await once(async () => {
      if (form.line) await api.put(`/campaign-daily/${form.line.id}`, { ...told, version: form.line.version, reason: reason || undefined })
      else await api.post('/campaign-daily', { ...told, campaign_id: campaign, unit_id: unit, day, region })
      unsaved.saved()
      toast.done(form.line ? say({ zh: '已更正，原数保留在历史中', en: 'Corrected; the figures before are kept' }) : say({ zh: '已填报', en: 'Reported' }))
      await client.invalidateQueries({ queryKey: ['register'] })
      go(`/campaigns/${campaign}?day=${day}`)
    })
  }
  useKeys({ 'Ctrl+s': () => void save() })
  const elsewhere = problems.filter(({ path }) => !(entered as readonly string[]).includes(path))
  return (
    <Card title={form.line ? say({ zh: '更正（已填报）', en: 'Correct (told before)' }) : say({ zh: '填报', en: 'Report' })} padded>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save() }}>
        {failure !== null && <Fault error={failure} beside />}
        {elsewhere.map(({ path, sentence }) => <Notice key={path} tone="late">{say(sentence)}</Notice>)}
        <div className="cp-form">
          {entered.map((name) => {
            const counted = form.rows[name as keyof DayForm['rows']]
            const apart = counted !== undefined && values[name] !== undefined && values[name] !== null && values[name] !== counted
            return (
              <div key={name} className={name === 'note' || name === 'problem_names' ? 'wide' : undefined}>
                <FieldRow name={name} field={campaignDailies.fields[name as FigureCode]} value={values[name]} problems={problems}
                  onChange={(value) => { setValues((before) => ({ ...before, [name]: value })); setTouched(true) }} />
                {counted !== undefined && <span className={apart ? 'tone-soon small' : 'quiet small'}>{apart && '◆ '}{say({ zh: '检查记录：{n}', en: 'Inspections: {n}' }, { n: counted })}</span>}
              </div>
            )
          })}
          {form.line && <label className="wide">{say({ zh: '更正原因', en: 'Why it is corrected' })}<Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} /></label>}
        </div>
        <Button type="primary" htmlType="submit" loading={busy}>{form.line ? say({ zh: '保存更正', en: 'Save the correction' }) : say({ zh: '填报', en: 'Report' })}</Button>
      </form>
    </Card>
  )
}
