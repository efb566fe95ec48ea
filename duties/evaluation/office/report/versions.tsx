import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { Link } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import type { OtherVersion, ReportAnswer, VersionChange, VersionChanges } from '../../reports/contract.ts'
import { stretchesOf } from '../../reports/differ.ts'
import { reportKey, states } from './data.ts'
import { show } from './side.tsx'

/** The version that the report was begun from, with what changed since, and those that were begun from it. */
export function VersionsCard({ report }: { report: ReportAnswer }) {
  const say = useText()
  const [comparing, setComparing] = useState(false)
  const { before, after } = report
  if (!before && after.length === 0) return null
  return (
    <Card title={say({ zh: '版本', en: 'Versions' })} padded>
      {before && (
        <>
          <p>
            {say({ zh: '据此起草：', en: 'Begun from: ' })}
            <Version of={before} />
          </p>
          <p>
            <Button size="small" onClick={() => setComparing(true)}>
              {say({ zh: '与上一版比对', en: 'Compare with it' })}
            </Button>
          </p>
        </>
      )}
      {after.map((one) => (
        <p key={one.id}>
          {say({ zh: '后续版本：', en: 'Later version: ' })}
          <Version of={one} />
        </p>
      ))}
      {comparing && <CompareDialog report={report} onClose={() => setComparing(false)} />}
    </Card>
  )
}

function Version({ of: { id, title, state, number, sent_on } }: { of: OtherVersion }) {
  const say = useText()
  const { tone, label } = states[state]
  return (
    <>
      <Link href={`/reports/${id}`}>{number ?? title}</Link> <State tone={tone}>{say(label)}</State> <span className="quiet small">{sent_on}</span>
    </>
  )
}

/** Both versions, paragraph by paragraph where they differ. */
function CompareDialog({ report, onClose }: { report: ReportAnswer; onClose: () => void }) {
  const say = useText()
  const { data, error, refetch } = useQuery({ queryKey: [...reportKey(report.id), 'differences', report.version], queryFn: () => api.get<VersionChanges>(`/reports/${report.id}/differences`), staleTime: 0 })
  const open = (paragraph: string) => {
    onClose()
    // Behind the dialog, which gives the focus back when it goes.
    setTimeout(() => show(paragraph), 300)
  }
  return (
    <Modal open width={920} title={say({ zh: '与上一版比对', en: 'Compared with the version before' })} footer={null} onCancel={onClose}>
      {!data && <Loading error={error} retry={() => void refetch()} />}
      {data && (
        <p className="quiet" role="status">
          {data.items.length === 0 ? say({ zh: '两版文字相同。', en: 'Both say the same.' }) : say({ zh: '与 {name} 相比，{n} 段不同。', en: '{n} paragraphs differ from {name}.' }, { n: data.items.length, name: data.from.number ?? data.from.title })}
        </p>
      )}
      <ol className="rp-versions">{data?.items.map((item) => <Difference key={item.paragraph} item={item} onOpen={open} />)}</ol>
    </Modal>
  )
}

const KINDS = {
  added: { zh: '新增', en: 'Added' },
  removed: { zh: '删去', en: 'Taken out' },
  changed: { zh: '修改', en: 'Changed' },
} as const

function Difference({ item: { kind, paragraph, before, after }, onOpen }: { item: VersionChange; onOpen: (paragraph: string) => void }) {
  const say = useText()
  return (
    <li>
      <span className="rp-version-head">
        <State tone={kind === 'removed' ? 'late' : kind === 'added' ? 'good' : 'soon'}>{say(KINDS[kind])}</State>
        {kind !== 'removed' && (
          <button type="button" className="link small" onClick={() => onOpen(paragraph)}>
            {say({ zh: '看这一段', en: 'Show it' })}
          </button>
        )}
      </span>
      <p className="rp-side-text" lang="zh">
        {stretchesOf(before, after).map(({ kind: of, text }, at) => (of === 'same' ? <span key={at}>{text}</span> : of === 'removed' ? <del key={at}>{text}</del> : <ins key={at}>{text}</ins>))}
      </p>
    </li>
  )
}
