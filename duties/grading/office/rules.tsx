import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useLocation, useParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Fault, Loading, Page } from '../../../web/kit/Page.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { gradeRules, MANAGE, ruleKinds, type RuleKind } from '../registers.ts'
import type { Tables } from '../tables.ts'
import { contentOf, RuleNumbers } from './rule-numbers.tsx'

export const useRules = () => useQuery({ queryKey: ['grading', 'rules'], queryFn: () => api.get<Tables>('/grading/rules') })

/** `/grade-rules`: every version with its dates and source. */
export function RulePages() {
  const say = useText()
  const allows = useHolds()
  return (
    <RegisterPages
      register={gradeRules}
      base="/grade-rules"
      actions={allows(MANAGE) && ruleKinds.map(({ code, label }) => <LinkButton key={code} to={`/grade-rules/revise/${code}`}>{say({ zh: '修订{what}', en: 'Revise: {what}' }, { what: say(label) })}</LinkButton>)}
      rowExtra={(row) => <RuleContent row={row} />}
    />
  )
}

function RuleContent({ row }: { row: AnyRow }) {
  const say = useText()
  const content = row['content'] as Readonly<Record<string, unknown>>
  return (
    <Card title={say({ zh: '内容', en: 'Content' })} padded>
      <RuleNumbers kind={row['kind'] as RuleKind} base={content} content={content} />
    </Card>
  )
}

/** `/grade-rules/revise/:kind`: numbers of the version in force, changed and kept as the next. */
export function ReviseRules() {
  const say = useText()
  const { kind } = useParams<{ kind: string }>()
  const found = useRules()
  const known = ruleKinds.find(({ code }) => code === kind)
  const title = known ? say({ zh: '修订{what}', en: 'Revise: {what}' }, { what: say(known.label) }) : say(gradeRules.title)
  return (
    <Page title={title} back={{ to: '/grade-rules', label: say(gradeRules.title) }} about={say({ zh: '改动不影响旧版；新版从生效日起用，全市随之重评。', en: 'The old version stays as it is; the new one holds from its day, and the city is graded again.' })}>
      {found.data && known ? <Revise key={kind} kind={known.code} table={found.data[known.code]} /> : <Card><Loading error={found.error} retry={() => void found.refetch()} /></Card>}
    </Page>
  )
}

function Revise({ kind, table }: { kind: RuleKind; table: Tables[RuleKind] }) {
  const say = useText()
  const base = contentOf(table)
  const [content, setContent] = useState(base)
  const [, go] = useLocation()
  return (
    <Card title={say({ zh: '现行 {v}', en: 'In force: {v}' }, { v: table.version })} padded more={<SaveRules kind={kind} content={content} disabled={content === base} onSaved={(id) => go(`/grade-rules/${id}`)} />}>
      <RuleNumbers kind={kind} base={base} content={content} onChange={setContent} />
    </Card>
  )
}

const CONFIDENCE = [
  { value: 'confirmed', zh: '已核对原文', en: 'Checked against the text' },
  { value: 'found', zh: '据公开材料', en: 'Found in print' },
  { value: 'design', zh: '本市自定', en: 'The city’s own' },
] as const

/** Keeps what was changed as a new version. */
export function SaveRules({ kind, content, disabled, onSaved }: { kind: RuleKind; content: Readonly<Record<string, unknown>>; disabled: boolean; onSaved: (id: string) => void }) {
  const say = useText()
  const me = useMe()
  const allows = useHolds()
  const toast = useToast()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [version, setVersion] = useState('')
  const [from, setFrom] = useState<string>(todayOf(me.city))
  const [source, setSource] = useState('')
  const [confidence, setConfidence] = useState('confirmed')
  const [note, setNote] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  if (!allows(MANAGE)) return null
  const send = async () => {
    setFailure(null)
    try {
      const { row } = await api.post<{ row: { id: string } }>('/grading/rules', { kind, version, valid_from: from, source, confidence, note: note || null, content })
      await Promise.all([client.invalidateQueries({ queryKey: ['grading'] }), client.invalidateQueries({ queryKey: ['register', 'grade_rules'] })])
      toast.done(say({ zh: '已存为新版', en: 'Kept as a new version' }))
      setOpen(false)
      onSaved(row.id)
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      <Button type="primary" disabled={disabled} onClick={() => setOpen(true)}>{say({ zh: '存为新版', en: 'Keep as a new version' })}</Button>
      <Modal open={open} title={say({ zh: '存为新版', en: 'Keep as a new version' })} okText={say({ zh: '保存', en: 'Keep' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onCancel={() => setOpen(false)} onOk={() => void send()}
        okButtonProps={{ disabled: version.trim() === '' || source.trim() === '' || from === '' }}>
        <div className="stack">
          {failure !== null && <Fault error={failure} />}
          <label>{say({ zh: '版本号', en: 'Version' })}<Input maxLength={40} value={version} onChange={(event) => setVersion(event.target.value)} /></label>
          <label>{say({ zh: '生效日期', en: 'In force from' })}<Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} /></label>
          <label>{say({ zh: '依据（文件名称和文号）', en: 'Source (paper and number)' })}<Input maxLength={500} value={source} onChange={(event) => setSource(event.target.value)} /></label>
          <label htmlFor="gr-confidence">{say({ zh: '可靠程度', en: 'How sure' })}</label>
          <Select id="gr-confidence" style={{ width: '100%' }} value={confidence} onChange={setConfidence} options={CONFIDENCE.map(({ value, zh, en }) => ({ value, label: say({ zh, en }) }))} />
          <label>{say({ zh: '修改说明', en: 'Why it is changed' })}<Input.TextArea rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} /></label>
        </div>
      </Modal>
    </>
  )
}
