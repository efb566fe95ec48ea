import { useState } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, DatePicker, Modal } from 'antd'
import dayjs from 'dayjs'
import { Link, useSearchParams } from 'wouter'
import { api } from '../kit/api.ts'
import { registers } from '../kit/declarations.ts'
import { Empty } from '../kit/Empty.tsx'
import { dateTime } from '../kit/format.ts'
import { JobProgress, useJob } from '../kit/JobProgress.tsx'
import { useText } from '../kit/language.tsx'
import { Card, Loading, Notice, Page } from '../kit/Page.tsx'
import { rowPlace } from '../kit/places.ts'
import { ReferencePicker } from '../kit/Reference.tsx'
import { Diff } from '../kit/RegisterHistory.tsx'
import { State } from '../kit/State.tsx'
import { useToast } from '../kit/toast.tsx'
import type { AuditChange, AuditEntry } from '../kit/types.ts'
import { actionWords } from './audit-words.ts'

type AuditPage = { readonly items: readonly AuditEntry[]; readonly next: string | null }

/** Every change, by whom, when and why; and whether the chain of them is whole. */
export function Audit() {
  const say = useText()
  const [search, setSearch] = useSearchParams()
  const query = Object.fromEntries(search)
  const set = (name: string, value: string | null) =>
    setSearch(Object.fromEntries(Object.entries({ ...query, [name]: value ?? '' }).filter(([, given]) => given)), { replace: true })
  const found = useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam }) => api.get<AuditPage>('/audit', { ...query, cursor: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = (found.data?.pages ?? []).flatMap((page) => page.items)
  const day = (name: string, label: string) => (
    <DatePicker
      aria-label={label}
      placeholder={label}
      value={query[name] ? dayjs(query[name]) : null}
      onChange={(to) => set(name, to ? to.format('YYYY-MM-DD') : null)}
    />
  )
  return (
    <Page
      title={say({ zh: '审计', en: 'Audit' })}
      about={say({
        zh: '每一次变更都记在链上：改动、删除、调换顺序都能查出来。',
        en: 'Every change is chained: an altered, removed or reordered entry is found.',
      })}
      actions={<Verify />}
    >
      <Card>
        <div className="card-body toolbar">
          <div style={{ width: 220 }}>
            <ReferencePicker
              to="person"
              label={say({ zh: '人员', en: 'Person' })}
              value={query['person'] ?? null}
              onChange={(id) => set('person', id)}
            />
          </div>
          {day('from', say({ zh: '从', en: 'From' }))}
          {day('to', say({ zh: '到', en: 'To' }))}
        </div>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && items.length === 0 && (
          <Empty>{say({ zh: '没有符合条件的记录。', en: 'Nothing was recorded under these conditions.' })}</Empty>
        )}
        {items.length > 0 && (
          <ul className="items">
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} />
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

function Entry({ entry }: { entry: AuditEntry }) {
  const say = useText()
  const words = actionWords(entry.action)
  return (
    <li>
      <div>
        <span className="quiet">{dateTime(entry.at)}</span> <strong>{entry.actor}</strong>{' '}
        <span className="break" title={entry.action}>
          {words ? say(words) : entry.action}
        </span>{' '}
        {entry.sealed === false && <State tone="soon">{say({ zh: '待封链', en: 'Not sealed yet' })}</State>}
      </div>
      {entry.reason && <div className="quiet small">{say({ zh: '说明：{reason}', en: 'Reason: {reason}' }, { reason: entry.reason })}</div>}
      {entry.changes.slice(0, 20).map((change) => (
        <Change key={`${change.table}-${change.row}`} change={change} />
      ))}
      {entry.changes.length > 20 && (
        <div className="quiet small">{say({ zh: '另有 {n} 条', en: 'and {n} more' }, { n: entry.changes.length - 20 })}</div>
      )}
    </li>
  )
}

function Change({ change }: { change: AuditChange }) {
  const say = useText()
  const register = registers.get(change.table)
  return (
    <details>
      <summary className="small">
        {register ? say(register.title) : change.table} <span className="quiet">{change.row.slice(0, 8)}</span>
      </summary>
      {register && (
        <Link className="small" href={rowPlace(register.name, change.row)}>
          {say({ zh: '打开这条记录', en: 'Open this record' })}
        </Link>
      )}
      <Diff fields={register?.fields ?? {}} diff={change.diff ?? {}} />
    </details>
  )
}

type Verdict = { readonly whole?: boolean; readonly sealed?: number; readonly unsealed?: number; readonly faults?: readonly unknown[] }

/** Walks the whole chain as a job and says what it found. */
function Verify() {
  const say = useText()
  const toast = useToast()
  const [id, setId] = useState<string | null>(null)
  const { data: job } = useJob(id)
  const verdict = job?.result as Verdict | null | undefined // as the verifying job reports
  const start = async () => {
    try {
      setId((await api.post<{ job: string }>('/audit/verify')).job)
    } catch (error) {
      toast.failed(error)
    }
  }
  const broken = verdict?.whole === false || (verdict?.faults?.length ?? 0) > 0
  return (
    <>
      <Button onClick={() => void start()}>{say({ zh: '核验链条', en: 'Verify the chain' })}</Button>
      <Modal open={id !== null} title={say({ zh: '核验审计链', en: 'Verify the audit chain' })} footer={null} onCancel={() => setId(null)}>
        <JobProgress job={job} />
        {job?.state === 'done' && !broken && (
          <Notice tone="good">
            ✓{' '}
            {say(
              {
                zh: '链条完整：已封 {sealed} 条，待封 {unsealed} 条。',
                en: 'The chain is whole: {sealed} sealed, {unsealed} not sealed yet.',
              },
              { sealed: verdict?.sealed ?? 0, unsealed: verdict?.unsealed ?? 0 },
            )}
          </Notice>
        )}
        {job?.state === 'done' && broken && (
          <Notice tone="late">
            ▲ {say({ zh: '发现 {n} 处异常：', en: '{n} faults found: ' }, { n: verdict?.faults?.length ?? 1 })}
            <span className="break">{JSON.stringify(verdict?.faults?.slice(0, 5) ?? [])}</span>
          </Notice>
        )}
      </Modal>
    </>
  )
}
