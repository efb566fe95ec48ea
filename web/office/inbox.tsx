import type { Bilingual } from '../../platform/core/bilingual.ts'
import { urgedTo } from '../../platform/matter/urges.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { api } from '../kit/api.ts'
import { matters } from '../kit/declarations.ts'
import { Empty } from '../kit/Empty.tsx'
import { dateTime, plain, todayOf } from '../kit/format.ts'
import { useKeys } from '../kit/keys.ts'
import { useText } from '../kit/language.tsx'
import { useFocusedRow } from '../kit/ListRows.tsx'
import { Card, Loading, Page } from '../kit/Page.tsx'
import { inside, matterPlace, rowPlace } from '../kit/places.ts'
import { useMe } from '../kit/session.tsx'
import { Due, State } from '../kit/State.tsx'
import { useRows } from '../kit/trail.ts'
import type { InboxItem, Labels } from '../kit/types.ts'
import { useCounters } from './menu.tsx'

export type InboxPage = { readonly items: readonly InboxItem[]; readonly next: string | null; readonly labels: Labels }

/** Matters to be done, what of all is late or due today, papers that run out, everything. */
const parts = ['matters', 'late', 'today', 'papers', 'all'] as const
type Part = (typeof parts)[number]

export const useInbox = (limit = 50, of: Part = 'matters') =>
  useInfiniteQuery({
    queryKey: ['inbox', limit, of],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam }) => api.get<InboxPage>('/me/inbox', { limit, of, cursor: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Where an item opens: as the server says, else by its kind of matter or register. */
export const itemPlace = (item: Pick<InboxItem, 'link' | 'matter' | 'matterId'>): string =>
  inside(item.link) ?? (matters.has(item.matter) ? matterPlace(item.matter, item.matterId) : rowPlace(item.matter, item.matterId))

/** The names of all pages read so far. */
export const labelsOf = (data: { readonly pages: readonly InboxPage[] } | undefined): Labels =>
  Object.fromEntries((data?.pages ?? []).flatMap((page) => Object.entries(page.labels)))

type ItemsProps = {
  readonly items: readonly InboxItem[]
  readonly labels: Labels
  /** The page that they are the list of, under its title: J, K and Enter go through them. */
  readonly list?: string
}

/** Things to do by due date: how near, what, who holds it. */
export function InboxItems({ items, labels, list }: ItemsProps) {
  const say = useText()
  const me = useMe()
  const today = todayOf(me.city)
  const { at } = useRows({ places: items.map(itemPlace), ready: true, of: list ?? '', title: list ?? '', on: list !== undefined })
  const focused = useFocusedRow<HTMLLIElement>(at, items[at]?.id)
  return (
    <ul className="items due">
      {items.map((item, index) => {
        const level = urgedTo[item.level]
        const about = [item.matterTitle, item.stateLabel].flatMap((words) => (words ? [say(words)] : []))
        return (
          <li
            key={item.id}
            className={index === at ? 'at' : undefined}
            aria-current={index === at ? 'true' : undefined}
            ref={index === at ? focused : undefined}
          >
            <Due on={item.dueOn} at={item.dueAt} today={today} />
            <span className="what">
              <Link href={itemPlace(item)} className="break">
                {item.title}
              </Link>
              <span className="quiet small" style={{ display: 'block' }}>
                {about.join(' · ')}
                {level && (
                  <>
                    {' '}
                    <State tone={item.level > 1 ? 'late' : 'soon'}>{say(level)}</State>
                  </>
                )}
              </span>
            </span>
            <span className="quiet small">
              {[item.unit?.name, labels[item.region] ? say(labels[item.region]!) : item.region].filter(Boolean).join(' · ')}
            </span>
            <span className="quiet small nowrap until">{item.dueAt ? dateTime(item.dueAt) : item.dueOn}</span>
          </li>
        )
      })}
    </ul>
  )
}

const isPart = (value: string | null): value is Part => (parts as readonly (string | null)[]).includes(value)

const tabs = {
  matters: { label: { zh: '待办', en: 'To do' }, counter: 'inbox' },
  late: { label: { zh: '逾期', en: 'Overdue' }, counter: 'inbox.late' },
  today: { label: { zh: '今日到期', en: 'Due today' }, counter: 'inbox.today' },
  papers: { label: { zh: '证照到期', en: 'Papers running out' }, counter: 'papers' },
  all: { label: { zh: '全部', en: 'All' }, counter: null },
} as const satisfies Record<Part, { label: Bilingual; counter: string | null }>

/** What waits for this person or their unit, the most urgent first. Each number is of the rows it opens. */
export function Inbox() {
  const say = useText()
  const [search, setSearch] = useSearchParams()
  const asked = search.get('of')
  const which = isPart(asked) ? asked : 'matters'
  const setWhich = (next: Part) => setSearch(next === 'matters' ? {} : { of: next }, { replace: true })
  const found = useInbox(50, which)
  const { data: counters = {} } = useCounters()
  const shown = (found.data?.pages ?? []).flatMap((page) => page.items)
  useKeys({
    ...Object.fromEntries(parts.map((one, at) => [String(at + 1), () => setWhich(one)])),
    ']': () => (found.hasNextPage ? void found.fetchNextPage() : false),
  })
  const title = say({ zh: '收件箱', en: 'Inbox' })
  const options = parts.map((value) => {
    const { label, counter } = tabs[value]
    const count = counter === null ? 0 : (counters[counter] ?? 0)
    return { value, label: count > 0 ? `${say(label)} ${plain(count)}` : say(label) }
  })
  return (
    <Page
      title={title}
      about={say({ zh: '等您或本单位办理的事项，按期限排列。', en: 'What waits for you or your unit, by due date.' })}
      actions={<Segmented options={options} value={which} onChange={setWhich} />}
    >
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && shown.length === 0 && (
          <Empty>
            {which === 'all' || which === 'matters'
              ? say({
                  zh: '没有待办。分派给您或本单位的事项会出现在这里，快到期的证照在“证照到期”。',
                  en: 'Nothing waits. Matters assigned to you or your unit appear here, papers that run out under their own heading.',
                })
              : say({ zh: '这一类没有待办。', en: 'Nothing of this kind waits.' })}
          </Empty>
        )}
        {shown.length > 0 && <InboxItems key={which} items={shown} labels={labelsOf(found.data)} list={title} />}
        {found.hasNextPage && (
          <div className="card-body">
            <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {say({ zh: '更多', en: 'More' })}
            </Button>
          </div>
        )}
      </Card>
    </Page>
  )
}
