import { Input, Select } from 'antd'
import { useSearchParams } from 'wouter'
import { newId } from '../../../platform/core/ids.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useOwn } from './own.tsx'
import { Faults, Foot, HOME, Line, useSend } from './send.tsx'
import { remember, remembered, useDraft } from './waiting.ts'
import './selfcheck.css'

/** `/my-records/school-check`: 校级自查, the first of the three levels. */
export function SchoolCheckPage() {
  const say = useText()
  const me = useMe()
  const [search] = useSearchParams()
  const found = useOwn(search.get('premises'))
  const place = found.data?.place
  const [entry, change, draft] = useDraft(me.person, `school-check.${search.get('premises') ?? ''}`, () => ({ id: newId(), by: remembered(me.person, 'school-check.by'), result: 'in_order', problems: '', due: '', corrected: '' }))
  const title = say({ zh: '校级自查', en: 'School’s own check' })
  const { send, busy, failure } = useSend({ path: '/own/school-check', label: title })
  const back = { to: HOME, label: say({ zh: '今日自查', en: 'Today’s records' }) }
  if (!place) return <Page title={title} back={back}><Card><Loading error={found.error} retry={() => void found.refetch()} /></Card></Page>
  const body = { id: entry.id, premises_id: place.id, on_day: found.data!.day, checked_by: entry.by, result: entry.result, problems: entry.problems || null, due_on: entry.due || null, corrected_on: entry.corrected || null }
  const faulty = entry.result === 'problems'
  return (
    <Page title={title} about={`${place.name} · ${found.data!.day}`} back={back}>
      <div className="sc-page">
        <section className="card">
          <div className="sc-form">
            <Faults error={failure} />
            <Line label={say({ zh: '检查人员', en: 'Checked by' })}><Input size="large" maxLength={120} value={entry.by} onChange={(event) => change({ by: event.target.value })} /></Line>
            <Line label={say({ zh: '结果', en: 'Result' })}><Select size="large" value={entry.result} onChange={(result) => change({ result })} options={[{ value: 'in_order', label: say({ zh: '未发现问题', en: 'In order' }) }, { value: 'problems', label: say({ zh: '发现问题', en: 'Problems found' }) }]} /></Line>
            {faulty && <Line label={say({ zh: '问题', en: 'What was found' })}><Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} value={entry.problems} onChange={(event) => change({ problems: event.target.value })} /></Line>}
            {faulty && (
              <div className="sc-two">
                <Line label={say({ zh: '整改期限', en: 'To be put right by' })}><Input size="large" type="date" value={entry.due} onChange={(event) => change({ due: event.target.value })} /></Line>
                <Line label={say({ zh: '整改完成', en: 'Put right on' })}><Input size="large" type="date" value={entry.corrected} onChange={(event) => change({ corrected: event.target.value })} /></Line>
              </div>
            )}
          </div>
          <Foot label={say({ zh: '提交', en: 'Send' })} busy={busy} wants={entry.by.trim() === '' ? say({ zh: '请填写检查人。', en: 'Say who checked.' }) : null} onSend={() => void send(body, () => remember(me.person, 'school-check.by', entry.by), draft)} />
        </section>
      </div>
    </Page>
  )
}
