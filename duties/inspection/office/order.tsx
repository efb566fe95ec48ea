import { Link, useParams } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { MatterPage, useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { RowFields } from '../../../web/kit/RegisterRow.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import type { OrderedItem } from '../contract.ts'
import { rectification } from '../matters.ts'
import { rectifications } from '../registers.ts'
import { useSheet } from './fill.tsx'
import { filled } from './filled.ts'

/** One order to correct: `/matters/rectification/:id`. */
export function OrderRoute() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const row = useMatter('rectification', id).data?.row
  return <MatterPage key={id} matter={rectification} id={id} back={{ to: '/rectifications', label: say(rectifications.title) }} facts={row && <Facts id={id} row={row} />} />
}

/** What stands at the head of the page, or on a card of its own. */
const hidden = ['title', 'state', 'holder_unit', 'holder_person', 'items']

function Facts({ id, row }: { id: string; row: AnyRow }) {
  const say = useText()
  const labels = useMatter('rectification', id).data?.labels ?? {}
  const sheet = useSheet(String(row['inspection'])).data?.sheet
  const items = (row['items'] as readonly OrderedItem[] | null) ?? []
  return (
    <>
      <Card title={say({ zh: '责令改正的问题', en: 'What is to be put right' })} more={say({ zh: '{n} 项', en: '{n item|items}' }, { n: items.length })} padded>
        <ul>
          {items.map(({ code, text, note, key }) => (
            <li key={code}>{key && <strong>* </strong>}{code} {say(sheet?.items.find((item) => item.code === code)?.text ?? { zh: text, en: text })}{note && say({ zh: '：{note}', en: ': {note}' }, { note })}</li>
          ))}
        </ul>
        {items.some(({ key }) => key) && <p className="quiet small">{say({ zh: '* 为重点项。', en: '* a key item.' })}</p>}
      </Card>
      <Card title={say({ zh: '整改情况', en: 'How it stands' })} more={typeof row['premises_id'] === 'string' && <Link href={`/premises/${row['premises_id']}`}>{say({ zh: '一企一档', en: 'Dossier' })}</Link>} padded>
        <RowFields register={filled(rectifications, row, hidden)} row={row} labels={labels} />
      </Card>
    </>
  )
}
