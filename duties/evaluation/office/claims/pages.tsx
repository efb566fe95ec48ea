import { lazy, Suspense } from 'react'
import { Route, useParams } from 'wouter'
import { Loading } from '../../../../web/kit/Page.tsx'
import { Pages } from '../../../../web/kit/Pages.tsx'
import { ClaimFront } from './front.tsx'

const ClaimResult = lazy(async () => ({ default: (await import('./result.tsx')).ClaimResult }))

/** 材料核验: all pages below `/claims`. */
export function ClaimPages() {
  return (
    <Suspense fallback={<Loading />}>
      <Pages>
        <Route path="/claims">
          <ClaimFront />
        </Route>
        <Route path="/claims/:id">
          <OneCheck />
        </Route>
      </Pages>
    </Suspense>
  )
}

function OneCheck() {
  const { id } = useParams<{ id: string }>()
  return <ClaimResult key={id} id={id} />
}
