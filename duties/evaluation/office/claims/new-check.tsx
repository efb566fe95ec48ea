import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLocation } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { fileSize } from '../../../../web/kit/format.ts'
import { isOver, JobProgress, useJob } from '../../../../web/kit/JobProgress.tsx'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Fault } from '../../../../web/kit/Page.tsx'
import type { FileInfo } from '../../../../web/kit/types.ts'
import { checksKey } from './data.ts'

const MOST = 10

/** Chooses papers, sends them, waits for the check, and goes to what came of it. */
export function NewCheck({ onBusy }: { onBusy: (busy: boolean) => void }) {
  const say = useText()
  const [files, setFiles] = useState<readonly File[]>([])
  const [sent, setSent] = useState(0)
  const [job, setJob] = useState<string | null>(null)
  const { busy: sending, failure: error, once } = useOnce(() => onBusy(false))
  const add = (file: File) => setFiles((before) => (before.some((one) => same(one, file)) ? before : [...before, file].slice(0, MOST)))
  const check = () =>
    once(async () => {
      onBusy(true)
      const ids: string[] = []
      for (const file of files) {
        setSent(ids.length)
        ids.push((await api.upload<FileInfo>('/files', file)).id)
      }
      setJob((await api.post<{ job: string }>('/claims/checks', { files: ids })).job)
    })
  const again = () => {
    setJob(null)
    onBusy(false)
  }
  if (job !== null) return <Checking job={job} onAgain={again} />
  return (
    <div className="stack cc-new">
      {error !== null && <Fault error={error} />}
      <FileDrop
        accept=".docx,.pdf,.txt,.md"
        multiple
        onFile={add}
        title={say({ zh: '把材料拖到这里，或点击选择文件', en: 'Drop papers here, or press to choose them' })}
      >
        {say({
          zh: '.docx、.pdf（有文字）、.txt 或 .md，每份不超过 20 MB，一次最多 10 份；几份一起核验时，还会比对相互雷同之处。',
          en: '.docx, .pdf with text, .txt or .md, 20 MB each, ten at a time. Several together are also compared for what was copied.',
        })}
      </FileDrop>
      {files.length > 0 && (
        <Card>
          <ul className="items">
            {files.map((file, at) => (
              <li key={`${file.name} ${file.size}`} className="cc-file">
                <span className="break">{file.name}</span>
                <span className="quiet small">{fileSize(file.size)}</span>
                <Button
                  size="small"
                  disabled={sending}
                  aria-label={say({ zh: '去掉 {name}', en: 'Remove {name}' }, { name: file.name })}
                  onClick={() => setFiles(files.filter((_, other) => other !== at))}
                >
                  {say({ zh: '去掉', en: 'Remove' })}
                </Button>
              </li>
            ))}
          </ul>
          <div className="card-body toolbar">
            <Button type="primary" loading={sending} onClick={() => void check()}>
              {sending
                ? say({ zh: '上传 {n} / {all}', en: 'Sending {n} of {all}' }, { n: sent + 1, all: files.length })
                : say({ zh: '核验 {n} 份材料', en: files.length === 1 ? 'Check the paper' : 'Check {n} papers' }, { n: files.length })}
            </Button>
          </div>
        </Card>
      )}
    </div>
  )
}

const same = (a: File, b: File): boolean => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified

function Checking({ job: id, onAgain }: { job: string; onAgain: () => void }) {
  const say = useText()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { data: job } = useJob(id)
  const check = job?.state === 'done' && typeof job.result?.['check'] === 'string' ? job.result['check'] : null
  useEffect(() => {
    if (check === null) return
    void client.invalidateQueries({ queryKey: checksKey, exact: true })
    go(`/claims/${check}`)
  }, [check, client, go])
  return (
    <Card title={say({ zh: '正在核验', en: 'Checking' })} padded>
      <JobProgress job={job} />
      {isOver(job) && job?.state !== 'done' && <Button onClick={onAgain}>{say({ zh: '回去改选文件', en: 'Choose other files' })}</Button>}
    </Card>
  )
}
