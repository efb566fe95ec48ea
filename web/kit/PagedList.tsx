import type { ReactNode } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from './api.ts'
import { Empty } from './Empty.tsx'
import { useText } from './language.tsx'
import { Card, Loading } from './Page.tsx'

export type Paged<Item> = { readonly items: readonly Item[]; readonly next: string | null }

export type PagedListProps<Item> = {
  /** The first word of the query's key, by which others have it asked for anew. */
  readonly of: string
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Asked for again by itself, milliseconds. */
  readonly every?: number
  /** The conditions, in a bar above the list. */
  readonly filters?: ReactNode
  /** A bar between them, told of what is shown: choosing all of it. */
  readonly bar?: (shown: readonly Item[]) => ReactNode
  readonly empty: ReactNode
  /** `alert`: with something to press at the end of each line. */
  readonly look?: 'alert'
  /** A class of the list's own beside the house's. */
  readonly className?: string
  /** Stands in a card of its own; false inside another's. */
  readonly framed?: boolean
  readonly children: (item: Item) => ReactNode
}

/** A list of lines that no register declares (jobs, the audit trail, sessions): its conditions, what was found, and more of it. */
export function PagedList<Item extends { readonly id: string }>(props: PagedListProps<Item>) {
  const { of, path, query = {}, every, filters, bar, empty, look, className = '', framed = true, children } = props
  const say = useText()
  const found = useInfiniteQuery({
    queryKey: [of, path, query],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam }) => api.get<Paged<Item>>(path, { ...query, cursor: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
    ...(every !== undefined && { refetchInterval: every }),
  })
  const items = (found.data?.pages ?? []).flatMap((page) => page.items)
  const list = (
    <>
      {filters && <div className="card-body toolbar">{filters}</div>}
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <Empty>{empty}</Empty>}
      {items.length > 0 && bar?.(items)}
      {items.length > 0 && (
        <ul className={['items', look, className].filter(Boolean).join(' ')}>
          {items.map((item) => (
            <li key={item.id}>{children(item)}</li>
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <div className="card-body">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {say({ zh: '更多', en: 'More' })}
          </Button>
        </div>
      )}
    </>
  )
  return framed ? <Card>{list}</Card> : list
}
