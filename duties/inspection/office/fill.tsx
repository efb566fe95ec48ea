import { useEffect, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useMatter } from '../../../web/kit/MatterPage.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault, Loading, Notice } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { uploadFile } from '../../../web/kit/upload.ts'
import { BesideFields, BusinessFields } from '../conduct-form/form.tsx'
import { conductOf, nothingTold, toldPoints, withEvidence, withVideo, type Told } from '../conduct-form/told.ts'
import type { Draft } from '../contract.ts'
import { inspection } from '../matters.ts'
import type { InspectionForm } from '../rules/result.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { blank, faultsOf, type Filling } from '../sheet-form/filling.ts'
import { SheetForm } from '../sheet-form/form.tsx'
import { FileButton, Photos } from './photos.tsx'

export const useSheet = (id: string) => useQuery({ queryKey: ['inspection', id, 'sheet'], queryFn: () => api.get<{ sheet: Sheet; draft: Draft | null }>(`/inspections/${id}/sheet`) })

/** Where the person stands, if the browser says so within five seconds; never a reason to wait. */
const standing = (): Promise<{ lng: number; lat: number; accuracy: number } | null> =>
  new Promise((answer) => {
    if (!('geolocation' in navigator)) { answer(null); return }
    navigator.geolocation.getCurrentPosition(({ coords }) => answer({ lng: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }), () => answer(null), { timeout: 5_000, maximumAge: 60_000 })
  })

const addPhoto = (id: string) => async (file: File): Promise<string> => (await uploadFile<{ hash: string }>(file, { about: { about_table: 'inspection', about_id: id } })).hash

export function FillDialog({ id, row, action, onClose }: { id: string; row: AnyRow; action: 'finish' | 'correct'; onClose: () => void }) {
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
  const me = useMe()
  const today = todayOf(me.city)
  const form = row['kind'] as InspectionForm
  const before: Filling = action === 'correct'
    ? { facts: row['facts'] as Filling['facts'], findings: row['findings'] as Filling['findings'], corrected: row['corrected_items'] as Filling['corrected'], note: row['note'] as string | null, stop: row['stopped'] === true }
    : draft ? { ...draft.content, stop: false } : blank
  const [value, setValue] = useState<Filling>(before)
  const [started] = useState(() => draft?.content.startedAt ?? new Date().toISOString())
  const [told, setTold] = useState<Told>(nothingTold)
  const [page, setPage] = useState<string | null>(null)
  const inspectors = row['inspectors'] as readonly string[]
  const [present, setPresent] = useState<readonly string[]>(inspectors)
  const [reason, setReason] = useState('')
  const [due, setDue] = useState('')
  const { busy, failure, once } = useOnce()
  useEffect(() => {
    if (action !== 'finish' || value === before) return undefined
    const { facts, findings, corrected, note } = value
    const timer = setTimeout(() => void api.put(`/inspections/${id}/draft`, { device: 'desk', content: { facts, findings, corrected, note, startedAt: started } }).catch(() => {}), 2_000)
    return () => clearTimeout(timer)
  }, [value]) // oxlint-disable-line react-hooks/exhaustive-deps
  const faults = faultsOf(sheet, form, value)
  const answers = { facts: value.facts, findings: value.findings, corrected: value.corrected, stop: value.stop, note: value.note }
  const send = () =>
    once(async () => {
      if (action === 'correct') await api.post(`/matters/inspection/${id}/correct`, { version: row.version, ...answers, reason })
      else {
        const at = await standing()
        const conduct = conductOf(told, { signatures: page === null ? {} : { page } })
        const now = new Date().toISOString()
        await api.post(`/matters/inspection/${id}/finish`, { version: row.version, ...answers, present, started_at: started, signed_at: now, finished_at: now, sent_at: now, answered_at: null, lng: at?.lng ?? null, lat: at?.lat ?? null, accuracy: at?.accuracy ?? null, conduct, order_due_on: due || null })
      }
      await client.invalidateQueries()
      toast.done(say(action === 'finish' ? { zh: '检查已提交', en: 'Inspection submitted' } : { zh: '已更正，原记录保留', en: 'Corrected; the record before is kept' }))
      onClose()
    })
  // Said before a whole sheet is filled in for nothing.
  const stranger = inspectors.includes(me.person) ? [] : [{ zh: '您不是这次检查的检查人员，不能提交。', en: 'You are not one of the inspectors of this inspection and cannot submit it.' }]
  const open = action === 'correct' ? [...stranger, ...faults.map(({ sentence }) => sentence)] : [
    ...stranger,
    ...faults.map(({ sentence }) => sentence), ...toldPoints(told, today),
    ...(present.length < 2 ? [{ zh: '检查人员不得少于 2 人。', en: 'At least 2 inspectors must take part.' }] : []),
  ]
  const failing = value.findings.some(({ code, verdict }) => verdict === 'fail' && !value.corrected.includes(code))
  return (
    <>
      {stranger.map((one) => <Notice key={one.zh} tone="soon">{say(one)}</Notice>)}
      <SheetForm sheet={sheet} form={form} value={value} onChange={setValue}
        photos={({ hashes, onChange }) => <Photos hashes={hashes} add={async (file) => onChange([...hashes, await addPhoto(id)(file)])} />} />
      {action === 'finish' && (
        <div className="in-sheet">
          {failing && <label className="in-label">{say({ zh: '整改期限（不填按规定）', en: 'To be put right by (empty: the usual days)' })}<input className="in-input" type="date" value={due} onChange={(event) => setDue(event.target.value)} /></label>}
          {inspectors.length > 2 && <Present inspectors={inspectors} id={id} value={present} onChange={setPresent} />}
          <section className="in-told" aria-labelledby="in-beside">
            <h3 id="in-beside">{say({ zh: '现场其他工作', en: 'Also done here' })}</h3>
            <BesideFields told={told} producer={sheet.kind === 'production'} today={today} onChange={(beside) => setTold((now) => ({ ...now, beside }))}
              photos={(hashes) => <Photos hashes={hashes} add={async (file) => { const hash = await addPhoto(id)(file); setTold((now) => ({ ...now, beside: withEvidence(now, hash) })) }} />} />
          </section>
          <section className="in-told" aria-labelledby="in-business">
            <h3 id="in-business">{say({ zh: '被检查单位', en: 'The business' })}</h3>
            <BusinessFields told={told} onChange={(change) => setTold((now) => ({ ...now, ...change }))}
              signature={<FileButton accept="image/*" label={page === null ? say({ zh: '签字页照片', en: 'Photo of the signed page' }) : say({ zh: '✓ 签字页已上传，重传', en: '✓ Signed page kept; send again' })} add={async (file) => setPage(await addPhoto(id)(file))} />}
              video={(taken) => <FileButton accept="video/*" label={taken ? say({ zh: '✓ 录像已上传，重传', en: '✓ Video kept; send again' }) : say({ zh: '上传拒签录像', en: 'Send the video of the refusal' })} add={async (file) => { const hash = await addPhoto(id)(file); setTold((now) => ({ ...now, refusal: withVideo(now, hash) })) }} />} />
          </section>
        </div>
      )}
      {action === 'correct' && <label>{say({ zh: '更正原因', en: 'Why it is corrected' })}<Input maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>}
      {failure !== null && <Fault error={failure} />}
      <div className="in-foot">
        <Button size="large" type="primary" loading={busy} disabled={open.length > 0 || (action === 'correct' && reason.trim() === '')} onClick={() => void send()}>{say(inspection.actions[action].label)}</Button>
        {open.length > 0 && <span className="quiet" role="status">{say({ zh: '还有 {n} 处要填', en: '{n place is|places are} open' }, { n: open.length })}：{say(open[0]!)}</span>}
      </div>
    </>
  )
}

/** Of three or more who were sent, those who went. */
function Present({ id, inspectors, value, onChange }: { id: string; inspectors: readonly string[]; value: readonly string[]; onChange: (present: readonly string[]) => void }) {
  const say = useText()
  const labels = useMatter('inspection', id).data?.labels ?? {}
  return (
    <fieldset className="in-item">
      <legend>{say({ zh: '实际检查人员', en: 'Who inspected' })}</legend>
      <div className="in-ticks">
        {inspectors.map((one, at) => (
          <label key={one} className="in-tick"><input type="checkbox" checked={value.includes(one)} onChange={(event) => onChange(inspectors.filter((each) => (each === one ? event.target.checked : value.includes(each))))} /> {labels[one] ? say(labels[one]) : say({ zh: '检查人员 {n}', en: 'Inspector {n}' }, { n: at + 1 })}</label>
        ))}
      </div>
    </fieldset>
  )
}
