import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Fault, Loading, Page } from '../../../web/kit/Page.tsx'
import { RegionPicker, useRegionNames } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { findType } from '../../registry/index.ts'
import type { Simulation, SimulationGroup } from '../contract.ts'
import { riskGrades, type GradeTable, type RiskGrade } from '../rules/risk-grade.ts'
import type { Tables } from '../tables.ts'
import { contentOf, RuleNumbers } from './rule-numbers.tsx'
import { SaveRules, useRules } from './rules.tsx'

type Cell = { readonly from: RiskGrade; readonly to: RiskGrade }

/** `/grade-simulator`: other points, thresholds and orders, and where each grade would go; nothing is kept. */
export function Simulator() {
  const say = useText()
  const found = useRules()
  return (
    <Page title={say({ zh: '分级模拟', en: 'Try other rules' })} back={{ to: '/risk-grades', label: say({ zh: '风险等级', en: 'Risk grades' }) }}
      about={say({ zh: '改分值、分界或指定条件，看全市有多少户换级。只是试算，不保存，也不影响现有等级。', en: 'Change points, bands or orders and see how many places move. A trial only: nothing is kept, no grade changes.' })}>
      {found.data ? <Trial tables={found.data} /> : <Card><Loading error={found.error} retry={() => void found.refetch()} /></Card>}
    </Page>
  )
}

function Trial({ tables }: { tables: Tables }) {
  const say = useText()
  const me = useMe()
  const base = contentOf(tables.risk)
  const [content, setContent] = useState(base)
  const untouched = JSON.stringify(content) === JSON.stringify(base)
  const [region, setRegion] = useState<string | null>(me.region.code)
  const trial = useMutation({ mutationFn: (cell: Cell | null) => api.post<Simulation>('/grading/simulate', { region, content, cell }) })
  const forced = tables.risk.forced
  const kept = (content['forced'] as GradeTable['forced']).map(({ code }) => code)
  const [, setSaved] = useState<string | null>(null)
  return (
    <div className="stack">
      {trial.error && <Fault error={trial.error} />}
      {trial.data && <Outcome made={trial.data} onCell={(cell) => trial.mutate(cell)} />}
      <Card title={say({ zh: '规则 {v}', en: 'Rules {v}' }, { v: tables.risk.version })} padded
        more={
          <span className="toolbar">
            <Button disabled={untouched} onClick={() => setContent(base)}>{say({ zh: '还原', en: 'Reset' })}</Button>
            <SaveRules kind="risk" content={content} disabled={untouched} onSaved={setSaved} />
            <Button type="primary" loading={trial.isPending} onClick={() => trial.mutate(null)}>{say({ zh: '试算', en: 'Try' })}</Button>
          </span>
        }>
        <div className="stack">
          <label htmlFor="gr-region">{say({ zh: '范围', en: 'Region' })}</label>
          <RegionPicker id="gr-region" value={region} onChange={setRegion} />
          <RuleNumbers kind="risk" base={base} content={content} onChange={setContent} />
          {forced.length > 0 && <h3>{say({ zh: '指定等级', en: 'Grades by order' })}</h3>}
          {forced.map((one) => (
            <div key={one.code}>
              <Checkbox checked={kept.includes(one.code)} onChange={({ target }) => setContent({ ...content, forced: forced.filter(({ code }) => (code === one.code ? target.checked : kept.includes(code))) })}>
                {say(one.title)} <span className="quiet">{one.source}</span>
              </Checkbox>
            </div>
          ))}
        </div>
      </Card>
    </div>
  )
}

function Outcome({ made, onCell }: { made: Simulation; onCell: (cell: Cell) => void }) {
  const say = useText()
  const moved = riskGrades.reduce((sum, from) => sum + riskGrades.reduce((all, to) => (from === to ? all : all + made.moves[from][to]), 0), 0)
  const names = useRegionNames(made.counties.map(({ code }) => code))
  return (
    <>
      <div className="columns">
        <Card title={say({ zh: '由现等级（行）到试算等级（列）', en: 'From the grade now (rows) to the grade tried (columns)' })} more={say({ zh: '{moved} / {of} 户换级', en: '{moved} of {of} move' }, { moved: plain(moved), of: plain(made.of) })}>
          <div className="table-wrap">
            <table className="rows gr-moves">
              <thead><tr><th scope="col" />{riskGrades.map((to) => <th key={to} scope="col" className="figures">→ {to}</th>)}<th scope="col" className="figures">{say({ zh: '现有', en: 'Now' })}</th></tr></thead>
              <tbody>
                {riskGrades.map((from) => (
                  <tr key={from}>
                    <th scope="row">{from}</th>
                    {riskGrades.map((to) => {
                      const count = made.moves[from][to]
                      return (
                        <td key={to} className={`figures ${from === to ? 'same' : ''}`}>
                          {count === 0 ? '0' : <button type="button" className="link" aria-label={`${from} → ${to}: ${count}`} onClick={() => onCell({ from, to })}>{plain(count)}</button>}
                        </td>
                      )
                    })}
                    <td className="figures">{plain(riskGrades.reduce((sum, to) => sum + made.moves[from][to], 0))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="card-body quiet">{say({ zh: '每年应查户次：{now} → {next}', en: 'Visits owed a year: {now} → {next}' }, { now: plain(made.visits.now), next: plain(made.visits.simulated) })}</p>
        </Card>
        <Groups title={say({ zh: '按县（市、区）', en: 'By county' })} groups={made.counties} nameOf={(code) => names[code] ?? code} />
        <Groups title={say({ zh: '按类型', en: 'By type' })} groups={made.types} nameOf={(code) => { const type = findType(code); return type ? say(type.label) : code }} />
      </div>
      {made.places.length > 0 && (
        <Card title={`${made.places[0]!.from} → ${made.places[0]!.to}`} more={say({ zh: '前 {n} 户', en: 'the first {n}' }, { n: made.places.length })} padded>
          <ul className="plain-list">
            {made.places.map((place) => <li key={place.id}><Link href={`/premises/${place.id}`}>{place.name}</Link> <span className="quiet">{plain(place.score)}</span></li>)}
          </ul>
        </Card>
      )}
    </>
  )
}

function Groups({ title, groups, nameOf }: { title: string; groups: readonly SimulationGroup[]; nameOf: (code: string) => string }) {
  const say = useText()
  return (
    <Card title={title}>
      <div className="table-wrap">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col" className="figures">{say({ zh: '升险', en: 'Riskier' })}</th><th scope="col" className="figures">{say({ zh: '降险', en: 'Less risky' })}</th>
              <th scope="col" className="figures">{say({ zh: 'D 级', en: 'Grade D' })}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((one) => (
              <tr key={one.code}>
                <th scope="row">{nameOf(one.code)} <span className="quiet">{plain(one.of)}</span></th>
                <td className="figures">{plain(one.up)}</td><td className="figures">{plain(one.down)}</td>
                <td className="figures">{plain(one.highNow)} → {plain(one.highThen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
