import { Route, Switch, useParams } from 'wouter'
import { RegisterPages } from '../../../../web/kit/RegisterPages.tsx'
import { meetings } from '../../registers.ts'
import { BriefPage } from './brief.tsx'
import { DecisionsCard } from './decisions.tsx'

/** 会议: the list; over each meeting its decisions; and the one-page brief. */
export function MeetingPages() {
  return (
    <Switch>
      <Route path="/meetings/:id/brief">
        <OneBrief />
      </Route>
      <Route>
        <RegisterPages register={meetings} base="/meetings" rowExtra={(row) => <DecisionsCard row={row} />} />
      </Route>
    </Switch>
  )
}

function OneBrief() {
  const { id } = useParams<{ id: string }>()
  return <BriefPage key={id} id={id} />
}
