import { Link } from 'wouter'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../../web/kit/Region.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { useKindName, useVisits } from './data.ts'
import './examination.css'

/** The points that somebody visits, by area; made for a phone in one hand. */
export function VisitList({ id }: { id: string }) {
  const say = useText()
  const kindName = useKindName()
  const found = useVisits(id)
  const items = found.data?.items ?? []
  const areas = [...Map.groupBy(items, ({ area }) => area)]
  const names = useRegionNames(areas.map(([code]) => code))
  return (
    <Page title={say({ zh: '检查点位', en: 'Points to visit' })} about={found.data && say({ zh: '已检查 {done} / {of}', en: '{done} of {of} visited' }, { done: items.filter(({ state }) => state === 'visited').length, of: items.length })} back={{ to: `/examinations/${id}`, label: say({ zh: '初评', en: 'Examination' }) }}>
      {!found.data && (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      )}
      {found.data && items.length === 0 && <Empty>{say({ zh: '没有分给您的点位。', en: 'No points are yours.' })}</Empty>}
      {areas.map(([area, points]) => (
        <Card key={area} title={names[area] ?? area}>
          <ul className="ex-points">
            {points.map(({ id: point, name, kind, state, covert, team }) => (
              <li key={point}>
                <Link href={`/examinations/${id}/visits/${point}`}>
                  {name} <State tone={state === 'visited' ? 'good' : 'plain'}>{state === 'visited' ? say({ zh: '已检查', en: 'Visited' }) : say({ zh: '待检查', en: 'To visit' })}</State>
                  <br />
                  <span className="quiet small">
                    {kindName(kind)} · {say({ zh: '第 {n} 组', en: 'Group {n}' }, { n: team })}
                    {covert && ` · ${say({ zh: '暗访', en: 'covert' })}`}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </Page>
  )
}
