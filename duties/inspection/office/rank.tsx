import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Notice, Page } from '../../../web/kit/Page.tsx'
import { PagedList } from '../../../web/kit/PagedList.tsx'
import { RegionPicker, useRegionNames } from '../../../web/kit/Region.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import { findType } from '../../registry/index.ts'
import { MANAGE } from '../registers.ts'
import { proofOf, type RankedPlace, type Tier, type Told } from '../rank/contract.ts'
import { AssignDialog } from './assign.tsx'
import { capital, reasonWords, tiers } from './rank-words.ts'
import './rank.css'

type LatestRun = { readonly id: string; readonly day: string; readonly visits: number; readonly findings: number; readonly places: number; readonly method: 'learned' | 'plain'; readonly days_earlier: Told }
export const useLatestRun = () => useQuery({ queryKey: ['ranked', 'latest'], queryFn: () => api.get<{ run: LatestRun | null; may: readonly string[] }>('/ranked-places/latest') })

/** At most so many are assigned at once. */
const MOST = 200
const roots = ['PRODUCTION', 'SALE', 'CATERING'] as const

/** `/ranking`: whom to visit first, with why, and sending inspectors there. */
export function RankPage() {
  const say = useText()
  const allows = useHolds()
  const [tier, setTier] = useState<Tier | ''>('')
  const [type, setType] = useState('')
  const [region, setRegion] = useState<string | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [assigning, setAssigning] = useState(false)
  const run = useLatestRun().data?.run
  const toggle = (id: string) => setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(0, MOST)))
  return (
    <Page title={say({ zh: '先查哪家', en: 'Whom to visit first' })}
      about={run ? say({ zh: '{day} 按 {visits} 次检查排出 {places} 户：先看法定频次是否到期，再看查出严重问题的可能性。', en: '{places place|places} ordered on {day} by {visits inspection|inspections}: first what the law’s frequency asks for, then the chance of a serious finding.' }, { ...run, visits: plain(run.visits), places: plain(run.places) }) : undefined}
      actions={<>
        {allows(MANAGE) && <Button type="primary" disabled={chosen.length === 0} onClick={() => setAssigning(true)}>{say({ zh: '派出检查（{n}）', en: 'Assign ({n})' }, { n: chosen.length })}</Button>}
        {allows(MANAGE) && <LinkButton to="/ranking/model">{say({ zh: '说明、公平性与回测', en: 'Model, fairness, back-test' })}</LinkButton>}
      </>}>
      {run?.method === 'plain' && <Notice tone="soon">{say({ zh: '检查历史还太短，不足以学习：暂按一般规则排序（上次查出的问题、多久没查）。', en: 'The history of inspections is too short to learn from: plain rules rank for now (what the last visit found, how long ago it was).' })}</Notice>}
      {run?.method === 'learned' && proofOf(run.days_earlier) !== 'sooner' && <Notice tone="soon">{say({ zh: '回测还不能证明按可能性排出的先后优于实际的先后：请以法定期限为主，可能性只作参考。', en: 'The back-test does not show yet that ordering by chance beats the order actually used: go by the law’s days first, and take the chance as a hint.' })}</Notice>}
      <PagedList<RankedPlace> of="ranked" path="/ranked-places" query={{ ...(tier && { tier }), ...(type && { type }), ...(region && { region }) }}
        empty={say({ zh: '还没有排序。每周一凌晨按本市检查记录训练一次，也可在“说明、公平性与回测”页立即训练。', en: 'Nothing is ranked yet. It is trained each Monday from the city’s inspections, or at once on the model page.' })}
        filters={<>
          <Select aria-label={say({ zh: '到期情况', en: 'When due' })} style={{ minWidth: 150 }} value={tier} onChange={setTier} options={[{ value: '', label: say({ zh: '全部', en: 'All' }) }, ...(Object.keys(tiers) as Tier[]).map((code) => ({ value: code, label: say(tiers[code]) }))]} />
          <Select aria-label={say({ zh: '业态', en: 'Type' })} style={{ minWidth: 150 }} value={type} onChange={setType} options={[{ value: '', label: say({ zh: '全部业态', en: 'All types' }) }, ...roots.map((code) => ({ value: code, label: say(findType(code)!.label) }))]} />
          <RegionPicker value={region} onChange={setRegion} label={say({ zh: '区划', en: 'Region' })} width={200} />
          <span className="quiet small">{say({ zh: '每户下面是理由：× 表示该情况使查出严重问题的几率变为平均的几倍。', en: 'Under each place stand its reasons: × is by what factor each changes the odds of a serious finding, against the average.' })}</span>
        </>}>
        {(place) => <Line place={place} chosen={chosen.includes(place.id)} onChoose={allows(MANAGE) ? () => toggle(place.id) : undefined} />}
      </PagedList>
      {assigning && <AssignDialog given={{ premises: chosen, way: 'ranked' }} onClose={() => { setAssigning(false); setChosen([]) }} />}
    </Page>
  )
}

function Line({ place, chosen, onChoose }: { place: RankedPlace; chosen: boolean; onChoose: (() => void) | undefined }) {
  const say = useText()
  const names = useRegionNames([place.region, ...place.reasons.flatMap(({ source, value }) => ((source === 'county' || source === 'township') && typeof value === 'string' ? [value] : []))])
  const type = findType(place.type)
  return (
    <div className="rk-line">
      <span className="rk-at">{onChoose ? <Checkbox checked={chosen} onChange={onChoose} aria-label={say({ zh: '选择 {name}', en: 'Choose {name}' }, { name: place.name })}>{place.position}</Checkbox> : place.position}</span>
      <div className="rk-what">
        <div><Link href={`/premises/${place.id}`}>{place.name}</Link> <span className="quiet small">{type && say(type.label)} · {names[place.region] ?? place.region}</span></div>
        <div className="small">
          <State tone={tiers[place.tier].tone}>{say(tiers[place.tier])}</State>{' '}
          <span className="quiet">{say({ zh: '应于 {due} 前检查', en: 'to be visited by {due}' }, { due: place.due_on })} · {place.last_on ? say({ zh: '上次 {on}', en: 'last {on}' }, { on: place.last_on }) : say({ zh: '从未检查', en: 'never visited' })}</span>
        </div>
        {place.reasons.length === 0
          ? <div className="quiet small">{say({ zh: '没有突出的情况：与平均相当。', en: 'Nothing stands out: as the average.' })}</div>
          : <ul className="rk-why small">{place.reasons.map((reason) => <li key={`${reason.what} ${reason.source}`}>{capital(say(reasonWords(reason, names)))} <span className="quiet">×{reason.odds.toFixed(2)}</span></li>)}</ul>}
      </div>
      <div className="rk-score" title={say({ zh: '由一般检查人员查出严重问题的可能性', en: 'Chance of a serious finding by an average inspector' })}>
        <strong>{(place.score * 100).toFixed(1)}%</strong>
        <span className="rk-bar" aria-hidden="true"><i style={{ width: `${Math.min(100, place.score * 200)}%` }} /></span>
      </div>
    </div>
  )
}
