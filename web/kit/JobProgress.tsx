import { useQuery } from '@tanstack/react-query'
import { Modal, Progress } from 'antd'
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { addressOf, api } from './api.ts'
import { useText } from './language.tsx'
import { outcomeText, progressText } from './row-counts.ts'
import { State } from './State.tsx'
import type { Job } from './types.ts'

export const jobStates = {
  waiting: { tone: 'plain', label: { zh: '等待', en: 'Waiting' } },
  running: { tone: 'soon', label: { zh: '进行中', en: 'Running' } },
  done: { tone: 'good', label: { zh: '完成', en: 'Done' } },
  failed: { tone: 'late', label: { zh: '失败', en: 'Failed' } },
  cancelled: { tone: 'plain', label: { zh: '已取消', en: 'Cancelled' } },
} as const satisfies Record<Job['state'], unknown>

export const isOver = (job: Job | undefined): boolean => job !== undefined && job.state !== 'waiting' && job.state !== 'running'

/** A job as it goes: server-sent events bring it up to date at once, asking every second does where they do not arrive. */
export const useJob = (id: string | null) =>
  useQuery({
    queryKey: ['job', id],
    enabled: id !== null,
    queryFn: () => api.get<Job>(`/jobs/${id}`),
    refetchInterval: (query) => (isOver(query.state.data) ? false : 1000),
  })

export function JobState({ job }: { job: Job }) {
  const say = useText()
  const { tone, label } = jobStates[job.state]
  return <State tone={tone}>{say(label)}</State>
}

/** The bar of a job that runs; what it says of itself under it. */
export function JobProgress({ job }: { job: Job | undefined }) {
  const say = useText()
  const { done = 0, total, note } = job?.progress ?? {}
  const percent = job?.state === 'done' ? 100 : total ? Math.floor((done / total) * 100) : 0
  return (
    <div aria-live="polite">
      <Progress
        percent={percent}
        status={job?.state === 'failed' ? 'exception' : 'normal'}
        aria-label={say({ zh: '进度', en: 'Progress' })}
      />
      <div className="quiet small">
        {(job && !isOver(job) && progressText(job, say)) || say(jobStates[job?.state ?? 'waiting'].label)}
        {note ? ` · ${say(note)}` : ''}
      </div>
      {job?.state === 'failed' && (
        <div className="notice late" role="alert">
          ▲ {say(job.error ?? { zh: '任务失败，可在“任务”页重试。', en: 'The job failed. It can be retried on the Jobs page.' })}
        </div>
      )}
    </div>
  )
}

type Notice = {
  readonly id: string
  /** What is done, where it does not end in a file. */
  readonly title?: string
  readonly onDone?: () => void
  /** What came of it, instead of the word that it is done. */
  readonly outcome?: (result: NonNullable<Job['result']>) => ReactNode
  readonly onClose: () => void
}

const inBackground = {
  file: {
    zh: '行数较多，正在后台生成。可以关掉这个窗口，做好后到“任务”页下载。',
    en: 'There are many rows, so the file is being made in the background. You may close this; it will be on the Jobs page.',
  },
  work: { zh: '正在后台处理。可以关掉这个窗口，结果也在“任务”页。', en: 'This is being done in the background. You may close this; how it went is on the Jobs page too.' },
}

/** A job that somebody waits for and may leave: one that ends in a file, or, with a title, one that does not. */
export function JobNotice({ id, title, onDone, outcome, onClose }: Notice) {
  const say = useText()
  const { data: job } = useJob(id)
  const done = job?.state === 'done'
  const told = useEffectEvent(() => onDone?.())
  useEffect(() => {
    if (done) told()
  }, [done])
  return (
    <Modal open title={title ?? say({ zh: '导出', en: 'Export' })} onCancel={onClose} footer={null}>
      {!isOver(job) && <p className="quiet">{say(title === undefined ? inBackground.file : inBackground.work)}</p>}
      <JobProgress job={job} />
      {done && title !== undefined && (outcome && job.result ? outcome(job.result) : <p>{say({ zh: '已完成。', en: 'Done.' })}</p>)}
      {done && title === undefined && (
        <a href={addressOf(`/jobs/${id}/file`)} download>
          {say({ zh: '下载文件', en: 'Download the file' })}
        </a>
      )}
      {job && title === undefined && <span className="quiet small"> {outcomeText(job, say)}</span>}
    </Modal>
  )
}
