import { useEffect, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { isOver, JobProgress, useJob } from '../../../web/kit/JobProgress.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Fault, Loading, Notice, Page } from '../../../web/kit/Page.tsx'
import type { Paged } from '../../../web/kit/PagedList.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { RegisterList } from '../../../web/kit/RegisterList.tsx'
import type { Job, OneRow } from '../../../web/kit/types.ts'
import { findType } from '../../registry/index.ts'
import { LEAST } from '../rank/contract.ts'
import { rankRuns, type RankRun } from '../rank/registers.ts'
import { useLatestRun } from './rank.tsx'
import { Fair, Tested } from './rank-tested.tsx'
import { aspectWords, capital, sourceWords } from './rank-words.ts'
import './rank.css'

/** `/ranking/model`: what was learned, whether it is fair, and how the last months would have gone; `/ranking/model/:id` of an earlier training. */
export function RankModelPage() {
  const say = useText()
  const latest = useLatestRun()
  const named = useParams<{ id?: string }>().id
  const id = named ?? latest.data?.run?.id
  const found = useQuery({ queryKey: ['register', 'rank_run', 'row', id], queryFn: () => api.get<OneRow>(`/rank-run/${id}`), enabled: id !== undefined })
  const run = found.data?.row as unknown as RankRun | undefined
  const none = latest.data?.run === null && named === undefined
  return (
    <Page title={say({ zh: '排序的说明、公平性与回测', en: 'The ranking: model, fairness, back-test' })} back={{ to: '/ranking', label: say({ zh: '先查哪家', en: 'Whom to visit first' }) }} actions={latest.data?.may.includes('train') && <TrainButton />}>
      {none && <Notice>{say({ zh: '还没有训练过。按“立即训练”，由本市自己的检查记录学习。', en: 'It has not been trained yet. Press “Train now” to learn from the city’s own inspections.' })}</Notice>}
      {!none && !run && <Card><Loading error={latest.error ?? found.error} retry={() => void (latest.error ? latest : found).refetch()} /></Card>}
      {run && id !== latest.data?.run?.id && latest.data?.run && <Notice tone="soon">{say({ zh: '这是 {day} 的一次训练，现在用的是较新的一次。', en: 'This is the training of {day}; a newer one is in use.' }, { day: run.day })}</Notice>}
      {run && <><About run={run} /><Tested of={run.backtest} /><Fair of={run.fairness} /></>}
      <RegisterList register={rankRuns} embedded columns={['day', 'visits', 'findings', 'places', 'method', 'auc', 'days_earlier']} opens={({ id: one }) => `/ranking/model/${one}`} />
    </Page>
  )
}

/** Starts a training and shows how far it is; who left the page meanwhile finds his own again. */
function TrainButton() {
  const say = useText()
  const client = useQueryClient()
  const [started, setStarted] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const mine = useQuery({ queryKey: ['ranked', 'training'], queryFn: () => api.get<Paged<Job>>('/jobs', { kind: 'inspection.rank', mine: '1', limit: '1' }) }).data?.items[0]
  const id = started ?? (mine && !isOver(mine) ? mine.id : null)
  const job = useJob(id).data
  const done = job?.state === 'done'
  useEffect(() => {
    if (done) void Promise.all([client.invalidateQueries({ queryKey: ['ranked'] }), client.invalidateQueries({ queryKey: ['register', 'rank_run'] })])
  }, [client, done, id])
  const start = async () => {
    setFailure(null)
    try {
      setStarted((await api.post<{ job: string }>('/ranked-places/train', {})).job)
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      {failure !== null && <Fault error={failure} />}
      {id !== null && <div className="rk-training"><JobProgress job={job} /></div>}
      {(id === null || isOver(job)) && <Button onClick={() => void start()}>{say({ zh: '立即训练', en: 'Train now' })}</Button>}
    </>
  )
}

function About({ run }: { run: RankRun }) {
  const say = useText()
  const { card } = run
  const names = useRegionNames(card.weights.flatMap(({ source, level }) => ((source === 'county' || source === 'township') && level !== null ? [level] : [])))
  return (
    <Card title={say({ zh: '这个排序是什么', en: 'What this ranking is' })} more={run.day} padded>
      <div className="stack">
        <p>{run.method === 'learned'
          ? say({ zh: '由本市 {from} 至 {to} 的 {visits} 次检查、其中 {findings} 次严重发现（不符合、责令停业或移送）学习而来，估计每户由一名“一般”检查人员查出严重问题的可能性。', en: 'Learned from {visits inspection|inspections} of this city from {from} to {to}, {findings} of them with a serious finding (failed, stopped or a case): for each place, the chance that an average inspector makes one.' }, { ...card, visits: plain(run.visits), findings: plain(run.findings) })
          : say({ zh: '检查 {visits} 次、严重发现 {findings} 次，还不足以学习（须 {rows} 次检查，严重与非严重各 {each} 次），暂按一般规则。', en: '{visits inspection|inspections} with {findings} serious findings are too few to learn from ({rows} are needed, {each} of either kind); plain rules rank.' }, { visits: plain(run.visits), findings: plain(run.findings), rows: LEAST.rows, each: LEAST.findings })}</p>
        <ul>
          <li>{say({ zh: '只决定先后：法定频次照旧，每户该查的一次不少。', en: 'It decides the order only: the law’s frequencies stand, and no visit that is owed is dropped.' })}</li>
          <li>{say({ zh: '看的是：{inputs}，以及这里和周边过去查出过什么、多久没查。', en: 'It looks at: {inputs}; and at what was found here and nearby before, and how long ago.' }, { inputs: [...new Set(card.inputs.map((name) => say(sourceWords(name, card.titles))))].join(say({ zh: '、', en: ', ' })) })}</li>
          {Object.keys(card.titles ?? {}).length === 0 && <li>{say({ zh: '还看不到的：投诉举报、抽检结果（尚无业务登记）。', en: 'What it cannot see yet: complaints and samples, as no duty keeps them.' })}</li>}
          <li>{say({ zh: '某次检查以前的风险等级没有记录的，按“不详”计。', en: 'A risk grade that was not on record before a visit counts as unknown.' })}</li>
          <li>{say({ zh: '谁去查不是理由：检查人员的严与宽先估出来，再从分数中去掉（差异 {spread}，按对数几率）。', en: 'Who inspects is no reason: how strict each is is fitted and then left out of every score (spread {spread} on the log-odds).' }, { spread: card.inspectors?.toFixed(2) ?? '–' })}</li>
          <li>{say({ zh: '不能做的：不能据此处罚、评级或免检；新开的、从没查过的，只凭业态和周边估计。', en: 'It is not for penalties, grades or exemptions; of a place that was never visited it knows only the type and the neighbourhood.' })}</li>
        </ul>
        {card.weights.length > 0 && (
          <details>
            <summary>{say({ zh: '各因素的权重', en: 'Weights' })}</summary>
            <table className="rows"><tbody>{card.weights.map(({ source, aspect, level, weight }) => <tr key={`${source} ${aspect} ${level}`}><td>{capital(say(sourceWords(source, card.titles)))} <span className="quiet">{say(aspectWords(aspect))} {level && (findType(level) ? say(findType(level)!.label) : (names[level] ?? level))}</span></td><td className="figures">{weight.toFixed(3)}</td></tr>)}</tbody></table>
          </details>
        )}
      </div>
    </Card>
  )
}
