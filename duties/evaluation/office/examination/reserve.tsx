import { useState } from 'react'
import { Button, Input, Modal, Radio } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Fault } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import type { ExaminationView, ExpertLine, Replaced } from '../../examination/contract.ts'
import { replacementKinds as kinds } from '../../examination/registers.ts'
import { useDo } from './data.ts'

const passedFor = { recused: { zh: '应当回避', en: 'must stay away' }, gone: { zh: '不能参加', en: 'cannot take part' } } as const

/** Who may be called in somebody's place, in the order in which the seed calls them; taken from the list until it is sealed. */
export function ReserveList({ view: { examination, reserve }, from }: { view: ExaminationView; from: (one: Pick<ExpertLine, 'home' | 'employer'>) => string }) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const remove = (id: string) => void run(() => api.post(`/examinations/${examination.id}/reserve/${id}/remove`, {}), { zh: '已移出', en: 'Removed' })
  return (
    <div className="ow-unit">
      <strong>{say({ zh: '备选', en: 'Reserve' })}</strong>{' '}
      <span className="quiet small">
        {say({ zh: '抽取后有专家退出的，按种子抽出的次序接替；名单随名录封存，封存后增补的排在最后。', en: 'Called in the order that the seed gives when an expert stands back after the draw. The list is sealed with the pool; whoever is added later stands last.' })}
      </span>
      {reserve.length === 0 && <p className="quiet">{say({ zh: '还没有备选专家。', en: 'Nobody is on it yet.' })}</p>}
      {failure !== null && <Fault error={failure} />}
      <ul className="plain-list">
        {reserve.map((one) => (
          <li key={one.id}>
            {one.order !== null && `${one.order}. `}
            {one.name} <span className="quiet small">{from(one)}</span>{' '}
            {one.called && <State tone="good">{say({ zh: '已接替', en: 'Called' })}</State>} {one.late && <State tone="plain">{say({ zh: '封存后增补', en: 'Added after the sealing' })}</State>}
            {examination.state === 'preparing' && (
              <Button size="small" type="link" disabled={busy} aria-label={say({ zh: '移出 {name}', en: 'Remove {name}' }, { name: one.name })} onClick={() => remove(one.id)}>
                {say({ zh: '移出', en: 'Remove' })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Who stood back after the draw, why, and who came. */
export function Replacements({ view: { replacements: done } }: { view: ExaminationView }) {
  const say = useText()
  if (done.length === 0) return null
  return (
    <div className="ow-unit">
      <strong>{say({ zh: '抽取后的更换', en: 'Replaced after the draw' })}</strong>
      <ul className="plain-list">
        {done.map(({ id, on, team, out, in: into, kind, reason, passed }) => (
          <li key={id}>
            {on} {say({ zh: '第 {n} 组', en: 'Group {n}' }, { n: team })}
            {say({ zh: '：', en: ': ' })}
            {out} → {into ?? say({ zh: '无人接替', en: 'nobody' })}{' '}
            <span className="quiet small">
              {say(kinds.find(({ code }) => code === kind)!.label)}
              {say({ zh: '：', en: ': ' })}
              {reason}
              {passed.length > 0 && say({ zh: '；跳过：', en: '; passed over: ' }) + passed.map((one) => `${one.name}${say({ zh: '（', en: ' (' })}${say(passedFor[one.why])}${say({ zh: '）', en: ')' })}`).join(say({ zh: '、', en: ', ' }))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Takes an expert off his group after the draw. Nobody chooses who comes. */
export function ReplaceDialog({ examination, expert, onClose }: { examination: string; expert: ExpertLine; onClose: () => void }) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const [kind, setKind] = useState<Replaced['kind']>('unable')
  const [reason, setReason] = useState('')
  const replace = async () => {
    if (await run(() => api.post(`/examinations/${examination}/experts/${expert.id}/replace`, { kind, reason: reason.trim() }), { zh: '已更换，公示页已更新', en: 'Replaced; the public page tells it' })) onClose()
  }
  return (
    <Modal open title={say({ zh: '更换 {name}', en: 'Replace {name}' }, { name: expert.name })} okText={say({ zh: '更换', en: 'Replace' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ disabled: reason.trim() === '', loading: busy }} onOk={() => void replace()} onCancel={onClose}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <p className="quiet">
          {say({
            zh: '由备选名单中按抽取种子排定次序的第一位接替，重新核对回避，不能指定人选。公示页只写组别、原因类别和备选次序，不写姓名。',
            en: 'The first of the reserve, in the order that the seed of the draw gives, takes the place after his recusal is checked again; nobody can be chosen. The public page tells group, kind of reason and place in the reserve, no names.',
          })}
        </p>
        <div>
          <Radio.Group value={kind} onChange={(event) => setKind(event.target.value as Replaced['kind'])} aria-label={say({ zh: '原因类别', en: 'Kind of reason' })}>
            {kinds.map(({ code, label }) => (
              <Radio key={code} value={code}>
                {say(label)}
              </Radio>
            ))}
          </Radio.Group>
        </div>
        {kind === 'recused' && (
          <p className="quiet small">{say({ zh: '他的资料评分作废；他记录的点位退回本组重新确认。', en: 'His scores of papers no longer count, and points that he recorded go back to the group to be confirmed.' })}</p>
        )}
        <label>
          {say({ zh: '原因', en: 'Reason' })}
          <Input.TextArea rows={3} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        </label>
      </div>
    </Modal>
  )
}
