import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../kit/api.ts'
import { dateTime } from '../kit/format.ts'
import { useText } from '../kit/language.tsx'
import { PagedList } from '../kit/PagedList.tsx'
import { State } from '../kit/State.tsx'
import { useToast } from '../kit/toast.tsx'
import type { SessionInfo } from '../kit/types.ts'

const kinds = { office: { zh: '办公端', en: 'Office' }, field: { zh: '移动端', en: 'Field' } } as const

type Path = '/me/sessions' | '/sessions'

/** Live sessions, one's own (`/me/sessions`) or everyone's (`/sessions`), each of which can be ended. */
export function Sessions({ path }: { path: Path }) {
  const say = useText()
  return (
    <PagedList<SessionInfo>
      of="sessions"
      path={path}
      look="alert"
      framed={false}
      empty={say({ zh: '现在没有人在线。有人登录后会出现在这里。', en: 'Nobody is signed in now. Whoever signs in appears here.' })}
    >
      {(session) => <SessionLine session={session} path={path} />}
    </PagedList>
  )
}

function SessionLine({ session, path }: { session: SessionInfo; path: Path }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const end = async () => {
    try {
      await api.post(`${path}/${session.id}/end`)
      toast.done(say({ zh: '已下线', en: 'Ended' }))
      await client.invalidateQueries({ queryKey: ['sessions'] })
    } catch (error) {
      toast.failed(error)
    }
  }
  const kind = session.kind in kinds ? say(kinds[session.kind as keyof typeof kinds]) : session.kind // checked by `in`
  return (
    <>
      <span>
        {path === '/sessions' && <strong>{session.name} </strong>}
        {kind} {session.current && <State tone="good">{say({ zh: '本次', en: 'This one' })}</State>}
        <span className="quiet small break" style={{ display: 'block' }}>
          {say(
            { zh: '{at} 登录 · 最近 {seen}', en: 'Since {at} · last seen {seen}' },
            { at: dateTime(session.createdAt), seen: dateTime(session.lastSeenAt) },
          )}{' '}
          · {session.address} · {session.agent}
        </span>
      </span>
      {!session.current && (
        <Button size="small" danger onClick={() => void end()}>
          {say({ zh: '下线', en: 'End' })}
        </Button>
      )}
    </>
  )
}
