import { Fragment } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../kit/api.ts'
import { Empty } from '../kit/Empty.tsx'
import type { OfficeFace } from '../kit/face.ts'
import { dateTime, longDate, plain, todayOf } from '../kit/format.ts'
import { useLanguage, useText } from '../kit/language.tsx'
import { Card, Loading, Page } from '../kit/Page.tsx'
import { inside } from '../kit/places.ts'
import { useHolds, useMe } from '../kit/session.tsx'
import type { IndicatorInfo, InboxItem, Labels, Notice } from '../kit/types.ts'
import { InboxItems, labelsOf, useInbox } from './inbox.tsx'
import { useCounters } from './menu.tsx'
import { IndicatorBasis, IndicatorFigure, useIndicators, useIndicatorValues } from '../kit/indicator-data.tsx'
import { RegionTiles } from './region-tiles.tsx'

/** The first page: what is due, what is late, what runs out, what went wrong, where we stand. Every number opens its rows. */
export function Today({ faces }: { faces: readonly OfficeFace[] }) {
  const say = useText()
  const language = useLanguage()
  const me = useMe()
  const allows = useHolds()
  const today = todayOf(me.city)
  const found = useInbox(10)
  const items = (found.data?.pages ?? []).flatMap((page) => page.items)
  const { data: counters = {} } = useCounters()
  const counted = [
    { of: 'matters', code: 'inbox', words: { zh: '{n} 件待办', en: '{n} to do' } },
    { of: 'today', code: 'inbox.today', words: { zh: '{n} 件今日到期', en: '{n} due today' } },
    { of: 'late', code: 'inbox.late', words: { zh: '{n} 件逾期', en: '{n} overdue' } },
  ] as const
  const cards = faces.flatMap((face) => face.today ?? []).filter(({ right }) => allows(right))
  // What a business must record today comes before all else.
  const [own, beside] = [false, true].map((aside) => cards.filter((one) => (one.aside ?? false) === aside).map(({ card: Face }, at) => <Face key={at} />))
  return (
    <Page
      title={`${say({ zh: '今天，', en: 'Today, ' })}${longDate(today, language)}`}
      about={
        <>
          {me.unit?.name}
          {counted.map(({ of, code, words }, at) => (
            <Fragment key={of}>
              {(at > 0 || me.unit) && ' · '}
              <Link href={of === 'matters' ? '/inbox' : `/inbox?of=${of}`}>{say(words, { n: plain(counters[code] ?? 0) })}</Link>
            </Fragment>
          ))}
        </>
      }
    >
      {allows('indicators.read') && <Strip />}
      <div className="columns">
        <div className="stack">
          {me.enterprise !== null && own}
          <Todo
            title={say({ zh: '待办', en: 'To do' })}
            items={items}
            count={counters['inbox'] ?? items.length}
            labels={labelsOf(found.data)}
            pending={!found.data}
            error={found.error}
            retry={() => void found.refetch()}
            empty={say({
              zh: '没有待办。分派给您或本单位的事项会按期限列在这里；证照到期的提醒在收件箱里。',
              en: 'Nothing to do. Matters assigned to you or your unit are listed here by due date; papers running out are in the inbox.',
            })}
          />
          {me.enterprise === null && own}
        </div>
        <div className="stack">
          {beside}
          <Alerts />
          {allows('indicators.read') && <RegionTiles />}
        </div>
      </div>
    </Page>
  )
}

function Todo({
  title,
  items,
  count,
  labels,
  pending,
  error,
  retry,
  empty,
}: {
  title: string
  items: readonly InboxItem[]
  count: number
  labels: Labels
  pending: boolean
  error?: unknown
  retry?: () => void
  empty: string
}) {
  const say = useText()
  return (
    <Card
      title={title}
      more={items.length > 0 && <Link href="/inbox">{say({ zh: '全部 {n} 件', en: 'All {n}' }, { n: plain(count) })}</Link>}
    >
      {pending ? (
        <Loading error={error} retry={retry} />
      ) : items.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : (
        <InboxItems items={items} labels={labels} />
      )}
    </Card>
  )
}

/** Six indicators: those with a threshold first, then shares, whose figure says by itself how much is missing. */
function Strip() {
  const { data } = useIndicators()
  const rank = ({ threshold, kind }: IndicatorInfo): number => (threshold ? 0 : kind === 'share' ? 1 : 2)
  const shown = [...(data ?? [])].sort((a, b) => rank(a) - rank(b)).slice(0, 6)
  return shown.length === 0 ? null : (
    <div className="strip">
      {shown.map((info) => (
        <Tile key={info.name} info={info} />
      ))}
    </div>
  )
}

function Tile({ info }: { info: IndicatorInfo }) {
  const say = useText()
  const me = useMe()
  const { data } = useIndicatorValues(info.name, { region: me.region.code })
  const value = data?.values.find((one) => one.region === me.region.code) ?? data?.values[0]
  return (
    <Link href={`/indicators/${info.name}`}>
      <div className="quiet small">{say(info.title)}</div>
      <IndicatorFigure info={info} value={value} />
      <div className="small">
        <IndicatorBasis info={info} value={value} />
      </div>
    </Link>
  )
}

/** What the program noticed and tells this person. */
function Alerts() {
  const say = useText()
  const found = useQuery({ queryKey: ['notices'], queryFn: () => api.get<{ items: readonly Notice[] }>('/me/notifications') })
  const items = found.data?.items.slice(0, 6) ?? []
  return (
    <Card title={say({ zh: '提醒', en: 'Alerts' })}>
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && items.length === 0 && (
        <Empty>
          {say({
            zh: '没有新的提醒。预警、督办和导入结果会出现在这里。',
            en: 'No alerts. Warnings, escalations and results of imports appear here.',
          })}
        </Empty>
      )}
      {items.length > 0 && (
        <ul className="items alert">
          {items.map((notice) => {
            const link = inside(notice.link)
            return (
              <li key={notice.id}>
                {link ? <Link href={link}>{say(notice.title)}</Link> : <span>{say(notice.title)}</span>}
                <span className="quiet small nowrap">{dateTime(notice.at)}</span>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
