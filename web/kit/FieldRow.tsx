import type { ReactNode } from 'react'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Field } from '../../platform/register/fields.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import { FieldInput } from './FieldInput.tsx'
import { useText } from './language.tsx'
import type { Labels } from './types.ts'

/** A label, a control, its help and its faults, tied together for screen readers. */
export function Labelled({
  id,
  label,
  help,
  required,
  faults = [],
  wide,
  children,
}: {
  id: string
  label: ReactNode
  help?: Bilingual
  required?: boolean
  faults?: readonly Bilingual[]
  wide?: boolean
  children: ReactNode
}) {
  const say = useText()
  return (
    <div className={wide ? 'form-field wide' : 'form-field'}>
      {label !== null && (
        <label htmlFor={id}>
          {label}
          {required && <span className="need"> {say({ zh: '（必填）', en: '(required)' })}</span>}
        </label>
      )}
      {children}
      <div id={`${id}-about`} aria-live="polite">
        {help && <div className="help">{say(help)}</div>}
        {faults.map((fault) => (
          <div key={fault.en} className="fault">
            <span aria-hidden="true">▲ </span>
            {say(fault)}
          </div>
        ))}
      </div>
    </div>
  )
}

/** The faults of one field; a fault deeper in it (`staff.0.phone`) stands beside it too. */
export const faultsOf = (problems: readonly FieldProblem[], name: string): Bilingual[] =>
  problems.filter(({ path }) => path === name || path.startsWith(`${name}.`)).map(({ sentence }) => sentence)

const CHOOSE: Bilingual = { zh: '必须选择一项。', en: 'Choose one.' }

export function FieldRow({
  name,
  field,
  value,
  onChange,
  problems,
  autoFocus,
  labels,
  prefix = 'field',
  control,
}: {
  name: string
  field: Field
  value: unknown
  onChange: (value: unknown) => void
  problems: readonly FieldProblem[]
  autoFocus?: boolean
  labels?: Labels
  prefix?: string
  /** A control of the page's own in place of the usual one. */
  control?: ReactNode
}) {
  const say = useText()
  const id = `${prefix}-${name}`
  const told = faultsOf(problems, name)
  // What is missing is said as such: the codes it could have been mean nothing to the person.
  const missing = told.length > 0 && field.required && field.kind === 'choice' && (value === null || value === undefined)
  const faults = missing ? [CHOOSE] : told
  return (
    <Labelled
      id={id}
      label={field.kind === 'boolean' ? null : say(field.label)}
      help={field.help}
      required={field.required}
      faults={faults}
      wide={(field.kind === 'text' && field.multiline) || field.kind === 'references'}
    >
      {control ?? (
        <FieldInput
          id={id}
          field={field}
          value={value}
          onChange={onChange}
          invalid={faults.length > 0}
          describedBy={`${id}-about`}
          autoFocus={autoFocus}
          labels={labels}
        />
      )}
    </Labelled>
  )
}
