import { Link } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { usePlans, useWall, type PlanItem } from './data.ts'
import { lightLooks, lights } from './marks.tsx'

/** The plan that stands on Today: the newest issued one of the person's own region, else the newest they may see. */
const currentPlan = (plans: readonly PlanItem[], region: string): PlanItem | undefined => {
  const issued = plans.filter(({ state }) => state === 'issued')
  return issued.find((plan) => plan.region === region) ?? issued[0]
}

/** 重点工作 on Today: how many tasks stand red, yellow, green, done; each number opens its tasks on the wall. */
export function LightsCard() {
  const say = useText()
  const me = useMe()
  const { data: plans } = usePlans()
  const plan = plans && currentPlan(plans, me.region.code)
  const { data: wall } = useWall(plan?.id, 'section')
  if (!plan) return null
  return (
    <Card
      title={say({ zh: '{year} 年重点工作任务', en: 'Tasks of work plan {year}' }, { year: plan.year })}
      more={<Link href={`/plans/${plan.id}/wall`}>{say({ zh: '挂图作战', en: 'Wall chart' })}</Link>}
    >
      <div className="wp-counts">
        {lights.map((light) => {
          const { sign, tone, label } = lightLooks[light]
          return (
            <Link key={light} href={`/plans/${plan.id}/wall?light=${light}`}>
              <div className="small">
                <span className={`tone-${tone}`} aria-hidden="true">
                  {sign}
                </span>{' '}
                {say(label)}
              </div>
              <div className={`figure ${light === 'red' && (wall?.counts.red ?? 0) > 0 ? 'tone-late' : ''}`}>
                {wall?.counts[light] ?? '–'}
              </div>
            </Link>
          )
        })}
      </div>
    </Card>
  )
}
