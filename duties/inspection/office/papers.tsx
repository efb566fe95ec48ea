import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { addressOf, api } from '../../../web/kit/api.ts'
import { isOver, useJob } from '../../../web/kit/JobProgress.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Fault } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import type { Conduct } from '../contract.ts'
import { paperCodes, paperKinds, printable, type PaperKind } from '../papers/kinds.ts'
import { publicLink } from '../public/link.ts'

/** Papers of an inspection: each is made once for a record, as Word and PDF with one number. */
export function Papers({ id, row }: { id: string; row: AnyRow }) {
  const say = useText()
  const me = useMe()
  const published = row['state'] === 'published'
  const ordered = row['follow'] === 'order' || row['follow'] === 'case'
  return (
    <Card title={say({ zh: '打印文书', en: 'Papers' })} more={published && <a href={publicLink(me.city.code, id)} target="_blank" rel="noreferrer">{say({ zh: '公开页', en: 'Public page' })}</a>} padded>
      <div className="toolbar">
        {paperCodes.filter((kind) => printable(kind, { ordered, published })).map((kind) => <PaperButton key={kind} id={id} kind={kind} />)}
      </div>
      {!published && <p className="quiet">{say({ zh: '结果公开后可打印张贴用的公示。', en: 'The poster can be printed once the result is public.' })}</p>}
    </Card>
  )
}

function PaperButton({ id, kind }: { id: string; kind: PaperKind }) {
  const say = useText()
  const client = useQueryClient()
  const [job, setJob] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const { data } = useJob(job)
  const over = isOver(data)
  const made = data?.state === 'done' ? (data.result as { document: string; docx: string; pdf: string } | null) : null
  useEffect(() => { if (over) void client.invalidateQueries({ queryKey: ['matter', 'inspection', id] }) }, [over, client, id])
  const ask = async () => {
    setFailure(null)
    try {
      setJob((await api.post<{ job: string }>(`/inspections/${id}/papers`, { kind })).job)
    } catch (error) {
      setFailure(error)
    }
  }
  const { label } = paperKinds[kind]
  return (
    <span>
      <Button loading={job !== null && !over} onClick={() => void ask()}>{say(label)}</Button>
      {made && <> <a href={addressOf(`/documents/${made.document}/file`)} target="_blank" rel="noreferrer">Word</a> <a href={addressOf(`/files/${made.pdf}?inline=1`)} target="_blank" rel="noreferrer">PDF</a></>}
      {data?.state === 'failed' && <span className="tone-late"> ▲ {say({ zh: '未生成，请重试', en: 'Not made; try again' })}</span>}
      {failure !== null && <Fault error={failure} />}
    </span>
  )
}

/** How it was done: who signed or refused, samples, managers examined. */
export function Conducted({ conduct }: { conduct: Conduct | null }) {
  const say = useText()
  if (!conduct) return null
  const { refusal, exam, samples, entrusting, businessBy, evidence } = conduct
  return (
    <div className="in-conducted">
      {businessBy && <p className="quiet">{say({ zh: '被检查单位签字：{who}', en: 'Signed for the business: {who}' }, { who: businessBy })}</p>}
      {refusal && <p>◆ {say({ zh: '拒绝签字：{reason}', en: 'Signature refused: {reason}' }, { reason: refusal.reason })}{refusal.witness && <> · {say({ zh: '见证人 {who}', en: 'witness {who}' }, { who: refusal.witness })}</>}{refusal.video && <> · {say({ zh: '已录像（见附件）', en: 'on video (see files)' })}</>}</p>}
      {exam && <p>{say({ zh: '抽考 {asked} 人，合格 {passed} 人', en: '{asked} managers examined, {passed} passed' }, { asked: exam.asked, passed: exam.passed })}{exam.resitOn && <> · {say({ zh: '补考 {on}', en: 'resit {on}' }, { on: exam.resitOn })}</>}</p>}
      {samples > 0 && <p>{say({ zh: '现场抽样 {n} 批', en: '{n sample|samples} taken' }, { n: samples })}</p>}
      {entrusting && <p>{say({ zh: '委托方：{who}', en: 'Entrusting producer: {who}' }, { who: entrusting })}</p>}
      {evidence && <p>{say({ zh: '收集、保全的证据：{what}', en: 'Evidence kept: {what}' }, { what: evidence.what })}{evidence.files.length > 0 && <> · {say({ zh: '照片 {n} 张（见附件）', en: '{n photo|photos} (see files)' }, { n: evidence.files.length })}</>}</p>}
    </div>
  )
}
