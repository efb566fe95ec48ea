import { useEffect, useRef, useState } from 'react'
import { Button, Input, InputNumber } from 'antd'
import { Link } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { useKeys } from '../../../../web/kit/keys.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Fault, Loading, Notice, Page } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import type { ReviewLine } from '../../examination/contract.ts'
import { useDo, useReviews } from './data.ts'
import './examination.css'

/** 资料审查: the items of one's group with their papers, scored by keyboard: J K to move, 0–9 and F for a score, Ctrl+S to keep it. */
export function ReviewPage({ id }: { id: string }) {
  const say = useText()
  const found = useReviews(id)
  const lines = found.data?.items ?? []
  const [at, setAt] = useState(0)
  const current = lines[Math.min(at, lines.length - 1)]
  const move = (by: number) => setAt((before) => Math.max(0, Math.min(lines.length - 1, before + by)))
  useKeys({ j: () => move(1), k: () => move(-1) })
  return (
    <Page
      title={say({ zh: '资料评分', en: 'Score papers' })}
      about={say({ zh: '按 J、K 上下，按 0–9 打 0–90 分，F 满分，Ctrl+S 保存并到下一项。', en: 'J and K move, 0–9 give 0–90, F the full score, Ctrl+S keeps it and goes on.' })}
      back={{ to: `/examinations/${id}`, label: say({ zh: '初评', en: 'Examination' }) }}
    >
      {!found.data ? (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      ) : (
        <div className="ex-two">
          <Card title={say({ zh: '指标 {done} / {of}', en: 'Items {done} of {of}' }, { done: lines.filter(({ mine }) => mine).length, of: lines.length })}>
            <ItemList lines={lines} current={current?.item} onChoose={setAt} />
          </Card>
          {current && <Score key={`${current.item} ${current.mine?.version ?? 0}`} id={id} line={current} onKept={() => move(1)} />}
        </div>
      )}
    </Page>
  )
}

function ItemList({ lines, current, onChoose }: { lines: readonly ReviewLine[]; current: string | undefined; onChoose: (at: number) => void }) {
  const say = useText()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div ref={list} className="ex-list" role="region" tabIndex={0} aria-label={say({ zh: '指标', en: 'Items' })}>
      {lines.map(({ item, title, mine, recused, papers }, at) => (
        <button key={item} type="button" aria-current={item === current} onClick={() => onChoose(at)}>
          <span>
            {item} {say(title)}
          </span>
          {recused ? <State tone="soon">{say({ zh: '回避', en: 'Recused' })}</State> : mine ? <State tone="good">{mine.score}</State> : <span className="quiet">{say({ zh: '{n} 份', en: papers.length === 1 ? '1 paper' : '{n} papers' }, { n: papers.length })}</span>}
        </button>
      ))}
    </div>
  )
}

const why = { owner: { zh: '本单位负责这项指标，您应当回避。', en: 'Your unit answers for this item; you stay away.' }, supplied: { zh: '本单位报送了这项指标的材料，您应当回避。', en: 'Your unit supplied papers of this item; you stay away.' } } as const

function Score({ id, line, onKept }: { id: string; line: ReviewLine; onKept: () => void }) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const [score, setScore] = useState<number | null>(line.mine?.score ?? null)
  const [reason, setReason] = useState(line.mine?.reason ?? '')
  const ready = score !== null && (score === 100 || reason.trim() !== '') && line.recused === null
  const keep = async () => {
    if (!ready) return
    const body = { score, reason: score === 100 && reason.trim() === '' ? null : reason, version: line.mine?.version ?? null }
    if (await run(() => api.put(`/examinations/${id}/reviews/${line.item}`, body), { zh: '已保存', en: 'Kept' })) onKept()
  }
  const digits = Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [String(digit), () => setScore(digit * 10)]))
  useKeys({ ...digits, f: () => setScore(100), 'Ctrl+s': () => void keep() }, line.recused === null)
  return (
    <Card title={`${line.item} ${say(line.title)}`} more={say({ zh: '权重 {weight}', en: 'Weight {weight}' }, { weight: line.weight })} padded>
      <p className="quiet">{say(line.review)}</p>
      {line.papers.length === 0 && <p>{say({ zh: '没有报送材料。', en: 'No papers were supplied.' })}</p>}
      <ul className="plain-list ex-linked">
        {line.papers.map(({ id: paper, title, unit, files }) => (
          <li key={paper}>
            <Link href={`/evidence/papers/${paper}`}>{title}</Link> <span className="quiet small">{unit} · {say({ zh: '{n} 个文件', en: files === 1 ? '1 file' : '{n} files' }, { n: files })}</span>
          </li>
        ))}
      </ul>
      {line.recused ? (
        <Notice tone="soon">{say(why[line.recused])}</Notice>
      ) : (
        <div className="stack">
          {failure !== null && <Fault error={failure} />}
          <label style={{ display: 'block' }}>
            {say({ zh: '得分（百分制）', en: 'Score (of 100)' })} <InputNumber min={0} max={100} value={score} onChange={setScore} />
          </label>
          <label style={{ display: 'block' }}>
            {say({ zh: '扣分理由', en: 'Reason for what was taken' })}
            <Input.TextArea rows={3} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
          </label>
          <Button type="primary" loading={busy} disabled={!ready} onClick={() => void keep()}>
            {say({ zh: '保存，下一项', en: 'Keep, next' })}
          </Button>
        </div>
      )}
    </Card>
  )
}
