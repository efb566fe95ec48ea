import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { Link, useParams } from 'wouter'
import { addressOf, api } from '../../../web/kit/api.ts'
import { Files } from '../../../web/kit/Files.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { MatterPage, useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { RowFields } from '../../../web/kit/RegisterRow.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import type { Mark } from '../../../platform/core/claim.ts'
import type { Register } from '../../../platform/register/declare.ts'
import type { Check, ListLine } from '../contract.ts'
import { dutyBinding, dutyProblem, dutyVisit } from '../matters.ts'
import { dutyBindings, dutyProblems, dutyVisits, type VisitRow } from '../registers.ts'
import { VisitForm } from './visit-form.tsx'

const without = (register: Register, hidden: readonly string[]): Register => ({ ...register, fields: Object.fromEntries(Object.entries(register.fields).filter(([name]) => !hidden.includes(name))) })
const toPlace = (row: AnyRow, words: string) => typeof row['premises_id'] === 'string' && <Link href={`/premises/${row['premises_id']}`}>{words}</Link>

/** `/matters/duty-binding/:id` */
export function BindingRoute() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const found = useMatter('duty_binding', id).data
  return (
    <MatterPage key={id} matter={dutyBinding} id={id} back={{ to: '/duty-bindings', label: say(dutyBindings.title) }} facts={found && (
      <Card title={say({ zh: '包保关系', en: 'Binding' })} more={toPlace(found.row, say({ zh: '一企一档', en: 'Dossier' }))} padded>
        <RowFields register={dutyBindings} row={found.row} labels={found.labels ?? {}} may={[]} />
        <p><Button href={addressOf(`/duty/bindings/${id}/promise.docx`)}>{say({ zh: '承诺书（docx）', en: 'Promise (docx)' })}</Button></p>
      </Card>
    )} />
  )
}

/** `/matters/duty-visit/:id` */
export function VisitRoute() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const found = useMatter('duty_visit', id).data
  return (
    <MatterPage key={id} matter={dutyVisit} id={id} back={{ to: '/duty-visits', label: say(dutyVisits.title) }} facts={found && <VisitFacts id={id} row={found.row} labels={found.labels ?? {}} />}
      forms={{ visit: ({ row, onClose }) => <VisitDialog row={row} onClose={onClose} /> }} />
  )
}

function VisitFacts({ id, row, labels }: { id: string; row: AnyRow; labels: NonNullable<ReturnType<typeof useMatter>['data']>['labels'] }) {
  const say = useText()
  const checks = (row['checks'] as readonly Check[] | null) ?? []
  const photos = (row['photos'] as readonly string[] | null) ?? []
  const marks = (row['marks'] as readonly Mark[] | null) ?? []
  return (
    <>
      <Card title={say({ zh: '督导情况', en: 'The visit' })} more={toPlace(row, say({ zh: '一企一档', en: 'Dossier' }))} padded>
        <RowFields register={without(dutyVisits, ['checks', 'photos', 'place', 'taken', 'marks'])} row={row} labels={labels ?? {}} may={[]} />
        {marks.map((mark) => <p key={mark.code} className="tone-late">◆ {say(mark.text)}</p>)}
        {photos.length > 0 && <p>{say({ zh: '照片 {n} 张，见附件。', en: '{n photo|photos}, among the files.' }, { n: photos.length })}</p>}
        <p><Button href={addressOf(`/duty/visits/${id}/record.docx`)}>{say({ zh: '督导记录（docx）', en: 'Record (docx)' })}</Button></p>
      </Card>
      {checks.length > 0 && (
        <Card title={say({ zh: '任务清单', en: 'Task list' })} padded>
          <ul>{checks.map((one) => <li key={one.code}>{one.ok ? <span className="tone-good" aria-hidden="true">✓</span> : <span className="tone-late" aria-hidden="true">✗</span>} {one.text}{!one.ok && <strong> {say({ zh: '有问题', en: 'problem' })}</strong>}</li>)}</ul>
        </Card>
      )}
    </>
  )
}

/** The same form as on the cadre's phone, for who records in his stead. */
function VisitDialog({ row, onClose }: { row: AnyRow; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const found = useQuery({ queryKey: ['duty-tasks'], queryFn: () => api.get<{ tasks: readonly ListLine[] }>('/duty/tasks') })
  const visit = row as unknown as VisitRow
  return (
    <Modal open footer={null} width={640} title={say(dutyVisit.actions.visit.label)} onCancel={onClose}>
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <VisitForm of={{ binding: visit.binding, level: visit.level, task: { id: row.id, version: row.version } }} tasks={found.data.tasks} onDone={() => {
          void client.invalidateQueries()
          toast.done(say({ zh: '督导已记录', en: 'The visit is recorded' }))
          onClose()
        }} />
      )}
    </Modal>
  )
}

/** `/matters/duty-problem/:id` */
export function ProblemRoute() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const found = useMatter('duty_problem', id).data
  return (
    <MatterPage key={id} matter={dutyProblem} id={id} back={{ to: '/duty-problems', label: say(dutyProblems.title) }} facts={found && (
      <>
        <Card title={say({ zh: '问题', en: 'The problem' })} more={toPlace(found.row, say({ zh: '一企一档', en: 'Dossier' }))} padded>
          <RowFields register={without(dutyProblems, ['photos'])} row={found.row} labels={found.labels ?? {}} may={[]} />
        </Card>
        <Card title={say({ zh: '督导照片', en: 'Photos of the visit' })} padded><Files table="duty_visit" id={String(found.row['visit'])} editable={false} /></Card>
      </>
    )} />
  )
}
