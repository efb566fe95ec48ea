import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Loading } from '../../../web/kit/Page.tsx'
import { findType } from '../../registry/index.ts'
import type { coverageNumbers, PlaceLines, previewNumbers } from '../contract.ts'
import type { PlanChoice } from '../rules/planning.ts'
import { planReasons } from '../rules/yearly-plan.ts'

/** What a number counts: of a plan that is tried or kept as a draft, or of the coverage of a span. */
export type Behind =
  | { readonly plan: { readonly region: string; readonly year: number; readonly choice: PlanChoice }; readonly of: (typeof previewNumbers)[number]; readonly county?: string; readonly town?: string; readonly grade?: string; readonly reason?: string }
  | { readonly coverage: Readonly<Record<string, string>>; readonly of: (typeof coverageNumbers)[number] }

const ask = (behind: Behind, after: string | null): Promise<PlaceLines> => {
  if ('coverage' in behind) return api.get('/grading/coverage/rows', { ...behind.coverage, of: behind.of, ...(after && { after }) })
  const { plan, ...more } = behind
  return api.post('/grading/plan/preview/rows', { ...plan, ...more, after })
}

/** A number that opens the places it counts. */
export function Counted({ title, value, behind, late = false }: { title: string; value: number; behind: Behind; late?: boolean }) {
  const say = useText()
  const [open, setOpen] = useState(false)
  if (value === 0) return <>0</>
  return (
    <>
      <button type="button" className={late ? 'link gr-over' : 'link'} aria-label={say({ zh: '{title}：{n}，查看场所', en: '{title}: {n}, see the places' }, { title, n: plain(value) })} onClick={() => setOpen(true)}>{late && '▲ '}{plain(value)}</button>
      {open && <Places title={title} behind={behind} onClose={() => setOpen(false)} />}
    </>
  )
}

/** The places behind a number. */
export function Places({ title, behind, onClose }: { title: string; behind: Behind; onClose: () => void }) {
  const say = useText()
  const found = useInfiniteQuery({ queryKey: ['grading', 'behind', behind], queryFn: ({ pageParam }) => ask(behind, pageParam), initialPageParam: null as string | null, getNextPageParam: ({ next }) => next })
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const planned = !('coverage' in behind)
  return (
    <Modal open title={title} width={760} footer={null} onCancel={onClose}>
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <div className="table-wrap">
          <table className="rows">
            <thead><tr>
              <th scope="col">{say({ zh: '场所', en: 'Place' })}</th><th scope="col">{say({ zh: '类型', en: 'Type' })}</th><th scope="col">{say({ zh: '等级', en: 'Grade' })}</th><th scope="col" className="figures">{say({ zh: '次数', en: 'Visits' })}</th>
              <th scope="col">{planned ? say({ zh: '月份', en: 'Months' }) : say({ zh: '最近检查', en: 'Last visited' })}</th>{planned && <th scope="col">{say({ zh: '排不下', en: 'Without place' })}</th>}
            </tr></thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.id}>
                  <th scope="row"><Link href={`/premises/${one.id}`}>{one.name}</Link></th><td>{say(findType(one.type)?.label ?? { zh: one.type, en: one.type })}</td><td>{one.grade ?? '—'}</td><td className="figures">{plain(one.visits)}</td>
                  <td>{one.months ? one.months.join('、') || '—' : one.last}</td>{planned && <td>{one.unplaced > 0 ? <span className="gr-over">▲ {plain(one.unplaced)} {one.reason && say(planReasons[one.reason as keyof typeof planReasons])}</span> : '—'}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.hasNextPage && <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{say({ zh: '更多', en: 'More' })}</Button>}
    </Modal>
  )
}
