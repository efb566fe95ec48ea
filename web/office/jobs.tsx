import { useState } from 'react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { addressOf, api } from '../kit/api.ts'
import { Empty } from '../kit/Empty.tsx'
import { dateTime, plain } from '../kit/format.ts'
import { JobState, jobStates } from '../kit/JobProgress.tsx'
import { useText } from '../kit/language.tsx'
import { Card, Loading, Page } from '../kit/Page.tsx'
import { useToast } from '../kit/toast.tsx'
import type { Job } from '../kit/types.ts'

type JobPage = { readonly items: readonly Job[]; readonly next: string | null }
type Wanted = Job['state'] | 'all'

/** Long work: what runs, what is done and what it left, what failed and why. */
export function Jobs() {
  const say = useText()
  const [state, setState] = useState<Wanted>('all')
  const found = useInfiniteQuery({
    queryKey: ['jobs', state],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam }) => api.get<JobPage>('/jobs', { state: state === 'all' ? undefined : state, cursor: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 10_000,
  })
  const items = (found.data?.pages ?? []).flatMap((page) => page.items)
  const options: { value: Wanted; label: string }[] = [
    { value: 'all', label: say({ zh: '全部', en: 'All' }) },
    ...(['running', 'waiting', 'done', 'failed'] as const).map((value) => ({ value, label: say(jobStates[value].label) })),
  ]
  return (
    <Page
      title={say({ zh: '任务', en: 'Jobs' })}
      about={say({ zh: '导入、导出、报告和每日自动任务。', en: 'Imports, exports, reports and what runs by itself each day.' })}
      actions={<Segmented options={options} value={state} onChange={setState} />}
    >
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && items.length === 0 && (
          <Empty>
            {say({
              zh: '没有任务。导入或导出一张大表，这里会显示进度和结果。',
              en: 'No jobs. Import or export a large list and its progress and result appear here.',
            })}
          </Empty>
        )}
        {items.length > 0 && (
          <ul className="items alert">
            {items.map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
          </ul>
        )}
        {found.hasNextPage && (
          <div className="card-body">
            <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {say({ zh: '更多', en: 'More' })}
            </Button>
          </div>
        )}
      </Card>
    </Page>
  )
}

function JobLine({ job }: { job: Job }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const act = async (what: 'retry' | 'cancel') => {
    try {
      await api.post(`/jobs/${job.id}/${what}`)
      await client.invalidateQueries({ queryKey: ['jobs'] })
    } catch (error) {
      toast.failed(error)
    }
  }
  const { done = 0, total = 0 } = job.progress ?? {}
  const facts = [
    dateTime(job.createdAt),
    job.finishedAt && say({ zh: '完成于 {at}', en: 'ended {at}' }, { at: dateTime(job.finishedAt) }),
    job.state === 'running' && total > 0 && `${plain(done)} / ${plain(total)}`,
    job.attempts > 1 && say({ zh: '第 {n} / {most} 次', en: 'attempt {n} of {most}' }, { n: job.attempts, most: job.maxAttempts }),
  ].filter(Boolean)
  return (
    <li>
      <span>
        <JobState job={job} /> {say(job.title)}
        <span className="quiet small" style={{ display: 'block' }}>
          {facts.join(' · ')}
        </span>
        {job.error && (
          <span className="tone-late small" style={{ display: 'block' }}>
            ▲ {say(job.error)}
          </span>
        )}
      </span>
      <span className="toolbar">
        {job.file && (
          <a href={addressOf(`/jobs/${job.id}/file`)} download>
            {say({ zh: '下载', en: 'Download' })}
          </a>
        )}
        {job.may.includes('retry') && (
          <Button size="small" onClick={() => void act('retry')}>
            {say({ zh: '重试', en: 'Retry' })}
          </Button>
        )}
        {job.may.includes('cancel') && (
          <Button size="small" onClick={() => void act('cancel')}>
            {say({ zh: '取消', en: 'Cancel' })}
          </Button>
        )}
      </span>
    </li>
  )
}
