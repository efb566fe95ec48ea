import { useState } from 'react'
import { Button, Input } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Fault, Loading, Notice, Page } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { useUnsaved } from '../../../../web/kit/unsaved.ts'
import type { DrawRules, Form, SheetContent } from '../../examination/contract.ts'
import { formStates } from '../../examination/registers.ts'
import { useDo, useForm } from './data.ts'
import { QuotaEditor } from './form-quotas.tsx'
import { SheetEditor } from './form-sheet.tsx'
import { formKinds, formTones } from './forms.tsx'
import './examination.css'

/** One edition: read, or edited while it is a draft. */
export function FormPage({ id }: { id: string }) {
  const say = useText()
  const found = useForm(id)
  const form = found.data
  return (
    <Page
      title={form ? say(form.title) : say({ zh: '检查表和抽取配额', en: 'Check sheets and quotas' })}
      back={{ to: '/examinations/forms', label: say({ zh: '检查表和抽取配额', en: 'Check sheets and quotas' }) }}
      about={
        form && (
          <>
            {say(formKinds[form.kind])} · {say({ zh: '第 {n} 版', en: 'edition {n}' }, { n: form.edition })}{' '}
            <State tone={formTones[form.state]}>{say(formStates.find(({ code }) => code === form.state)!.label)}</State>
          </>
        )
      }
    >
      {form ? (
        <Editor key={`${form.id} ${form.version}`} form={form} />
      ) : (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      )}
    </Page>
  )
}

function Editor({ form }: { form: Form }) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const [title, setTitle] = useState(form.title.zh)
  const [english, setEnglish] = useState(form.title.en)
  const [content, setContent] = useState(form.content)
  const manages = form.may.includes('manage')
  const editable = manages && form.state === 'draft'
  const changed = title !== form.title.zh || english !== form.title.en || content !== form.content
  const { saved } = useUnsaved(changed)
  const save = () =>
    run(
      async () => {
        await api.put(`/examinations/forms/${form.id}`, { version: form.version, title, title_en: english, content })
        saved()
      },
      { zh: '已保存', en: 'Saved' },
    )
  const post = (what: 'activate' | 'retire', done: { zh: string; en: string }) =>
    run(() => api.post(`/examinations/forms/${form.id}/${what}`, { version: form.version }), done)
  return (
    <div className="stack">
      {failure !== null && <Fault error={failure} />}
      {!editable && form.state !== 'draft' && (
        <Notice>
          {say({
            zh: '这一版启用过，不再改动。要改，请建新版次。',
            en: 'This edition is or was in force and stays. To change it, make a new edition.',
          })}
        </Notice>
      )}
      {editable && (
        <Card padded>
          <div className="ex-fields">
            <label className="ex-wide">
              {say({ zh: '名称', en: 'Name (Chinese)' })}
              <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
            </label>
            <label className="ex-wide">
              {say({ zh: '英文名称', en: 'Name in English' })}
              <Input value={english} maxLength={200} onChange={(event) => setEnglish(event.target.value)} />
            </label>
          </div>
        </Card>
      )}
      {form.kind === 'sheet' ? (
        <SheetEditor content={content as SheetContent} items={form.items} editable={editable} onChange={setContent} />
      ) : (
        <QuotaEditor content={content as DrawRules} editable={editable} onChange={setContent} />
      )}
      {manages && form.state !== 'retired' && (
        <div className="toolbar">
          {editable && (
            <Button type={changed ? 'primary' : 'default'} loading={busy} disabled={!changed} onClick={() => void save()}>
              {say({ zh: '保存草稿', en: 'Save the draft' })}
            </Button>
          )}
          {editable && (
            <Button
              type={changed ? 'default' : 'primary'}
              loading={busy}
              disabled={changed}
              onClick={() => void post('activate', { zh: '已启用', en: 'In force' })}
            >
              {say({ zh: '启用', en: 'Put in force' })}
            </Button>
          )}
          <Button
            danger
            loading={busy}
            onClick={() =>
              window.confirm(say({ zh: '停用这一版？', en: 'Take this edition out of use?' })) &&
              void post('retire', { zh: '已停用', en: 'Out of use' })
            }
          >
            {form.state === 'draft' ? say({ zh: '放弃草稿', en: 'Give the draft up' }) : say({ zh: '停用', en: 'Take out of use' })}
          </Button>
          {changed && <span className="quiet small">{say({ zh: '有未保存的修改。', en: 'There are changes that are not saved.' })}</span>}
        </div>
      )}
    </div>
  )
}
