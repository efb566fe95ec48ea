import { useState, type ReactNode } from 'react'
import { Button, Input, Select } from 'antd'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Route, Switch, useLocation, useSearchParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { AnyRow, Page as RowPage } from '../../../web/kit/types.ts'
import { selfCheckForms } from '../registers.ts'
import type { FormItem } from '../shipped/forms.ts'
import { formGroups, kindChoices } from '../words.ts'
import { Faults, Line } from './send.tsx'

const itemsOf = (row: AnyRow): readonly FormItem[] => (row['items'] ?? []) as readonly FormItem[] // as the register declares it

export function FormPages({ above, action }: { above: ReactNode; action: ReactNode }) {
  return (
    <Switch>
      <Route path="/self-check-forms/next"><NextVersion /></Route>
      <Route><RegisterPages register={selfCheckForms} base="/self-check-forms" above={above} actions={action} rowExtra={(row) => <Items row={row} />} /></Route>
    </Switch>
  )
}

function Items({ row }: { row: AnyRow }) {
  const say = useText()
  const query = new URLSearchParams({ kind: String(row['kind']), applies: String(row['applies']) }).toString()
  return (
    <Card title={say({ zh: '项目', en: 'Items' })} more={<LinkButton size="small" to={`/self-check-forms/next?${query}`}>{say({ zh: '以此编新版', en: 'Make the next version' })}</LinkButton>}>
      <ol className="items">{itemsOf(row).map(({ code, text }) => <li key={code}>{say(text)}</li>)}</ol>
    </Card>
  )
}

/** One item a line: `中文 | English`; the codes of lines that stay are kept, so that answers may be compared. */
const asText = (items: readonly FormItem[]): string => items.map(({ text }) => `${text.zh} | ${text.en}`).join('\n')
function asItems(text: string, before: readonly FormItem[]): readonly { zh: string; en: string; code?: string }[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [zh = '', en = ''] = line.split('|').map((part) => part.trim())
    const code = before.find((one) => one.text.zh === zh)?.code
    return { zh, en: en === '' ? zh : en, ...(code !== undefined && { code }) }
  })
}

/** The next version of a form, begun from the last. */
function NextVersion() {
  const say = useText()
  const [search, setSearch] = useSearchParams()
  const kind = search.get('kind') ?? 'daily'
  const applies = search.get('applies') ?? 'canteen'
  const found = useQuery({ queryKey: ['register', 'self_check_form', 'last', kind, applies], queryFn: () => api.get<RowPage>('/self-check-form', { kind, applies, limit: 200 }) })
  const last = found.data?.items.toSorted((a, b) => Number(b['form_version']) - Number(a['form_version']))[0]
  return (
    <Page title={say({ zh: '自查表单 · 新版', en: 'Next version of a form' })} back={{ to: '/self-check-forms', label: say(selfCheckForms.title) }} about={say({ zh: '启用前的记录仍按原表单；已用过的版本不改动。', en: 'Records made before it begins keep their form; a version in use is never changed.' })}>
      <Card padded>
        <div className="sc-form" style={{ padding: 0 }}>
          <div className="sc-two">
            <Line label={say({ zh: '用于', en: 'For' })}><Select value={kind} onChange={(value) => setSearch({ kind: value, applies }, { replace: true })} options={kindChoices.map(({ code, label }) => ({ value: code as string, label: say(label) }))} /></Line>
            <Line label={say({ zh: '业态', en: 'Kind of business' })}><Select value={applies} onChange={(value) => setSearch({ kind, applies: value }, { replace: true })} options={formGroups.map(({ code, label }) => ({ value: code as string, label: say(label) }))} /></Line>
          </div>
          {last ? <Editor key={last.id} last={last} kind={kind} applies={applies} /> : <Loading error={found.error} />}
        </div>
      </Card>
    </Page>
  )
}

function Editor({ last, kind, applies }: { last: AnyRow; kind: string; applies: string }) {
  const say = useText()
  const me = useMe()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [title, setTitle] = useState(String(last['title']))
  const [from, setFrom] = useState<string>(me.city.today)
  const [source, setSource] = useState(String(last['source'] ?? ''))
  const [text, setText] = useState(asText(itemsOf(last)))
  const { busy, failure, once } = useOnce()
  const send = () =>
    once(async () => {
      const { row } = await api.post<{ row: AnyRow }>('/self-check-forms', { kind, applies, title, valid_from: from, source, items: asItems(text, itemsOf(last)) })
      await client.invalidateQueries()
      go(`/self-check-forms/${row.id}`)
    })
  return (
    <>
      <Faults error={failure} />
      <Line label={say({ zh: '名称', en: 'Title' })}><Input maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} /></Line>
      <div className="sc-two">
        <Line label={say({ zh: '启用日期', en: 'In force from' })}><Input type="date" min={me.city.today} value={from} onChange={(event) => setFrom(event.target.value)} /></Line>
        <Line label={say({ zh: '依据', en: 'Source' })}><Input maxLength={300} value={source} onChange={(event) => setSource(event.target.value)} /></Line>
      </div>
      <Line label={say({ zh: '项目（每行一项：中文 | 英文）', en: 'Items (a line each: Chinese | English)' })}><Input.TextArea autoSize={{ minRows: 8 }} value={text} onChange={(event) => setText(event.target.value)} /></Line>
      <div><Button type="primary" loading={busy} disabled={text.trim() === '' || title.trim() === ''} onClick={() => void send()}>{say({ zh: '保存为第 {n} 版', en: 'Save as version {n}' }, { n: Number(last['form_version']) + 1 })}</Button></div>
    </>
  )
}
