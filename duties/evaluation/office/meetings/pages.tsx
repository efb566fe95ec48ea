import { Route, useParams } from 'wouter'
import { RegisterPages } from '../../../../web/kit/RegisterPages.tsx'
import { Pages } from '../../../../web/kit/Pages.tsx'
import type { AnyRow } from '../../../../web/kit/types.ts'
import { meetings } from '../../registers.ts'
import { BriefPage } from './brief.tsx'
import { DecisionsCard, NotHeld } from './decisions.tsx'

/** 会议: the list; over each meeting its decisions; and the one-page brief. */
export function MeetingPages() {
  return (
    <Pages>
      <Route path="/meetings/:id/brief">
        <OneBrief />
      </Route>
      <Route>
        <RegisterPages register={meetings} base="/meetings" rowExtra={(row) => <MeetingHead row={row} />} />
      </Route>
    </Pages>
  )
}

function OneBrief() {
  const { id } = useParams<{ id: string }>()
  return <BriefPage key={id} id={id} />
}

const MeetingHead = ({ row }: { row: AnyRow }) => (
  <>
    <NotHeld row={row} />
    <DecisionsCard row={row} />
  </>
)
