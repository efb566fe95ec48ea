import { useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Checkbox, Modal } from 'antd'
import type { ActionSpec, Matter } from '../../platform/matter/declare.ts'
import { pathOf } from '../../platform/register/declare.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import { api, isProblem, ProblemError } from './api.ts'
import { FieldRow } from './FieldRow.tsx'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { useOnce } from './once.ts'
import { Fault, Notice } from './Page.tsx'
import { useToast } from './toast.tsx'
import type { AnyRow, Labels, OneRow } from './types.ts'
import { useUnsaved } from './unsaved.ts'

type Control = { readonly id: string; readonly value: unknown; readonly values: Readonly<Record<string, unknown>>; readonly onChange: (value: unknown) => void }

/**
 * Does one action: a form of its declared input. A grave one asks again. `row` is absent for `open`, which creates.
 * `given` goes with what is entered and is not asked for.
 */
export function ActionDialog({
  matter,
  name,
  spec,
  row,
  given = {},
  initial = {},
  control,
  labels,
  onClose,
  onDone,
}: {
  matter: Matter
  name: string
  spec: ActionSpec
  row?: AnyRow
  given?: Readonly<Record<string, unknown>>
  /** What stands in the fields to begin with. */
  initial?: Readonly<Record<string, unknown>>
  /** A control of the page's own for a field; null: the usual one. */
  control?: (field: string, of: Control) => ReactNode
  labels?: Labels
  onClose: () => void
  onDone?: (answer: OneRow) => void
}) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(initial)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [sure, setSure] = useState(!spec.grave)
  const { busy, failure, once } = useOnce((error) => {
    setProblems(error instanceof ProblemError ? error.fields : [])
    if (isProblem(error, 'row.changed')) void client.invalidateQueries({ queryKey: ['matter', matter.name] })
  })
  const unsaved = useUnsaved(values !== initial && Object.keys(values).length > 0)
  const fields = Object.entries(spec.input ?? {}).filter(([field, { readonly }]) => !readonly && !(field in given))
  const change = (field: string, value: unknown) => {
    setValues((before) => ({ ...before, [field]: value }))
    setProblems((before) => before.filter((one) => one.path !== field))
  }
  const path = `/matters/${pathOf(matter.name)}`
  const act = async () => {
    if (!sure) return
    await once(async () => {
      const input = { ...given, ...values }
      const answer = await (row
        ? api.post<OneRow>(`${path}/${row.id}/${name}`, { ...input, version: row.version })
        : api.post<OneRow>(path, input))
      unsaved.saved()
      toast.done(say({ zh: '已办理：{label}', en: 'Done: {label}' }, { label: say(spec.label) }))
      await Promise.all([['matter'], ['inbox'], ['register', matter.record.name]].map((queryKey) => client.invalidateQueries({ queryKey })))
      onDone?.(answer)
      onClose()
    })
  }
  useKeys({ 'Ctrl+s': () => void act(), 'Ctrl+Enter': () => void act() })
  const elsewhere = problems.filter(({ path: at }) => !fields.some(([field]) => at === field || at.startsWith(`${field}.`)))
  return (
    <Modal
      open
      title={say(spec.label)}
      width={fields.length > 4 ? 760 : 520}
      onCancel={onClose}
      // The dialog takes the focus when it stands; the first field is where one begins.
      afterOpenChange={(shown) => {
        if (shown && fields[0]) document.getElementById(`action-${fields[0][0]}`)?.focus()
      }}
      onOk={() => void act()}
      confirmLoading={busy}
      mask={{ closable: false }}
      okText={say(spec.label)}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
      okButtonProps={{ danger: spec.grave === true, disabled: !sure }}
    >
      {failure !== null && <Fault error={failure} beside />}
      {elsewhere.map(({ path: at, sentence }) => (
        <Notice key={at} tone="late">
          {say(sentence)}
        </Notice>
      ))}
      <div className="form">
        {fields.map(([field, declared], at) => (
          <FieldRow
            key={field}
            prefix="action"
            name={field}
            field={declared}
            value={values[field]}
            problems={problems}
            autoFocus={at === 0}
            labels={labels}
            onChange={(value) => change(field, value)}
            control={control?.(field, { id: `action-${field}`, value: values[field], values: { ...given, ...values }, onChange: (value) => change(field, value) })}
          />
        ))}
      </div>
      {fields.length === 0 && <p>{say({ zh: '确认办理“{label}”？', en: 'Do this now: {label}?' }, { label: say(spec.label) })}</p>}
      {spec.grave && (
        <p style={{ marginTop: 12 }}>
          <Checkbox checked={sure} onChange={(event) => setSure(event.target.checked)}>
            {say({ zh: '我已核对，此操作不可撤回。', en: 'I have checked; this cannot be taken back.' })}
          </Checkbox>
        </p>
      )}
    </Modal>
  )
}
