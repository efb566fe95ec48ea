import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import type { AnyRow, Page as Rows } from '../../../web/kit/types.ts'
import { majorEvents, mealKinds, riskLevels } from '../events/registers.ts'
import { MANAGE } from '../registers.ts'
import { usePeriods } from './data.ts'
import { Percent, Ratio, rowsOf } from './pieces.tsx'

/** `/major-events`: the list, and over each event its kitchens’ visits, meals and risks. */
export const EventPages = () => <RegisterPages register={majorEvents} base="/major-events" rowExtra={(row) => <Tasks row={row} />} />

const useRows = (register: string, event: string) =>
  useQuery({ queryKey: ['register', register.replace('-', '_'), 'of-event', event], queryFn: () => api.get<Rows>(`/${register}`, { major_event_id: event, limit: 100 }) })

function Tasks({ row }: { row: AnyRow }) {
  return (
    <>
      <Kitchens row={row} />
      <Meals event={row.id} />
      <Risks event={row.id} />
    </>
  )
}

function Kitchens({ row }: { row: AnyRow }) {
  const say = useText()
  const found = usePeriods(366)
  const item = found.data?.items.find(({ id }) => id === row['special_period'])
  const [asked, visited] = [item?.counties.reduce((sum, one) => sum + one.asked, 0) ?? 0, item?.counties.reduce((sum, one) => sum + one.visited, 0) ?? 0]
  const visits = (query: Readonly<Record<string, string>>) => rowsOf('period-visit', { special_period: String(row['special_period']), ...query })
  return (
    <Card title={say({ zh: '供餐场所检查', en: 'Kitchens inspected' })} padded>
      {!item && <p className="quiet">{say({ zh: '活动前 20 天自动生成检查任务。', en: 'Visits are made 20 days before the event.' })}</p>}
      {item && <p><Link href={`/special-periods/${item.id}`}>{say({ zh: '检查 {from} 至 {until}', en: 'Visits {from} to {until}' }, { from: item.visitsFrom, until: item.visitsUntil })}</Link>{'　'}<Ratio part={visited} whole={asked} parts={visits({ visited: 'true' })} wholes={visits({})} /> <Percent part={visited} whole={asked} /></p>}
    </Card>
  )
}

function Meals({ event }: { event: string }) {
  const say = useText()
  const me = useMe()
  const allows = useHolds()
  const found = useRows('event-meal', event)
  const today = todayOf(me.city)
  const items = found.data?.items ?? []
  return (
    <Card title={say({ zh: '餐次保障', en: 'Meals' })} more={allows(MANAGE) && <LinkButton size="small" to={`/registers/event-meal/new?major_event_id=${event}`}>{say({ zh: '增加餐次', en: 'Add a meal' })}</LinkButton>}>
      {!found.data && <Loading error={found.error} />}
      {found.data && items.length === 0 && <p className="card-body quiet">{say({ zh: '还没有餐次：逐餐登记供餐场所、驻点人员、菜单审查和留样。', en: 'No meals yet: enter each with its kitchen, people stationed, menu and samples.' })}</p>}
      <ul className="items">
        {items.map((meal) => {
          const kind = mealKinds.find(({ code }) => code === meal['meal'])
          const late = !meal['done'] && String(meal['day']) < today
          const stationed = (meal['stationed'] as readonly string[] | null) ?? []
          return (
            <li key={meal.id} style={{ display: 'block' }}>
              <div className="toolbar">
                <Link href={`/registers/event-meal/${meal.id}`}>{String(meal['day'])} {kind && say(kind.label)} · {String(meal['title'])}</Link>
                {meal['done'] ? <State tone="good">{say({ zh: '已完成', en: 'Done' })}</State> : <State tone={late ? 'late' : 'plain'}>{late ? say({ zh: '未登记完成', en: 'Not told done' }) : say({ zh: '待保障', en: 'To come' })}</State>}
                {!meal['menu_read'] && <State tone="soon">{say({ zh: '菜单未审', en: 'Menu not read' })}</State>}
                {stationed.length === 0 && <State tone="soon">{say({ zh: '未派驻点人员', en: 'Nobody stationed' })}</State>}
                <span className="quiet small">{say({ zh: '{n} 人用餐 · 驻点 {s} 人 · 留样 {k} 份', en: '{n} diners · {s} stationed · {k sample|samples}' }, { n: Number(meal['diners'] ?? 0), s: stationed.length, k: Number(meal['samples'] ?? 0) })}</span>
              </div>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

function Risks({ event }: { event: string }) {
  const say = useText()
  const me = useMe()
  const allows = useHolds()
  const found = useRows('event-risk', event)
  const items = found.data?.items ?? []
  return (
    <Card title={say({ zh: '风险清单', en: 'Risks' })} more={allows(MANAGE) && <LinkButton size="small" to={`/registers/event-risk/new?major_event_id=${event}`}>{say({ zh: '增加风险', en: 'Add a risk' })}</LinkButton>}>
      {!found.data && <Loading error={found.error} />}
      {found.data && items.length === 0 && <p className="card-body quiet">{say({ zh: '还没有风险：列出风险点、措施、责任单位和期限。', en: 'No risks yet: list each with its measure, unit and date.' })}</p>}
      <ul className="items">
        {items.map((risk) => {
          const level = riskLevels.find(({ code }) => code === risk['level'])
          return (
            <li key={risk.id} style={{ display: 'block' }}>
              <div className="toolbar">
                <Link href={`/registers/event-risk/${risk.id}`}>{String(risk['title'])}</Link>
                {level && <State tone={risk['level'] === 'high' ? 'soon' : 'plain'}>{say({ zh: '风险{level}', en: '{level} risk' }, { level: say(level.label) })}</State>}
                {risk['done_on'] ? <State tone="good">{say({ zh: '{day} 已落实', en: 'Taken on {day}' }, { day: String(risk['done_on']) })}</State> : <Due on={risk['due_on'] as never} today={todayOf(me.city)} />}
              </div>
              <p className="quiet small">{String(risk['measure'])}</p>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
