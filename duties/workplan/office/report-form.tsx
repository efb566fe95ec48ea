import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Input, InputNumber, Modal } from 'antd'
import type { ActionSpec, Matter } from '../../../platform/matter/declare.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { pathOf } from '../../../platform/register/declare.ts'
import { api, ProblemError } from '../../../web/kit/api.ts'
import { Files } from '../../../web/kit/Files.tsx'
import { FieldRow } from '../../../web/kit/FieldRow.tsx'
import { useKeys } from '../../../web/kit/keys.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault } from '../../../web/kit/Page.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { useUnsaved } from '../../../web/kit/unsaved.ts'
import type { PlanTarget, ReportedFigure } from '../contract.ts'

/** Reporting: a figure for each target, what was done, and the evidence. The declared input beside the note is asked as declared. */
export function ReportForm({
  matter,
  action,
  spec,
  row,
  targets,
  onClose,
}: {
  matter: Matter
  action: string
  spec: ActionSpec
  row: AnyRow
  targets: readonly PlanTarget[]
  onClose: () => void
}) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  // Sent back, it begins with the figures as they were.
  const [figures, setFigures] = useState<readonly (number | null)[]>(() => toldBefore(row, targets))
  const [touched, setTouched] = useState(false)
  const [others, setOthers] = useState<Readonly<Record<string, unknown>>>({})
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const { busy, failure, once } = useOnce((error) => setProblems(error instanceof ProblemError ? error.fields : []))
  const unsaved = useUnsaved(note !== '' || touched)
  // What has no figure of its own yet comes first: a linked one fills itself.
  const firstFigure = targets.findIndex(({ indicator }) => !indicator)
  const more = Object.entries(spec.input ?? {}).filter(([name]) => name !== 'note' && name !== 'figures' && (name !== 'missing' || isShared(row)))
  const sent = given(targets, figures)
  const send = () =>
    once(async () => {
      setProblems([])
      await api.post(`/matters/${pathOf(matter.name)}/${row.id}/${action}`, {
        ...others,
        note,
        figures: sent,
        version: row.version,
      })
      unsaved.saved()
      toast.done(say({ zh: '已报送', en: 'Reported' }))
      await Promise.all([['matter'], ['inbox'], ['register', matter.record.name]].map((queryKey) => client.invalidateQueries({ queryKey })))
      onClose()
    })
  useKeys({ 'Ctrl+s': () => void send(), 'Ctrl+Enter': () => void send() })
  return (
    <Modal
      open
      title={say(spec.label)}
      width={680}
      onCancel={onClose}
      // The dialog takes the focus when it stands.
      afterOpenChange={(shown) => {
        if (shown) document.getElementById(firstFigure < 0 ? 'report-note' : `report-figure-${firstFigure}`)?.focus()
      }}
      onOk={() => void send()}
      confirmLoading={busy}
      mask={{ closable: false }}
      okText={say(spec.label)}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
    >
      <div className="stack">
        {failure !== null && <Fault error={failure} beside />}
        {targets.length > 0 && (
          <fieldset className="wp-rows">
            <legend>{say({ zh: '目标完成情况', en: 'Figures for the targets' })}</legend>
            {targets.map(({ text, value, unit, indicator }, at) => (
              <label key={at} className="wp-row">
                <span style={{ flex: '1 1 260px' }}>
                  {text}{' '}
                  <span className="quiet small">{say({ zh: '目标 {value}{unit}', en: 'target {value}{unit}' }, { value, unit })}</span>
                  {indicator && (
                    <span className="quiet small"> · {say({ zh: '已关联指标，可不填', en: 'fills itself; may be left empty' })}</span>
                  )}
                </span>
                <InputNumber
                  id={`report-figure-${at}`}
                  style={{ width: 150 }}
                  suffix={unit}
                  value={figures[at] ?? null}
                  onChange={(figure) => {
                    setTouched(true)
                    setFigures((before) => targets.map((_, i) => (i === at ? figure : (before[i] ?? null))))
                  }}
                />
              </label>
            ))}
            <Faults of={problems.filter(({ path }) => path.startsWith('figures'))} />
          </fieldset>
        )}
        <div className="form-field">
          <label htmlFor="report-note">{say({ zh: '办理情况', en: 'What was done' })}</label>
          <Input.TextArea
            id="report-note"
            autoSize={{ minRows: 5, maxRows: 16 }}
            maxLength={5000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Faults of={problems.filter(({ path }) => path === 'note')} />
        </div>
        <div className="form-field">
          <span className="label">{say({ zh: '佐证材料', en: 'Evidence' })}</span>
          <Files table={matter.record.name} id={row.id} editable />
        </div>
        {more.map(([name, field]) => (
          <FieldRow
            key={name}
            prefix="report"
            name={name}
            field={field}
            value={others[name]}
            problems={problems}
            onChange={(value) => setOthers((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
    </Modal>
  )
}

function Faults({ of }: { of: readonly FieldProblem[] }) {
  const say = useText()
  return of.map(({ path, sentence }) => (
    <p key={path + sentence.en} className="fault">
      {say(sentence)}
    </p>
  ))
}

/** Whether others have a part in a task, who may not have reported. */
const isShared = (row: AnyRow): boolean =>
  // Lists of units, as the register of tasks says.
  new Set(['lead_units', 'joint_units', 'assisting_units'].flatMap((name) => (row[name] ?? []) as readonly string[])).size > 1

/** The figures that the row keeps, by target. */
function toldBefore(row: AnyRow, targets: readonly PlanTarget[]): readonly (number | null)[] {
  // Parts and reports keep them as their register says; nothing else writes the column.
  const kept = (row['figures'] ?? []) as readonly ReportedFigure[]
  return targets.map((_, at) => kept.find(({ target }) => target === at)?.value ?? null)
}

/** What is sent: a target left empty is not mentioned, which is not the same as 0. */
const given = (targets: readonly PlanTarget[], figures: readonly (number | null)[]): readonly ReportedFigure[] =>
  targets.flatMap(({ text, unit }, target) => {
    const value = figures[target] ?? null
    return value === null ? [] : [{ target, text, value, unit }]
  })
