import { lazy, Suspense } from 'react'
import { Route } from 'wouter'
import { Loading } from '../../../../web/kit/Page.tsx'
import { Pages } from '../../../../web/kit/Pages.tsx'
import { Cockpit } from './cockpit.tsx'

const Counties = lazy(async () => ({ default: (await import('./counties.tsx')).Counties }))
const WhatIf = lazy(async () => ({ default: (await import('./what-if.tsx')).WhatIf }))
const Snapshots = lazy(async () => ({ default: (await import('./snapshots.tsx')).Snapshots }))
const AskedOnce = lazy(async () => ({ default: (await import('./asked.tsx')).AskedOnce }))
const Signatures = lazy(async () => ({ default: (await import('./signatures.tsx')).Signatures }))
const Schemes = lazy(async () => ({ default: (await import('./schemes.tsx')).Schemes }))
const SchemePage = lazy(async () => ({ default: (await import('./scheme.tsx')).SchemePage }))

/** All pages below `/evaluation`. */
export function EvaluationPages() {
  return (
    <Suspense fallback={<Loading />}>
      <Pages>
        <Route path="/evaluation">
          <Cockpit />
        </Route>
        <Route path="/evaluation/counties">
          <Counties />
        </Route>
        <Route path="/evaluation/what-if">
          <WhatIf />
        </Route>
        <Route path="/evaluation/snapshots">
          <Snapshots />
        </Route>
        <Route path="/evaluation/figures">
          <AskedOnce />
        </Route>
        <Route path="/evaluation/signatures">
          <Signatures />
        </Route>
        <Route path="/evaluation/schemes">
          <Schemes />
        </Route>
        <Route path="/evaluation/schemes/:id">
          <SchemePage />
        </Route>
      </Pages>
    </Suspense>
  )
}
