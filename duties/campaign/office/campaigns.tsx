import { Route, Switch, useParams } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { RegisterRow } from '../../../web/kit/RegisterRow.tsx'
import { campaigns, dailyLimits } from '../registers.ts'
import { BoardPage } from './board.tsx'
import { ReportPage } from './report.tsx'
import { TargetsCard } from './targets.tsx'

/** `/campaigns`: the list; each campaign's board; its facts and targets; the form of the day. */
export function CampaignPages() {
  const say = useText()
  return (
    <Switch>
      <Route path="/campaigns/:id/facts"><Facts /></Route>
      <Route path="/campaigns/:id/report"><Report /></Route>
      <Route><RegisterPages register={campaigns} base="/campaigns" row={(id) => <BoardPage key={id} id={id} />} actions={<LinkButton to="/daily-limits">{say({ zh: '日报核对限值', en: 'Limits of daily figures' })}</LinkButton>} /></Route>
    </Switch>
  )
}

/** `/daily-limits`: what a day can hold without a word of why; dated. */
export const DailyLimitPages = () => <RegisterPages register={dailyLimits} base="/daily-limits" />

function Facts() {
  const { id } = useParams<{ id: string }>()
  return <RegisterRow key={id} register={campaigns} id={id} base="/campaigns" extra={(row) => <TargetsCard row={row} />} />
}

function Report() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  return <ReportPage key={id} id={id} back={{ to: `/campaigns/${id}`, label: say({ zh: '专项进度', en: 'Board' }) }} />
}
