import { useState, type ReactNode } from 'react'
import { Button, Modal } from 'antd'
import { api } from './api.ts'
import { FileDrop } from './FileDrop.tsx'
import { JobNotice } from './JobProgress.tsx'
import { useText } from './language.tsx'
import { useOnce } from './once.ts'
import { Fault } from './Page.tsx'

/**
 * A workbook that was exported and changed comes back: dropped here, it is read by a job whose end is told.
 * `path` takes the file's id with what is `given`; `about` says what becomes of it, `hint` what must be in it, `outcome` what came of it; `children` ask for more.
 */
export function TakeIn({
  title,
  path,
  given = {},
  about,
  hint,
  onDone,
  outcome,
  children,
}: {
  title: string
  path: string
  given?: Readonly<Record<string, unknown>>
  about: string
  hint: string
  onDone: () => void
  outcome?: Parameters<typeof JobNotice>[0]['outcome']
  children?: ReactNode
}) {
  const say = useText()
  const [open, setOpen] = useState(false)
  const [job, setJob] = useState<string | null>(null)
  const { busy, failure, once } = useOnce()
  const take = (file: File) =>
    once(async () => {
      const { id } = await api.upload<{ id: string }>('/files', file)
      setJob((await api.post<{ job: string }>(path, { file: id, ...given })).job)
      setOpen(false)
    })
  return (
    <>
      {job && <JobNotice id={job} title={title} onDone={onDone} {...(outcome ? { outcome } : {})} onClose={() => setJob(null)} />}
      <Button onClick={() => setOpen(true)}>{say({ zh: '导入 .xlsx', en: 'Take in .xlsx' })}</Button>
      <Modal open={open} footer={null} title={title} onCancel={() => setOpen(false)}>
        <div className="stack" aria-busy={busy}>
          {failure !== null && <Fault error={failure} />}
          <p className="quiet">{about}</p>
          {children}
          <FileDrop
            accept=".xlsx"
            onFile={(file) => void take(file)}
            title={
              busy
                ? say({ zh: '正在上传…', en: 'Sending…' })
                : say({ zh: '把表格拖到这里，或点击选择', en: 'Drop the workbook here, or press to choose it' })
            }
          >
            {hint}
          </FileDrop>
        </div>
      </Modal>
    </>
  )
}
