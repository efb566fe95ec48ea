import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { pathOf } from '../../../platform/register/declare.ts'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import type { Page as Rows } from '../../../web/kit/types.ts'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import { matterLink } from '../contract.ts'
import { planPart, planReport, planTask } from '../matters.ts'
import { firstDue } from '../sorting.ts'
import { usePlans } from './data.ts'
import { OpeningTable } from './opening-table.tsx'
import './workplan.css'

/** What is still to be handed in, by kind. */
const kinds = [
  { matter: planTask, open: ['assigned', 'in_progress', 'returned'], label: { zh: '任务', en: 'Task' } },
  { matter: planPart, open: ['asked', 'returned'], label: { zh: '分工', en: 'Part' } },
  { matter: planReport, open: ['due', 'returned'], label: { zh: '报告', en: 'Report' } },
] as const

type Owed = {
  readonly id: string
  readonly kind: (typeof kinds)[number]
  readonly title: string
  readonly plan: string | null
  readonly source: string
  readonly state: string
  readonly due_on: DateOnly | null
  readonly returned: boolean
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

async function owedBy(unit: string, signal: AbortSignal): Promise<readonly Owed[]> {
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      const page = await api.get<Rows>(
        `/${pathOf(kind.matter.name)}`,
        { holder_unit: unit, state: kind.open.join(','), sort: 'due_on', limit: 200 },
        signal,
      )
      return page.items.map((row): Owed => ({
        id: row.id,
        kind,
        title: textOf(row['title']),
        plan: textOf(row['plan_id']) || null,
        source: textOf(row['source']),
        state: textOf(row['state']),
        due_on: (row['due_on'] as DateOnly | null) ?? null, // the API spells dates so
        returned: row['state'] === 'returned',
      }))
    }),
  )
  return lists.flat().toSorted(firstDue)
}

/** What my unit must report, by due date; each opens the form that reports it. */
export function MyTasks() {
  const say = useText()
  const me = useMe()
  const narrow = useNarrow()
  const unit = me.unit?.id
  const found = useQuery({
    queryKey: ['matter', 'plans', 'mine', unit],
    enabled: unit !== undefined,
    queryFn: ({ signal }) => owedBy(unit!, signal),
  })
  const today = todayOf(me.city)
  const late = (found.data ?? []).filter(({ due_on }) => due_on !== null && due_on < today).length
  return (
    <Page
      title={say({ zh: '本单位任务', en: 'Our tasks' })}
      about={[
        me.unit?.name,
        found.data && say({ zh: '{n} 件待报送，{late} 件逾期', en: '{n} to report, {late} overdue' }, { n: found.data.length, late }),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      <Card>
        {unit !== undefined && !found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {(unit === undefined || found.data?.length === 0) && (
          <Empty>
            {say({
              zh: '没有待报送的任务。工作安排下达后，本单位承办、分担和要报告的都按期限列在这里。',
              en: 'Nothing to report. Once a plan is issued, what your unit holds, shares or must report is listed here by due date.',
            })}
          </Empty>
        )}
        {found.data &&
          found.data.length > 0 &&
          (narrow ? <Cards owed={found.data} today={today} /> : <Table owed={found.data} today={today} />)}
      </Card>
    </Page>
  )
}

type Shown = { readonly owed: readonly Owed[]; readonly today: DateOnly }
/** The document number of the plan that a piece of work comes from. */
function Source({ owed: { plan, source } }: { owed: Owed }) {
  const { data: plans = [] } = usePlans()
  const known = plans.find(({ id }) => id === plan)
  // 《title》number, as the plan was issued
  return <>{known ? (known.number ?? known.year) : source.split('》').at(-1) || source}</>
}

const linkTo = ({ kind, id }: Owed): string => matterLink(kind.matter.name, id)

function Standing({ owed }: { owed: Owed }) {
  const say = useText()
  const states: Readonly<Record<string, { zh: string; en: string }>> = owed.kind.matter.states
  const label = states[owed.state]
  return <State tone={owed.returned ? 'soon' : 'plain'}>{label ? say(label) : owed.state}</State>
}

function Table({ owed, today }: Shown) {
  const say = useText()
  return (
    <OpeningTable
      rows={owed}
      place={linkTo}
      of="mine"
      title={say({ zh: '本单位任务', en: 'Our tasks' })}
      columns={[
        {
          head: say({ zh: '期限', en: 'Due' }),
          cell: ({ due_on }) => (
            <>
              <Due on={due_on} today={today} /> <span className="quiet small">{due_on}</span>
            </>
          ),
        },
        { head: say({ zh: '事项', en: 'What' }), naming: true, cell: ({ title }) => title, below: (one) => <Source owed={one} /> },
        { head: say({ zh: '类别', en: 'Kind' }), cell: ({ kind }) => say(kind.label) },
        { head: say({ zh: '状态', en: 'State' }), cell: (one) => <Standing owed={one} /> },
      ]}
    />
  )
}

function Cards({ owed, today }: Shown) {
  const say = useText()
  return owed.map((one) => (
    <Link key={one.id} href={linkTo(one)} className="row-card">
      <strong>{one.title}</strong>
      <span className="toolbar">
        <Due on={one.due_on} today={today} />
        <span className="quiet small">
          {say(one.kind.label)} · <Source owed={one} />
        </span>
        <Standing owed={one} />
      </span>
    </Link>
  ))
}
