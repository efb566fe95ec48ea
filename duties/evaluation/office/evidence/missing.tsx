import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { Button, InputNumber, Popconfirm } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { todayOf } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Loading, Notice, Page } from '../../../../web/kit/Page.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { MissingAnswer, MissingPaper, RemindAnswer } from '../../evidence/contract.ts'
import { SupplyDialog } from './supply.tsx'
import '../office-work.css'

type Unit = MissingAnswer['units'][number]

const states = {
  missing: { zh: '未报', en: 'Missing' },
  'no-file': { zh: '没有文件', en: 'No file yet' },
  returned: { zh: '已退回', en: 'Returned' },
} as const

/** 资料审查: what each department still owes for a year, and the one button that reminds them all. */
export function MissingPapers() {
  const say = useText()
  const me = useMe()
  const [search] = useSearchParams()
  const region = search.get('region') ?? undefined
  const [year, setYear] = useState(Number(search.get('year') ?? todayOf(me.city).slice(0, 4)))
  const [supplying, setSupplying] = useState<MissingPaper | null>(null)
  const found = useQuery({ queryKey: ['matter', 'evidence', region, year], queryFn: () => api.get<MissingAnswer>('/evaluation/papers/missing', { region, year }), placeholderData: (before) => before })
  const answer = found.data
  const missing = answer?.units.reduce((sum, { papers }) => sum + papers.length, 0) ?? 0
  return (
    <Page
      title={say({ zh: '资料审查', en: 'Evidence' })}
      about={say({ zh: '每项指标要求的佐证材料，按责任部门列出欠报的。', en: 'Papers that the items ask for and that are still missing, by department.' })}
      actions={
        <>
          {answer?.may.includes('manage') && <Remind answer={answer} />}
          <LinkButton to="/evidence/papers">{say({ zh: '已报材料', en: 'Supplied papers' })}</LinkButton>
          <LinkButton to="/registers/paper-reminder">{say({ zh: '催报记录', en: 'Reminders sent' })}</LinkButton>
        </>
      }
    >
      <Card
        title={answer ? say({ zh: '应报 {all} 份，欠 {missing} 份', en: '{missing} of {all} papers missing' }, { all: answer.required, missing }) : say({ zh: '欠报材料', en: 'Missing papers' })}
        more={
          <label className="ow-tools">
            {say({ zh: '年度', en: 'Year' })}
            <InputNumber size="small" min={2000} max={2100} value={year} onChange={(value) => value !== null && setYear(value)} />
          </label>
        }
        padded
      >
        {!answer && <Loading error={found.error} retry={() => void found.refetch()} />}
        {answer && (
          <Notice tone={answer.late ? 'late' : 'soon'}>
            {answer.late ? say({ zh: '报送期限 {due} 已过。', en: 'The papers were due on {due}.' }, { due: answer.dueOn }) : say({ zh: '应于 {due} 前报送。', en: 'Due by {due}.' }, { due: answer.dueOn })}
          </Notice>
        )}
        {answer && missing === 0 && <Empty>{say({ zh: '材料齐全，没有欠报。', en: 'All papers are there.' })}</Empty>}
        {answer && ownFirst(answer.units, me.unit?.id).map((unit) => (
          <OwingUnit key={unit.id ?? 'none'} unit={unit} answer={answer} open={search.get('unit') === unit.id || me.unit?.id === unit.id} onSupply={setSupplying} />
        ))}
      </Card>
      {supplying && <SupplyDialog paper={supplying} year={year} onClose={() => setSupplying(null)} />}
    </Page>
  )
}

/** What one's own unit owes stands on top. */
const ownFirst = (units: readonly Unit[], own: string | undefined): readonly Unit[] => [...units.filter(({ id }) => id === own), ...units.filter(({ id }) => id !== own)]

function OwingUnit({ unit, answer, open, onSupply }: { unit: Unit; answer: MissingAnswer; open: boolean; onSupply: (paper: MissingPaper) => void }) {
  const say = useText()
  return (
    <details className="ow-unit" open={open}>
      <summary>
        <strong>{unit.id === null ? say({ zh: '没有责任单位', en: 'No department' }) : unit.name}</strong>
        <span className={answer.late ? 'tone-late' : 'tone-soon'}>{say({ zh: '欠 {n} 份', en: '{n} missing' }, { n: unit.papers.length })}</span>
        {unit.remindedOn && <span className="quiet small">{say({ zh: '{day} 已催报', en: 'Reminded on {day}' }, { day: unit.remindedOn })}</span>}
      </summary>
      {unit.id !== null && answer.may.includes('manage') && <Remind answer={answer} unit={unit.id} />}
      <ul className="items">
        {unit.papers.map((paper) => (
          <li key={`${paper.region} ${paper.item} ${paper.paper.zh}`} style={{ display: 'block' }}>
            <div className="ow-row">
              <span>
                <b>{paper.item}</b> {say(paper.paper)}
                <span className="quiet small">
                  {' '}
                  {say(paper.itemTitle)} · {say(answer.labels[paper.region] ?? { zh: paper.region, en: paper.region })}
                </span>
              </span>
              <span className="ow-tools">
                <State tone={paper.state === 'missing' ? 'plain' : 'soon'}>{say(states[paper.state])}</State>
                {paper.record && <Link href={`/evidence/papers/${paper.record}`}>{say({ zh: '打开', en: 'Open' })}</Link>}
                {paper.state !== 'returned' && answer.may.includes('supply') && (
                  <SupplyButton paper={paper} onSupply={onSupply} />
                )}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Reminds all that owe papers, or one of them. */
function Remind({ answer, unit }: { answer: MissingAnswer; unit?: string }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, once } = useOnce(toast.failed)
  const owing = answer.units.filter(({ id }) => id !== null).length
  const remind = () =>
    once(async () => {
      const { reminded, told, already } = await api.post<RemindAnswer>('/evaluation/papers/remind', { region: answer.region, year: answer.year, ...(unit ? { unit } : {}) })
      toast.done(say({ zh: '已催报 {reminded} 家单位、通知 {told} 人；{already} 家今天已催过。', en: 'Units reminded: {reminded}; people told: {told}; reminded today already: {already}.' }, { reminded, told, already }))
      await client.invalidateQueries({ queryKey: ['matter', 'evidence'] })
    })
  const off = !answer.late || owing === 0
  if (unit)
    return (
      <Button size="small" loading={busy} disabled={off} onClick={() => void remind()}>
        {say({ zh: '催报', en: 'Remind' })}
      </Button>
    )
  // One press tells hundreds of people: it is asked for once more.
  return (
    <Popconfirm title={say({ zh: '将通知 {n} 家欠报单位的人员，今天已催过的除外。', en: 'The people of {n} units are told, but for those reminded today.' }, { n: owing })} okText={say({ zh: '催报', en: 'Remind' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onConfirm={() => void remind()}>
      <Button type="primary" loading={busy} disabled={off}>
        {say({ zh: '一键催报（{n} 家）', en: 'Remind all ({n})' }, { n: owing })}
      </Button>
    </Popconfirm>
  )
}

/** Its name for a screen reader begins with the words that are seen, and says of which paper. */
function SupplyButton({ paper, onSupply }: { readonly paper: MissingPaper; readonly onSupply: (paper: MissingPaper) => void }) {
  const say = useText()
  const words = paper.record ? say({ zh: '接着上传', en: 'Go on' }) : say({ zh: '报送', en: 'Supply' })
  return (
    <Button size="small" onClick={() => onSupply(paper)} aria-label={`${words} ${paper.item} ${say(paper.paper)}`}>
      {words}
    </Button>
  )
}
