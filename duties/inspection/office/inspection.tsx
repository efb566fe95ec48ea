import { useEffect, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { Link, useParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { MatterPage, useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card, Fault, Loading } from '../../../web/kit/Page.tsx'
import { RowFields } from '../../../web/kit/RegisterRow.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { uploadFile } from '../../../web/kit/upload.ts'
import type { Conduct, Draft } from '../contract.ts'
import { inspection } from '../matters.ts'
import { inspections } from '../registers.ts'
import type { Mark } from '../../../platform/core/claim.ts'
import type { InspectionForm } from '../rules/result.ts'
import type { Finding, Sheet } from '../sheets/sheet.ts'
import { blank, faultsOf, type Filling } from '../sheet-form/filling.ts'
import { SheetForm } from '../sheet-form/form.tsx'
import { Conducted, Papers } from './papers.tsx'
import { Photos } from './photos.tsx'

const useSheet = (id: string) => useQuery({ queryKey: ['inspection', id, 'sheet'], queryFn: () => api.get<{ sheet: Sheet; draft: Draft | null }>(`/inspections/${id}/sheet`) })

/** One inspection: `/matters/inspection/:id`. */
export function InspectionRoute() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const row = useMatter('inspection', id).data?.row
  return (
    <MatterPage key={id} matter={inspection} id={id} back={{ to: '/inspections', label: say(inspections.title) }} facts={row && <Facts id={id} row={row} />}
      forms={{
        finish: ({ row: of, onClose }) => <FillDialog id={id} row={of} action="finish" onClose={onClose} />,
        correct: ({ row: of, onClose }) => <FillDialog id={id} row={of} action="correct" onClose={onClose} />,
      }} />
  )
}

const hidden = ['facts', 'findings', 'corrected_items', 'marks', 'conduct', 'called']

function Facts({ id, row }: { id: string; row: AnyRow }) {
  const say = useText()
  const found = useSheet(id)
  const labels = useMatter('inspection', id).data?.labels ?? {}
  const shown = { ...inspections, fields: Object.fromEntries(Object.entries(inspections.fields).filter(([name]) => !hidden.includes(name))) }
  const findings = (row['findings'] as readonly Finding[] | null) ?? []
  const failed = findings.filter(({ verdict }) => verdict === 'fail')
  const sheet = found.data?.sheet
  const marks = (row['marks'] as readonly Mark[] | null) ?? []
  return (
    <>
      <Card title={say({ zh: '检查情况', en: 'The inspection' })} more={typeof row['premises_id'] === 'string' && <Link href={`/premises/${row['premises_id']}`}>{say({ zh: '一企一档', en: 'Dossier' })}</Link>} padded>
        <RowFields register={shown} row={row} labels={labels} may={[]} />
        <Conducted conduct={row['conduct'] as Conduct | null} />
        {marks.map((mark) => <p key={mark.code} className="in-fault">◆ {say(mark.text)}</p>)}
      </Card>
      {typeof row['result'] === 'string' && <Papers id={id} row={row} />}
      {findings.length > 0 && (
        <Card title={say({ zh: '不符合的项', en: 'Items that failed' })} more={say({ zh: '{failed} / {of}', en: '{failed} of {of}' }, { failed: failed.length, of: findings.length })} padded>
          {!sheet && <Loading error={found.error} retry={() => void found.refetch()} />}
          {sheet && failed.length === 0 && <p>{say({ zh: '所查各项均符合。', en: 'Every item that was checked meets.' })}</p>}
          {sheet && failed.length > 0 && (
            <ul>
              {failed.map((finding) => {
                const item = sheet.items.find(({ code }) => code === finding.code)
                return <li key={finding.code}>{item?.key && <strong>* </strong>}{finding.code} {item && say(item.text)}{finding.value !== undefined && `（${finding.value} ${item?.measure?.unit ?? ''}）`}{finding.note && <>：{finding.note}</>}</li>
              })}
            </ul>
          )}
        </Card>
      )}
    </>
  )
}

/** Where the person stands, if the browser says so within five seconds; never a reason to wait. */
const standing = (): Promise<{ lng: number; lat: number; accuracy: number } | null> =>
  new Promise((answer) => {
    if (!('geolocation' in navigator)) { answer(null); return }
    navigator.geolocation.getCurrentPosition(({ coords }) => answer({ lng: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }), () => answer(null), { timeout: 5_000, maximumAge: 60_000 })
  })

const addPhoto = (id: string) => async (file: File): Promise<string> => (await uploadFile<{ hash: string }>(file, { about: { about_table: 'inspection', about_id: id } })).hash

function FillDialog({ id, row, action, onClose }: { id: string; row: AnyRow; action: 'finish' | 'correct'; onClose: () => void }) {
  const say = useText()
  const found = useSheet(id)
  const data = found.data
  return (
    <Modal open footer={null} width={760} title={say(inspection.actions[action].label)} onCancel={onClose}>
      {!data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {data && <Fill id={id} row={row} sheet={data.sheet} draft={data.draft} action={action} onClose={onClose} />}
    </Modal>
  )
}

function Fill({ id, row, sheet, draft, action, onClose }: { id: string; row: AnyRow; sheet: Sheet; draft: Draft | null; action: 'finish' | 'correct'; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const form = row['kind'] as InspectionForm
  const before: Filling = action === 'correct'
    ? { facts: row['facts'] as Filling['facts'], findings: row['findings'] as Filling['findings'], corrected: row['corrected_items'] as Filling['corrected'], note: row['note'] as string | null, stop: row['stopped'] === true }
    : draft ? { ...draft.content, stop: false } : blank
  const [value, setValue] = useState<Filling>(before)
  const [started] = useState(() => draft?.content.startedAt ?? new Date().toISOString())
  const [signer, setSigner] = useState('')
  const [reason, setReason] = useState('')
  const [due, setDue] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    if (action !== 'finish' || value === before) return undefined
    const { facts, findings, corrected, note } = value
    const timer = setTimeout(() => void api.put(`/inspections/${id}/draft`, { device: 'desk', content: { facts, findings, corrected, note, startedAt: started } }).catch(() => {}), 2_000)
    return () => clearTimeout(timer)
  }, [value]) // oxlint-disable-line react-hooks/exhaustive-deps
  const faults = faultsOf(sheet, form, value)
  const answers = { facts: value.facts, findings: value.findings, corrected: value.corrected, stop: value.stop, note: value.note }
  const send = async () => {
    setBusy(true)
    setFailure(null)
    try {
      if (action === 'correct') await api.post(`/matters/inspection/${id}/correct`, { version: row.version, ...answers, reason })
      else {
        const at = await standing()
        const conduct: Conduct = { signatures: {}, businessBy: signer || null, refusal: null, entrusting: null, exam: null, samples: 0 }
        const now = new Date().toISOString()
        await api.post(`/matters/inspection/${id}/finish`, { version: row.version, ...answers, present: row['inspectors'], started_at: started, signed_at: now, finished_at: now, sent_at: now, answered_at: null, lng: at?.lng ?? null, lat: at?.lat ?? null, accuracy: at?.accuracy ?? null, conduct, order_due_on: due || null })
      }
      await client.invalidateQueries()
      toast.done(say(action === 'finish' ? { zh: '检查已提交', en: 'Inspection submitted' } : { zh: '已更正，原记录保留', en: 'Corrected; the record before is kept' }))
      onClose()
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  const failing = value.findings.some(({ code, verdict }) => verdict === 'fail' && !value.corrected.includes(code))
  return (
    <>
      <SheetForm sheet={sheet} form={form} value={value} onChange={setValue}
        photos={({ hashes, onChange }) => <Photos hashes={hashes} add={async (file) => onChange([...hashes, await addPhoto(id)(file)])} />} />
      {action === 'finish' && failing && <label>{say({ zh: '整改期限（不填按规定）', en: 'To be put right by (empty: the usual days)' })}<Input type="date" value={due} onChange={(event) => setDue(event.target.value)} /></label>}
      {action === 'finish' && <label>{say({ zh: '被检查单位签字人职务', en: 'Who signed for the business (office held)' })}<Input maxLength={100} value={signer} onChange={(event) => setSigner(event.target.value)} /></label>}
      {action === 'correct' && <label>{say({ zh: '更正原因', en: 'Why it is corrected' })}<Input maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>}
      {failure !== null && <Fault error={failure} />}
      <div className="in-foot">
        <Button size="large" type="primary" loading={busy} disabled={faults.length > 0 || (action === 'correct' && reason.trim() === '')} onClick={() => void send()}>{say(inspection.actions[action].label)}</Button>
        {faults.length > 0 && <span className="quiet" role="status">{say({ zh: '还有 {n} 处要填', en: '{n} places are open' }, { n: faults.length })}：{say(faults[0]!.sentence)}</span>}
      </div>
    </>
  )
}
