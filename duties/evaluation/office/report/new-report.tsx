import { useState } from 'react'
import { Button, DatePicker, Radio } from 'antd'
import dayjs from 'dayjs'
import { useLocation } from 'wouter'
import type { DateOnly } from '../../../../platform/core/dates.ts'
import { api } from '../../../../web/kit/api.ts'
import { todayOf } from '../../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Fault, Loading, Page } from '../../../../web/kit/Page.tsx'
import { RegionPicker } from '../../../../web/kit/Region.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import type { TemplateRow } from '../../reports/registers.ts'
import { useTemplates } from './data.ts'

/** The year the day lies in, or the half of it. */
export function periodFor(over: TemplateRow['over'], today: DateOnly): [string, string] {
  const year = today.slice(0, 4)
  if (over === 'year') return [`${year}-01-01`, `${year}-12-31`]
  return today.slice(5) < '07-01' ? [`${year}-01-01`, `${year}-06-30`] : [`${year}-07-01`, `${year}-12-31`]
}

/** Choose what to write and of which time; the report stands a moment later. */
export function NewReport() {
  const say = useText()
  const templates = useTemplates()
  return (
    <Page
      title={say({ zh: '新建报告', en: 'New report' })}
      back={{ to: '/reports', label: say({ zh: '评价报告', en: 'Reports' }) }}
      about={say({
        zh: '选模板、区划和期间，报告随即由记录生成。',
        en: 'Choose template, region and period; the report is written from the records at once.',
      })}
    >
      {templates.data ? <Form templates={templates.data} /> : <Loading error={templates.error} retry={() => void templates.refetch()} />}
    </Page>
  )
}

function Form({ templates }: { templates: readonly TemplateRow[] }) {
  const say = useText()
  const language = useLanguage()
  const me = useMe()
  const today = todayOf(me.city)
  const [, go] = useLocation()
  const [chosen, setChosen] = useState(templates[0]?.id ?? '')
  const template = templates.find(({ id }) => id === chosen)
  const [own, setOwn] = useState<[string, string] | null>(null)
  const [region, setRegion] = useState<string | null>(me.region.code.slice(0, 6))
  const [day, setDay] = useState<string>(today)
  const { busy, failure: error, once } = useOnce()
  const [starts_on, ends_on] = own ?? periodFor(template?.over ?? 'year', today)
  const make = () =>
    once(async () => {
      const { id } = await api.post<{ id: string }>('/reports', { template: chosen, region, starts_on, ends_on, day })
      go(`/reports/${id}`)
    })
  return (
    <div className="stack rp-form">
      {error !== null && <Fault error={error} />}
      <Card title={say({ zh: '模板', en: 'Template' })} padded>
        <Radio.Group className="rp-templates" value={chosen} onChange={(event) => setChosen(event.target.value as string)}>
          {templates.map(({ id, name, name_en, note }) => (
            <Radio key={id} value={id}>
              <strong>{language === 'zh' ? name : name_en}</strong>
              {language === 'zh' && note && <div className="quiet small">{note}</div>}
            </Radio>
          ))}
        </Radio.Group>
      </Card>
      <Card title={say({ zh: '区划和期间', en: 'Region and period' })} padded>
        <div className="form">
          <div className="form-field">
            <span className="label">{say({ zh: '区划', en: 'Region' })}</span>
            <RegionPicker value={region} onChange={setRegion} allowClear={false} label={say({ zh: '区划', en: 'Region' })} width={280} />
          </div>
          <div className="form-field">
            <label htmlFor="rp-from">{say({ zh: '期间', en: 'Period' })}</label>
            <DatePicker.RangePicker
              id={{ start: 'rp-from', end: 'rp-to' }}
              aria-label={say({ zh: '期间', en: 'Period' })}
              allowClear={false}
              value={[dayjs(starts_on), dayjs(ends_on)]}
              onChange={(days) => days?.[0] && days[1] && setOwn([days[0].format('YYYY-MM-DD'), days[1].format('YYYY-MM-DD')])}
            />
          </div>
          <div className="form-field">
            <label htmlFor="rp-day">{say({ zh: '数据截至', en: 'Figures as of' })}</label>
            <DatePicker
              id="rp-day"
              allowClear={false}
              value={dayjs(day)}
              maxDate={dayjs(today)}
              onChange={(value: dayjs.Dayjs | null) => value && setDay(value.format('YYYY-MM-DD'))}
            />
          </div>
        </div>
      </Card>
      <Button type="primary" disabled={!template || !region} loading={busy} onClick={() => void make()}>
        {say({ zh: '生成报告', en: 'Write the report' })}
      </Button>
    </div>
  )
}
