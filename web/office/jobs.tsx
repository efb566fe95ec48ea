import { useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useSearchParams } from 'wouter'
import { addressOf, api } from '../kit/api.ts'
import { dateTime } from '../kit/format.ts'
import { JobState, jobStates } from '../kit/JobProgress.tsx'
import { useText } from '../kit/language.tsx'
import { Page } from '../kit/Page.tsx'
import { PagedList } from '../kit/PagedList.tsx'
import { outcomeText, progressText } from '../kit/row-counts.ts'
import { useToast } from '../kit/toast.tsx'
import type { Job } from '../kit/types.ts'

type Wanted = Job['state'] | 'all' | 'asked'

/** Long work: what runs, what is done and what it left, what failed and why. */
export function Jobs() {
  const say = useText()
  const [search, setSearch] = useSearchParams()
  const options: { value: Wanted; label: string }[] = [
    { value: 'all', label: say({ zh: '全部', en: 'All' }) },
    // What comes round by itself after each change is most of the list.
    { value: 'asked', label: say({ zh: '有人发起', en: 'Asked for' }) },
    ...(['running', 'waiting', 'done', 'failed'] as const).map((value) => ({ value, label: say(jobStates[value].label) })),
  ]
  const state = options.find(({ value }) => value === search.get('state'))?.value ?? 'all'
  const setState = (next: Wanted) => setSearch(next === 'all' ? {} : { state: next }, { replace: true })
  return (
    <Page
      title={say({ zh: '任务', en: 'Jobs' })}
      about={say({ zh: '导入、导出、报告和每日自动任务。', en: 'Imports, exports, reports and what runs by itself each day.' })}
    >
      <PagedList<Job>
        of="jobs"
        path="/jobs"
        query={state === 'all' ? {} : state === 'asked' ? { asked: '1' } : { state }}
        every={10_000}
        look="alert"
        filters={<Segmented options={options} value={state} onChange={setState} />}
        empty={say({
          zh: '没有任务。导入或导出一张大表，这里会显示进度和结果。',
          en: 'No jobs. Import or export a large list and its progress and result appear here.',
        })}
      >
        {(job) => <JobLine job={job} />}
      </PagedList>
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
  const facts = [
    dateTime(job.createdAt),
    job.finishedAt && say({ zh: '完成于 {at}', en: 'ended {at}' }, { at: dateTime(job.finishedAt) }),
    job.state === 'running' && progressText(job, say),
    outcomeText(job, say),
    job.attempts > 1 && say({ zh: '第 {n} / {most} 次', en: 'attempt {n} of {most}' }, { n: job.attempts, most: job.maxAttempts }),
  ].filter(Boolean)
  return (
    <>
      <span>
        <JobState job={job} /> {say(job.title)}
        <span className="quiet small" style={{ display: 'block' }}>
          {facts.join(' · ')}
        </span>
        {job.error && (
          <span className="tone-late small" style={{ display: 'block', whiteSpace: 'pre-line' }}>
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
    </>
  )
}
