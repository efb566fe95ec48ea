import { Link, useParams } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { MatterPage, useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { RowFields } from '../../../web/kit/RegisterRow.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import type { Conduct } from '../contract.ts'
import { inspection } from '../matters.ts'
import { inspections } from '../registers.ts'
import type { Mark } from '../../../platform/core/claim.ts'
import type { Finding } from '../sheets/sheet.ts'
import { Corrections } from './corrections.tsx'
import { FillDialog, useSheet } from './fill.tsx'
import { filled } from './filled.ts'
import { Conducted, Papers } from './papers.tsx'
import { PicturesHere } from './pictures.tsx'

/** One inspection: `/matters/inspection/:id`. */
export function InspectionRoute() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const row = useMatter('inspection', id).data?.row
  return (
    <MatterPage key={id} matter={inspection} id={id} back={{ to: '/inspections', label: say(inspections.title) }} facts={row && <Facts id={id} row={row} />}
      forms={{
        finish: ({ row: of, onClose }) => <FillDialog id={id} row={of} action="finish" onClose={onClose} />,
        correct: ({ row: of, onClose }) => <FillDialog id={id} row={of} action="correct" onClose={onClose} />,
      }} />
  )
}

/** What stands at the head of the page, or on a card of its own. */
const hidden = ['title', 'state', 'facts', 'findings', 'corrected_items', 'marks', 'conduct', 'called']

function Facts({ id, row }: { id: string; row: AnyRow }) {
  const say = useText()
  const found = useSheet(id)
  const labels = useMatter('inspection', id).data?.labels ?? {}
  // How far urging went is told while the visit is awaited.
  const shown = filled(inspections, row, row['state'] === 'assigned' ? hidden : [...hidden, 'late_level'])
  const findings = (row['findings'] as readonly Finding[] | null) ?? []
  const failed = findings.filter(({ verdict }) => verdict === 'fail')
  const sheet = found.data?.sheet
  const marks = (row['marks'] as readonly Mark[] | null) ?? []
  return (
    <>
      <Card title={say({ zh: '检查情况', en: 'The inspection' })} more={typeof row['premises_id'] === 'string' && <Link href={`/premises/${row['premises_id']}`}>{say({ zh: '一企一档', en: 'Dossier' })}</Link>} padded>
        <RowFields register={shown} row={row} labels={labels} may={[]} />
        <Conducted conduct={row['conduct'] as Conduct | null} />
        {marks.map((mark) => <p key={mark.code} className="in-fault">◆ {say(mark.text)}</p>)}
        {findings.length > 0 && <PicturesHere id={id} finishedAt={row['finished_at'] as string | null} />}
      </Card>
      {typeof row['result'] === 'string' && <Papers id={id} row={row} />}
      {findings.length > 0 && (
        <Card title={say({ zh: '不符合的项', en: 'Items that failed' })} more={say({ zh: '{failed} / {of}', en: '{failed} of {of}' }, { failed: failed.length, of: findings.length })} padded>
          {!sheet && <Loading error={found.error} retry={() => void found.refetch()} />}
          {sheet && failed.length === 0 && <p>{say({ zh: '所查各项均符合。', en: 'Every item that was checked meets.' })}</p>}
          {sheet && failed.length > 0 && (
            <ul>
              {failed.map((finding) => {
                const item = sheet.items.find(({ code }) => code === finding.code)
                return <li key={finding.code}>{item?.key && <strong>* </strong>}{finding.code} {item && say(item.text)}{finding.value !== undefined && `（${finding.value} ${item?.measure?.unit ?? ''}）`}{finding.note && <>：{finding.note}</>}</li>
              })}
            </ul>
          )}
        </Card>
      )}
      <Corrections id={id} sheet={sheet} />
    </>
  )
}
