import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Modal } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault, Loading } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { Due } from '../../../web/kit/State.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { ToPublish } from '../contract.ts'
import { results } from '../registers.ts'
import './publish.css'

/** Publishes what is finished, many at once; `?publish` in the address opens it, as the reminder does. */
export function PublishButton() {
  const say = useText()
  const [search] = useSearchParams()
  const [open, setOpen] = useState(search.has('publish'))
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say({ zh: '公开结果', en: 'Publish results' })}</Button>
      {open && <PublishDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function PublishDialog({ onClose }: { onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const today = todayOf(useMe().city)
  const found = useQuery({ queryKey: ['register', 'inspection', 'to-publish'], queryFn: () => api.get<ToPublish>('/inspections/to-publish') })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { busy, failure, once } = useOnce()
  const items = found.data?.items ?? []
  const chosen = items.filter(({ id }) => !left.has(id)).map(({ id }) => id)
  const send = () =>
    once(async () => {
      const { published } = await api.post<{ published: number }>('/inspections/publish', { ids: chosen })
      toast.done(say({ zh: '已公开 {n} 户的结果', en: '{n result|results} published' }, { n: published }))
      await client.invalidateQueries()
      onClose()
    })
  return (
    <Modal open width={720} title={say({ zh: '公开检查结果', en: 'Publish results of inspections' })} okText={say({ zh: '公开 {n} 户', en: 'Publish {n}' }, { n: chosen.length })} cancelText={say({ zh: '取消', en: 'Cancel' })} onCancel={onClose} onOk={() => void send()} okButtonProps={{ loading: busy, disabled: chosen.length === 0 }}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <p className="quiet">{say({ zh: '公开场所名称、检查日期和方式、结果、不符合的项和检查单位；不含人员姓名、备注和照片。公开后有误的作更正。', en: 'Made public: the place, day and kind of the visit, its result, the items that failed and the office; no names of people, no notes, no photos. What is wrong afterwards is corrected.' })}</p>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && items.length === 0 && <Empty>{say({ zh: '没有待公开的结果。', en: 'No result waits to be published.' })}</Empty>}
        {items.length > 0 && (
          <ul className="items in-publish">
            {items.map((one) => {
              const result = results.find(({ code }) => code === one.result)
              return (
                <li key={one.id}>
                  <Checkbox checked={!left.has(one.id)} aria-label={one.title} onChange={({ target }) => setLeft((before) => { const next = new Set(before); if (target.checked) next.delete(one.id); else next.add(one.id); return next })} />
                  <div>
                    <Link href={`/matters/inspection/${one.id}`}>{one.title.replace(/^监督检查：/, '')}</Link>
                    <div className="quiet small">{one.visited_on} · {result && say(result.label)}</div>
                  </div>
                  <Due on={one.publish_by} today={today} />
                </li>
              )
            })}
          </ul>
        )}
        {found.data?.more && <p className="quiet">{say({ zh: '先列最早到期的 {n} 户，公开后再列其余。', en: 'The {n} due first are listed; the rest follow once these are public.' }, { n: items.length })}</p>}
      </div>
    </Modal>
  )
}
