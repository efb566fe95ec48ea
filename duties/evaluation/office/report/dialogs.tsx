import { useState } from 'react'
import { DatePicker, Input, Modal } from 'antd'
import dayjs from 'dayjs'
import { addressOf, api } from '../../../../web/kit/api.ts'
import { todayOf } from '../../../../web/kit/format.ts'
import { JobProgress, useJob } from '../../../../web/kit/JobProgress.tsx'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Fault } from '../../../../web/kit/Page.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { ReportAnswer } from '../../reports/contract.ts'
import { gapsOf, useTake } from './data.ts'

type Props = { report: ReportAnswer; onClose: () => void }

/** Looks every figure up again, as of a day. */
export function RenewDialog({ report, onClose }: Props) {
  const say = useText()
  const toast = useToast()
  const take = useTake(report.id)
  const today = todayOf(useMe().city)
  const [day, setDay] = useState<string>(today)
  const { busy, failure: error, once } = useOnce()
  const renew = () =>
    once(async () => {
      const renewed = await api.post<ReportAnswer>(`/reports/${report.id}/regenerate`, { day })
      take.report(renewed)
      toast.done(say({ zh: '已更新，{n} 处有变化', en: 'Renewed: {n} changes' }, { n: renewed.changes.length }))
      onClose()
    })
  return (
    <Modal
      open
      title={say({ zh: '更新数据', en: 'Renew figures' })}
      okText={say({ zh: '更新', en: 'Renew' })}
      confirmLoading={busy}
      onOk={() => void renew()}
      onCancel={onClose}
    >
      {error !== null && <Fault error={error} />}
      <p className="quiet">
        {say({
          zh: '人工修改过的文字不动，其中的数字按新数据更新；变化的地方会列出来。',
          en: 'Words that people wrote stay, figures inside them are renewed, and what changed is listed.',
        })}
      </p>
      <label className="rp-merged">
        <span>{say({ zh: '数据截至', en: 'Figures as of' })}</span>
        <DatePicker
          allowClear={false}
          value={dayjs(day)}
          maxDate={dayjs(today)}
          onChange={(value: dayjs.Dayjs | null) => value && setDay(value.format('YYYY-MM-DD'))}
        />
      </label>
    </Modal>
  )
}

/** The last look before a report leaves the office. */
export function SendDialog({ report, onClose }: Props) {
  const say = useText()
  const take = useTake(report.id)
  const [recipients, setRecipients] = useState('')
  const { busy, failure: error, once } = useOnce(() => void take.again())
  const missing = [...gapsOf(report).values()].reduce((sum, own) => sum + own.length, 0)
  const send = () =>
    once(async () => {
      await api.post(`/reports/${report.id}/send`, { version: report.version, recipients: recipients.trim() || null })
      await take.again()
      onClose()
    })
  return (
    <Modal
      open
      title={say({ zh: '报送并锁定', en: 'Send and lock' })}
      okText={say({ zh: '报送', en: 'Send' })}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {error !== null && <Fault error={error} />}
      {missing > 0 && (
        <p className="notice soon" role="status">
          ◆{' '}
          {say(
            { zh: '还有 {n} 个数据待补，会以“【待补】”印在报告中。', en: '{n} figures are missing and will be printed as marked gaps.' },
            { n: missing },
          )}
        </p>
      )}
      <p className="quiet">
        {say({
          zh: '报送后编文号、注日期、存校验值，内容不能再改，文件可随时下载。',
          en: 'It is numbered, dated and hashed; nothing in it can be changed after, and its files stay.',
        })}
      </p>
      <label className="rp-merged">
        <span>{say({ zh: '主送', en: 'To' })}</span>
        <Input
          maxLength={200}
          value={recipients}
          onChange={(event) => setRecipients(event.target.value)}
          placeholder={say({ zh: '例如：省食品安全委员会办公室', en: 'Such as the provincial office' })}
        />
      </label>
    </Modal>
  )
}

/** The draft as a PDF: made in the background, kept with the report. */
export function PdfDialog({ job: id, onClose }: { job: string; onClose: () => void }) {
  const say = useText()
  const { data: job } = useJob(id)
  return (
    <Modal open title={say({ zh: '报告稿（PDF）', en: 'The draft as a PDF' })} onCancel={onClose} footer={null}>
      <JobProgress job={job} />
      {job?.state === 'done' && (
        <a href={addressOf(`/jobs/${id}/file`)} download>
          {say({ zh: '下载文件', en: 'Download the file' })}
        </a>
      )}
    </Modal>
  )
}
