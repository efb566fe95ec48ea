import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import type { GetRef } from 'antd'
import { Link, useLocation, useParams } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card, Fault, Loading, Page } from '../../../../web/kit/Page.tsx'
import { useHolds } from '../../../../web/kit/session.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import { useUnsaved } from '../../../../web/kit/unsaved.ts'
import type { TemplateEdition } from '../../reports/contract.ts'
import type { TemplateRow } from '../../reports/registers.ts'
import { templatesKey, useShippedTemplates, useTemplateIndicators, useTemplates } from './data.ts'
import { EditionsCard, Faults, TakeFile } from './template-editions.tsx'
import { NewTemplate } from './template-new.tsx'
import { GapsCard, InsertCard, OutlineCard } from './template-outline.tsx'
import './report.css'

const back = { zh: '评价报告', en: 'Reports' }
const heading = { zh: '报告模板', en: 'Report templates' }

/** The templates, each with its edition. */
export function Templates() {
  const say = useText()
  const language = useLanguage()
  const allows = useHolds()
  const { data, error, refetch } = useTemplates()
  const { data: shipped = [] } = useShippedTemplates()
  const [, go] = useLocation()
  return (
    <Page
      title={say(heading)}
      back={{ to: '/reports', label: say(back) }}
      about={say({
        zh: '结构和语句都可修改；已有的报告仍按生成时的模板。',
        en: 'Structure and sentences may be changed; reports keep the text they were made from.',
      })}
      actions={
        allows('evaluation.manage') &&
        data && (
          <>
            <TakeFile onTaken={(id) => go(`/reports/templates/${id}`)} />
            <NewTemplate templates={data} shipped={shipped} />
          </>
        )
      }
    >
      <Card>
        {!data && <Loading error={error} retry={() => void refetch()} />}
        {data?.map(({ id, name, name_en, note, version }) => (
          <Link key={id} href={`/reports/templates/${id}`} className="row-card">
            <strong>{language === 'zh' ? name : name_en}</strong>
            <span className="quiet small">
              {say({ zh: '第 {n} 版', en: 'Edition {n}' }, { n: version })}
              {note && ` · ${note}`}
            </span>
          </Link>
        ))}
      </Card>
    </Page>
  )
}

export function TemplatePage() {
  const say = useText()
  const { id } = useParams<{ id: string }>()
  const { data, error, refetch } = useTemplates()
  const template = data?.find((one) => one.id === id)
  if (!template)
    return (
      <Page title={say(heading)} back={{ to: '/reports/templates', label: say(heading) }}>
        <Card>
          <Loading error={error} retry={() => void refetch()} />
        </Card>
      </Page>
    )
  return <TemplateEditor key={`${id}${template.version}`} template={template} />
}

/** A template as text: every line that cannot be read is named when it is saved. */
function TemplateEditor({ template }: { template: TemplateRow }) {
  const say = useText()
  const language = useLanguage()
  const allows = useHolds()
  const toast = useToast()
  const client = useQueryClient()
  const [body, setBody] = useState(template.body)
  const [title, setTitle] = useState(template.title)
  const [name, setName] = useState(template.name)
  const [english, setEnglish] = useState(template.name_en)
  const [error, setError] = useState<unknown>(null)
  const text = useRef<GetRef<typeof Input.TextArea>>(null)
  const [, go] = useLocation()
  const { data: indicators = [] } = useTemplateIndicators()
  const writable = allows('evaluation.manage')
  const changed = body !== template.body || title !== template.title || name !== template.name || english !== template.name_en
  const { saved } = useUnsaved(changed)
  const save = async () => {
    setError(null)
    const { id, version, note } = template
    try {
      await api.put(`/reports/templates/${id}`, { version, name, name_en: english, note, title, body })
      saved()
      toast.done(say({ zh: '已存为新版', en: 'Saved as a new edition' }))
      await client.invalidateQueries({ queryKey: templatesKey })
    } catch (failure) {
      setError(failure)
    }
  }
  const area = (): HTMLTextAreaElement | null => text.current?.resizableTextArea?.textArea ?? null
  const insert = (words: string) => {
    const at = area()?.selectionStart ?? body.length
    setBody(body.slice(0, at) + words + body.slice(area()?.selectionEnd ?? at))
    setTimeout(() => {
      area()?.focus()
      area()?.setSelectionRange(at + words.length, at + words.length)
    })
  }
  const begin = (edition: TemplateEdition) => {
    setName(edition.name)
    setEnglish(edition.name_en)
    setTitle(edition.title)
    setBody(edition.body)
  }
  const select = (from: number, to: number) => {
    area()?.focus()
    area()?.setSelectionRange(from, to)
  }
  const goTo = (line: number) => {
    const at = body.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0)
    select(at, at + (body.slice(at).split('\n')[0]?.length ?? 0))
  }
  const retire = async () => {
    if (
      !window.confirm(say({ zh: '停用这个模板？已生成的报告不受影响。', en: 'Take this template out of use? Reports made from it stay.' }))
    )
      return
    try {
      await api.post(`/reports/templates/${template.id}/retire`, { version: template.version })
      saved()
      await client.invalidateQueries({ queryKey: templatesKey })
      go('/reports/templates')
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <Page
      title={language === 'zh' ? template.name : template.name_en}
      back={{ to: '/reports/templates', label: say(heading) }}
      about={say({ zh: '第 {n} 版', en: 'Edition {n}' }, { n: template.version })}
      actions={
        writable && (
          <>
            <TakeFile into={template} onTaken={saved} />
            <Button onClick={() => void retire()}>{say({ zh: '停用', en: 'Take out of use' })}</Button>
            <Button type="primary" disabled={!changed} onClick={() => void save()}>
              {say({ zh: '存为新版', en: 'Save as a new edition' })}
            </Button>
          </>
        )
      }
    >
      <div className="rp-columns">
        <div className="stack">
          {error !== null && <Fault error={error} beside />}
          <Faults error={error} />
          {writable && (
            <div className="rp-names">
              <label>
                {say({ zh: '名称', en: 'Name (Chinese)' })}
                <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
              </label>
              <label>
                {say({ zh: '英文名称', en: 'Name in English' })}
                <Input value={english} maxLength={100} onChange={(event) => setEnglish(event.target.value)} />
              </label>
            </div>
          )}
          <Input
            value={title}
            readOnly={!writable}
            aria-label={say({ zh: '报告标题', en: 'Title of the report' })}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Input.TextArea
            ref={text}
            className="rp-source"
            value={body}
            readOnly={!writable}
            autoSize={{ minRows: 20, maxRows: 60 }}
            aria-label={say({ zh: '模板正文', en: 'Text of the template' })}
            onChange={(event) => setBody(event.target.value)}
          />
        </div>
        <aside className="stack" aria-label={say({ zh: '结构和写法', en: 'Structure and how it is written' })}>
          <GapsCard body={body} onSelect={select} />
          <OutlineCard body={body} writable={writable} onChange={setBody} onGo={goTo} />
          {writable && <InsertCard indicators={indicators} onInsert={insert} />}
          <EditionsCard template={template} {...(writable && { onUse: begin })} />
          <Syntax />
        </aside>
      </div>
    </Page>
  )
}

const RULES = [
  ['# ## ### ####', { zh: '一至四级标题', en: 'Headings of four levels' }],
  ['{registry.premises}', { zh: '指标的数', en: 'The figure of an indicator' }],
  ['{…@last-year}', { zh: '上年同期', en: 'A year earlier' }],
  ['{…#part} {…#whole}', { zh: '比率的分子、分母', en: 'Part and whole of a share' }],
  ['{base:population}', { zh: '常住人口', en: 'Residents' }],
  ['{list:plan_task.title?state=done|6}', { zh: '台账中的名称，最多 6 个', en: 'Names from a register, six at most' }],
  ['{gap:9394批次}', { zh: '原稿中的数字，尚未换成指标；报告中留作待补', en: 'A figure of the old paper without an indicator yet; the report leaves a gap' }],
  ['{standing:met}', { zh: '达到要求的指标项数', en: 'Items that are met' }],
  ['{city} {year} {day}', { zh: '城市、年份、截至日', en: 'City, year, day of the figures' }],
  ['? …', { zh: '无评价对象时省去这一句', en: 'Left out where nothing is to be measured' }],
  [': …', { zh: '省去时改说这一句', en: 'Said instead' }],
  ['?? …', { zh: '没有数据时也省去', en: 'Left out without data too' }],
  ['| a, b', { zh: '各县（市、区）的表', en: 'Table of the counties' }],
  ['!years a, b | 图题', { zh: '近三年走势图，单位不同的分开画', en: 'Chart of three years, one for each unit' }],
  ['!counties a | 图题', { zh: '各县（市、区）比较图', en: 'Chart of the counties' }],
  ['!sections', { zh: '各小节达标情况图', en: 'Chart of the sections: met, short, no data' }],
  ['!shortfalls', { zh: '逐条列出未达标的指标', en: 'What falls short, one by one' }],
] as const

function Syntax() {
  const say = useText()
  return (
    <Card title={say({ zh: '写法', en: 'How it is written' })} padded>
      <dl className="rp-syntax">
        {RULES.map(([code, words]) => (
          <div key={code}>
            <dt>
              <code>{code}</code>
            </dt>
            <dd className="quiet small">{say(words)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
