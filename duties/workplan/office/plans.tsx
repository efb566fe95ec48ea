import { Link, useLocation } from 'wouter'
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
    <State tone="late">{say({ zh: '{n} 项逾期', en: '{n} overdue' }, { n: plan.late })}</State>
  ) : (
    <State tone="good">{say({ zh: '已下达', en: 'Issued' })}</State>
  )
}

function Table({ plans, regions }: Shown) {
  const say = useText()
  const [, go] = useLocation()
  return (
    <div className="table-wrap">
      <table className="rows loose">
        <thead>
          <tr>
            <th>{say({ zh: '年度', en: 'Year' })}</th>
            <th>{say({ zh: '标题', en: 'Title' })}</th>
            <th>{say({ zh: '执行区划', en: 'Region' })}</th>
            <th>{say({ zh: '状态', en: 'State' })}</th>
            <th className="figures">{say({ zh: '任务', en: 'Tasks' })}</th>
            <th>{say({ zh: '已完成', en: 'Done' })}</th>
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <tr key={plan.id} className="opens" onClick={() => go(`/plans/${plan.id}`)}>
              <td>{plan.year}</td>
              <td style={{ maxWidth: 620 }}>
                <Link href={`/plans/${plan.id}`} onClick={(event) => event.stopPropagation()}>
                  {plan.title}
                </Link>
                <div className="quiet small">{[plan.number, plan.issued_on].filter(Boolean).join(' · ')}</div>
              </td>
              <td className="nowrap">{regions[plan.region] ?? plan.region}</td>
              <td>
                <Standing plan={plan} />
              </td>
              <td className="figures">{plan.tasks > 0 ? plan.tasks : '–'}</td>
              <td>{plan.tasks > 0 && <Progress percent={share(plan)} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
