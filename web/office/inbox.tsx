import { useState } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { Link } from 'wouter'
import { api } from '../kit/api.ts'
import { matters } from '../kit/declarations.ts'
import { Empty } from '../kit/Empty.tsx'
import { todayOf } from '../kit/format.ts'
import { useText } from '../kit/language.tsx'
import { Card, Loading, Page } from '../kit/Page.tsx'
import { inside, matterPlace, rowPlace } from '../kit/places.ts'
import { useMe } from '../kit/session.tsx'
import { Due, State } from '../kit/State.tsx'
import type { InboxItem, Labels } from '../kit/types.ts'

/** How far a reminder has gone: 提示, 督办, 约谈, 通报. */
export const levels = [
  null,
  { zh: '提示', en: 'Reminded' },
  { zh: '督办', en: 'Supervised' },
  { zh: '约谈', en: 'Summoned' },
  { zh: '通报', en: 'Circulated' },
] as const

export type InboxPage = { readonly items: readonly InboxItem[]; readonly next: string | null; readonly labels: Labels }

/** `of`: matters to be done, papers that run out, or both. */
export const useInbox = (limit = 50, of: 'all' | 'matters' | 'papers' = 'all') =>
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

/** A paper that runs out is a row of a register; work to do is a matter. */
export const isPaper = (item: InboxItem): boolean => item.matterTitle === null

/** Things to do by due date: how near, what, who holds it. */
export function InboxItems({ items, labels }: { items: readonly InboxItem[]; labels: Labels }) {
  const say = useText()
  const me = useMe()
  const today = todayOf(me.city)
  return (
    <ul className="items due">
      {items.map((item) => {
        const level = levels[item.level]
        const about = [item.matterTitle, item.stateLabel].flatMap((words) => (words ? [say(words)] : []))
        return (
          <li key={item.id}>
            <Due on={item.dueOn} today={today} />
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
            <span className="quiet small nowrap until">{item.dueOn}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** Everything that waits for this person or their unit, the most urgent first. */
export function Inbox() {
  const say = useText()
  const me = useMe()
  const [which, setWhich] = useState<'all' | 'late' | 'today' | 'expiry'>('all')
  const found = useInbox(50, which === 'expiry' ? 'papers' : which === 'all' ? 'all' : 'matters')
  const today = todayOf(me.city)
  const items = (found.data?.pages ?? []).flatMap((page) => page.items)
  const wanted = {
    all: () => true,
    late: (item: InboxItem) => item.dueOn !== null && item.dueOn < today,
    today: (item: InboxItem) => item.dueOn === today,
    expiry: isPaper,
  } as const
  const shown = items.filter(wanted[which])
  const options = [
    { value: 'all', label: say({ zh: '全部', en: 'All' }) },
    { value: 'late', label: say({ zh: '逾期', en: 'Overdue' }) },
    { value: 'today', label: say({ zh: '今日到期', en: 'Due today' }) },
    { value: 'expiry', label: say({ zh: '证照到期', en: 'Papers running out' }) },
  ] as const
  return (
    <Page
      title={say({ zh: '收件箱', en: 'Inbox' })}
      about={say({ zh: '等您或本单位办理的事项，按期限排列。', en: 'What waits for you or your unit, by due date.' })}
      actions={<Segmented options={[...options]} value={which} onChange={setWhich} />}
    >
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && shown.length === 0 && (
          <Empty>
            {which === 'all'
              ? say({
                  zh: '没有待办。分派给您或本单位的事项、快到期的证照会出现在这里。',
                  en: 'Nothing waits. Matters assigned to you or your unit and papers that run out appear here.',
                })
              : say({ zh: '这一类没有待办。', en: 'Nothing of this kind waits.' })}
          </Empty>
        )}
        {shown.length > 0 && <InboxItems items={shown} labels={labelsOf(found.data)} />}
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
