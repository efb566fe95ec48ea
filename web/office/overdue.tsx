import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { api } from '../kit/api.ts'
import { Empty } from '../kit/Empty.tsx'
import { useKeys } from '../kit/keys.ts'
import { useText } from '../kit/language.tsx'
import { Card, Loading, Page } from '../kit/Page.tsx'
import { InboxItems, labelsOf, type InboxPage } from './inbox.tsx'

/** Limits that have passed, whoever holds them, for whoever supervises (督办). */
export function Overdue() {
  const say = useText()
  const [search] = useSearchParams()
  const of = { unit: search.get('unit') ?? undefined, region: search.get('region') ?? undefined }
  const found = useInfiniteQuery({
    queryKey: ['inbox', 'overdue', of],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam }) => api.get<InboxPage>('/overdue', { cursor: pageParam, ...of }),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = (found.data?.pages ?? []).flatMap((page) => page.items)
  const title = say({ zh: '逾期', en: 'Overdue' })
  useKeys({ ']': () => (found.hasNextPage ? void found.fetchNextPage() : false) })
  return (
    <Page
      title={title}
      about={say({
        zh: '已过法定或规定期限、仍未办结的事项，不论由谁承办。',
        en: 'Matters past their limit and not yet done, whoever holds them.',
      })}
    >
      <Card
        title={of.unit && (items[0]?.unit?.name ?? say({ zh: '一个单位', en: 'One unit' }))}
        more={of.unit && <Link href="/overdue">{say({ zh: '全部单位', en: 'All units' })}</Link>}
      >
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && items.length === 0 && (
          <Empty>
            {say({
              zh: '没有逾期事项。超过期限的事项会自动出现在这里，并逐级提醒。',
              en: 'Nothing is overdue. What passes its limit appears here by itself and is escalated.',
            })}
          </Empty>
        )}
        {items.length > 0 && <InboxItems items={items} labels={labelsOf(found.data)} list={title} />}
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
