import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { Checkbox, Modal, Radio } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault, Notice } from '../../../web/kit/Page.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import { plansKey, useRegionName } from './data.ts'
import { nameNow, namesOfTask, openOf, type DraftDesk } from './use-draft.ts'

type Issued = { readonly tasks: number; readonly parts: number; readonly reports: number; readonly units_created: number }

/** The last look before a plan becomes work: what will be made, what is still open, which units are to be created. */
export function IssueDialog({ desk, onClose }: { desk: DraftDesk; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [, go] = useLocation()
  const region = useRegionName(desk.answer.region)
  const names = [...new Set(desk.draft.tasks.flatMap(namesOfTask))].flatMap((printed) => nameNow(printed, desk) ?? [])
  const undecided = names.filter(({ status }) => status === 'decide')
  const creating = names.filter(({ status }) => status === 'create')
  const unclear = desk.draft.tasks.filter((task) => openOf(task, desk).unclear > 0)
  const [confirmed, setConfirmed] = useState<readonly string[]>([])
  const [past, setPast] = useState<'void' | 'keep'>('void')
  const { busy, failure: error, once } = useOnce()
  const issue = () =>
    once(async () => {
      const version = await desk.flush()
      if (version === null) return
      const made = await api.post<Issued>(`/plans/${desk.answer.id}/issue`, { version, create_units: confirmed, past_dates: past })
      await client.invalidateQueries({ queryKey: plansKey })
      toast.done(
        say(
          { zh: '已下达：{tasks} 项任务，{parts} 件分工，{reports} 件报告', en: 'Issued: {tasks} tasks, {parts} parts, {reports} reports' },
          made,
        ),
      )
      go(`/plans/${desk.answer.id}/wall`, { replace: true })
    })
  return (
    <Modal
      open
      title={say({ zh: '下达工作安排', en: 'Issue the plan' })}
      width={600}
      onCancel={onClose}
      onOk={() => void issue()}
      confirmLoading={busy}
      okText={say({ zh: '下达', en: 'Issue' })}
      cancelText={say({ zh: '再看看', en: 'Not yet' })}
      okButtonProps={{ disabled: undecided.length > 0 || confirmed.length < creating.length }}
    >
      <div className="stack">
        {error !== null && <Fault error={error} />}
        {desk.error !== null && <Fault error={desk.error} />}
        <p>
          {say(
            {
              zh: '{n} 项任务将下达给{region}的单位，进入各单位的收件箱，开始计时。下达后不能再改识别稿。',
              en: '{n} tasks go to the units of {region} and into their inboxes; their clocks start. After that the reading stays as it is.',
            },
            { n: desk.draft.tasks.length, region },
          )}
        </p>
        {undecided.length > 0 && (
          <Notice tone="late">
            ▲{' '}
            {say(
              { zh: '还不知道是哪个单位：{names}', en: 'No unit yet for: {names}' },
              { names: undecided.map(({ printed }) => printed).join('、') },
            )}
          </Notice>
        )}
        {unclear.length > 0 && (
          <Notice tone="soon">
            ◆{' '}
            {say(
              {
                zh: '仍有读不准的任务：{list}。可以下达，提示会留在任务里。',
                en: 'Still unclear: tasks {list}. They can be issued; the remarks stay with them.',
              },
              { list: unclear.map(({ number }) => number).join('、') },
            )}
          </Notice>
        )}
        {creating.length > 0 && (
          <fieldset className="wp-rows">
            <legend>{say({ zh: '将新建这些单位，请逐一确认', en: 'These units will be created; confirm each' })}</legend>
            {creating.map(({ printed, decision }) => (
              <div key={printed}>
                <Checkbox
                  checked={confirmed.includes(printed)}
                  onChange={(event) =>
                    setConfirmed((before) => (event.target.checked ? [...before, printed] : before.filter((one) => one !== printed)))
                  }
                >
                  {decision?.create?.name} <span className="quiet">“{printed}”</span>
                </Checkbox>
              </div>
            ))}
          </fieldset>
        )}
        <fieldset className="wp-rows">
          <legend>{say({ zh: '下达时已经过去的期限', en: 'Dates already past today' })}</legend>
          <Radio.Group value={past} onChange={(event) => setPast(event.target.value === 'keep' ? 'keep' : 'void')}>
            <Radio value="void">{say({ zh: '注明，不算逾期', en: 'Tell them, but nothing is overdue' })}</Radio>
            <Radio value="keep">
              {say({ zh: '照算（只有早于发文日的不算）', en: 'Keep them (only those before the notice’s day are void)' })}
            </Radio>
          </Radio.Group>
        </fieldset>
      </div>
    </Modal>
  )
}
