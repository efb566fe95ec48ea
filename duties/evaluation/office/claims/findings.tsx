import { useEffect, useRef } from 'react'
import { Button, Select } from 'antd'
import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { useText } from '../../../../web/kit/language.tsx'
import { verdicts, type Finding, type Kind, type Verdict } from '../../claims/contract.ts'
import { pageOf } from '../../claims/files/claim-text.ts'
import type { KeptReport } from '../../claims/registers.ts'
import { kindWords } from '../../claims/words.ts'
import { VerdictMark } from './marks.tsx'
import { kindsOf, type Numbered } from './pieces.ts'

const BASIS = {
  'this paper': { zh: '本材料之内', en: 'Within the paper' },
  'several papers': { zh: '几份材料之间', en: 'Across papers' },
  'known facts': { zh: '已知事实', en: 'Known facts' },
} as const satisfies Record<Finding['basis'], Bilingual>

type FindingListProps = KeptReport & {
  /** What the filter leaves, by gravity. */
  readonly shown: readonly Numbered[]
  readonly open: ReadonlySet<Verdict>
  readonly onToggle: (verdict: Verdict) => void
  readonly kind: Kind | null
  readonly onKind: (kind: Kind | null) => void
  readonly chosen: number | null
  readonly onChoose: (at: number) => void
  readonly onJump: () => void
}

/** The findings by gravity; what holds and what nobody can tell stands folded, with its count. */
export function FindingList({ report, pages, shown, open, onToggle, kind, onKind, chosen, onChoose, onJump }: FindingListProps) {
  const say = useText()
  const options = kindsOf(report.findings).map(([code, count]) => ({ value: code, label: `${say(kindWords[code])} ${count}` }))
  return (
    <section className="card cc-panel cc-findings">
      <div className="card-head cc-head">
        <h2>{say({ zh: '核验结果', en: 'Findings' })}</h2>
        <Select
          aria-label={say({ zh: '按类别筛选', en: 'Filter by kind' })}
          value={kind ?? undefined}
          placeholder={say({ zh: '全部类别', en: 'All kinds' })}
          allowClear
          style={{ width: 170 }}
          options={options}
          onChange={(next: Kind | undefined) => onKind(next ?? null)}
        />
      </div>
      <div className="cc-list" role="region" tabIndex={0} aria-label={say({ zh: '核验结果', en: 'Findings' })}>
        {shown.length === 0 && <Empty>{say({ zh: '没有可核验的数据。', en: 'There is nothing to check.' })}</Empty>}
        {verdicts.map((verdict) => {
          const own = shown.filter(({ finding }) => finding.verdict === verdict)
          if (own.length === 0) return null
          return (
            <div key={verdict}>
              <button type="button" className="bare cc-group" aria-expanded={open.has(verdict)} onClick={() => onToggle(verdict)}>
                <VerdictMark verdict={verdict} count={own.length} />
                <span className="quiet" aria-hidden="true">
                  {open.has(verdict) ? '▾' : '▸'}
                </span>
              </button>
              {open.has(verdict) && (
                <ol className="cc-items">
                  {own.map((one) => (
                    <Item key={one.at} {...{ one, report, pages, onChoose, onJump }} chosen={one.at === chosen} />
                  ))}
                </ol>
              )}
            </div>
          )
        })}
      </div>
      <p className="cc-keys quiet small">
        <kbd>j</kbd> <kbd>k</kbd> {say({ zh: '上下', en: 'move' })} · <kbd>Enter</kbd> {say({ zh: '跳到原文', en: 'into the paper' })}
      </p>
    </section>
  )
}

type ItemProps = KeptReport & {
  readonly one: Numbered
  readonly chosen: boolean
  readonly onChoose: (at: number) => void
  readonly onJump: () => void
}

function Item({ one: { at, finding }, report, pages, chosen, onChoose, onJump }: ItemProps) {
  const say = useText()
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const page = pageOf(pages[finding.document] ?? [], finding.start)
  const place = [
    report.documents.length > 1 && report.documents[finding.document]?.file,
    page !== null && say({ zh: '第 {n} 页', en: 'page {n}' }, { n: page }),
  ].filter(Boolean)
  return (
    <li ref={line} className={chosen ? 'at' : undefined}>
      <button type="button" className="bare cc-item" aria-pressed={chosen} onClick={() => onChoose(at)}>
        <span className="cc-item-head">
          <strong>{say(kindWords[finding.kind])}</strong>
          <span className="quiet small">{place.join(' · ')}</span>
        </span>
        <span className={chosen ? 'cc-sentence' : 'cc-sentence short'} lang="zh-CN">
          {finding.sentence.trim()}
        </span>
        {finding.calculation && (
          <span className="cc-sum" lang="zh-CN">
            {finding.calculation}
          </span>
        )}
      </button>
      {chosen && (
        <div className="cc-more">
          <p lang="zh-CN">{finding.explanation}</p>
          <p className="quiet small cc-basis">
            <span>{say({ zh: '依据：{basis}', en: 'Against: {basis}' }, { basis: say(BASIS[finding.basis]) })}</span>
            <Button size="small" onClick={onJump}>
              {say({ zh: '看原文', en: 'In the paper' })}
            </Button>
          </p>
        </div>
      )}
    </li>
  )
}
