import { useMemo, useRef, useState } from 'react'
import { addressOf } from '../../../../web/kit/api.ts'
import { dateTime, plain } from '../../../../web/kit/format.ts'
import { useKeys } from '../../../../web/kit/keys.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { Card, Loading, Page } from '../../../../web/kit/Page.tsx'
import { useNarrow } from '../../../../web/kit/use-narrow.ts'
import type { Kind, Verdict } from '../../claims/contract.ts'
import type { ClaimCheckRow, KeptReport } from '../../claims/registers.ts'
import { useCheck } from './data.ts'
import { FindingList } from './findings.tsx'
import { MarkedPaper, showChosen } from './paper.tsx'
import { byGravity } from './pieces.ts'
import './claims.css'

/** What came of a check: the papers with marks in the margin, and the findings beside them. */
export function ClaimResult({ id }: { id: string }) {
  const say = useText()
  const { check, labels, kept, error, retry } = useCheck(id)
  const back = { to: '/claims', label: say({ zh: '材料核验', en: 'Claim check' }) }
  if (!check || !kept)
    return (
      <Page title={check?.title ?? say({ zh: '核验结果', en: 'Result' })} back={back}>
        <Card>
          <Loading error={error} retry={retry} />
        </Card>
      </Page>
    )
  const person = check.person_id === null ? undefined : labels[check.person_id]
  const figures = say({ zh: '{n} 项数据', en: '{n} figures' }, { n: plain(check.claims) })
  return (
    <Page
      title={check.title}
      back={back}
      about={[dateTime(check.checked_at), person && say(person), figures].filter(Boolean).join(' · ')}
      actions={<LinkButton to="/claims">{say({ zh: '核验其他材料', en: 'Check others' })}</LinkButton>}
    >
      <Desk check={check} kept={kept} />
    </Page>
  )
}

/** Which groups stand open at first: what somebody must look at. */
const OPEN: readonly Verdict[] = ['contradiction', 'doubtful']

function Desk({ check, kept: { report, pages } }: { check: ClaimCheckRow; kept: KeptReport }) {
  const sorted = useMemo(() => byGravity(report.findings), [report])
  const [kind, setKind] = useState<Kind | null>(null)
  const [open, setOpen] = useState<ReadonlySet<Verdict>>(new Set(OPEN))
  const [chosen, setChosen] = useState<number | null>(sorted.find(({ finding }) => OPEN.includes(finding.verdict))?.at ?? null)
  const [document, setDocument] = useState(chosen === null ? 0 : report.findings[chosen]!.document)
  const narrow = useNarrow()
  const paper = useRef<HTMLDivElement>(null)
  const shown = sorted.filter(({ finding }) => kind === null || finding.kind === kind)
  const listed = shown.filter(({ finding }) => open.has(finding.verdict))
  const choose = (at: number) => {
    setChosen(at)
    setDocument(report.findings[at]!.document)
  }
  const step = (by: number) => {
    const here = listed.findIndex(({ at }) => at === chosen)
    const next = listed[here < 0 ? 0 : here + by]
    if (!next) return false
    choose(next.at)
  }
  /** Into the paper: the mark is brought into sight and has the focus. */
  const jump = () => {
    showChosen(paper.current, (mark) => {
      mark.focus({ preventScroll: true })
      mark.scrollIntoView({ block: 'center' })
    })
  }
  useKeys({ j: () => step(1), k: () => step(-1), Enter: jump })
  const toggle = (verdict: Verdict) =>
    setOpen((before) => new Set(before.has(verdict) ? [...before].filter((one) => one !== verdict) : [...before, verdict]))
  const narrowTo = (next: Kind | null) => {
    setKind(next)
    const first = sorted.find(({ finding }) => (next === null || finding.kind === next) && open.has(finding.verdict))
    if (first) choose(first.at)
  }
  return (
    <div className="cc-desk">
      <PaperPanel
        {...{ check, report, pages, document, onDocument: setDocument, open, kind, chosen, onChoose: choose, follow: !narrow }}
        box={paper}
      />
      <FindingList {...{ report, pages, shown, open, onToggle: toggle, kind, onKind: narrowTo, chosen, onChoose: choose, onJump: jump }} />
    </div>
  )
}

type PanelProps = {
  readonly check: ClaimCheckRow
  readonly document: number
  readonly onDocument: (document: number) => void
  readonly open: ReadonlySet<Verdict>
  readonly kind: Kind | null
  readonly chosen: number | null
  readonly onChoose: (at: number) => void
  readonly follow: boolean
  readonly box: React.RefObject<HTMLDivElement | null>
} & KeptReport

/** The papers, one at a time, with what is open in the list marked. */
function PaperPanel({ check, report, pages, document, onDocument, open, kind, chosen, onChoose, follow, box }: PanelProps) {
  const say = useText()
  const marked = useMemo(
    () =>
      byGravity(report.findings).filter(
        ({ at, finding }) =>
          finding.document === document && (at === chosen || (open.has(finding.verdict) && (kind === null || finding.kind === kind))),
      ),
    [report, document, open, kind, chosen],
  )
  const paper = report.documents[document]!
  const copy = check.papers[document]?.copy
  const facts = [
    paper.city,
    paper.date,
    paper.population !== null && say({ zh: '常住人口 {n}', en: 'population {n}' }, { n: plain(paper.population) }),
  ]
  return (
    <section className="card cc-panel">
      <div className="card-head cc-head">
        <div>
          <h2 className="break">{paper.file}</h2>
          <span className="quiet small">{facts.filter(Boolean).join(' · ')}</span>
        </div>
        {copy && (
          <a href={addressOf(`/files/${copy}`)} download>
            {say({ zh: '下载批注副本（.docx）', en: 'Commented copy (.docx)' })}
          </a>
        )}
      </div>
      {report.documents.length > 1 && (
        <div className="cc-tabs" role="tablist" aria-label={say({ zh: '材料', en: 'Papers' })}>
          {report.documents.map(({ file }, at) => (
            <button key={at} type="button" role="tab" className="bare" aria-selected={at === document} onClick={() => onDocument(at)}>
              {file}
            </button>
          ))}
        </div>
      )}
      <MarkedPaper
        key={document}
        text={paper.text}
        pages={pages[document] ?? []}
        findings={marked}
        chosen={chosen}
        onChoose={onChoose}
        follow={follow}
        box={box}
      />
    </section>
  )
}
