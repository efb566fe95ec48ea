import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { Button } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { FileDrop } from '../../../web/kit/FileDrop.tsx'
import { isOver, JobProgress, useJob } from '../../../web/kit/JobProgress.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Fault, Page } from '../../../web/kit/Page.tsx'
import { RegionPicker } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { FileInfo } from '../../../web/kit/types.ts'
import { plansKey } from './data.ts'

/** Drop a notice, choose who executes it; the reading is then shown for correction. Nothing is created yet. */
export function NewPlan() {
  const say = useText()
  const me = useMe()
  const [region, setRegion] = useState<string | null>(me.region.code)
  const [file, setFile] = useState<File | null>(null)
  const [job, setJob] = useState<string | null>(null)
  const { busy, failure: error, once } = useOnce()
  const read = async () => {
    if (!file || !region) return
    await once(async () => {
      const { id } = await api.upload<FileInfo>('/files', file)
      setJob((await api.post<{ job: string }>('/plans/read', { file: id, region })).job)
    })
  }
  const again = () => {
    setJob(null)
    setFile(null)
  }
  return (
    <Page
      title={say({ zh: '新建工作安排', en: 'New plan' })}
      back={{ to: '/plans', label: say({ zh: '重点工作', en: 'Work plans' }) }}
      about={say({
        zh: '先识别，再核对，确认后才下达。通知可以是别的区划的：名称会去掉区划，与执行区划的单位对照。',
        en: 'Read, check, then issue. A notice of another region will do: its names are matched to the units of the executing one.',
      })}
    >
      <div className="stack" style={{ maxWidth: 720 }}>
        {error !== null && <Fault error={error} />}
        <Card title={say({ zh: '执行区划', en: 'Executing region' })} padded>
          <RegionPicker
            value={region}
            onChange={setRegion}
            allowClear={false}
            disabled={job !== null}
            label={say({ zh: '执行区划', en: 'Executing region' })}
            width={320}
          />
          <p className="quiet small" style={{ marginTop: 6 }}>
            {say({ zh: '市或县（市、区）。', en: 'A city or a county.' })}
          </p>
        </Card>
        {job === null ? <NoticeDrop file={file} onFile={setFile} /> : <Reader job={job} onAgain={again} />}
        {job === null && (
          <Button type="primary" disabled={!file || !region} loading={busy} onClick={() => void read()}>
            {say({ zh: '识别', en: 'Read it' })}
          </Button>
        )}
      </div>
    </Page>
  )
}

const NoticeDrop = ({ file, onFile }: { file: File | null; onFile: (file: File) => void }) => {
  const say = useText()
  return (
    <FileDrop
      accept=".docx,.txt,.md"
      onFile={onFile}
      title={file ? file.name : say({ zh: '把通知拖到这里，或点击选择文件', en: 'Drop the notice here, or press to choose it' })}
    >
      {say({
        zh: '.docx、.txt 或 .md。断行、分页、列表式和表格式的通知都能识别；读不准的地方会标出来，由您定。',
        en: '.docx, .txt or .md: broken lines, lists and tables are understood. What is not sure is marked for you to decide.',
      })}
    </FileDrop>
  )
}

/** The reading as a job; once done, on to the correction. */
function Reader({ job: id, onAgain }: { job: string; onAgain: () => void }) {
  const say = useText()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { data: job } = useJob(id)
  const plan = job?.state === 'done' && typeof job.result?.['plan'] === 'string' ? job.result['plan'] : null
  useEffect(() => {
    if (plan === null) return
    void client.invalidateQueries({ queryKey: plansKey }).then(() => go(`/plans/${plan}/reading`, { replace: true }))
  }, [plan, client, go])
  return (
    <Card title={say({ zh: '正在识别', en: 'Reading' })} padded>
      <JobProgress job={job} />
      {isOver(job) && job?.state !== 'done' && <Button onClick={onAgain}>{say({ zh: '换一个文件', en: 'Try another file' })}</Button>}
    </Card>
  )
}
