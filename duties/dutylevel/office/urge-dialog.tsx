import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Modal } from 'antd'
import { escalationDocuments } from '../../../platform/matter/escalation.ts'
import type { ActionSpec } from '../../../platform/matter/declare.ts'
import type { Urge } from '../../../platform/matter/urges.ts'
import { api } from '../../../web/kit/api.ts'
import { FieldRow } from '../../../web/kit/FieldRow.tsx'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault, Loading } from '../../../web/kit/Page.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { LateLine, UrgePreview } from '../contract.ts'
import { dutyVisit } from '../matters.ts'

type Sent = { readonly urged: number; readonly letters: number; readonly people: number }

/** What would go to whom, then sends it. */
export function UrgeDialog({ rung, chosen, onClose, onDone }: { rung: Urge; chosen: readonly LateLine[]; onClose: () => void; onDone: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const spec: ActionSpec = dutyVisit.actions[rung]
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({})
  const [sure, setSure] = useState(spec.grave !== true)
  const { busy, failure, once } = useOnce()
  const matters = chosen.map(({ matter, id }) => ({ matter, id }))
  const found = useQuery({ queryKey: ['duty-late', 'preview', rung, matters], queryFn: () => api.post<UrgePreview>('/duty/late/preview', { matters, rung }), gcTime: 0 })
  const send = () =>
    once(async () => {
      const { urged, letters, people } = await api.post<Sent>('/duty/late/urge', { matters, rung, ...values })
      toast.done(say({ zh: '已催办 {urged} 件：文书 {letters} 份，通知 {people} 人', en: '{urged} urged: {letters letter|letters}, {people person|people} told' }, { urged: plain(urged), letters, people }))
      onDone()
      await client.invalidateQueries()
    })
  return (
    <Modal open width={760} title={say({ zh: '{rung} {n} 件', en: '{rung}: {n}' }, { rung: say(spec.label), n: plain(chosen.length) })} mask={{ closable: false }} onCancel={onClose} onOk={() => void send()} confirmLoading={busy}
      okText={say({ zh: '发送', en: 'Send' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ danger: spec.grave === true, disabled: !sure || !found.data || found.data.matters === 0 }}>
      {failure !== null && <Fault error={failure} />}
      {found.data ? <Preview preview={found.data} /> : <Loading error={found.error} retry={() => void found.refetch()} />}
      <div className="form" style={{ marginTop: 12 }}>
        {Object.entries(spec.input ?? {}).map(([name, field]) => <FieldRow key={name} prefix="urge" name={name} field={field} value={values[name]} problems={[]} onChange={(value) => setValues((before) => ({ ...before, [name]: value }))} />)}
      </div>
      {spec.grave && <p><Checkbox checked={sure} onChange={({ target }) => setSure(target.checked)}>{say({ zh: '我已核对，此操作不可撤回。', en: 'I have checked; this cannot be taken back.' })}</Checkbox></p>}
    </Modal>
  )
}

function Preview({ preview: { matters, settled, urged, letters, people } }: { preview: UrgePreview }) {
  const say = useText()
  return (
    <div className="du-preview">
      <p>
        {say({ zh: '将催办 {n} 件。', en: '{n matter|matters} will be urged.' }, { n: matters })}
        {urged > 0 && ` ${say({ zh: '{n} 件已催办到这一级或更高一级，不再发送。', en: '{n} reached this rung before: left out.' }, { n: urged })}`}
        {settled > 0 && ` ${say({ zh: '{n} 件已办理或不再逾期，不发送。', en: '{n} no longer late: left out.' }, { n: settled })}`}
      </p>
      {letters.length > 0 && (
        <div className="table-wrap" style={{ maxHeight: '36vh' }} tabIndex={0} role="region" aria-label={say({ zh: '文书', en: 'Letters' })}>
          <table className="rows">
            <thead><tr><th scope="col">{say({ zh: '文书', en: 'Letter' })}</th><th scope="col">{say({ zh: '主送', en: 'To' })}</th><th scope="col">{say({ zh: '承办单位', en: 'About' })}</th><th scope="col" className="figures">{say({ zh: '件数', en: 'Matters' })}</th></tr></thead>
            <tbody>{letters.map((one) => <tr key={`${one.document} ${one.to} ${one.holder}`}><td>{say(escalationDocuments[one.document])}</td><th scope="row">{one.to}</th><td>{one.holder}</td><td className="figures">{plain(one.matters)}</td></tr>)}</tbody>
          </table>
        </div>
      )}
      {matters > 0 && letters.length === 0 && <p className="quiet">{say({ zh: '这些事项没有承办单位，不发文书，只发通知。', en: 'No unit holds these, so there is no letter, only word to people.' })}</p>}
      <p className="small">{people.length > 0 ? say({ zh: '通知 {n} 人：', en: '{n person|people} told: ' }, { n: people.length }) + people.slice(0, 20).map(({ name, matters: of }) => `${name} ${plain(of)}`).join(say({ zh: '、', en: ', ' })) + (people.length > 20 ? ' …' : '') : say({ zh: '没有可以通知的人。', en: 'There is nobody to tell.' })}</p>
    </div>
  )
}
