import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { JobProgress, useJob } from '../../../web/kit/JobProgress.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Fault, Loading, Notice, Page } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { RegisterList } from '../../../web/kit/RegisterList.tsx'
import type { OneRow } from '../../../web/kit/types.ts'
import { findType } from '../../registry/index.ts'
import type { BacktestTold, FairnessTold, GroupTold, MonthTold, Told } from '../rank/contract.ts'
import { rankRuns, type RankRun } from '../rank/registers.ts'
import { useLatestRun } from './rank.tsx'
import { sourceWords } from './rank-words.ts'
import './rank.css'

/** `/ranking/model`: what was learned, whether it is fair, and how the last months would have gone. */
export function RankModelPage() {
  const say = useText()
  const latest = useLatestRun()
  const id = latest.data?.run?.id
  const found = useQuery({ queryKey: ['register', 'rank_run', 'row', id], queryFn: () => api.get<OneRow>(`/rank-run/${id}`), enabled: id !== undefined })
  const run = found.data?.row as unknown as RankRun | undefined
  return (
    <Page title={say({ zh: '排序的说明、公平性与回测', en: 'The ranking: model, fairness, back-test' })} back={{ to: '/ranking', label: say({ zh: '先查哪家', en: 'Whom to visit first' }) }} actions={<TrainButton />}>
      {latest.data?.run === null && <Notice>{say({ zh: '还没有训练过。按“立即训练”，由本市自己的检查记录学习。', en: 'It has not been trained yet. Press “Train now” to learn from the city’s own inspections.' })}</Notice>}
      {id !== undefined && !run && <Card><Loading error={found.error} retry={() => void found.refetch()} /></Card>}
      {run && <><About run={run} /><Tested of={run.backtest} /><Fair of={run.fairness} /></>}
      <RegisterList register={rankRuns} embedded columns={['day', 'visits', 'findings', 'places', 'method', 'auc', 'days_earlier']} opens={({ id: one }) => `/registers/rank-run/${one}`} />
    </Page>
  )
}

function TrainButton() {
  const say = useText()
  const client = useQueryClient()
  const [job, setJob] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const running = useJob(job).data
  const start = async () => {
    setFailure(null)
    try {
      setJob((await api.post<{ job: string }>('/ranked-places/train', {})).job)
    } catch (error) {
      setFailure(error)
    }
  }
  if (job !== null && running?.state !== 'done') return <div style={{ minWidth: 220 }}><JobProgress job={running} /></div>
  return (
    <>
      {failure !== null && <Fault error={failure} />}
      {job !== null && <Button type="primary" onClick={() => { setJob(null); void client.invalidateQueries() }}>{say({ zh: '训练完成，查看', en: 'Trained: show it' })}</Button>}
      {job === null && <Button onClick={() => void start()}>{say({ zh: '立即训练', en: 'Train now' })}</Button>}
    </>
  )
}

const asPercent = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)}%`)
const within = (told: Told, digits: number): string => (told === null ? '–' : `${told.value.toFixed(digits)}（${told.low.toFixed(digits)} ~ ${told.high.toFixed(digits)}）`)

function About({ run }: { run: RankRun }) {
  const say = useText()
  const { card } = run
  return (
    <Card title={say({ zh: '这个排序是什么', en: 'What this ranking is' })} more={run.day} padded>
      <div className="stack">
        <p>{run.method === 'learned'
          ? say({ zh: '由本市 {from} 至 {to} 的 {visits} 次检查、其中 {findings} 次严重发现（不符合、责令停业或移送）学习而来，估计每户由一名“一般”检查人员查出严重问题的可能性。', en: 'Learned from {visits} inspections of this city from {from} to {to}, {findings} of them with a serious finding (failed, stopped or a case): for each place, the chance that an average inspector makes one.' }, { ...card, visits: plain(run.visits), findings: plain(run.findings) })
          : say({ zh: '检查 {visits} 次、严重发现 {findings} 次，还不足以学习（须 400 次检查，严重与非严重各 40 次），暂按一般规则。', en: '{visits} inspections with {findings} serious findings are too few to learn from (400 are needed, 40 of either kind); plain rules rank.' }, { visits: plain(run.visits), findings: plain(run.findings) })}</p>
        <ul>
          <li>{say({ zh: '只决定先后：法定频次照旧，每户该查的一次不少。', en: 'It decides the order only: the law’s frequencies stand, and no visit that is owed is dropped.' })}</li>
          <li>{say({ zh: '看的是：{inputs}，以及这里和周边过去查出过什么、多久没查。', en: 'It looks at: {inputs}; and at what was found here and nearby before, and how long ago.' }, { inputs: [...new Set(card.inputs.map((name) => say(sourceWords(name))))].join(say({ zh: '、', en: ', ' })) })}</li>
          <li>{say({ zh: '还看不到的：投诉举报、抽检结果（尚无业务登记）；某次检查以前的风险等级没有记录的，按“不详”计。', en: 'What it cannot see yet: complaints and samples, as no duty keeps them; a risk grade that was not on record before a visit counts as unknown.' })}</li>
          <li>{say({ zh: '谁去查不是理由：检查人员的严与宽先估出来，再从分数中去掉（差异 {spread}，按对数几率）。', en: 'Who inspects is no reason: how strict each is is fitted and then left out of every score (spread {spread} on the log-odds).' }, { spread: card.inspectors?.toFixed(2) ?? '–' })}</li>
          <li>{say({ zh: '不能做的：不能据此处罚、评级或免检；新开的、从没查过的，只凭业态和周边估计。', en: 'It is not for penalties, grades or exemptions; of a place that was never visited it knows only the type and the neighbourhood.' })}</li>
        </ul>
        {card.weights.length > 0 && (
          <details>
            <summary>{say({ zh: '各因素的权重', en: 'Weights' })}</summary>
            <table className="rows"><tbody>{card.weights.map(({ source, aspect, level, weight }) => <tr key={`${source} ${aspect} ${level}`}><td>{say(sourceWords(source))} <span className="quiet">{aspect} {level && (findType(level) ? say(findType(level)!.label) : level)}</span></td><td className="figures">{weight.toFixed(3)}</td></tr>)}</tbody></table>
          </details>
        )}
      </div>
    </Card>
  )
}

function Tested({ of }: { of: BacktestTold | null }) {
  const say = useText()
  const cells = (one: Omit<MonthTold, 'month' | 'plain'>) => [plain(one.rows), plain(one.findings), within(one.auc, 3), within(one.daysEarlier, 1), within(one.daysEarlierWithin, 1)]
  return (
    <Card title={say({ zh: '回测：最近几个月，若按此排序', en: 'Back-test: the last months, had it been used' })}>
      <p className="card-body quiet">{say({ zh: '每个月只用该月之前的记录学习，再与实际检查的先后相比：严重发现平均早几天。括号内为 95% 区间。AUC 0.5 等于随机。', en: 'Each month is ranked by what was known before it and compared with the order actually used: by how many days serious findings would have come earlier. 95% intervals; an AUC of 0.5 is chance.' })}</p>
      {of === null ? <p className="card-body">{say({ zh: '历史还不够，不能留出月份回测。', en: 'The history is too short to hold out months.' })}</p> : (
        <div className="rk-scroll" tabIndex={0} role="region" aria-label={say({ zh: '回测', en: 'Back-test' })}>
          <table className="rows">
            <thead><tr>{[say({ zh: '月份', en: 'Month' }), say({ zh: '检查', en: 'Visits' }), say({ zh: '严重发现', en: 'Findings' }), 'AUC', say({ zh: '提前天数', en: 'Days earlier' }), say({ zh: '同一检查人员内提前天数', en: 'Days earlier within one inspector' })].map((label) => <th key={label} scope="col">{label}</th>)}</tr></thead>
            <tbody>
              {of.months.map((month) => <tr key={month.month}><td>{month.month}{month.plain && ` · ${say({ zh: '一般规则', en: 'plain rules' })}`}</td>{cells(month).map((cell, at) => <td key={at}>{cell}</td>)}</tr>)}
              <tr><th scope="row">{say({ zh: '合计', en: 'All' })}</th>{cells(of.all).map((cell, at) => <td key={at}>{cell}</td>)}</tr>
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

function Fair({ of }: { of: FairnessTold | null }) {
  const say = useText()
  if (of === null) return <Card title={say({ zh: '公平性', en: 'Fairness' })} padded><p>{say({ zh: '历史还不够，不能评判。', en: 'The history is too short to judge.' })}</p></Card>
  const mild = of.withStrictness === null || Math.abs(of.withStrictness) < 0.15
  return (
    <Card title={say({ zh: '公平性', en: 'Fairness' })} more={say({ zh: '{since} 以来的 {n} 次检查', en: '{n} inspections since {since}' }, { since: of.since, n: plain(of.rows) })}>
      <Notice tone={mild ? 'good' : 'soon'}>{say({ zh: '分数与检查人员严宽的相关系数 {r}（0 为无关）。', en: 'Correlation of scores with how strict the inspectors are: {r} (0 is none).' }, { r: of.withStrictness?.toFixed(3) ?? '–' })}</Notice>
      {Object.entries(of.groups).map(([name, groups]) => <Groups key={name} name={name} groups={groups} />)}
      <Inspectors of={of} />
    </Card>
  )
}

function Groups({ name, groups }: { name: string; groups: readonly GroupTold[] }) {
  const say = useText()
  const names = useRegionNames(name === 'county' ? groups.map(({ level }) => level) : [])
  const label = (level: string) => (name === 'type' ? (findType(level) ? say(findType(level)!.label) : level) : (names[level] ?? level))
  const heads = [say(sourceWords(name)), say({ zh: '检查', en: 'Visits' }), say({ zh: '平均分', en: 'Mean score' }), say({ zh: '实际查出', en: 'Found' }), say({ zh: '实际/预计', en: 'Found / expected' }), say({ zh: '排在前五分之一的倍数', en: 'Among the first fifth, times its share' })]
  return (
    <div className="rk-scroll" tabIndex={0} role="region" aria-label={say(sourceWords(name))}>
      <table className="rows">
        <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>{groups.map((one) => <tr key={one.level}><td>{label(one.level)}</td><td>{plain(one.rows)}</td><td>{asPercent(one.score)}</td><td>{asPercent(one.found)}</td><td>{one.calibration?.toFixed(2) ?? '–'}</td><td>{one.sooner.toFixed(2)}</td></tr>)}</tbody>
      </table>
    </div>
  )
}

function Inspectors({ of }: { of: FairnessTold }) {
  const say = useText()
  const shown = of.inspectors.slice(0, 30)
  const found = useQuery({ queryKey: ['ranked', 'people', shown.map(({ person }) => person)], queryFn: () => Promise.all(shown.map(({ person }) => api.get<OneRow>(`/person/${person}`).then(({ row }) => [person, String(row['name'])] as const).catch(() => [person, person.slice(-6)] as const))), enabled: shown.length > 0 })
  const names = new Map(found.data ?? [])
  return (
    <details className="card-body">
      <summary>{say({ zh: '检查人员的严与宽（已从分数中去掉，不作考核）', en: 'How strict inspectors are (left out of every score; no appraisal)' })}</summary>
      <table className="rows">
        <thead><tr>{[say({ zh: '检查人员', en: 'Inspector' }), say({ zh: '检查', en: 'Visits' }), say({ zh: '效应（对数几率）', en: 'Effect (log-odds)' }), say({ zh: '所查场所平均分', en: 'Mean score of the places' })].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>{shown.map(({ person, rows, effect, score }) => <tr key={person}><td>{names.get(person) ?? person.slice(-6)}</td><td>{plain(rows)}</td><td>{effect.toFixed(2)}</td><td>{asPercent(score)}</td></tr>)}</tbody>
      </table>
    </details>
  )
}
