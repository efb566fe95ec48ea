import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Button, Checkbox } from 'antd'
import { urgeOf } from '../../../platform/matter/urges.ts'
import { ActionDialog } from '../../../web/kit/ActionDialog.tsx'
import { Empty } from '../../../web/kit/Empty.tsx'
import { nearness, todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import { matterLink, type Unreported } from '../contract.ts'
import { planPart, planReport, planTask } from '../matters.ts'
import { plansKey, useUnreported, type PlanItem } from './data.ts'
import { PlanFrame } from './plan-frame.tsx'
import { periodLabel } from './words.ts'

type Unit = Unreported['units'][number]
type Item = Unit['items'][number]

/** What the matrix's columns hold: by kind of work, reports by their period. */
const columnOf = ({ matter, period }: Item): string => (matter === 'plan_report' ? (period ?? '') : matter)

/** Unit × what is due: who has not reported, how late, and the button that urges. */
export function WhoHasNot({ plan }: { plan: PlanItem }) {
  const say = useText()
  const narrow = useNarrow()
  const found = useUnreported(plan.id)
  const [lateOnly, setLateOnly] = useState(false)
  const [urging, setUrging] = useState<Item | null>(null)
  const units = (found.data?.units ?? [])
    .map((unit) => ({ ...unit, items: unit.items.filter(({ overdue_days }) => !lateOnly || overdue_days > 0) }))
    .filter(({ items }) => items.length > 0)
  const late = units.flatMap(({ items }) => items).filter(({ overdue_days }) => overdue_days > 0).length
  return (
    <PlanFrame plan={plan}>
      <Card
        title={say({ zh: '{units} 家单位，{late} 件逾期', en: '{units} units, {late} overdue' }, { units: units.length, late })}
        more={
          <Checkbox checked={lateOnly} onChange={(event) => setLateOnly(event.target.checked)}>
            {say({ zh: '只看逾期', en: 'Overdue only' })}
          </Checkbox>
        }
      >
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && units.length === 0 && (
          <Empty>
            {say({
              zh: '没有欠报。各单位应报送的任务、分工和报告到期未报时列在这里。',
              en: 'Nobody owes anything. Tasks, parts and reports that a unit still has to hand in are listed here.',
            })}
          </Empty>
        )}
        {units.length > 0 && (narrow ? <Cards units={units} onUrge={setUrging} /> : <Matrix units={units} onUrge={setUrging} />)}
      </Card>
      {urging && <Urge item={urging} onClose={() => setUrging(null)} />}
    </PlanFrame>
  )
}

const fixed = {
  plan_task: { zh: '承办的任务', en: 'Tasks held' },
  plan_part: { zh: '分工', en: 'Parts' },
} as const

type Shown = { readonly units: readonly Unit[]; readonly onUrge: (item: Item) => void }

function Matrix({ units, onUrge }: Shown) {
  const say = useText()
  const all = units.flatMap(({ items }) => items)
  const periods = [
    ...new Map(
      all
        .filter(({ matter }) => matter === 'plan_report')
        .toSorted((a, b) => String(a.due_on).localeCompare(String(b.due_on)))
        .map((item) => [columnOf(item), item.due_on]),
    ),
  ]
  const kinds = (['plan_task', 'plan_part'] as const).filter((kind) => all.some(({ matter }) => matter === kind))
  return (
    <div className="table-wrap wp-scroll" role="region" tabIndex={0} aria-label={say({ zh: '未报送情况', en: 'Who has not reported' })}>
      <table className="rows loose wp-matrix">
        <thead>
          <tr>
            <th scope="col">{say({ zh: '单位', en: 'Unit' })}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                {say(fixed[kind])}
              </th>
            ))}
            {periods.map(([period, due]) => (
              <th key={period} scope="col">
                {say(periodLabel(period))}
                <div className="small">{due}</div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.id}>
              <th scope="row">
                <span className="wp-owing">
                  {unit.name}
                  <UrgeWorst unit={unit} onUrge={onUrge} />
                </span>
              </th>
              {[...kinds, ...periods.map(([period]) => period)].map((column) => (
                <td key={column} className={column === 'plan_part' || column === 'plan_task' ? 'wp-many' : undefined}>
                  <Owed items={unit.items.filter((item) => columnOf(item) === column)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cards({ units, onUrge }: Shown) {
  return units.map((unit) => (
    <div key={unit.id} className="row-card">
      <strong>{unit.name}</strong>
      <Owed items={unit.items} />
      <UrgeWorst unit={unit} onUrge={onUrge} />
    </div>
  ))
}

/** What one unit owes, the number of each task; the most urgent first. */
function Owed({ items }: { items: readonly Item[] }) {
  const say = useText()
  const me = useMe()
  if (items.length === 0) return <span className="unseen">{say({ zh: '无', en: 'none' })}</span>
  return (
    <span className="wp-owed">
      {items.map(({ matter, id, title, due_on, overdue_days }) => {
        const near = due_on === null ? null : nearness(due_on, todayOf(me.city), 10)
        const tone = overdue_days > 0 ? 'late' : (near?.tone ?? 'plain')
        const until = near ? say(near.text) : ''
        return (
          <Link key={id} href={matterLink(matter, id)} className={tone} title={[title, due_on].filter(Boolean).join(' · ')}>
            {tone !== 'plain' && <span aria-hidden="true">{tone === 'late' ? '▲' : '◆'}</span>}
            <span>
              <b>{title.split(/[\s：]/)[0]}</b> {until}
            </span>
          </Link>
        )
      })}
    </span>
  )
}

/** Urges (催办) the work that is latest, to the next rung of the ladder. */
function UrgeWorst({ unit, onUrge }: { unit: Unit; onUrge: (item: Item) => void }) {
  const say = useText()
  const allows = useHolds()
  const worst = unit.items.toSorted((a, b) => b.overdue_days - a.overdue_days)[0]
  if (!worst || worst.overdue_days === 0 || worst.late_level >= 4 || !allows('plan.manage')) return null
  return (
    <Button size="small" onClick={() => onUrge(worst)} aria-label={say({ zh: '催办{unit}', en: 'Urge {unit}' }, { unit: unit.name })}>
      {say({ zh: '催办', en: 'Urge' })}
    </Button>
  )
}

const matters = { plan_task: planTask, plan_part: planPart, plan_report: planReport } as const

const nextRung = (level: number): 1 | 2 | 3 | 4 => (level <= 0 ? 1 : level === 1 ? 2 : level === 2 ? 3 : 4)

function Urge({ item, onClose }: { item: Item; onClose: () => void }) {
  const client = useQueryClient()
  const found = useMatter(item.matter, item.id)
  const matter = matters[item.matter]
  const name = urgeOf(nextRung(item.late_level))
  if (!found.data) return null
  return (
    <ActionDialog
      matter={matter}
      name={name}
      spec={matter.actions[name]}
      row={found.data.row}
      onClose={onClose}
      onDone={() => void client.invalidateQueries({ queryKey: plansKey })}
    />
  )
}
