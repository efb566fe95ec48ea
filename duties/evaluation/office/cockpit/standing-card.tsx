import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card } from '../../../../web/kit/Page.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import type { StandingAnswer } from '../../contract.ts'
import { evaluationKey } from './data.ts'
import { itemPlace, points, standingPlace } from './look.ts'
import './cockpit.css'

/** On Today: where one's region stands on the items; each number opens them. */
export function StandingCard() {
  const say = useText()
  const { code } = useMe().region
  const { data } = useQuery({
    queryKey: [...evaluationKey, 'standing'],
    // Below the counties nobody is evaluated.
    enabled: code.length === 6,
    queryFn: () => api.get<StandingAnswer>('/evaluation/standing'),
  })
  if (!data || data.items === 0) return null
  const { region, items, met, short, noData, of, verdict, vetoFailed } = data
  return (
    <Card
      title={say({ zh: '{n} 项指标', en: '{n} items' }, { n: items })}
      more={<Link href="/evaluation">{say({ zh: '{points} / {of} 分', en: '{points} / {of} points' }, { points: points(data.points), of })}</Link>}
    >
      <ul className="ev-sums ev-standing">
        <li>
          <Link href={standingPlace(region, 'met')}>
            <b>{met}</b> / {items} {say({ zh: '达标', en: 'met' })}
          </Link>
        </li>
        <li>
          <Link href={standingPlace(region, 'short')}>
            <b>{short}</b> {say({ zh: '未达标', en: 'short' })}
          </Link>
        </li>
        <li>
          <Link href={standingPlace(region, 'no-data')}>
            <b className="quiet">{noData}</b> {say({ zh: '无数据', en: 'without data' })}
          </Link>
        </li>
        {verdict === 'failed' &&
          vetoFailed.map((veto) => (
            <li key={veto.code}>
              <Link href={itemPlace({ region, item: veto.code })} className="mark late">
                ▲ {say({ zh: '否决项未达：{code} {title}', en: 'Veto failed: {code} {title}' }, { code: veto.code, title: say(veto.title) })}
              </Link>
            </li>
          ))}
      </ul>
    </Card>
  )
}
