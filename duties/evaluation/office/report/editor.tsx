import { Fragment, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLocation, useParams } from 'wouter'
import { numbered, type Block as OfficialBlock } from '../../../../platform/documents/official.ts'
import { addressOf, api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../../web/kit/Page.tsx'
import { useHolds, useMe } from '../../../../web/kit/session.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import { useNarrow } from '../../../../web/kit/use-narrow.ts'
import type { ParagraphAnswer, ReportAnswer } from '../../reports/contract.ts'
import { Adding, Block, LostWords } from './block.tsx'
import { figureCount, states, useReport } from './data.ts'
import { draftsOf } from './drafts.ts'
import { PdfDialog, RenewDialog, SendDialog } from './dialogs.tsx'
import { ChangesCard, GapsCard, SentCard } from './side.tsx'
import { VersionsCard } from './versions.tsx'
import './report.css'

/** A report: read and written at the left, what is missing and what has changed at the right. */
export function ReportPage() {
  const say = useText()
  const { id } = useParams<{ id: string }>()
  const { data: report, error, refetch } = useReport(id)
  const back = { to: '/reports', label: say({ zh: '评价报告', en: 'Reports' }) }
  if (!report)
    return (
      <Page title={say({ zh: '报告', en: 'Report' })} back={back}>
        <Card>
          <Loading error={error} retry={() => void refetch()} />
        </Card>
      </Page>
    )
  return (
    <Page title={report.title} back={back} about={<AboutReport report={report} />} actions={<Actions report={report} />}>
      <div className="rp-columns">
        <Paper report={report} />
        <aside className="stack" aria-label={say({ zh: '报告情况', en: 'About the report' })}>
          {report.state !== 'draft' && <SentCard report={report} />}
          <VersionsCard report={report} />
          <ChangesCard report={report} />
          <GapsCard report={report} />
        </aside>
      </div>
    </Page>
  )
}

function AboutReport({ report }: { report: ReportAnswer }) {
  const say = useText()
  const { tone, label } = states[report.state]
  return (
    <span className="rp-line">
      <State tone={tone}>{say(label)}</State>
      <span>{say(report.region_name)}</span>
      <span>
        {report.starts_on} – {report.ends_on}
      </span>
      <span>{say({ zh: '数据截至 {day}', en: 'Figures as of {day}' }, { day: report.day })}</span>
      <span>{say({ zh: '{n} 个数据', en: '{n} figures' }, { n: figureCount(report) })}</span>
    </span>
  )
}

/** What can be done with the whole report. */
function Actions({ report }: { report: ReportAnswer }) {
  const say = useText()
  const allows = useHolds()
  const toast = useToast()
  const [dialog, setDialog] = useState<'renew' | 'send' | null>(null)
  const manages = report.may.includes('manage')
  const sent = report.state === 'sent'
  const [job, setJob] = useState<string | null>(null)
  const [, go] = useLocation()
  const client = useQueryClient()
  const [copying, setCopying] = useState(false)
  const copy = async () => {
    setCopying(true)
    try {
      const { id } = await api.post<{ id: string }>(`/reports/${report.id}/copy`, {})
      toast.done(say({ zh: '新版已建立，已报送的那份不变', en: 'The new version is a draft; the one that was sent stays as it is' }))
      await Promise.all([['register'], ['reports']].map((queryKey) => client.invalidateQueries({ queryKey })))
      go(`/reports/${id}`)
    } catch (error) {
      toast.failed(error)
    } finally {
      setCopying(false)
    }
  }
  const pdf = () => api.post<{ job: string }>(`/reports/${report.id}/pdf`, {}).then((made) => setJob(made.job), toast.failed)
  return (
    <>
      {allows('export') && !sent && (
        <>
          <Button href={addressOf(`/reports/${report.id}/draft.docx`)}>{say({ zh: '下载 Word', en: 'Download Word' })}</Button>
          <Button onClick={() => void pdf()}>PDF</Button>
        </>
      )}
      {manages && <Button onClick={() => setDialog('renew')}>{say({ zh: '更新数据', en: 'Renew figures' })}</Button>}
      {manages && (
        <Button type="primary" onClick={() => setDialog('send')}>
          {say({ zh: '报送并锁定', en: 'Send and lock' })}
        </Button>
      )}
      {report.may.includes('copy') && (
        <Button loading={copying} onClick={() => void copy()}>
          {say({ zh: '据此起草新版', en: 'Begin a new version' })}
        </Button>
      )}
      {job !== null && <PdfDialog job={job} onClose={() => setJob(null)} />}
      {dialog === 'renew' && <RenewDialog report={report} onClose={() => setDialog(null)} />}
      {dialog === 'send' && <SendDialog report={report} onClose={() => setDialog(null)} />}
    </>
  )
}

const asBlock = ({ kind, level, text, chart }: ParagraphAnswer): OfficialBlock =>
  kind === 'heading'
    ? { kind, level: (level ?? 1) as 1 | 2 | 3 | 4, text } // the table admits no other
    : chart
      ? { kind: 'chart', chart }
      : { kind: 'paragraph', text }

/** The report as it will be printed, every figure alive. */
function Paper({ report }: { report: ReportAnswer }) {
  const say = useText()
  const [adding, setAdding] = useState<string | null>(null)
  const narrow = useNarrow()
  const editable = report.may.includes('edit')
  const { person } = useMe()
  const [drafts] = useState(() => draftsOf(person, report.id))
  const shown = numbered(report.paragraphs.map(asBlock)).map((block) =>
    block.kind === 'chart' ? block.chart.title : 'text' in block ? block.text : '',
  )
  const was = new Map(
    report.changes.filter(({ kind }) => kind === 'figure').map(({ paragraph, title, before }) => [`${paragraph} ${title}`, before]),
  )
  return (
    <article className="card rp-paper" lang="zh" aria-label={say({ zh: '报告正文', en: 'Text of the report' })}>
      {narrow && editable && (
        <p className="quiet small">{say({ zh: '点按一段可修改、加段或删除。', en: 'Press a paragraph to edit, add or remove.' })}</p>
      )}
      {editable && (
        <LostWords report={report.id} after={report.paragraphs.at(-1)?.id ?? null} drafts={drafts} present={new Set(report.paragraphs.map((one) => one.id))} />
      )}
      <p className="rp-title">{report.title}</p>
      {report.number && <p className="rp-number">{report.number}</p>}
      {report.paragraphs.map((block, at) => (
        <Fragment key={block.id}>
          <Block
            report={report.id}
            block={block}
            shown={shown[at]!}
            figures={report.figures}
            was={was}
            editable={editable}
            drafts={drafts}
            onAdd={() => setAdding(block.id)}
          />
          {adding === block.id && <Adding report={report.id} after={block.id} onDone={() => setAdding(null)} />}
        </Fragment>
      ))}
    </article>
  )
}
