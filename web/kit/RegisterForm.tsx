import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import type { Field } from '../../platform/register/fields.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import { api, isProblem, ProblemError } from './api.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import { parentField } from './declarations.ts'
import { changed, merge } from './diff.ts'
import { FieldRow, Labelled } from './FieldRow.tsx'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { useOnce } from './once.ts'
import { Fault, Notice } from './Page.tsx'
import { useMe } from './session.tsx'
import type { AnyRow, Labels, OneRow } from './types.ts'
import { useUnsaved } from './unsaved.ts'

type Values = Readonly<Record<string, unknown>>

/** The fields a person fills in: not what the program sets. */
export function formFields(register: Register, creating: boolean): [string, Field][] {
  const own = Object.entries(register.fields).filter(([, field]) => !field.readonly)
  const parent = parentField(register)
  const above: [string, Field][] = creating && parent ? [[...parent]] : []
  // A row under another takes its region; any other needs one, unless it is a field of its own.
  const place: [string, Field][] =
    creating && !parent && register.scope !== 'city' && !('region' in register.fields)
      ? [['region', { kind: 'region', required: true, label: { zh: '区域', en: 'Region' } }]]
      : []
  return [...above, ...place, ...own]
}

export type RegisterFormProps = {
  readonly register: Register
  /** The row to change; absent to create one. */
  readonly row?: AnyRow
  readonly labels?: Labels
  /** Values that are given and not asked for: the premises it is created under. */
  readonly given?: Values
  readonly onSaved: (answer: OneRow) => void
  readonly onCancel: () => void
}

/** Creates or changes a row from its declaration. All faults stand beside their fields at once; Ctrl+S saves. */
export function RegisterForm({ register, row, labels, given = {}, onSaved, onCancel }: RegisterFormProps) {
  const me = useMe()
  const say = useText()
  const fields = formFields(register, !row).filter(([name]) => !(name in given))
  const names = fields.map(([name]) => name)
  const [base, setBase] = useState<AnyRow | undefined>(row)
  const [values, setValues] = useState<Values>(() => row ?? { region: me.region.code === me.city.code ? null : me.region.code })
  const [touched, setTouched] = useState(false)
  const [reason, setReason] = useState('')
  const [theirs, setTheirs] = useState<OneRow | null>(null)
  const unsaved = useUnsaved(touched)
  const form = useRef<HTMLFormElement>(null)
  const { save, busy, failure, problems, forget } = useSave(
    register,
    { base, values: { ...values, ...given }, names: [...names, ...Object.keys(given)], reason },
    {
      saved: (answer) => {
        unsaved.saved()
        onSaved(answer)
      },
      changedMeanwhile: setTheirs,
      refused: () =>
        requestAnimationFrame(() =>
          form.current
            ?.querySelector<HTMLElement>('[aria-invalid=true], .ant-select-status-error input, .ant-picker-status-error input')
            ?.focus(),
        ),
    },
  )
  useKeys({ 'Ctrl+s': () => void save(), 'Ctrl+Enter': () => void save() })
  const set = (name: string, value: unknown) => {
    setValues((before) => ({ ...before, [name]: value }))
    setTouched(true)
    forget(name)
  }
  const reapply = (kept: ReadonlySet<string>) => {
    if (!theirs || !base) return
    setValues(merge(base, values, theirs.row, names, kept))
    setBase(theirs.row)
    setTheirs(null)
  }
  const elsewhere = problems.filter(({ path }) => !names.some((name) => path === name || path.startsWith(`${name}.`)))
  return (
    <form
      ref={form}
      className="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className="card-body">
        {failure !== null && <Fault error={failure} beside />}
        {elsewhere.map(({ path, sentence }) => (
          <Notice key={path} tone="late">
            {say(sentence)}
          </Notice>
        ))}
        <div className="form">
          {fields.map(([name, field], index) => (
            <FieldRow
              key={name}
              name={name}
              field={maskAware(field, row, name)}
              value={values[name]}
              problems={problems}
              labels={labels}
              autoFocus={index === 0}
              onChange={(value) => set(name, value)}
            />
          ))}
          {row && (
            <Labelled
              id="field-reason"
              wide
              label={say({ zh: '修改说明', en: 'Why it is changed' })}
              help={{ zh: '可不填；填写后记入历史。', en: 'Optional; kept in the history.' }}
            >
              <Input
                id="field-reason"
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                maxLength={200}
                aria-describedby="field-reason-about"
              />
            </Labelled>
          )}
        </div>
      </div>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          {say({ zh: '保存', en: 'Save' })}
        </Button>
        <Button onClick={onCancel}>{say({ zh: '取消', en: 'Cancel' })}</Button>
        <span className="quiet small">
          <kbd>Ctrl</kbd> <kbd>S</kbd>
        </span>
      </div>
      {theirs && base && (
        <ConflictDialog
          fields={fields}
          base={base}
          mine={values}
          theirs={theirs.row}
          labels={{ ...labels, ...theirs.labels }}
          onApply={reapply}
          onCancel={() => setTheirs(null)}
        />
      )}
    </form>
  )
}

/** A masked value cannot be edited as it stands: the clerk types a new one or leaves it. */
function maskAware(field: Field, row: AnyRow | undefined, name: string): Field {
  if (!row || !field.personal || !String(row[name] ?? '').includes('*')) return field
  return {
    ...field,
    help: { zh: '已脱敏。保持不动则不修改；要修改请全部重填。', en: 'Masked. Leave it as it is to keep it; to change it, type it anew.' },
  }
}

type Saving = { readonly base: AnyRow | undefined; readonly values: Values; readonly names: readonly string[]; readonly reason: string }
type Outcome = {
  readonly saved: (answer: OneRow) => void
  readonly changedMeanwhile: (theirs: OneRow) => void
  readonly refused: () => void
}

function useSave(register: Register, { base, values, names, reason }: Saving, outcome: Outcome) {
  const client = useQueryClient()
  const { busy, failure, once } = useOnce()
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const path = `/${pathOf(register.name)}`
  const write = () => {
    const asked = new Set(names)
    const why = reason.trim() === '' ? {} : { reason: reason.trim() }
    if (base) return api.put<OneRow>(`${path}/${base.id}`, { version: base.version, ...changed(base, values, names), ...why })
    return api.post<OneRow>(
      path,
      Object.fromEntries(
        Object.entries(values).filter(([name, value]) => asked.has(name) && value !== null && value !== undefined && value !== ''),
      ),
    )
  }
  const save = () =>
    once(async () => {
      try {
        const answer = await write()
        setProblems([])
        await client.invalidateQueries({ queryKey: ['register', register.name] })
        outcome.saved(answer)
      } catch (error) {
        if (base && isProblem(error, 'row.changed')) return outcome.changedMeanwhile(await api.get<OneRow>(`${path}/${base.id}`))
        setProblems(error instanceof ProblemError ? error.fields : [])
        outcome.refused()
        throw error
      }
    })
  const forget = (name: string) => setProblems((before) => before.filter(({ path }) => path !== name && !path.startsWith(`${name}.`)))
  return { save, busy, failure, problems, forget }
}
