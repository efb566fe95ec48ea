import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { addDays } from '../../../platform/core/dates.ts'
import { api } from '../../../web/kit/api.ts'
import { plain, todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { rowPlace } from '../../../web/kit/places.ts'
import { useMe } from '../../../web/kit/session.tsx'
import type { AnyRow, Labels } from '../../../web/kit/types.ts'
import { WARNINGS } from '../rules.ts'
import { LastDay } from './marks.tsx'

type Answer = { readonly counts: Readonly<Record<string, number>>; readonly items: readonly AnyRow[]; readonly labels: Labels }

/** On Today: licences that run out, how many within 7, 30 and 90 days, the nearest by name. */
export function ExpiringCard() {
  const say = useText()
  const me = useMe()
  const today = todayOf(me.city)
  const region = me.region.code
  const found = useQuery({
    queryKey: ['register', 'licence', 'expiring', region],
    queryFn: () => api.get<Answer>('/expiring', { within: 30, limit: 6, region }),
  })
  const listOf = (days: number) => `/licences?state=valid&expires_on.from=${today}&expires_on.to=${addDays(today, days)}&sort=expires_on`
  return (
    <Card
      title={say({ zh: '许可到期', en: 'Licences running out' })}
      more={
        found.data && (
          <span className="toolbar">
            {WARNINGS.toReversed().map((days) => (
              <Link key={days} href={listOf(days)}>
                {say({ zh: '{days} 日内 {n}', en: '{days} days: {n}' }, { days, n: plain(found.data.counts[String(days)] ?? 0) })}
              </Link>
            ))}
          </span>
        )
      }
    >
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && (
        <p className="card-body quiet">{say({ zh: '30 日内没有到期的许可。', en: 'No licence runs out within 30 days.' })}</p>
      )}
      {found.data && found.data.items.length > 0 && (
        <ul className="items alert">
          {found.data.items.map((row) => {
            const place = row.region ? found.data.labels[row.region] : undefined
            return (
              <li key={row.id}>
                <span className="break">
                  <Link href={rowPlace('licence', row.id)}>{String(row['number'])}</Link>
                  {place && <span className="quiet small"> {say(place)}</span>}
                </span>
                <LastDay on={row['expires_on']} day={today} />
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
