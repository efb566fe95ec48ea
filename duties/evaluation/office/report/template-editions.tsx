import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { api, ProblemError, saveFile } from '../../../../web/kit/api.ts'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { dateTime } from '../../../../web/kit/format.ts'
import { Card, Fault, Loading } from '../../../../web/kit/Page.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { EditionLine, TemplateEdition } from '../../reports/contract.ts'
import { reportTemplates, type TemplateRow } from '../../reports/registers.ts'
import { templatesKey } from './data.ts'

/** The part of a template that a fault lies in; a fault of a line, or of the file as a whole, says so itself. */
function fieldOf(path: string): Bilingual | null {
  if (path === '' || path === 'text' || /^body\.\d+$/.test(path)) return null
  if (path === 'name.en') return reportTemplates.fields.name_en.label
  const [name = ''] = path.split('.')
  return (reportTemplates.fields as Readonly<Record<string, { readonly label: Bilingual } | undefined>>)[name]?.label ?? { zh: path, en: path }
}

/** Everything that a refusal names, each with where it stands. */
export function Faults({ error }: { error: unknown }) {
  const say = useText()
  if (!(error instanceof ProblemError) || error.fields.length === 0) return null
  return (
    <ul className="plain-list tone-late" role="alert">
      {error.fields.map(({ path, sentence }) => (
        <li key={path + sentence.zh}>
          ▲ {fieldOf(path) && `${say(fieldOf(path)!)}${say({ zh: '：', en: ': ' })}`}
          {say(sentence)}
        </li>
      ))}
    </ul>
  )
}

/** The editions of a template, the newest first; each is read, saved as a file, and may be begun with again. */
export function EditionsCard({ template, onUse }: { template: TemplateRow; onUse?: (edition: TemplateEdition) => void }) {
  const say = useText()
  const language = useLanguage()
  const toast = useToast()
  const [shown, setShown] = useState<number | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: [...templatesKey, template.id, 'editions', template.version],
    queryFn: () => api.get<{ items: readonly EditionLine[] }>(`/reports/templates/${template.id}/editions`),
  })
  const save = async (edition: number) => {
    try {
      const file = await api.get<unknown>(`/reports/templates/${template.id}/editions/${edition}/export`)
      const name = say({ zh: '{name} 第{n}版.json', en: '{name} edition {n}.json' }, { name: language === 'zh' ? template.name : template.name_en, n: edition })
      saveFile(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }), name)
    } catch (failure) {
      toast.failed(failure)
    }
  }
  return (
    <Card title={say({ zh: '各版', en: 'Editions' })} padded>
      {!data && <Loading error={error} retry={() => void refetch()} />}
      <ul className="plain-list rp-editions">
        {data?.items.map(({ edition, at, by, reason, shipped }) => (
          <li key={edition}>
            <button type="button" className="link" onClick={() => setShown(edition)}>
              {say({ zh: '第 {n} 版', en: 'Edition {n}' }, { n: edition })}
            </button>{' '}
            <span className="quiet small">
              {dateTime(at)}
              {shipped ? say({ zh: ' · 系统自带', en: ' · as shipped' }) : (by ?? reason) && ` · ${by ?? reason}`}
            </span>{' '}
            <Button
              size="small"
              type="link"
              aria-label={say({ zh: '导出第 {n} 版（.json）', en: 'Export edition {n} (.json)' }, { n: edition })}
              onClick={() => void save(edition)}
            >
              {say({ zh: '导出 .json', en: 'Export .json' })}
            </Button>
          </li>
        ))}
      </ul>
      {shown !== null && (
        <EditionDialog
          id={template.id}
          edition={shown}
          onClose={() => setShown(null)}
          {...(onUse && shown !== template.version && { onUse })}
        />
      )}
    </Card>
  )
}

function EditionDialog({
  id,
  edition,
  onUse,
  onClose,
}: {
  id: string
  edition: number
  onUse?: (edition: TemplateEdition) => void
  onClose: () => void
}) {
  const say = useText()
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: [...templatesKey, id, 'edition', edition],
    queryFn: () => api.get<TemplateEdition>(`/reports/templates/${id}/editions/${edition}`),
  })
  return (
    <Modal
      open
      width={820}
      title={say({ zh: '第 {n} 版', en: 'Edition {n}' }, { n: edition })}
      cancelText={say({ zh: '关闭', en: 'Close' })}
      okText={say({ zh: '以这一版为底稿', en: 'Begin with this edition' })}
      okButtonProps={{ disabled: !data, style: onUse ? undefined : { display: 'none' } }}
      onOk={() => {
        if (data) onUse?.(data)
        onClose()
      }}
      onCancel={onClose}
    >
      {!data && <Loading error={error} retry={() => void refetch()} />}
      {data && (
        <div className="stack">
          <strong>{language === 'zh' ? data.name : data.name_en}</strong>
          <span className="quiet">{data.title}</span>
          <pre className="rp-edition" tabIndex={0} aria-label={say({ zh: '模板正文', en: 'Text of the template' })}>
            {data.body}
          </pre>
        </div>
      )}
    </Modal>
  )
}

/** A template file (.json) taken in: as a template of its own, or as the next edition of one. */
export function TakeFile({ into, onTaken }: { into?: Pick<TemplateRow, 'id' | 'version'>; onTaken: (id: string) => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const take = async (file: File) => {
    setFailure(null)
    try {
      const target = into ? { id: into.id, version: into.version } : null
      const { id } = await api.post<{ id: string }>('/reports/templates/take', { text: await file.text(), into: target })
      setOpen(false)
      toast.done(into ? say({ zh: '已存为新版', en: 'Saved as a new edition' }) : say({ zh: '已建立模板', en: 'Template made' }))
      onTaken(id)
      await client.invalidateQueries({ queryKey: templatesKey })
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {into ? say({ zh: '导入 .json 为新版', en: 'Import .json as an edition' }) : say({ zh: '导入 .json', en: 'Import .json' })}
      </Button>
      {open && (
        <Modal open footer={null} title={say({ zh: '导入模板文件', en: 'Import a template file' })} onCancel={() => setOpen(false)}>
          <div className="stack">
            {failure !== null && <Fault error={failure} beside />}
            <Faults error={failure} />
            <FileDrop accept=".json" onFile={(file) => void take(file)} title={say({ zh: '把模板文件（.json）拖到这里，或点击选择', en: 'Drop a template file (.json) here, or press to choose' })}>
              {say({ zh: '有错时一次列出全部错误，什么也不写入', en: 'Where something is wrong all of it is told at once, and nothing is written' })}
            </FileDrop>
          </div>
        </Modal>
      )}
    </>
  )
}
