import { useState } from 'react'
import { Button, Input, Modal, Select } from 'antd'
import { Link, useLocation } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Fault, Loading, Page } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { TakeIn } from '../../../../web/kit/TakeIn.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { FormKind, FormLine } from '../../examination/contract.ts'
import { formStates } from '../../examination/registers.ts'
import { useDo, useForms } from './data.ts'
import './examination.css'

export const formTones = { draft: 'soon', in_force: 'good', retired: 'plain' } as const
export const formKinds = { sheet: { zh: '检查表', en: 'Check sheets' }, quotas: { zh: '抽取配额', en: 'Quotas' } } as const

/** 检查表和抽取配额: every edition; what was in force stays, a change is a new edition. */
export function FormsPage() {
  const say = useText()
  const found = useForms()
  const [making, setMaking] = useState<FormLine | FormKind | null>(null)
  const may = found.data?.may.includes('manage') ?? false
  return (
    <Page
      title={say({ zh: '检查表和抽取配额', en: 'Check sheets and quotas' })}
      about={say({
        zh: '启用过的版次不再改动，修改即为新版次；抽取时点位带走当时的检查表。',
        en: 'What was in force stays; a change is a new edition. A point keeps the sheet it was drawn with.',
      })}
      back={{ to: '/examinations', label: say({ zh: '初评', en: 'Examinations' }) }}
      actions={
        may && (
          <>
            <TakeForm />
            <Button onClick={() => setMaking('quotas')}>{say({ zh: '新建配额', en: 'New quotas' })}</Button>
            <Button type="primary" onClick={() => setMaking('sheet')}>
              {say({ zh: '新建检查表', en: 'New check sheet' })}
            </Button>
          </>
        )
      }
    >
      {!found.data ? (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      ) : (
        (['sheet', 'quotas'] as const).map((kind) => (
          <Card key={kind} title={say(formKinds[kind])}>
            <Lines label={say(formKinds[kind])} lines={found.data.items.filter((one) => one.kind === kind)} may={may} onCopy={setMaking} />
          </Card>
        ))
      )}
      {making !== null && <NewForm from={making} taken={found.data?.items ?? []} onClose={() => setMaking(null)} />}
    </Page>
  )
}

function Lines({
  label,
  lines,
  may,
  onCopy,
}: {
  label: string
  lines: readonly FormLine[]
  may: boolean
  onCopy: (line: FormLine) => void
}) {
  const say = useText()
  const toast = useToast()
  return (
    <div className="ex-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="rows">
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.kind} ${line.code} ${line.edition}`}>
              <th scope="row">{line.id ? <Link href={`/examinations/forms/${line.id}`}>{say(line.title)}</Link> : say(line.title)}</th>
              <td className="nowrap">{say({ zh: '第 {n} 版', en: 'Edition {n}' }, { n: line.edition })}</td>
              <td>
                <State tone={formTones[line.state]}>{say(formStates.find(({ code }) => code === line.state)!.label)}</State>
              </td>
              <td className="nowrap">
                {line.kind === 'sheet'
                  ? say({ zh: '{n} 项', en: '{n} lines' }, { n: line.size })
                  : say({ zh: '{n} 个点位', en: '{n} points' }, { n: line.size })}
              </td>
              <td className="quiet nowrap">
                {line.in_force_on ?? ''} {line.retired_on && `– ${line.retired_on}`}
              </td>
              <td className="nowrap">
                {line.id && (
                  <Button
                    size="small"
                    onClick={() =>
                      void api.download(`/examinations/forms/${line.id}/export`).catch((error: unknown) => toast.failed(error))
                    }
                  >
                    {say({ zh: '导出 .xlsx', en: 'Export .xlsx' })}
                  </Button>
                )}{' '}
                {may && line.state !== 'draft' && (
                  <Button size="small" onClick={() => onCopy(line)}>
                    {say({ zh: '新版次', en: 'New edition' })}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const codeOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)

/** A draft: the next edition of one, another one made from it, or an empty one. */
function NewForm({ from, taken, onClose }: { from: FormLine | FormKind; taken: readonly FormLine[]; onClose: () => void }) {
  const say = useText()
  const [, go] = useLocation()
  const { busy, failure, run } = useDo()
  const line = typeof from === 'string' ? null : from
  const kind = typeof from === 'string' ? from : from.kind
  const [source, setSource] = useState<string>('')
  const [title, setTitle] = useState(line?.title.zh ?? '')
  const [english, setEnglish] = useState(line?.title.en ?? '')
  const sourceOf = (one: FormLine): string => one.id ?? `shipped:${one.code}`
  const make = () =>
    run(
      async () => {
        const code = line?.code ?? (codeOf(english) || `own-${Date.now()}`)
        const given = { kind, code, title: title.trim(), title_en: english.trim(), from: line ? sourceOf(line) : source || null }
        const { id } = await api.post<{ id: string }>('/examinations/forms', given)
        go(`/examinations/forms/${id}`)
      },
      { zh: '已建立草稿', en: 'A draft is there' },
    )
  const sources = taken.filter((one) => one.kind === kind)
  return (
    <Modal
      open
      title={line ? say({ zh: '新版次：{title}', en: 'New edition: {title}' }, { title: say(line.title) }) : say({ zh: '新建', en: 'New' })}
      okText={say({ zh: '建立草稿', en: 'Make a draft' })}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
      okButtonProps={{ disabled: !title.trim() || !english.trim(), loading: busy }}
      onOk={() => void make()}
      onCancel={onClose}
    >
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <label>
          {say({ zh: '名称', en: 'Name (Chinese)' })}
          <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <label>
          {say({ zh: '英文名称', en: 'Name in English' })}
          <Input value={english} maxLength={200} onChange={(event) => setEnglish(event.target.value)} />
        </label>
        {!line && (
          <>
            <label htmlFor="form-from">{say({ zh: '以哪一份为底稿', en: 'Begin with' })}</label>
            <Select
              id="form-from"
              value={source}
              onChange={setSource}
              style={{ width: '100%' }}
              options={[
                { value: '', label: say({ zh: '空白', en: 'Nothing' }) },
                ...sources.map((one) => ({ value: sourceOf(one), label: `${say(one.title)} · ${one.edition}` })),
              ]}
            />
          </>
        )}
      </div>
    </Modal>
  )
}

function TakeForm() {
  const say = useText()
  const forms = useForms()
  return (
    <TakeIn
      title={say({ zh: '导入检查表或配额', en: 'Take in a check sheet or quotas' })}
      path="/examinations/forms/import"
      about={say({
        zh: '先导出一版，改好后拖到这里，成为该代码的新版次草稿。',
        en: 'Export an edition, change it and drop it here: it becomes a draft of the next edition.',
      })}
      hint={say({ zh: '工作表须齐全', en: 'All its sheets must be there' })}
      onDone={() => void forms.refetch()}
    />
  )
}
