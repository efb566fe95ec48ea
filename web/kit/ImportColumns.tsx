import { useState } from 'react'
import { Button, Select } from 'antd'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import type { Fields } from '../../platform/register/fields.ts'
import { api } from './api.ts'
import { plain } from './format.ts'
import { useText } from './language.tsx'
import { useOnce } from './once.ts'
import { Card, Fault, Notice } from './Page.tsx'
import { counted, countLabels, type Counts } from './row-counts.ts'
import { State } from './State.tsx'
import type { Labels } from './types.ts'
import { useValueText } from './Value.tsx'

type Column = { readonly heading: string; readonly field: string | null; readonly sure: boolean }
type ImportField = { readonly name: string; readonly label: Bilingual; readonly required: boolean }
export type Preview = {
  readonly upload: string
  readonly sheet: string | null
  readonly columns: readonly Column[]
  /** What a column may be imported as: the fields of the import's form, which may fill several registers. */
  readonly fields: readonly ImportField[]
  readonly counts: Counts
  /** The first rows as they were understood, by field. */
  readonly sample: readonly Readonly<Record<string, unknown>>[]
  /** Names of the divisions whose codes the sample holds. */
  readonly labels: Labels
  /** Rows that would not be taken, by kind of reason, with the first ones' own numbers. */
  readonly refused: readonly { readonly reasons: readonly string[]; readonly rows: readonly number[]; readonly count: number }[]
}

/** What a preview says of the rows: nothing is done yet. */
const planned = {
  create: { zh: '将新增', en: 'To be created' },
  update: { zh: '将更新', en: 'To be updated' },
  rejected: { zh: '将退回', en: 'To be rejected' },
} as const

/** What a column's first rows were understood as, in words. */
function FirstValues({ preview: { sample, labels }, name, fields }: { preview: Preview; name: string | null; fields: Fields }) {
  const text = useValueText()
  const field = name === null ? undefined : fields[name]
  if (name === null || !field) return null
  return sample
    .map((row) => text(field, row[name], labels))
    .filter((one) => one !== '')
    .slice(0, 3)
    .join(' · ')
}

/** Why rows would come back, by kind and with the sheet's own numbers, so that a wrong column is noticed before the import. */
function Refused({ kinds }: { kinds: Preview['refused'] }) {
  const say = useText()
  if (kinds.length === 0) return null
  const comma = say({ zh: '、', en: ', ' })
  return (
    <Card title={say({ zh: '不能导入的行', en: 'Rows that would not be imported' })} more={say({ zh: '按原因归并', en: 'By reason' })}>
      <ul className="items alert">
        {kinds.map(({ reasons, rows, count }) => (
          <li key={rows[0]}>
            <span className="break">{reasons.join(' ')}</span>
            <span className="quiet nowrap">
              {count > rows.length
                ? say({ zh: '{n} 行：第 {rows} 行等', en: '{n} rows: {rows} …' }, { n: plain(count), rows: rows.join(comma) })
                : say({ zh: '第 {rows} 行', en: rows.length === 1 ? 'Row {rows}' : 'Rows {rows}' }, { rows: rows.join(comma) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** The second step: what each column is, as recognised, to be confirmed or corrected. */
export function CheckColumns({
  register,
  fields,
  preview,
  under,
  onStart,
  onBack,
}: {
  register: Register
  fields: Fields
  preview: Preview
  under: string | undefined
  onStart: (job: string) => void
  onBack: () => void
}) {
  const say = useText()
  const [chosen, setChosen] = useState<readonly (string | null)[]>(preview.columns.map((column) => column.field))
  const { busy, failure: error, once } = useOnce()
  const options = preview.fields.map(({ name, label }) => ({ value: name, label: say(label) }))
  const twice = chosen.filter((field, at) => field !== null && chosen.indexOf(field) !== at)
  const missing = preview.fields.filter(({ name, required }) => required && !chosen.includes(name))
  const start = () =>
    once(async () => {
      const columns = Object.fromEntries(preview.columns.map(({ heading }, at) => [heading, chosen[at] ?? null]))
      onStart((await api.post<{ job: string }>(`/${pathOf(register.name)}/import/${preview.upload}`, { columns, under })).job)
    })
  return (
    <div className="stack">
      {error !== null && <Fault error={error} />}
      <CountStrip counts={preview.counts} />
      {missing.length > 0 && (
        <Notice tone="soon">
          ◆{' '}
          {say(
            {
              zh: '表格里没有认出这些必填列：{names}。新建的行会因此退回。',
              en: 'These required columns were not found: {names}. New rows will be rejected for it.',
            },
            { names: missing.map(({ label }) => say(label)).join(say({ zh: '、', en: ', ' })) },
          )}
        </Notice>
      )}
      <Card
        title={say({ zh: '每一列是什么', en: 'What each column is' })}
        more={preview.sheet && say({ zh: '工作表：{sheet}', en: 'Sheet: {sheet}' }, { sheet: preview.sheet })}
      >
        <div className="table-wrap">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{say({ zh: '表格中的列名', en: 'Heading in the file' })}</th>
                <th scope="col">{say({ zh: '导入为', en: 'Imported as' })}</th>
                <th scope="col">{say({ zh: '识别', en: 'Recognised' })}</th>
                <th scope="col">{say({ zh: '前几行', en: 'First rows' })}</th>
              </tr>
            </thead>
            <tbody>
              {preview.columns.map((column, at) => (
                <tr key={`${column.heading}-${at}`}>
                  <th scope="row" style={{ color: 'inherit' }}>
                    {column.heading}
                  </th>
                  <td>
                    <Select
                      size="small"
                      style={{ width: 200 }}
                      allowClear
                      options={options}
                      value={chosen[at] ?? undefined}
                      showSearch={{ optionFilterProp: 'label' }}
                      aria-label={say({ zh: '“{heading}”导入为', en: '“{heading}” is imported as' }, { heading: column.heading })}
                      placeholder={say({ zh: '不导入', en: 'Not imported' })}
                      status={chosen[at] && twice.includes(chosen[at]) ? 'error' : ''}
                      onChange={(field: string | undefined) =>
                        setChosen(chosen.map((before, index) => (index === at ? (field ?? null) : before)))
                      }
                    />
                  </td>
                  <td>
                    <ColumnMark column={column} field={chosen[at] ?? null} twice={twice} />
                  </td>
                  <td className="quiet">
                    <FirstValues preview={preview} name={chosen[at] ?? null} fields={fields} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="form-foot">
          <Button
            type="primary"
            loading={busy}
            disabled={twice.length > 0 || chosen.every((field) => field === null)}
            onClick={() => void start()}
          >
            {say({ zh: '开始导入', en: 'Import' })}
          </Button>
          <Button onClick={onBack}>{say({ zh: '换一个文件', en: 'Another file' })}</Button>
        </div>
      </Card>
      <Refused kinds={preview.refused} />
    </div>
  )
}

function ColumnMark({ column, field, twice }: { column: Column; field: string | null; twice: readonly (string | null)[] }) {
  const say = useText()
  if (field === null) return <State>{say({ zh: '不导入', en: 'Left out' })}</State>
  if (twice.includes(field)) return <State tone="late">{say({ zh: '重复', en: 'Twice' })}</State>
  return column.sure || field !== column.field ? (
    <State tone="good">{say({ zh: '已识别', en: 'Recognised' })}</State>
  ) : (
    <State tone="soon">{say({ zh: '请核对', en: 'Please check' })}</State>
  )
}

/** How many rows of each outcome; until the import `ran`, what they would become. */
export function CountStrip({ counts, ran = false }: { counts: Counts; ran?: boolean }) {
  const say = useText()
  const labels = ran ? countLabels : { ...countLabels, ...planned }
  return (
    <div className="strip">
      {counted(counts).map((name) => (
        <div key={name}>
          <div className="quiet small">{say(labels[name])}</div>
          <div className={`figure ${(counts[name] ?? 0) > 0 && (name === 'rejected' || name === 'conflict') ? 'tone-late' : ''}`}>
            {plain(counts[name] ?? 0)} <small>{say({ zh: '行', en: 'rows' })}</small>
          </div>
        </div>
      ))}
    </div>
  )
}
