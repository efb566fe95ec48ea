import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { Button } from 'antd'
import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { api } from '../../../../web/kit/api.ts'
import { dateTime, todayOf } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { Card, Fault, Loading, Page } from '../../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../../web/kit/Region.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import { State } from '../../../../web/kit/State.tsx'
import type { ExaminationView } from '../../examination/contract.ts'
import { examinationStates, findingStates } from '../../examination/registers.ts'
import { pointsOf } from '../../examination/shipped-rules.ts'
import { Papers } from './papers.tsx'
import { useDo, useExamination } from './data.ts'
import { Ask, FindingDialog } from './dialogs.tsx'
import { ExpertsCard } from './experts.tsx'
import { ObjectionsCard } from './objections.tsx'
import { ScoreCard } from './score.tsx'
import '../office-work.css'
import './examination.css'

/** One examination, step by step: sealed pool, areas, points, visits, papers, interviews, findings, score, objections, opinion. */
export function ExaminationPage({ id }: { id: string }) {
  const say = useText()
  const found = useExamination(id)
  const view = found.data
  return (
    <Page
      title={view?.examination.title ?? say({ zh: '初评', en: 'Examination' })}
      about={view && `${say(examinationStates.find(({ code }) => code === view.examination.state)!.label)} · ${view.examination.starts_on} – ${view.examination.ends_on}`}
      back={{ to: '/examinations', label: say({ zh: '初评', en: 'Examinations' }) }}
      actions={
        view?.may.includes('visit') && (
          <>
            <LinkButton type="primary" to={`/examinations/${id}/visits`}>{say({ zh: '我的点位', en: 'My points' })}</LinkButton>
            <LinkButton to={`/examinations/${id}/papers`}>{say({ zh: '资料评分', en: 'Score papers' })}</LinkButton>
          </>
        )
      }
    >
      {!view ? (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      ) : (
        <div className="ex-steps">
          <DrawSteps view={view} />
          {view.may.includes('manage') && <ExpertsCard view={view} />}
          <VisitSteps view={view} />
          <FindingsCard view={view} />
          {view.standing && <ScoreCard view={view} standing={view.standing} />}
          <ObjectionsCard view={view} />
          <OpinionCard view={view} />
        </div>
      )}
    </Page>
  )
}

type Step = { readonly view: ExaminationView }

function DrawSteps({ view }: Step) {
  const say = useText()
  const { examination, open, covert, areas } = view
  const names = useRegionNames(areas.map(({ code }) => code))
  const named = (codes: readonly string[]): string => codes.map((code) => names[code] ?? areas.find((area) => area.code === code)?.name ?? code).join(say({ zh: '、', en: ', ' }))
  return (
    <Card
      title={say({ zh: '1 封存与抽取', en: '1 Seal and draw' })}
      more={examination.commitment_hash && <Link href={`/examinations/${examination.id}/draw`}>{say({ zh: '公布的名单与核对', en: 'Published lists, and the check' })}</Link>}
      padded
    >
      <dl className="facts">
        <Fact label={{ zh: '规则', en: 'Rules' }}>
          {say({ zh: '明查 {open} 个点位、{kinds} 类业态；暗访 {covert} 个点位、{types} 类业态', en: '{open} open points in {kinds} kinds; {covert} covert ones in {types}' }, {
            open: pointsOf(examination.rules.open), kinds: Object.keys(examination.rules.open.quotas).length, covert: pointsOf(examination.rules.covert), types: Object.keys(examination.rules.covert.quotas).length,
          })}
        </Fact>
        <Fact label={{ zh: '承诺值（SM3）', en: 'Hash (SM3)' }}>
          {examination.commitment_hash ? (
            <>
              <span className="ex-hash">{examination.commitment_hash}</span> <span className="quiet small">{examination.committed_at && dateTime(examination.committed_at)}</span>
            </>
          ) : (
            say({ zh: '名录未封存', en: 'The pool is not sealed' })
          )}
        </Fact>
        <Fact label={{ zh: '明查区域', en: 'Open areas' }}>{open ? named(open.areas) : say({ zh: '未抽取', en: 'Not drawn' })}</Fact>
        <Fact label={{ zh: '明查点位', en: 'Open points' }}>{open ? <>{say({ zh: '{n} 个', en: '{n}' }, { n: open.points.length })} {open.short.length > 0 && <span className="quiet small">{say({ zh: '{n} 类业态不足额，已全部列入', en: '{n} kinds have fewer places than their quota' }, { n: open.short.length })}</span>}</> : say({ zh: '未抽取', en: 'Not drawn' })}</Fact>
        <Fact label={{ zh: '暗访', en: 'Covert' }}>
          {covert ? say({ zh: '{areas}，{n} 个点位', en: '{areas}, {n} points' }, { areas: named(covert.areas), n: covert.points.length }) : say({ zh: '检查结束后公布，此前只有检查组知道', en: 'Released after the visits; until then only the group knows' })}
        </Fact>
      </dl>
      {view.may.includes('manage') && <DrawActions view={view} />}
    </Card>
  )
}

const Fact = ({ label, children }: { label: Bilingual; children: ReactNode }) => {
  const say = useText()
  return (
    <div>
      <dt>{say(label)}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function DrawActions({ view: { examination } }: Step) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const [drawing, setDrawing] = useState(false)
  const post = (what: string, done: Bilingual) => run(() => api.post(`/examinations/${examination.id}/${what}`, {}), done)
  return (
    <div className="ow-tools">
      {examination.state === 'preparing' && (
        <Button type="primary" loading={busy} onClick={() => void post('commit', { zh: '名录已封存，承诺值已公布', en: 'Sealed; the hash is public' })}>
          {say({ zh: '封存名录，公布承诺值', en: 'Seal the pool, publish the hash' })}
        </Button>
      )}
      {examination.state === 'committed' && (
        <Button type="primary" onClick={() => setDrawing(true)}>
          {say({ zh: '抽取', en: 'Draw' })}
        </Button>
      )}
      {examination.state === 'drawn' && (
        <Button loading={busy} onClick={() => void post('release', { zh: '暗访名单已公布', en: 'The covert list is public' })}>
          {say({ zh: '公布暗访名单', en: 'Release the covert list' })}
        </Button>
      )}
      {failure !== null && <Fault error={failure} />}
      {drawing && (
        <Ask
          title={{ zh: '抽取区域和点位', en: 'Draw areas and points' }}
          label={{ zh: '种子', en: 'Seed' }}
          help={{ zh: '封存之后当众产生、谁也不能事先知道的一段文字，如当日开奖号码。', en: 'A text made in public after the sealing that nobody could know before, such as the day’s lottery numbers.' }}
          least={6}
          onClose={() => setDrawing(false)}
          send={(seed) => api.post(`/examinations/${examination.id}/draw`, { seed })}
          done={{ zh: '已抽取', en: 'Drawn' }}
        />
      )}
    </div>
  )
}

function VisitSteps({ view }: Step) {
  const say = useText()
  const { id } = view.examination
  const manage = view.may.includes('manage')
  return (
    <Card
      title={say({ zh: '2 检查、资料、访谈', en: '2 Visits, papers, interviews' })}
      more={manage && <Link href={`/registers/examination-interview/new?examination_id=${id}`}>{say({ zh: '新建访谈', en: 'New interview' })}</Link>}
      padded
    >
      <dl className="facts">
        <Fact label={{ zh: '现场检查', en: 'Visits' }}>
          {say({ zh: '{done} / {of} 个公布的点位已检查', en: '{done} of {of} published points visited' }, view.visits)} {manage && view.visits.of > 0 && <Link href={`/examinations/${id}/visits`}>{say({ zh: '查看', en: 'See' })}</Link>}
        </Fact>
        <Fact label={{ zh: '资料审查', en: 'Papers' }}>{say({ zh: '材料 {supplied} 份，{reviewed} / {items} 项指标已评分', en: '{supplied} papers; {reviewed} of {items} items scored' }, view.papers)}</Fact>
        {manage && (
          <Fact label={{ zh: '领导访谈', en: 'Interviews' }}>
            {view.interviews.length === 0 && say({ zh: '还没有访谈', en: 'None yet' })}
            <ul className="plain-list">
              {view.interviews.map(({ id: row, office, day, minuted }) => (
                <li key={row}>
                  <Link href={`/registers/examination-interview/${row}`}>{office}</Link> {day} <State tone={minuted ? 'good' : 'soon'}>{minuted ? say({ zh: '有纪要', en: 'Minutes kept' }) : say({ zh: '待记纪要', en: 'No minutes yet' })}</State>{' '}
                  <Papers address={`/examinations/${id}/interviews/${row}/record`} label={minuted ? { zh: '访谈记录', en: 'Record' } : { zh: '提纲', en: 'Outline' }} />
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
    </Card>
  )
}

function FindingsCard({ view }: Step) {
  const say = useText()
  const today = todayOf(useMe().city)
  const [adding, setAdding] = useState(false)
  const { findings, examination } = view
  const may = view.may.includes('manage') && examination.state !== 'preparing' && examination.state !== 'committed'
  return (
    <Card title={say({ zh: '3 问题整改', en: '3 Findings' })} more={may && <Button size="small" onClick={() => setAdding(true)}>{say({ zh: '交办问题', en: 'Assign a finding' })}</Button>} padded>
      {findings.length === 0 && <p className="quiet">{say({ zh: '还没有交办的问题。', en: 'Nothing has been assigned yet.' })}</p>}
      <ul className="items">
        {findings.map(({ id, title, state, unit, due_on, place }) => {
          const done = state === 'closed' || state === 'withdrawn'
          return (
            <li key={id} style={{ display: 'block' }}>
              <div className="ow-row">
                <span>
                  <Link href={`/matters/examination-finding/${id}`}>{title}</Link> <span className="quiet small">{[place, unit].filter(Boolean).join(' · ')}</span>
                </span>
                <span className="ow-tools">
                  <State tone={done ? 'good' : due_on !== null && due_on < today ? 'late' : 'plain'}>{say(findingStates[state as keyof typeof findingStates])}</State>
                  <span className="quiet small">{due_on}</span>
                </span>
              </div>
            </li>
          )
        })}
      </ul>
      {adding && <FindingDialog view={view} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function OpinionCard({ view }: Step) {
  const say = useText()
  const [giving, setGiving] = useState(false)
  const { id, state } = view.examination
  const manage = view.may.includes('manage')
  const readable = state === 'concluded' || (manage && state === 'released')
  return (
    <Card title={say({ zh: '6 初评意见', en: '6 Opinion' })} padded>
      {!readable && <p className="quiet">{say({ zh: '暗访名单公布、异议答复后出具。', en: 'Given once the covert list is released and objections are answered.' })}</p>}
      <div className="ow-tools">
        {readable && <Papers address={`/examinations/${id}/opinion`} label={state === 'concluded' ? { zh: '初评情况和意见', en: 'The opinion' } : { zh: '意见稿', en: 'Draft of the opinion' }} />}
        {manage && state === 'released' && (
          <Button type="primary" onClick={() => setGiving(true)}>
            {say({ zh: '出具意见', en: 'Give the opinion' })}
          </Button>
        )}
      </div>
      {giving && (
        <Ask title={{ zh: '出具初评意见', en: 'Give the opinion' }} label={{ zh: '意见', en: 'Opinion' }} long onClose={() => setGiving(false)} send={(opinion) => api.post(`/examinations/${id}/conclude`, { opinion })} done={{ zh: '已出具', en: 'Given' }} />
      )}
    </Card>
  )
}

