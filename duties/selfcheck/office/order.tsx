import { Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation, useParams, useSearchParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { OwnOrder } from '../contract.ts'
import { useOwn } from './own.tsx'
import { Faults, Foot, HOME, Line, Photos } from './send.tsx'
import { forgetDraft, useDraft } from './waiting.ts'
import './selfcheck.css'

/** `/my-records/order/:id`: what was ordered, what was done about it, photos. */
export function OrderPage() {
  const say = useText()
  const { id } = useParams<{ id: string }>()
  const [search] = useSearchParams()
  const found = useOwn(search.get('premises'))
  const order = found.data?.place?.orders.find((one) => one.id === id)
  const back = { to: HOME, label: say({ zh: '今日自查', en: 'Today’s records' }) }
  if (!found.data) return <Page title={say({ zh: '报整改', en: 'Report what was put right' })} back={back}><Card><Loading error={found.error} retry={() => void found.refetch()} /></Card></Page>
  return (
    <Page title={say({ zh: '报整改', en: 'Report what was put right' })} about={order?.title} back={back}>
      {order ? <OrderForm order={order} /> : <Card padded>{say({ zh: '这项整改已经报过，或不在本场所。', en: 'This has been reported already, or is not of this place.' })}</Card>}
    </Page>
  )
}

function OrderForm({ order }: { order: OwnOrder }) {
  const say = useText()
  const me = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { busy, failure, once } = useOnce()
  const [entry, change, draft] = useDraft(me.person, `order.${order.id}`, (): { note: string; photos: readonly string[] } => ({ note: '', photos: [] }))
  // Photos stand with the order before it is reported; where the line breaks in between, the draft stays and is sent again.
  const send = () =>
    once(async () => {
      if (entry.photos.length > 0) await api.post(`/own/orders/${order.id}/photos`, { photos: entry.photos })
      await api.post(`/matters/rectification/${order.id}/correct`, { note: entry.note, version: order.version })
      forgetDraft(draft)
      await client.invalidateQueries()
      toast.done(say({ zh: '已报整改，等待复查', en: 'Reported; the authority looks again' }))
      go(HOME)
    })
  return (
    <div className="sc-page">
      <section className="card">
        <div className="sc-form">
          <Faults error={failure} />
          <ul className="sc-check">{order.items.map((text) => <li key={text}>{text}</li>)}</ul>
          <Line label={say({ zh: '整改情况', en: 'What was done' })}><Input.TextArea autoSize={{ minRows: 4 }} maxLength={5000} value={entry.note} onChange={(event) => change({ note: event.target.value })} /></Line>
          <Photos ids={entry.photos} onChange={(photos) => change({ photos })} />
        </div>
        <Foot label={say({ zh: '提交整改', en: 'Send' })} busy={busy} wants={entry.note.trim() === '' ? say({ zh: '请写明整改情况。', en: 'Say what was done.' }) : null} onSend={() => void send()} />
      </section>
    </div>
  )
}
