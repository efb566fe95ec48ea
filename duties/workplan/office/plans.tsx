import { Link } from 'wouter'
import { Empty } from '../../../web/kit/Empty.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import { usePlans, type PlanItem } from './data.ts'
import { Progress } from './marks.tsx'
import { OpeningTable } from './opening-table.tsx'

/** The plans a person may see, the newest year first, each with how far it has come. */
export function PlanList() {
  const say = useText()
  const allows = useHolds()
  const narrow = useNarrow()
  const found = usePlans()
  const regions = useRegionNames((found.data ?? []).map(({ region }) => region))
  const make = allows('plan.manage') && (
    <LinkButton type="primary" to="/plans/new">
      {say({ zh: '新建工作安排', en: 'New plan' })}
    </LinkButton>
  )
  return (
    <Page
      title={say({ zh: '重点工作', en: 'Work plans' })}
      about={say({ zh: '年度通知分解成任务，办到销号。', en: 'The year’s notice becomes tasks, worked on until closed.' })}
      actions={make}
    >
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data?.length === 0 && (
          <Empty action={make}>
            {say({
              zh: '还没有工作安排。把食品安全重点工作安排的通知（.docx、.txt、.md）拖进来，识别核对后下达。',
              en: 'No plans yet. Drop the year’s plan notice (.docx, .txt, .md); its reading is checked, then issued as tasks.',
            })}
          </Empty>
        )}
        {found.data &&
          found.data.length > 0 &&
          (narrow ? <Cards {...{ plans: found.data, regions }} /> : <Table {...{ plans: found.data, regions }} />)}
      </Card>
    </Page>
  )
}

type Shown = { readonly plans: readonly PlanItem[]; readonly regions: Readonly<Record<string, string>> }

const share = ({ tasks, done }: PlanItem): number => (tasks === 0 ? 0 : Math.round((done / tasks) * 100))

function Standing({ plan }: { plan: PlanItem }) {
  const say = useText()
  if (plan.state === 'draft') return <State tone="soon">{say({ zh: '核对中', en: 'Being checked' })}</State>
  return plan.late > 0 ? (
    <State tone="late">{say({ zh: '{n} 项任务逾期', en: '{n} tasks overdue' }, { n: plan.late })}</State>
  ) : (
    <State tone="good">{say({ zh: '已下达', en: 'Issued' })}</State>
  )
}

function Table({ plans, regions }: Shown) {
  const say = useText()
  return (
    <OpeningTable
      rows={plans}
      place={({ id }) => `/plans/${id}`}
      of="plans"
      title={say({ zh: '重点工作', en: 'Work plans' })}
      columns={[
        { head: say({ zh: '年度', en: 'Year' }), cell: ({ year }) => year },
        {
          head: say({ zh: '标题', en: 'Title' }),
          naming: true,
          cell: ({ title }) => title,
          below: ({ number, issued_on }) => [number, issued_on].filter(Boolean).join(' · '),
        },
        { head: say({ zh: '执行区划', en: 'Region' }), cell: ({ region }) => regions[region] ?? region },
        { head: say({ zh: '状态', en: 'State' }), cell: (plan) => <Standing plan={plan} /> },
        { head: say({ zh: '任务', en: 'Tasks' }), figures: true, cell: ({ tasks }) => (tasks > 0 ? tasks : '–') },
        { head: say({ zh: '已完成', en: 'Done' }), cell: (plan) => plan.tasks > 0 && <Progress percent={share(plan)} /> },
      ]}
    />
  )
}

function Cards({ plans, regions }: Shown) {
  const say = useText()
  return plans.map((plan) => (
    <Link key={plan.id} href={`/plans/${plan.id}`} className="row-card">
      <strong>{plan.title}</strong>
      <span className="quiet small">{[plan.year, regions[plan.region] ?? plan.region, plan.number].filter(Boolean).join(' · ')}</span>
      <div className="toolbar">
        <Standing plan={plan} />
        {plan.tasks > 0 && (
          <span>{say({ zh: '{done}/{all} 项完成', en: '{done} of {all} done' }, { done: plan.done, all: plan.tasks })}</span>
        )}
      </div>
    </Link>
  ))
}
