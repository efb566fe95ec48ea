import { useState } from 'react'
import { Button, DatePicker, Modal } from 'antd'
import dayjs from 'dayjs'
import { Link, useSearchParams } from 'wouter'
import { api } from '../kit/api.ts'
import { registers } from '../kit/declarations.ts'
import { dateTime } from '../kit/format.ts'
import { JobProgress, useJob } from '../kit/JobProgress.tsx'
import { useText } from '../kit/language.tsx'
import { Notice, Page } from '../kit/Page.tsx'
import { PagedList } from '../kit/PagedList.tsx'
import { rowPlace } from '../kit/places.ts'
import { ReferencePicker } from '../kit/Reference.tsx'
import { Diff } from '../kit/RegisterHistory.tsx'
import { State } from '../kit/State.tsx'
import { useToast } from '../kit/toast.tsx'
import type { AuditChange, AuditEntry, AuditVerdict } from '../kit/types.ts'
import { actorWords } from '../kit/actor-words.ts'
import { actionWords, fileFaultWords, reasonWords, tableWords } from './audit-words.ts'

/** Every change, by whom, when and why; and whether the chain of them is whole. */
export function Audit() {
  const say = useText()
  const [search, setSearch] = useSearchParams()
  const query = Object.fromEntries(search)
  const set = (name: string, value: string | null) =>
    setSearch(Object.fromEntries(Object.entries({ ...query, [name]: value ?? '' }).filter(([, given]) => given)), { replace: true })
  const day = (name: string, label: string) => (
    <DatePicker
      aria-label={label}
      placeholder={label}
      style={{ flex: '0 1 150px' }}
      value={query[name] ? dayjs(query[name]) : null}
      onChange={(to) => set(name, to ? to.format('YYYY-MM-DD') : null)}
    />
  )
  const filters = (
    <>
      <div style={{ flex: '1 1 220px', maxWidth: 360 }}>
        <ReferencePicker
          to="person"
          label={say({ zh: '人员', en: 'Person' })}
          value={query['person'] ?? null}
          onChange={(id) => set('person', id)}
        />
      </div>
      {day('from', say({ zh: '从', en: 'From' }))}
      {day('to', say({ zh: '到', en: 'To' }))}
    </>
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
      <PagedList<AuditEntry>
        of="audit"
        path="/audit"
        query={query}
        filters={filters}
        empty={say({ zh: '没有符合条件的记录。', en: 'Nothing was recorded under these conditions.' })}
      >
        {(entry) => <Entry entry={entry} />}
      </PagedList>
    </Page>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const say = useText()
  const words = entry.job ?? actionWords(entry.action)
  const reason = reasonWords(entry)
  return (
    <>
      <div>
        <span className="quiet">{dateTime(entry.at)}</span> <strong>{say(actorWords(entry))}</strong>{' '}
        <span className="break" title={entry.action}>
          {words ? say(words) : entry.action}
        </span>{' '}
        {entry.number === null && <State tone="soon">{say({ zh: '待封链', en: 'Not sealed yet' })}</State>}
      </div>
      {reason && <div className="quiet small break">{say({ zh: '说明：{reason}', en: 'Reason: {reason}' }, { reason: say(reason) })}</div>}
      {entry.changes.slice(0, 20).map((change) => (
        <Change key={`${change.table}-${change.row}`} change={change} />
      ))}
      {entry.changes.length > 20 && (
        <div className="quiet small">{say({ zh: '另有 {n} 条', en: 'and {n} more' }, { n: entry.changes.length - 20 })}</div>
      )}
    </>
  )
}

function Change({ change }: { change: AuditChange }) {
  const say = useText()
  const register = registers.get(change.table)
  return (
    <details>
      <summary className="small">
        {say(tableWords(change.table))} <span className="quiet">{change.row.slice(0, 8)}</span>
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

/** Walks the whole chain as a job and says what it found. */
function Verify() {
  const say = useText()
  const toast = useToast()
  const [id, setId] = useState<string | null>(null)
  const { data: job } = useJob(id)
  const verdict = job?.state === 'done' ? (job.result as AuditVerdict | null) : null // as `verifyAudit` answers
  const start = async () => {
    try {
      setId((await api.post<{ job: string }>('/audit/verify')).job)
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <>
      <Button onClick={() => void start()}>{say({ zh: '核验链条', en: 'Verify the chain' })}</Button>
      <Modal open={id !== null} title={say({ zh: '核验审计链', en: 'Verify the audit chain' })} footer={null} onCancel={() => setId(null)}>
        <JobProgress job={job} />
        {verdict?.sound && (
          <Notice tone="good">
            ✓{' '}
            {say(
              {
                zh: '链条完整：已封 {sealed} 条，待封 {unsealed} 条。',
                en: 'The chain is whole: {sealed} sealed, {unsealed} not sealed yet.',
              },
              { sealed: verdict.sealed, unsealed: verdict.unsealed },
            )}
          </Notice>
        )}
        {verdict && !verdict.sound && <Faults verdict={verdict} />}
      </Modal>
    </>
  )
}

const SHOWN = 20

/** What is wrong with the trail, an entry a line. */
function Faults({ verdict }: { verdict: AuditVerdict }) {
  const say = useText()
  const sentences = [...verdict.file.map(fileFaultWords), ...verdict.findings.map(({ sentence }) => sentence)]
  return (
    <Notice tone="late">
      ▲ {say({ zh: '发现 {n} 处异常：', en: '{n} faults found: ' }, { n: verdict.found + verdict.file.length })}
      <ul className="break">
        {sentences.slice(0, SHOWN).map((sentence, at) => (
          <li key={at}>{say(sentence)}</li>
        ))}
      </ul>
      {sentences.length > SHOWN &&
        say({ zh: '其余请用命令 shian audit verify 查看。', en: 'The rest is told by the command shian audit verify.' })}
    </Notice>
  )
}
