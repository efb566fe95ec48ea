import { Button, DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useId, type ReactNode } from 'react'
import { useText } from '../../../web/kit/language.tsx'
import { useIndicators } from '../../../web/kit/indicator-data.tsx'
import type { DraftTask, PlanTarget } from '../contract.ts'
import type { Deadline, Mode } from '../read/types.ts'
import { modes } from '../registers.ts'
import { repeatLabels } from './words.ts'
import type { DraftDesk } from './use-draft.ts'

/** All of one task, to be corrected. Every change is kept by itself. */
export function TaskEditor({ at, task, desk, onClose }: { at: number; task: DraftTask; desk: DraftDesk; onClose: () => void }) {
  const say = useText()
  const set = (part: Partial<DraftTask>) => desk.changeTask(at, part)
  const known = desk.answer.names.map(({ printed }) => printed)
  const names = (label: { zh: string; en: string }, role: 'lead' | 'assisting' | 'joint') => (
    <NamesField label={say(label)} value={task[role]} known={known} onChange={(value) => set({ [role]: value })} />
  )
  return (
    <div className="wp-details form" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Labelled label={say({ zh: '序号', en: 'Number' })}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={20}
            value={task.number}
            onChange={(event) => event.target.value.trim() && set({ number: event.target.value.trim() })}
          />
        )}
      </Labelled>
      <Labelled label={say({ zh: '标题', en: 'Heading' })}>
        {(id) => <Input id={id} maxLength={300} value={task.heading} onChange={(event) => set({ heading: event.target.value })} />}
      </Labelled>
      <Labelled label={say({ zh: '部分', en: 'Section' })}>
        {(id) => <Input id={id} maxLength={300} value={task.section} onChange={(event) => set({ section: event.target.value })} />}
      </Labelled>
      <Labelled label={say({ zh: '分工方式', en: 'How it is shared' })}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            value={task.mode}
            onChange={(mode: Mode) => set({ mode })}
            options={modes.map(({ code, label }) => ({ value: code, label: say(label) }))}
          />
        )}
      </Labelled>
      {names({ zh: '牵头单位', en: 'Leading' }, 'lead')}
      {names({ zh: '分工负责单位', en: 'Sharing' }, 'joint')}
      {names({ zh: '配合单位', en: 'Assisting' }, 'assisting')}
      <Labelled label={say({ zh: '上级单位', en: 'Upper body' })}>
        {(id) => (
          <Input id={id} maxLength={200} value={task.superior ?? ''} onChange={(event) => set({ superior: event.target.value || null })} />
        )}
      </Labelled>
      <Labelled wide label={say({ zh: '任务内容', en: 'Text' })}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={20_000}
            value={task.text}
            onChange={(event) => event.target.value.trim() && set({ text: event.target.value })}
          />
        )}
      </Labelled>
      <TargetFields task={task} onChange={(targets) => set({ targets })} />
      <DeadlineFields task={task} known={known} onChange={(deadlines) => set({ deadlines })} />
      <div className="wide toolbar">
        <Button size="small" type="primary" onClick={onClose}>
          {say({ zh: '改好了', en: 'Done' })} <kbd>Esc</kbd>
        </Button>
      </div>
    </div>
  )
}

function Labelled({ label, wide, children }: { label: string; wide?: boolean; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className={wide ? 'form-field wide' : 'form-field'}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

function NamesField({
  label,
  value,
  known,
  onChange,
}: {
  label: string
  value: readonly string[]
  known: readonly string[]
  onChange: (value: string[]) => void
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <Select
          id={id}
          mode="tags"
          style={{ width: '100%' }}
          value={[...value]}
          options={known.map((name) => ({ value: name, label: name }))}
          tokenSeparators={['、', '，', ',']}
          onChange={onChange}
        />
      )}
    </Labelled>
  )
}

function Rows<T>({
  title,
  rows,
  blank,
  onChange,
  children,
}: {
  title: string
  rows: readonly T[]
  blank: T
  onChange: (rows: readonly T[]) => void
  children: (row: T, set: (part: Partial<T>) => void) => ReactNode
}) {
  const say = useText()
  return (
    <fieldset className="wide wp-rows">
      <legend>{title}</legend>
      {rows.map((row, at) => (
        <div key={at} className="wp-row">
          {children(row, (part) => onChange(rows.map((one, i) => (i === at ? { ...one, ...part } : one))))}
          <button type="button" className="link small" onClick={() => onChange(rows.filter((_, i) => i !== at))}>
            {say({ zh: '删去', en: 'Remove' })}
          </button>
        </div>
      ))}
      <button type="button" className="link small" onClick={() => onChange([...rows, blank])}>
        + {say({ zh: '添加', en: 'Add' })}
      </button>
    </fieldset>
  )
}

function TargetFields({ task, onChange }: { task: DraftTask; onChange: (targets: readonly PlanTarget[]) => void }) {
  const say = useText()
  const { data: indicators } = useIndicators()
  const blank: PlanTarget = { text: '', value: 0, unit: '%', indicator: null }
  return (
    <Rows title={say({ zh: '目标', en: 'Targets' })} rows={task.targets} blank={blank} onChange={onChange}>
      {(target, set) => (
        <>
          <Input
            aria-label={say({ zh: '目标原文', en: 'Words of the target' })}
            style={{ flex: '2 1 200px' }}
            value={target.text}
            onChange={(event) => set({ text: event.target.value })}
          />
          <InputNumber
            aria-label={say({ zh: '数值', en: 'Value' })}
            style={{ width: 90 }}
            value={target.value}
            onChange={(value) => value !== null && set({ value })}
          />
          <Input
            aria-label={say({ zh: '单位', en: 'Unit' })}
            style={{ width: 90 }}
            maxLength={40}
            value={target.unit}
            onChange={(event) => set({ unit: event.target.value })}
          />
          <Select
            aria-label={say({ zh: '关联指标', en: 'Indicator that fills it' })}
            style={{ flex: '1 1 180px' }}
            allowClear
            value={target.indicator ?? undefined}
            placeholder={say({ zh: '不关联指标', en: 'No indicator' })}
            options={(indicators ?? []).map(({ name, title }) => ({ value: name, label: say(title) }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(indicator: string | undefined) => set({ indicator: indicator ?? null })}
          />
        </>
      )}
    </Rows>
  )
}

function DeadlineFields({
  task,
  known,
  onChange,
}: {
  task: DraftTask
  known: readonly string[]
  onChange: (deadlines: readonly Deadline[]) => void
}) {
  const say = useText()
  const blank: Deadline = { text: '', date: null, repeats: null, to: [], copy: [] }
  const tags = (label: string, value: readonly string[], set: (names: string[]) => void) => (
    <Select
      mode="tags"
      aria-label={label}
      placeholder={label}
      style={{ flex: '1 1 140px' }}
      value={[...value]}
      options={known.map((name) => ({ value: name, label: name }))}
      onChange={set}
    />
  )
  return (
    <Rows title={say({ zh: '时限与报告', en: 'Deadlines and reports' })} rows={task.deadlines} blank={blank} onChange={onChange}>
      {({ text, date, repeats, to, copy }, set) => (
        <>
          <Input
            aria-label={say({ zh: '时限原文', en: 'Words of the deadline' })}
            style={{ flex: '1 1 160px' }}
            maxLength={300}
            value={text}
            onChange={(event) => set({ text: event.target.value })}
          />
          <DatePicker
            aria-label={say({ zh: '日期', en: 'Date' })}
            style={{ width: 130 }}
            value={date ? dayjs(date) : null}
            onChange={(day) => set({ date: day ? day.format('YYYY-MM-DD') : null })}
          />
          <Select
            aria-label={say({ zh: '重复', en: 'Repeats' })}
            style={{ width: 120 }}
            value={repeats ?? 'once'}
            options={[
              { value: 'once', label: say({ zh: '一次', en: 'once' }) },
              ...Object.entries(repeatLabels).map(([code, label]) => ({ value: code, label: say(label) })),
            ]}
            onChange={(next: string) => set({ repeats: next in repeatLabels ? (next as Deadline['repeats']) : null })} // a key of the table
          />
          {tags(say({ zh: '报送', en: 'To' }), to, (next) => set({ to: next }))}
          {tags(say({ zh: '抄送', en: 'Copy to' }), copy, (next) => set({ copy: next }))}
        </>
      )}
    </Rows>
  )
}
