import { useState } from 'react'
import { Button } from 'antd'
import { plain } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Notice } from '../../../../web/kit/Page.tsx'
import type { ExaminationView, Loss } from '../../examination/contract.ts'
import type { ItemScore, Standing } from '../../examination/standing.ts'
import { FindingDialog, type Begun } from './dialogs.tsx'

/** The total with its vetoes first, then sections, each with its items and what they lost. What nobody judged is counted neither as won nor as lost. */
export function ScoreCard({ view, standing }: { view: ExaminationView; standing: Standing }) {
  const say = useText()
  const { titles } = view
  const [begun, setBegun] = useState<Begun | null>(null)
  const called = (code: string): string => `${code} ${titles[code] ? say(titles[code]) : ''}`.trim()
  const listed = (codes: readonly string[]): string => codes.map(called).join(say({ zh: '、', en: ', ' }))
  return (
    <Card title={say({ zh: '4 得分', en: '4 Score' })} padded>
      {standing.vetoFailed.length > 0 && <Notice tone="late">{say({ zh: '否决项未达标：{items}', en: 'Veto items that fail: {items}' }, { items: listed(standing.vetoFailed) })}</Notice>}
      {standing.vetoOpen.length > 0 && <Notice tone="soon">{say({ zh: '否决项未评分：{items}', en: 'Veto items not judged: {items}' }, { items: listed(standing.vetoOpen) })}</Notice>}
      <div className="ow-figure">
        <strong>{standing.of === 0 ? say({ zh: '暂无', en: 'none' }) : plain(standing.points)}</strong>
        <span>{say({ zh: '已评指标满分 {of}，全部 {total}', en: 'of {of} judged; {total} in all' }, { of: plain(standing.of), total: plain(standing.total) })}</span>
      </div>
      <p className="quiet small">{say({ zh: '一项指标的得分是资料评分和现场检查得分率的平均；采纳的异议以改定得分为准。点开小节看各项和扣分理由。', en: 'An item’s score is the mean of its papers and of what the visits gave it; an upheld objection sets another. Open a section for its items and what they lost.' })}</p>
      {standing.sections.map(({ section, points, of, open }) => (
        <details key={section} className="ex-section">
          <summary>
            <span>{called(section)}</span>
            <span className="figures">
              {of === 0 ? '—' : `${plain(points)} / ${plain(of)}`}
              {open > 0 && <span className="quiet small"> · {say({ zh: '{n} 项未评', en: '{n} not judged' }, { n: open })}</span>}
            </span>
          </summary>
          <ul className="plain-list">
            {standing.items.filter((one) => one.section === section).map((one) => (
              <li key={one.item}>
                <Item item={one} called={called(one.item)} />
                <Losses view={view} losses={view.losses.filter(({ item }) => item === one.item)} onAssign={setBegun} />
              </li>
            ))}
          </ul>
        </details>
      ))}
      {begun && <FindingDialog view={view} begun={begun} onClose={() => setBegun(null)} />}
    </Card>
  )
}

function Item({ item: { score, papers, visits, corrected }, called }: { item: ItemScore; called: string }) {
  const say = useText()
  const from = [
    papers !== null && say({ zh: '资料 {n}', en: 'papers {n}' }, { n: plain(papers) }), visits !== null && say({ zh: '现场 {n}', en: 'visits {n}' }, { n: plain(visits) }),
    corrected !== null && say({ zh: '异议改定 {n}', en: 'set by an objection {n}' }, { n: plain(corrected) }),
  ].filter((one) => one !== false)
  return (
    <div className="ow-row">
      <span>{called}</span>
      <span className="figures">
        {score === null ? say({ zh: '未评', en: 'not judged' }) : plain(score)} {from.length > 0 && <span className="quiet small">{from.join(say({ zh: '，', en: ', ' }))}</span>}
      </span>
    </div>
  )
}

/** What an item lost and why; who runs the examination makes a finding of it. */
function Losses({ view, losses, onAssign }: { view: ExaminationView; losses: readonly Loss[]; onAssign: (begun: Begun) => void }) {
  const say = useText()
  if (losses.length === 0) return null
  const { state } = view.examination
  const may = view.may.includes('manage') && state !== 'preparing' && state !== 'committed'
  return (
    <ul className="plain-list ex-losses">
      {losses.map(({ item, place, text, points, note }, at) => {
        const done = view.findings.find((one) => one.item === item && (one.place ?? null) === place)
        return (
          <li key={at}>
            <span className="tone-soon">−{plain(points)}</span> {[place, say(text), note].filter(Boolean).join(' · ')}{' '}
            {done ? (
              <span className="quiet small">{say({ zh: '已交办', en: 'assigned' })}</span>
            ) : (
              may && (
                <Button size="small" type="link" onClick={() => onAssign({ item, place, title: (note || text.zh).slice(0, 300), text: `${place === null ? '资料审查' : `${place}，检查内容“${text.zh}”`}，扣 ${plain(points)} 分：${note}` })}>
                  {say({ zh: '交办整改', en: 'Assign' })}
                </Button>
              )
            )}
          </li>
        )
      })}
    </ul>
  )
}
