import { useEffect, useState } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { rowPlace } from '../../../web/kit/places.ts'
import { State } from '../../../web/kit/State.tsx'
import type { Duplicate } from '../contract.ts'
import { enterprises, premises } from '../enterprises.ts'
import { MergeDialog, useMayMerge } from './merge-dialog.tsx'

/** A page of the server looks through so many premises, and may find nothing. */
const PAGE = 2_000
/** So many pairs are a day's work: the comparison waits there. */
const ENOUGH = 20

type Answer = { readonly items: readonly Duplicate[]; readonly next: string | null }

/** What is compared, by which facts, and who may merge: an enterprise may have premises in any county. */
const kinds = {
  premises: {
    register: premises,
    about: {
      zh: '按许可证编号、名称和地址比对。是否同一家由人判断，系统不会自行合并。',
      en: 'Compared by licence number, name and address. A person decides; nothing is merged by itself.',
    },
    none: { zh: '没有疑似重复的场所。', en: 'No two premises look the same.' },
    counted: { zh: '正在比对，已看过约 {n} 户…', en: 'Comparing: about {n} premises so far…' },
  },
  enterprise: {
    register: enterprises,
    about: {
      zh: '按名称、住所和法定代表人比对。主体的场所可能在各县，只有管理全市的人员可以合并。',
      en: 'Compared by name, registered address and representative. An enterprise may have premises in any county, so only those who keep the whole city merge.',
    },
    none: { zh: '没有疑似重复的主体。', en: 'No two enterprises look the same.' },
    counted: { zh: '正在比对，已看过约 {n} 个主体…', en: 'Comparing: about {n} enterprises so far…' },
  },
} as const

/** 疑似重复: pairs that may be one, premises or the enterprises that hold them. */
export function Duplicates() {
  const say = useText()
  const [search, setSearch] = useSearchParams()
  const of = search.get('of') === 'enterprise' ? 'enterprise' : 'premises'
  return (
    <Page
      title={say({ zh: '疑似重复', en: 'Duplicates' })}
      about={say(kinds[of].about)}
      actions={
        <Segmented
          value={of}
          aria-label={say({ zh: '比对什么', en: 'What is compared' })}
          options={(['premises', 'enterprise'] as const).map((name) => ({ value: name, label: say(kinds[name].register.title) }))}
          onChange={(next) => setSearch(next === 'enterprise' ? { of: next } : {}, { replace: true })}
        />
      }
    >
      <Pairs key={of} of={of} />
    </Page>
  )
}

/** Pairs that may be one, with the reasons; a person compares and merges, the program never does. */
function Pairs({ of }: { of: keyof typeof kinds }) {
  const say = useText()
  const { register, none, counted } = kinds[of]
  const mayMerge = useMayMerge()(register)
  const found = useInfiniteQuery({
    queryKey: ['register', of, 'duplicates'],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam }) => api.get<Answer>(`/${of}/duplicates`, { cursor: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const [pair, setPair] = useState<readonly [string, string] | null>(null)
  const items = (found.data?.pages ?? []).flatMap((page) => page.items)
  const goOn = found.hasNextPage && !found.isFetching && !found.error && items.length < ENOUGH
  useEffect(() => {
    if (goOn) void found.fetchNextPage()
  }, [goOn, found])
  const looking = found.isFetching || goOn
  return (
    <>
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && items.length === 0 && !looking && <Empty>{say(none)}</Empty>}
        {items.length > 0 && (
          <ul className="items pairs-list">
            {items.map((one) => (
              <li key={`${one.a.id} ${one.b.id}`}>
                <State tone={one.certain ? 'late' : 'soon'}>
                  {one.certain
                    ? say({ zh: '编号相同', en: 'Same number' })
                    : say({ zh: '相似 {n}%', en: '{n}% alike' }, { n: Math.round(one.score * 100) })}
                </State>
                <Twin of={of} row={one.a} />
                <Twin of={of} row={one.b} />
                <span className="quiet small">{one.reasons.map((reason) => say(reason)).join(say({ zh: '；', en: '; ' }))}</span>
                {mayMerge && (
                  <Button size="small" onClick={() => setPair([one.a.id, one.b.id])}>
                    {say({ zh: '对照', en: 'Compare' })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {found.data && looking && (
          <p className="card-body quiet" role="status">
            {say(counted, { n: plain(found.data.pages.length * PAGE) })}
          </p>
        )}
        {found.hasNextPage && !looking && (
          <div className="card-body">
            <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {say({ zh: '继续比对', en: 'Compare further' })}
            </Button>
          </div>
        )}
      </Card>
      {pair && <MergeDialog register={register} ids={pair} onClose={() => setPair(null)} />}
    </>
  )
}

const Twin = ({ of, row }: { of: string; row: Duplicate['a'] }) => (
  <span className="break">
    <Link href={rowPlace(of, row.id)}>{row.name}</Link>
    <span className="quiet small"> {row.address}</span>
  </span>
)
