import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useLocation } from 'wouter'
import { departmentFunctions } from '../../../../platform/identity/functions.ts'
import { api } from '../../../../web/kit/api.ts'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { useJob } from '../../../../web/kit/JobProgress.tsx'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Fault } from '../../../../web/kit/Page.tsx'
import type { TemplateRow } from '../../reports/registers.ts'
import type { ShippedTemplate } from '../../reports/templates/shipped.ts'
import { templatesKey } from './data.ts'

/** What an empty template begins with. */
const EMPTY = '# 基本情况\n截至{day}，在营食品相关经营场所{registry.premises}。\n\n# 存在的不足\n!shortfalls\n'

type Sources = { readonly templates: readonly TemplateRow[]; readonly shipped: readonly ShippedTemplate[] }

/** A template of the office's own: from another one, from a paper as it came, or from nothing. */
export function NewTemplate(sources: Sources) {
  const say = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say({ zh: '新建模板', en: 'New template' })}
      </Button>
      {open && <NewDialog {...sources} onClose={() => setOpen(false)} />}
    </>
  )
}

function NewDialog({ templates, shipped, onClose }: Sources & { onClose: () => void }) {
  const say = useText()
  const language = useLanguage()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [from, setFrom] = useState('')
  const [name, setName] = useState('')
  const [english, setEnglish] = useState('')
  const [over, setOver] = useState<TemplateRow['over']>('year')
  const [issuer, setIssuer] = useState<string>('fso')
  const [mark, setMark] = useState('报')
  const { busy, failure, once } = useOnce()
  const [job, setJob] = useState<string | null>(null)
  const { data: reading } = useJob(job)
  const sources = [...templates.map((one) => ({ ...one, key: one.id })), ...shipped.map((one) => ({ ...one, key: `shipped:${one.code}` }))]
  const source = sources.find(({ key }) => key === from)
  const choose = (id: string) => {
    setFrom(id)
    const one = sources.find(({ key }) => key === id)
    if (!one) return
    setOver(one.over)
    setIssuer(one.issuer)
    setMark(one.mark)
  }
  const head = {
    name: name.trim(),
    name_en: english.trim(),
    mark,
    issuer,
    over,
    note: null,
    title: source?.title ?? `{city}${name.trim()}（{year}年）`,
  }
  const ready = head.name !== '' && head.name_en !== '' && mark.trim() !== ''
  const done = async (id: string) => {
    await client.invalidateQueries({ queryKey: templatesKey })
    go(`/reports/templates/${id}`)
  }
  const make = () =>
    once(async () => done((await api.post<{ id: string }>('/reports/templates', { ...head, body: source?.body ?? EMPTY })).id))
  const read = (file: File) =>
    once(async () => {
      setJob(null)
      const { id } = await api.upload<{ id: string }>('/files', file)
      setJob((await api.post<{ job: string }>('/reports/templates/import', { ...head, file: id })).job)
    })
  const made = reading?.state === 'done' ? (reading.result as { template?: string } | null)?.template : undefined
  return (
    <Modal
      open
      title={say({ zh: '新建报告模板', en: 'New report template' })}
      okText={made ? say({ zh: '打开', en: 'Open it' }) : say({ zh: '建立', en: 'Make it' })}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
      okButtonProps={{ disabled: !made && !ready, loading: busy || (job !== null && !made && reading?.state !== 'failed') }}
      onOk={() => void (made ? done(made) : make())}
      onCancel={onClose}
    >
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        {reading?.state === 'failed' && reading.error && (
          <div className="notice late" role="alert">
            ▲ {say(reading.error)}
          </div>
        )}
        <label>
          {say({ zh: '名称', en: 'Name (Chinese)' })}
          <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          {say({ zh: '英文名称', en: 'Name in English' })}
          <Input value={english} maxLength={100} onChange={(event) => setEnglish(event.target.value)} />
        </label>
        <div>
          <label htmlFor="template-from">{say({ zh: '以哪一份为底稿', en: 'Begin with' })}</label>
          <Select
            id="template-from"
            value={from}
            style={{ width: '100%' }}
            onChange={choose}
            options={[
              { value: '', label: say({ zh: '空白', en: 'Nothing' }) },
              ...templates.map((one) => ({ value: one.id, label: language === 'zh' ? one.name : one.name_en })),
              ...shipped.map((one) => ({
                value: `shipped:${one.code}`,
                label: say({ zh: '{name}（系统自带的新版）', en: '{name} (as shipped)' }, { name: language === 'zh' ? one.name : one.name_en }),
              })),
            ]}
          />
        </div>
        <div>
          <label htmlFor="template-issuer">{say({ zh: '发文单位', en: 'Issued by' })}</label>
          <Select
            id="template-issuer"
            showSearch
            optionFilterProp="label"
            value={issuer}
            style={{ width: '100%' }}
            onChange={setIssuer}
            options={departmentFunctions.map(({ code, title }) => ({ value: code, label: say(title) }))}
          />
        </div>
        <label>
          {say({ zh: '机关代字', en: 'Mark in the number' })}
          <Input value={mark} maxLength={10} onChange={(event) => setMark(event.target.value)} />
        </label>
        <div>
          <label htmlFor="template-over">{say({ zh: '期间', en: 'Period' })}</label>
          <Select
            id="template-over"
            value={over}
            style={{ width: '100%' }}
            onChange={setOver}
            options={[
              { value: 'year', label: say({ zh: '年度', en: 'A year' }) },
              { value: 'half-year', label: say({ zh: '半年', en: 'Half a year' }) },
            ]}
          />
        </div>
        {ready && (job === null || reading?.state === 'failed') && (
          <FileDrop
            accept=".docx,.txt,.md"
            onFile={(file) => void read(file)}
            title={say({ zh: '或把一份以往的报告（.docx）拖到这里作底稿', en: 'Or drop a report of before (.docx) here to begin with' })}
          >
            {say({
              zh: '读出标题和段落；年份、城市自动替换，原来的数字留作待补，再逐个换成指标',
              en: 'Its headings and sentences are read, year and city replaced; its figures become gaps, to be filled with indicators',
            })}
          </FileDrop>
        )}
      </div>
    </Modal>
  )
}
