import { useEffect, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Spin, Steps } from 'antd'
import { useSearchParams } from 'wouter'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import { addressOf, api } from './api.ts'
import { registers } from './declarations.ts'
import { FileDrop } from './FileDrop.tsx'
import { CheckColumns, CountStrip, type Preview } from './ImportColumns.tsx'
import { ImportTemplate, type SheetColumns } from './ImportTemplate.tsx'
import { JobProgress, useJob } from './JobProgress.tsx'
import { useText } from './language.tsx'
import { LinkButton } from './LinkButton.tsx'
import { useOnce } from './once.ts'
import { Card, Fault, Notice, Page } from './Page.tsx'
import { rowPlace } from './places.ts'
import { nameOfRow } from './Reference.tsx'
import type { Counts } from './row-counts.ts'
import type { OneRow } from './types.ts'

/** A spreadsheet as it came → columns recognised and confirmed → import as a job → what happened, row by row. */
export function ImportWizard({ register, base, form }: { register: Register; base: string; form: SheetColumns }) {
  const say = useText()
  const under = useUnder(register)
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
      back={under ? { to: under.place, label: under.name } : { to: base, label: say(register.title) }}
      about={under && say({ zh: '表中各行都导入到“{name}”之下。', en: 'All rows go under “{name}”.' }, under)}
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
          <DropFile register={register} under={under?.id} onPreview={setPreview} />
          <ImportTemplate title={register.title} form={form} />
        </>
      )}
      {step === 1 && preview && <CheckColumns register={register} fields={form.fields} preview={preview} under={under?.id} onStart={setJob} onBack={again} />}
      {job && <Outcome base={under?.place ?? base} job={job} onAgain={again} />}
    </Page>
  )
}

/** The row in the address (`?survey_id=…`) that all rows of the file stand under. */
function useUnder(register: Register): { readonly id: string; readonly name: string; readonly place: string } | undefined {
  const say = useText()
  const [search] = useSearchParams()
  const parent = register.belongsTo === undefined ? undefined : registers.get(register.belongsTo)
  const id = parent ? search.get(`${parent.name}_id`) : null
  const { data } = useQuery({
    queryKey: ['register', parent?.name, 'row', id],
    queryFn: () => api.get<OneRow>(`/${pathOf(parent!.name)}/${id}`), // enabled only with both
    enabled: parent !== undefined && id !== null,
  })
  if (!parent || id === null) return undefined
  return { id, name: data ? nameOfRow(parent.name, data.row) : say(parent.title), place: rowPlace(parent.name, id) }
}

function DropFile({ register, under, onPreview }: { register: Register; under: string | undefined; onPreview: (preview: Preview) => void }) {
  const say = useText()
  const { busy, failure: error, once } = useOnce()
  const take = (file: File) =>
    once(async () => {
      onPreview(await api.upload<Preview>(`/${pathOf(register.name)}/import/preview${under ? `?under=${under}` : ''}`, file))
    })
  return (
    <Spin spinning={busy} description={say({ zh: '正在识别…', en: 'Reading…' })}>
      {error !== null && <Fault error={error} />}
      <FileDrop
        accept=".xlsx,.csv,.txt,.xls"
        onFile={(file) => void take(file)}
        title={say({ zh: '把表格拖到这里，或点击选择文件', en: 'Drop a spreadsheet here, or press to choose one' })}
      >
        {say({
          zh: '按原样交来的 .xlsx 或 .csv 即可：表头上方的标题行、合并单元格、合计行、全角数字都能识别。这一步不写入任何数据。',
          en: 'An .xlsx or .csv as it came: title rows above the header, merged cells, totals and full-width digits are understood. Nothing is written at this step.',
        })}
      </FileDrop>
    </Spin>
  )
}

function Outcome({ base, job: id, onAgain }: { base: string; job: string; onAgain: () => void }) {
  const say = useText()
  const client = useQueryClient()
  const { data: job } = useJob(id)
  const done = job?.state === 'done'
  useEffect(() => {
    // What stands above the rows may be reckoned from them, as a survey's result from its answers.
    if (done) void client.invalidateQueries({ queryKey: ['register'] })
  }, [done, client])
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
      {done && result?.counts && <CountStrip counts={result.counts} ran />}
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
