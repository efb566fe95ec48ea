import { lazy, Suspense } from 'react'
import { Redirect, Route, useParams } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { Pages } from '../../../web/kit/Pages.tsx'
import { Empty } from '../../../web/kit/Empty.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { usePlan } from './data.ts'
import { PlanList } from './plans.tsx'
import './workplan.css'

const NewPlan = lazy(async () => ({ default: (await import('./new-plan.tsx')).NewPlan }))
const Reading = lazy(async () => ({ default: (await import('./reading.tsx')).Reading }))
const WallChart = lazy(async () => ({ default: (await import('./wall.tsx')).WallChart }))
const WhoHasNot = lazy(async () => ({ default: (await import('./unreported.tsx')).WhoHasNot }))
const YearlyAssessment = lazy(async () => ({ default: (await import('./assessment.tsx')).YearlyAssessment }))
const Compare = lazy(async () => ({ default: (await import('./compare.tsx')).Compare }))

/** All pages below `/plans`. */
export function PlanPages() {
  return (
    <Suspense fallback={<Loading />}>
      <Pages>
        <Route path="/plans">
          <PlanList />
        </Route>
        <Route path="/plans/new">
          <NewPlan />
        </Route>
        <Route path="/plans/:id">
          <Front />
        </Route>
        <Route path="/plans/:id/:part">
          <PlanPart />
        </Route>
      </Pages>
    </Suspense>
  )
}

/** A plan opens on its reading while that is being checked, afterwards on the wall. */
function Front() {
  const { id } = useParams<{ id: string }>()
  const allows = useHolds()
  const { plan, error } = usePlan(id)
  if (plan === undefined) return <Loading error={error} />
  if (plan === null) return <NoPlan />
  return <Redirect to={`/plans/${id}/${plan.state === 'draft' && allows('plan.manage') ? 'reading' : 'wall'}`} replace />
}

function PlanPart() {
  const { id, part } = useParams<{ id: string; part: string }>()
  const { plan, error } = usePlan(id)
  if (plan === undefined) return <Loading error={error} />
  if (plan === null) return <NoPlan />
  if (part === 'reading') return <Reading key={id} plan={plan} />
  if (part === 'wall') return <WallChart plan={plan} />
  if (part === 'unreported') return <WhoHasNot plan={plan} />
  if (part === 'assessment') return <YearlyAssessment plan={plan} />
  if (part === 'compare') return <Compare plan={plan} />
  return <NoPlan />
}

function NoPlan() {
  const say = useText()
  return (
    <Page title={say({ zh: '没有这份工作安排', en: 'There is no such plan' })}>
      <Card>
        <Empty action={<LinkButton to="/plans">{say({ zh: '全部工作安排', en: 'All plans' })}</LinkButton>}>
          {say({ zh: '它可能不在您的区划之内。', en: 'It may lie outside your region.' })}
        </Empty>
      </Card>
    </Page>
  )
}
