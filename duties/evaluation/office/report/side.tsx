import { addressOf } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import type { ReportAnswer, ReportChange } from '../../reports/contract.ts'
import { gapsOf } from './data.ts'

/** Brings a paragraph into sight and gives it the focus. */
export function show(paragraph: string): void {
  const block = document.getElementById(`p-${paragraph}`)
  block?.scrollIntoView({ block: 'center' })
  block?.focus({ preventScroll: true })
}

/** What the report lacks, by who owes it. */
export function GapsCard({ report }: { report: ReportAnswer }) {
  const say = useText()
  const gaps = gapsOf(report)
  const count = [...gaps.values()].reduce((sum, own) => sum + own.length, 0)
  return (
    <Card title={say({ zh: '待补数据', en: 'Missing figures' })} more={count > 0 && <State tone="soon">{count}</State>} padded>
      {count === 0 && <State tone="good">{say({ zh: '数据齐全', en: 'Nothing is missing' })}</State>}
      {[...gaps].map(([owner, own]) => (
        <section key={owner} className="rp-owed">
          <h3 className="small">
            {owner} <span className="quiet">{own.length}</span>
          </h3>
          <ul className="plain-list">
            {own.map(({ figure, at }) => (
              <li key={figure.key}>
                <button type="button" className="link" onClick={() => show(at[0]!)}>
                  {figure.title}
                  {figure.unit && `（${figure.unit}）`}
                </button>
                {figure.state === 'contradictory' && (
                  <span className="tone-late small"> {say({ zh: '各单位填报不一致', en: 'Departments differ' })}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  )
}

const KINDS = {
  figure: { zh: '数据', en: 'Figure' },
  added: { zh: '新增', en: 'Added' },
  removed: { zh: '移除', en: 'Removed' },
  words: { zh: '文字', en: 'Words' },
} as const

/** What the last renewal changed, each by its paragraph. */
export function ChangesCard({ report: { changes } }: { report: ReportAnswer }) {
  const say = useText()
  if (changes.length === 0) return null
  return (
    <Card title={say({ zh: '本次更新的内容', en: 'What the renewal changed' })} more={changes.length} padded>
      <ul className="plain-list rp-changes">
        {changes.map((change, at) => (
          <li key={at}>
            <button type="button" className="link" onClick={() => show(change.paragraph)} disabled={change.kind === 'removed'}>
              {change.title || say(KINDS[change.kind])}
            </button>
            <ChangeText change={change} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function ChangeText({ change: { before, after } }: { change: ReportChange }) {
  const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
  return (
    <div className="small">
      {before && <del>{cut(before)}</del>} {after && <ins>{cut(after)}</ins>}
    </div>
  )
}

/** Number, date, hash and the files of a report that was sent. */
export function SentCard({ report }: { report: ReportAnswer }) {
  const say = useText()
  const { state, number, sent_on, hash, files } = report
  return (
    <Card title={say({ zh: '报送', en: 'Sent' })} padded>
      {state === 'sealing' ? (
        <State tone="soon">{say({ zh: '已锁定，正在编号并生成文件', en: 'Locked; being numbered and printed' })}</State>
      ) : (
        <>
          <dl className="rp-sent">
            <dt className="quiet small">{say({ zh: '文号', en: 'Number' })}</dt>
            <dd>{number}</dd>
            <dt className="quiet small">{say({ zh: '日期', en: 'Date' })}</dt>
            <dd>{sent_on}</dd>
            <dt className="quiet small">{say({ zh: '校验值（SM3）', en: 'Hash (SM3)' })}</dt>
            <dd className="break small">{hash}</dd>
          </dl>
          <p className="toolbar">
            {files.docx && <a href={addressOf(`/files/${files.docx}`)}>{say({ zh: '下载 Word', en: 'Download Word' })}</a>}
            {files.pdf && <a href={addressOf(`/files/${files.pdf}`)}>{say({ zh: '下载 PDF', en: 'Download PDF' })}</a>}
          </p>
        </>
      )}
    </Card>
  )
}
