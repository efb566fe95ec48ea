import { useEffect, useState, type DragEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Select, Spin, Steps } from 'antd'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import type { Fields } from '../../platform/register/fields.ts'
import { addressOf, api } from './api.ts'
import { plain } from './format.ts'
import { ImportTemplate } from './ImportTemplate.tsx'
import { JobProgress, useJob } from './JobProgress.tsx'
import { useText } from './language.tsx'
import { LinkButton } from './LinkButton.tsx'
import { Card, Fault, Notice, Page } from './Page.tsx'
import { State } from './State.tsx'

type Column = { readonly heading: string; readonly field: string | null; readonly sure: boolean }
type ImportField = { readonly name: string; readonly label: Bilingual; readonly required: boolean }
type Preview = {
  readonly upload: string
  readonly sheet: string | null
  readonly columns: readonly Column[]
  /** What a column may be imported as: the fields of the import's form, which may fill several registers. */
  readonly fields: readonly ImportField[]
  readonly counts: Counts
  /** The first rows as they were understood, by field. */
  readonly sample: readonly Readonly<Record<string, unknown>>[]
  /** The first rows that would be refused, by the sheet's own row number. */
  readonly rejected?: readonly { readonly row: number; readonly reasons: readonly Bilingual[] }[]
}
type Counts = Readonly<Partial<Record<'read' | 'valid' | 'create' | 'update' | 'same' | 'conflict' | 'rejected', number>>>

const countLabels = {
  read: { zh: '读到', en: 'Read' },
  valid: { zh: '可用', en: 'Usable' },
  create: { zh: '新建', en: 'Created' },
  update: { zh: '更新', en: 'Updated' },
  same: { zh: '无变化', en: 'Unchanged' },
  conflict: { zh: '冲突', en: 'Conflicts' },
  rejected: { zh: '退回', en: 'Rejected' },
} as const

/** A spreadsheet as it came → columns recognised and confirmed → import as a job → what happened, row by row. */
export function ImportWizard({ register, base, fields }: { register: Register; base: string; fields: Fields }) {
  const say = useText()
  const [preview, setPreview] = useState<Preview | null>(null)
  const [job, setJob] = useState<string | null>(null)
  const step = job ? 2 : preview ? 1 : 0
  const again = () => {
    setPreview(null)
    setJob(null)
  }
  return (
    <Page
      title={say({ zh: '导入 · {title}', en: 'Import · {title}' }, { title: say(register.title) })}
      back={{ to: base, label: say(register.title) }}
    >
      <div style={{ maxWidth: 640, marginBottom: 16 }}>
        <Steps
          size="small"
          responsive={false}
          current={step}
          items={[
            { zh: '选择文件', en: 'File' },
            { zh: '核对列', en: 'Columns' },
            { zh: '导入结果', en: 'Result' },
          ].map((title) => ({ title: say(title) }))}
        />
      </div>
      {step === 0 && (
        <>
          <DropFile register={register} onPreview={setPreview} />
          <ImportTemplate title={register.title} fields={fields} />
        </>
      )}
      {step === 1 && preview && <CheckColumns register={register} preview={preview} onStart={setJob} onBack={again} />}
      {job && <Outcome register={register} base={base} job={job} onAgain={again} />}
    </Page>
  )
}

function DropFile({ register, onPreview }: { register: Register; onPreview: (preview: Preview) => void }) {
  const say = useText()
  const [over, setOver] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setError(null)
    try {
      onPreview(await api.upload<Preview>(`/${pathOf(register.name)}/import/preview`, file))
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <Spin spinning={busy} description={say({ zh: '正在识别…', en: 'Reading…' })}>
      {error !== null && <Fault error={error} />}
      <label
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          className="unseen"
          type="file"
          accept=".xlsx,.csv,.txt,.xls"
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <strong>{say({ zh: '把表格拖到这里，或点击选择文件', en: 'Drop a spreadsheet here, or press to choose one' })}</strong>
        <p className="quiet">
          {say({
            zh: '按原样交来的 .xlsx 或 .csv 即可：表头上方的标题行、合并单元格、合计行、全角数字都能识别。这一步不写入任何数据。',
            en: 'An .xlsx or .csv as it came: title rows above the header, merged cells, totals and full-width digits are understood. Nothing is written at this step.',
          })}
        </p>
      </label>
    </Spin>
  )
}

/** What a column's first rows were understood as. */
const firstValues = (sample: Preview['sample'], field: string | null): string[] =>
  sample.flatMap((row) => {
    const value = field === null ? null : row[field]
    return value === null || value === undefined || value === '' ? [] : [String(value)]
  })

function CheckColumns({
  register,
  preview,
  onStart,
  onBack,
}: {
  register: Register
  preview: Preview
  onStart: (job: string) => void
  onBack: () => void
}) {
  const say = useText()
  const [chosen, setChosen] = useState<readonly (string | null)[]>(preview.columns.map((column) => column.field))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const options = preview.fields.map(({ name, label }) => ({ value: name, label: say(label) }))
  const twice = chosen.filter((field, at) => field !== null && chosen.indexOf(field) !== at)
  const missing = preview.fields.filter(({ name, required }) => required && !chosen.includes(name))
  const start = async () => {
    setBusy(true)
    setError(null)
    try {
      const columns = Object.fromEntries(preview.columns.map(({ heading }, at) => [heading, chosen[at] ?? null]))
      onStart((await api.post<{ job: string }>(`/${pathOf(register.name)}/import/${preview.upload}`, { columns })).job)
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
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
                    {firstValues(preview.sample, chosen[at] ?? null)
                      .slice(0, 3)
                      .join(' · ')}
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

function CountStrip({ counts }: { counts: Counts }) {
  const say = useText()
  const shown = (Object.keys(countLabels) as (keyof typeof countLabels)[]).filter((name) => counts[name] !== undefined) // its own keys
  return (
    <div className="strip">
      {shown.map((name) => (
        <div key={name}>
          <div className="quiet small">{say(countLabels[name])}</div>
          <div className={`figure ${(counts[name] ?? 0) > 0 && (name === 'rejected' || name === 'conflict') ? 'tone-late' : ''}`}>
            {plain(counts[name] ?? 0)} <small>{say({ zh: '行', en: 'rows' })}</small>
          </div>
        </div>
      ))}
    </div>
  )
}

function Outcome({ register, base, job: id, onAgain }: { register: Register; base: string; job: string; onAgain: () => void }) {
  const say = useText()
  const client = useQueryClient()
  const { data: job } = useJob(id)
  const done = job?.state === 'done'
  useEffect(() => {
    if (done) void client.invalidateQueries({ queryKey: ['register', register.name] })
  }, [done, client, register.name])
  const result = job?.result as { counts?: Counts; rejectedFile?: string | null } | null | undefined // as the import job reports
  const rejected = result?.rejectedFile
  return (
    <div className="stack">
      <Card padded>
        <JobProgress job={job} />
        {!done && (
          <p className="quiet">
            {say({
              zh: '可以离开本页，导入会继续；结果在“任务”页。',
              en: 'You may leave this page: the import goes on and its result is on the Jobs page.',
            })}
          </p>
        )}
      </Card>
      {done && result?.counts && <CountStrip counts={result.counts} />}
      {rejected && (
        <Notice tone="soon">
          ◆{' '}
          {say({
            zh: '有行未能导入。退回表最后一列写明原因，改好后直接再导入即可。',
            en: 'Some rows were not imported. The workbook gives the reason in its last column; correct it and import it again.',
          })}{' '}
          <a href={addressOf(`/files/${rejected}`)} download>
            {say({ zh: '下载退回表', en: 'Download rejected rows' })}
          </a>
        </Notice>
      )}
      {done && (
        <div className="toolbar">
          <LinkButton to={base} type="primary">
            {say({ zh: '查看列表', en: 'Open the list' })}
          </LinkButton>
          <Button onClick={onAgain}>{say({ zh: '再导入一个', en: 'Import another' })}</Button>
        </div>
      )}
    </div>
  )
}
