import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Tabs } from 'antd'
import { useSearchParams } from 'wouter'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Files } from '../../../web/kit/Files.tsx'
import { todayOf } from '../../../web/kit/format.ts'
import { useKeys } from '../../../web/kit/keys.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { panelsOf } from '../../../web/kit/places.ts'
import { RegisterHistory } from '../../../web/kit/RegisterHistory.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import type { AnyRow, Labels, OneRow } from '../../../web/kit/types.ts'
import { premises } from '../enterprises.ts'
import { AsOf, AsOfBanner } from './as-of.tsx'
import { DossierActions } from './dossier-actions.tsx'
import { useDossier, usePremises } from './dossier-data.ts'
import { Facts, Holder } from './dossier-facts.tsx'
import { CertificatesCard, LicencesCard, StaffCard } from './dossier-papers.tsx'
import { LicensedMark, StatusMark, TypeName } from './marks.tsx'
import { OpenMatters } from './open-matters.tsx'
import { Timeline } from './timeline.tsx'
import { Warnings } from './warnings.tsx'

const PlaceMap = lazy(async () => ({ default: (await import('./place-map.tsx')).PlaceMap }))

/** 一企一档: everything on record about one place, today or as of a day. */
export function DossierPage({ id, back = true }: { id: string; back?: boolean }) {
  const say = useText()
  const [search, setSearch] = useSearchParams()
  const asOf = search.get('as_of') ?? undefined
  const setAsOf = (day: string | undefined) => setSearch(day ? { as_of: day } : {}, { replace: true })
  const found = usePremises(id, asOf)
  const to = back ? { to: '/premises', label: say(premises.title) } : undefined
  if (!found.data)
    return (
      <Page title={say(premises.title)} back={to}>
        {asOf && <AsOfBanner day={asOf} onLeave={() => setAsOf(undefined)} />}
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      </Page>
    )
  return <Dossier key={id} id={id} found={found.data} asOf={asOf} setAsOf={setAsOf} back={to} />
}

type Props = {
  readonly id: string
  readonly found: OneRow
  readonly asOf: string | undefined
  readonly setAsOf: (day: string | undefined) => void
  readonly back: { to: string; label: string } | undefined
}

function Dossier({ id, found: { row, may, labels = {} }, asOf, setAsOf, back }: Props) {
  const me = useMe()
  const dossier = useDossier(id)
  const day = (asOf ?? todayOf(me.city)) as DateOnly // the address is checked by the server
  const live = asOf === undefined
  const allowed = live ? may : []
  return (
    <Page
      title={String(row['name'])}
      back={back}
      about={<HeadLine row={row} labels={labels} />}
      actions={
        <>
          <AsOf value={asOf} onChange={setAsOf} />
          {live && <DossierActions row={row} may={may} />}
        </>
      }
    >
      {!live && <AsOfBanner day={asOf} onLeave={() => setAsOf(undefined)} />}
      {live && <Warnings row={row} found={dossier.data?.warnings ?? []} labels={labels} />}
      <div className="columns dossier">
        <div className="stack">
          <Facts row={row} may={allowed} labels={labels} />
          {live && <Holder enterprise={dossier.data?.enterprise ?? null} siblings={dossier.data?.siblings ?? []} />}
          {row['lng'] !== null && row['lat'] !== null && (
            <Suspense fallback={<Loading />}>
              <PlaceMap row={row} labels={labels} />
            </Suspense>
          )}
        </div>
        <div className="stack">
          {live && <OpenMatters items={dossier.data?.matters ?? []} />}
          <LicencesCard premises={row} asOf={asOf} day={day} live={live} renewals={dossier.data?.licences ?? []} />
          <StaffCard premises={row} asOf={asOf} day={day} live={live} />
          <CertificatesCard premises={row} asOf={asOf} day={day} live={live} />
          {live && <Sections id={id} editable={may.includes('change')} />}
        </div>
      </div>
    </Page>
  )
}

/** Type, state and place in one line under the name. */
function HeadLine({ row, labels }: { row: AnyRow; labels: Labels }) {
  const say = useText()
  const place = row.region ? labels[row.region] : undefined
  return (
    <span className="head-line">
      <TypeName code={row['type']} />
      <StatusMark status={row['status']} />
      <span>
        {say({ zh: '许可：', en: 'Licence: ' })}
        <LicensedMark row={row} />
      </span>
      {place && <span>{say(place)}</span>}
    </span>
  )
}

/** What happened, what other duties know, files, versions. The number keys choose. */
function Sections({ id, editable }: { id: string; editable: boolean }) {
  const say = useText()
  const allows = useHolds()
  const sections: { key: string; label: string; children: ReactNode }[] = [
    { key: 'timeline', label: say({ zh: '时间轴', en: 'Timeline' }), children: <Timeline id={id} /> },
    ...panelsOf('premises')
      .filter((panel) => allows(panel.right))
      .map(({ label, panel: Panel }) => ({ key: label.en, label: say(label), children: <Panel id={id} /> })),
    { key: 'files', label: say({ zh: '附件', en: 'Files' }), children: <Files table="premises" id={id} editable={editable} /> },
    { key: 'history', label: say({ zh: '版本对照', en: 'Versions' }), children: <RegisterHistory register={premises} id={id} /> },
  ]
  const [at, setAt] = useState('timeline')
  useKeys(Object.fromEntries(sections.map(({ key }, index) => [String(index + 1), () => setAt(key)])))
  return (
    <section className="card">
      <Tabs
        activeKey={at}
        onChange={setAt}
        destroyOnHidden
        tabBarStyle={{ paddingInline: 14, marginBottom: 0 }}
        items={sections.map(({ children, ...rest }) => ({ ...rest, children: <div className="card-body">{children}</div> }))}
      />
    </section>
  )
}
