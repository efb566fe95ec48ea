import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { Button, Input, InputNumber, Modal, Select } from 'antd'
import { addDays } from '../../../../platform/core/dates.ts'
import { api } from '../../../../web/kit/api.ts'
import { todayOf } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Fault } from '../../../../web/kit/Page.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import type { RegionItem } from '../../../../web/kit/types.ts'
import type { DrawRules, Stratum } from '../../examination/contract.ts'
import { fitted, pointsOf, shippedRules, stratumOf } from '../../examination/shipped-rules.ts'
import { useDo, useForm, useForms } from './data.ts'

type Counts = Readonly<Record<Stratum, number>>

const strata = [
  ['district', { zh: '市辖区', en: 'Districts' }],
  ['county', { zh: '县（市、旗）', en: 'Counties' }],
] as const

/** Opens an examination: which quotas it draws by, and how many areas. */
export function NewExamination() {
  const say = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say({ zh: '开展初评', en: 'Open an examination' })}
      </Button>
      {open && <NewDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function NewDialog({ onClose }: { onClose: () => void }) {
  const say = useText()
  const me = useMe()
  const [, go] = useLocation()
  const { busy, failure, run } = useDo()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<'mock' | 'provincial'>('mock')
  const [from, setFrom] = useState<string>(addDays(todayOf(me.city), 14))
  const [to, setTo] = useState<string>(addDays(todayOf(me.city), 16))
  const [teams, setTeams] = useState(3)
  const sets = (useForms().data?.items ?? []).filter((one) => one.kind === 'quotas' && one.state === 'in_force')
  const [set, setSet] = useState<string | null>(null)
  const chosen = set ?? sets.find(({ code }) => code === 'standard')?.id ?? sets[0]?.id ?? null
  const found = useForm(chosen)
  const city = me.region.code.slice(0, 6)
  const divisions = useQuery({ queryKey: ['regions', city], queryFn: () => api.get<{ items: RegionItem[] }>('/regions', { parent: city }), staleTime: Infinity })
  const areas = (divisions.data?.items ?? []).map(({ code }) => ({ code, name: '', stratum: stratumOf(code) }))
  const there = (stratum: Stratum): number => areas.filter((area) => area.stratum === stratum).length
  const asked = (found.data?.content as DrawRules | undefined) ?? shippedRules
  const base = divisions.data ? fitted(asked, areas) : asked
  const [openOwn, setOpenAreas] = useState<Counts | null>(null)
  const [covertOwn, setCovertAreas] = useState<Counts | null>(null)
  const [openAreas, covertAreas] = [openOwn ?? base.open.areas, covertOwn ?? base.covert.areas]
  const create = () =>
    run(async () => {
      const rules = { open: { ...base.open, areas: openAreas }, covert: { ...base.covert, areas: covertAreas } }
      const { id } = await api.post<{ id: string }>('/examinations', { title, kind, region: city, starts_on: from, ends_on: to, teams, rules })
      go(`/examinations/${id}`)
    }, { zh: '已建立', en: 'Opened' })
  return (
    <Modal open title={say({ zh: '开展初评', en: 'Open an examination' })} okText={say({ zh: '建立', en: 'Open' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ disabled: !title.trim() || (chosen !== null && !found.data), loading: busy }} onOk={() => void create()} onCancel={onClose}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <label>
          {say({ zh: '名称', en: 'Name' })}
          <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <div>
          <label htmlFor="ex-kind">{say({ zh: '类别', en: 'Kind' })}</label>
          <Select id="ex-kind" value={kind} style={{ width: '100%' }} onChange={setKind} options={[{ value: 'mock', label: say({ zh: '模拟初评', en: 'Mock' }) }, { value: 'provincial', label: say({ zh: '省级初评', en: 'Provincial' }) }]} />
        </div>
        <div className="ex-fields">
          <label>
            {say({ zh: '开始日期', en: 'From' })}
            <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <label>
            {say({ zh: '结束日期', en: 'To' })}
            <Input type="date" value={to} onChange={(event) => setTo(event.target.value)} />
          </label>
          <label>
            {say({ zh: '工作组数', en: 'Groups' })}
            <InputNumber min={1} max={20} value={teams} onChange={(value) => setTeams(value ?? 1)} />
          </label>
        </div>
        {sets.length > 0 && (
          <div>
            <label htmlFor="ex-quotas">{say({ zh: '抽取配额', en: 'Quotas' })}</label>
            <Select
              id="ex-quotas"
              value={chosen ?? ''}
              style={{ width: '100%' }}
              onChange={(id: string) => {
                setSet(id)
                setOpenAreas(null)
                setCovertAreas(null)
              }}
              options={sets.map((one) => ({ value: one.id ?? '', label: `${say(one.title)} · ${say({ zh: '第 {n} 版', en: 'edition {n}' }, { n: one.edition })}` }))}
            />
          </div>
        )}
        {divisions.data && <p className="quiet small">{say({ zh: '本市有 {district} 个市辖区、{county} 个县（市、旗）；明查和暗访不抽同一区域。', en: 'The city has {district} districts and {county} counties; no area is drawn both openly and covertly.' }, { district: there('district'), county: there('county') })}</p>}
        <Areas title={say({ zh: '明查区域（{n} 个点位）', en: 'Open areas ({n} points)' }, { n: pointsOf(base.open) })} value={openAreas} onChange={setOpenAreas} />
        <Areas title={say({ zh: '暗访区域（{n} 个点位）', en: 'Covert areas ({n} points)' }, { n: pointsOf(base.covert) })} value={covertAreas} onChange={setCovertAreas} />
      </div>
    </Modal>
  )
}

function Areas({ title, value, onChange }: { title: string; value: Counts; onChange: (next: Counts) => void }) {
  const say = useText()
  return (
    <fieldset className="ex-fields">
      <legend>{title}</legend>
      {strata.map(([stratum, label]) => (
        <label key={stratum}>
          {say(label)}
          <InputNumber min={0} max={50} value={value[stratum]} onChange={(count) => onChange({ ...value, [stratum]: count ?? 0 })} />
        </label>
      ))}
    </fieldset>
  )
}
