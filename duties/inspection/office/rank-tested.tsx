import { useQuery } from '@tanstack/react-query'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Notice } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import type { OneRow } from '../../../web/kit/types.ts'
import { findType } from '../../registry/index.ts'
import { proofOf, type BacktestTold, type FairnessTold, type GroupTold, type MonthTold, type Proof, type Told } from '../rank/contract.ts'
import { capital, sourceWords } from './rank-words.ts'
import './rank.css'

const proofs: Readonly<Record<Proof, Bilingual & { readonly tone: 'good' | 'soon' | 'late' }>> = {
  sooner: { zh: '按此排序，严重发现会比实际来得早（95% 区间在 0 以上）。', en: 'Serious findings would have come sooner than in the order actually used (the 95% interval lies above 0).', tone: 'good' },
  unproven: { zh: '留出的月份还不能证明此排序比实际的先后更好（95% 区间含 0，或严重发现太少）：请只作参考。', en: 'The held-out months do not show that this order is better than the one actually used (the 95% interval holds 0, or there are too few findings): take it as a hint only.', tone: 'soon' },
  later: { zh: '按此排序，严重发现反而更晚（95% 区间在 0 以下）：请勿据此安排。', en: 'Serious findings would have come later (the 95% interval lies below 0): do not plan by this order.', tone: 'late' },
}

/** Ratios of a group with fewer visits than this say nothing. */
const FEW = 20

const asPercent = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)}%`)
/** A figure with its 95 % interval. */
const SPAN = { zh: '{value}（{low} ~ {high}）', en: '{value} ({low} to {high})' }

/** The back-test: what it shows in one sentence, and month by month. */
export function Tested({ of }: { of: BacktestTold | null }) {
  const say = useText()
  const within = (told: Told, digits: number): string => (told === null ? '–' : say(SPAN, { value: told.value.toFixed(digits), low: told.low.toFixed(digits), high: told.high.toFixed(digits) }))
  const cells = (one: Omit<MonthTold, 'month' | 'plain'>) => [plain(one.rows), plain(one.findings), within(one.auc, 3), within(one.daysEarlier, 1), within(one.daysEarlierWithin, 1)]
  return (
    <Card title={say({ zh: '回测：最近几个月，若按此排序', en: 'Back-test: the last months, had it been used' })}>
      <p className="card-body quiet">{say({ zh: '每个月只用该月之前的记录学习，再与实际检查的先后相比：严重发现平均早几天。括号内为 95% 区间。AUC 0.5 等于随机；“–”为无可比较。', en: 'Each month is ranked by what was known before it and compared with the order actually used: by how many days serious findings would have come earlier. 95% intervals; an AUC of 0.5 is chance, – is where nothing could be compared.' })}</p>
      {of !== null && <Notice tone={proofs[proofOf(of.all.daysEarlier)].tone}>{say(proofs[proofOf(of.all.daysEarlier)])}</Notice>}
      {of === null ? <p className="card-body">{say({ zh: '历史还不够，不能留出月份回测。', en: 'The history is too short to hold out months.' })}</p> : (
        <div className="rk-scroll" tabIndex={0} role="region" aria-label={say({ zh: '回测', en: 'Back-test' })}>
          <table className="rows">
            <thead><tr>{[say({ zh: '月份', en: 'Month' }), say({ zh: '检查', en: 'Visits' }), say({ zh: '严重发现', en: 'Findings' }), 'AUC', say({ zh: '提前天数', en: 'Days earlier' }), say({ zh: '同一检查人员内提前天数', en: 'Days earlier within one inspector' })].map((label, at) => <th key={label} scope="col" className={at === 0 ? undefined : 'figures'}>{label}</th>)}</tr></thead>
            <tbody>
              {of.months.map((month) => <tr key={month.month}><td>{month.month}{month.plain && ` · ${say({ zh: '一般规则', en: 'plain rules' })}`}</td>{cells(month).map((cell, at) => <td key={at} className="figures">{cell}</td>)}</tr>)}
              <tr><th scope="row">{say({ zh: '合计', en: 'All' })}</th>{cells(of.all).map((cell, at) => <td key={at} className="figures">{cell}</td>)}</tr>
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

/** Who stands in front: by type, by county, and whether it follows the inspectors. */
export function Fair({ of }: { of: FairnessTold | null }) {
  const say = useText()
  if (of === null) return <Card title={say({ zh: '公平性', en: 'Fairness' })} padded><p>{say({ zh: '历史还不够，不能评判。', en: 'The history is too short to judge.' })}</p></Card>
  const mild = of.withStrictness === null || Math.abs(of.withStrictness) < 0.15
  return (
    <Card title={say({ zh: '公平性', en: 'Fairness' })} more={say({ zh: '{since} 以来的 {n} 次检查', en: '{n inspection|inspections} since {since}' }, { since: of.since, n: plain(of.rows) })}>
      <Notice tone={mild ? 'good' : 'soon'}>{say({ zh: '分数与检查人员严宽的相关系数 {r}（0 为无关）。', en: 'Correlation of scores with how strict the inspectors are: {r} (0 is none).' }, { r: of.withStrictness?.toFixed(3) ?? '–' })}</Notice>
      <p className="card-body quiet">{say({ zh: '检查不足 {n} 次的一类，比值不足为凭，以“–”表示。', en: 'Of a group with fewer than {n visit|visits} the ratios say nothing and are left out (–).' }, { n: FEW })}</p>
      {Object.entries(of.groups).map(([name, groups]) => <Groups key={name} name={name} groups={groups} />)}
      <Inspectors of={of} />
    </Card>
  )
}

function Groups({ name, groups }: { name: string; groups: readonly GroupTold[] }) {
  const say = useText()
  const names = useRegionNames(name === 'county' ? groups.map(({ level }) => level) : [])
  const label = (level: string) => (name === 'type' ? (findType(level) ? say(findType(level)!.label) : level) : (names[level] ?? level))
  const heads = [capital(say(sourceWords(name))), say({ zh: '检查', en: 'Visits' }), say({ zh: '平均分', en: 'Mean score' }), say({ zh: '实际查出', en: 'Found' }), say({ zh: '实际/预计', en: 'Found / expected' }), say({ zh: '排在前五分之一的倍数', en: 'Among the first fifth, times its share' })]
  return (
    <div className="rk-scroll" tabIndex={0} role="region" aria-label={say(sourceWords(name))}>
      <table className="rows">
        <thead><tr>{heads.map((head, at) => <th key={head} scope="col" className={at === 0 ? undefined : 'figures'}>{head}</th>)}</tr></thead>
        <tbody>{groups.map((one) => (
          <tr key={one.level}>
            <td>{label(one.level)}</td>
            {[plain(one.rows), asPercent(one.score), asPercent(one.found), one.rows < FEW ? '–' : (one.calibration?.toFixed(2) ?? '–'), one.rows < FEW ? '–' : one.sooner.toFixed(2)].map((cell, at) => <td key={at} className="figures">{cell}</td>)}
          </tr>
        ))}</tbody>
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
        <thead><tr>{[say({ zh: '检查人员', en: 'Inspector' }), say({ zh: '检查', en: 'Visits' }), say({ zh: '效应（对数几率）', en: 'Effect (log-odds)' }), say({ zh: '所查场所平均分', en: 'Mean score of the places' })].map((head, at) => <th key={head} scope="col" className={at === 0 ? undefined : 'figures'}>{head}</th>)}</tr></thead>
        <tbody>{shown.map(({ person, rows, effect, score }) => <tr key={person}><td>{names.get(person) ?? person.slice(-6)}</td>{[plain(rows), effect.toFixed(2), asPercent(score)].map((cell, at) => <td key={at} className="figures">{cell}</td>)}</tr>)}</tbody>
      </table>
    </details>
  )
}
