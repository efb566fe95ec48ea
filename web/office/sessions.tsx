import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../kit/api.ts'
import { dateTime } from '../kit/format.ts'
import { useText } from '../kit/language.tsx'
import { Loading } from '../kit/Page.tsx'
import { State } from '../kit/State.tsx'
import { useToast } from '../kit/toast.tsx'
import type { SessionInfo } from '../kit/types.ts'

const kinds = { office: { zh: '办公端', en: 'Office' }, field: { zh: '移动端', en: 'Field' } } as const

/** Live sessions, one's own (`/me/sessions`) or everyone's (`/sessions`), each of which can be ended. */
export function Sessions({ path }: { path: '/me/sessions' | '/sessions' }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const found = useQuery({ queryKey: ['sessions', path], queryFn: () => api.get<{ items: readonly SessionInfo[] }>(path) })
  const end = async (session: SessionInfo) => {
    try {
      await api.post(`${path}/${session.id}/end`)
      toast.done(say({ zh: '已下线', en: 'Ended' }))
      await client.invalidateQueries({ queryKey: ['sessions'] })
    } catch (error) {
      toast.failed(error)
    }
  }
  if (!found.data) return <Loading error={found.error} retry={() => void found.refetch()} />
  const kind = (name: string) => (name in kinds ? say(kinds[name as keyof typeof kinds]) : name) // checked by `in`
  return (
    <ul className="items alert">
      {found.data.items.map((session) => (
        <li key={session.id}>
          <span>
            {path === '/sessions' && <strong>{session.name} </strong>}
            {kind(session.kind)} {session.current && <State tone="good">{say({ zh: '本次', en: 'This one' })}</State>}
            <span className="quiet small break" style={{ display: 'block' }}>
              {say(
                { zh: '{at} 登录 · 最近 {seen}', en: 'Since {at} · last seen {seen}' },
                { at: dateTime(session.createdAt), seen: dateTime(session.lastSeenAt) },
              )}{' '}
              · {session.address} · {session.agent}
            </span>
          </span>
          {!session.current && (
            <Button size="small" danger onClick={() => void end(session)}>
              {say({ zh: '下线', en: 'End' })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
