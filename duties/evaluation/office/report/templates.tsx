import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { Link, useParams } from 'wouter'
import { api, ProblemError } from '../../../../web/kit/api.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card, Fault, Loading, Page } from '../../../../web/kit/Page.tsx'
import { useHolds } from '../../../../web/kit/session.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import { useUnsaved } from '../../../../web/kit/unsaved.ts'
import type { TemplateRow } from '../../reports/registers.ts'
import { templatesKey, useTemplates } from './data.ts'
import './report.css'

const back = { zh: '评价报告', en: 'Reports' }
const heading = { zh: '报告模板', en: 'Report templates' }

/** The templates, each with its edition. */
export function Templates() {
  const say = useText()
  const language = useLanguage()
  const { data, error, refetch } = useTemplates()
  return (
    <Page
      title={say(heading)}
      back={{ to: '/reports', label: say(back) }}
      about={say({
        zh: '结构和语句都可修改；已有的报告仍按生成时的模板。',
        en: 'Structure and sentences may be changed; reports keep the text they were made from.',
      })}
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
  const [error, setError] = useState<unknown>(null)
  const writable = allows('evaluation.manage')
  const changed = body !== template.body || title !== template.title
  const { saved } = useUnsaved(changed)
  const save = async () => {
    setError(null)
    const { id, version, name, name_en, note } = template
    try {
      await api.put(`/reports/templates/${id}`, { version, name, name_en, note, title, body })
      saved()
      toast.done(say({ zh: '已存为新版', en: 'Saved as a new edition' }))
      await client.invalidateQueries({ queryKey: templatesKey })
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
          <Button type="primary" disabled={!changed} onClick={() => void save()}>
            {say({ zh: '存为新版', en: 'Save as a new edition' })}
          </Button>
        )
      }
    >
      <div className="rp-columns">
        <div className="stack">
          {error !== null && <Fault error={error} />}
          {error instanceof ProblemError && error.fields.length > 0 && (
            <ul className="plain-list tone-late" role="alert">
              {error.fields.map(({ path, sentence }) => (
                <li key={path + sentence.zh}>▲ {say(sentence)}</li>
              ))}
            </ul>
          )}
          <Input
            value={title}
            readOnly={!writable}
            aria-label={say({ zh: '报告标题', en: 'Title of the report' })}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Input.TextArea
            className="rp-source"
            value={body}
            readOnly={!writable}
            autoSize={{ minRows: 20, maxRows: 60 }}
            aria-label={say({ zh: '模板正文', en: 'Text of the template' })}
            onChange={(event) => setBody(event.target.value)}
          />
        </div>
        <Syntax />
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
