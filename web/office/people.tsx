import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { declareRights } from '../../platform/identity/rights.ts'
import type { Choice } from '../../platform/register/fields.ts'
import { registers } from '../kit/declarations.ts'
import { api, ProblemError } from '../kit/api.ts'
import { faultsOf, Labelled } from '../kit/FieldRow.tsx'
import { useText } from '../kit/language.tsx'
import { Card, Fault, Loading, Page } from '../kit/Page.tsx'
import { RegisterList } from '../kit/RegisterList.tsx'
import { RegisterRow } from '../kit/RegisterRow.tsx'
import { useHolds } from '../kit/session.tsx'
import { useToast } from '../kit/toast.tsx'
import { RegisterTabs } from './register-tabs.tsx'
import { Sessions } from './sessions.tsx'

/**
 * The rights that roles may hold, those of every duty: the browser knows the platform's own, the server tells the others.
 * They become options of the role's form, and stay.
 */
const useRights = () =>
  useQuery({
    queryKey: ['rights'],
    staleTime: Infinity,
    retry: false,
    queryFn: async () => {
      const { items } = await api.get<{ items: readonly Choice[] }>('/rights')
      declareRights(Object.fromEntries(items.map(({ code, label }) => [code, label])))
      return items
    },
  })

/** Who works here and what they may do: units, people, posts, roles, and who is signed in now. */
export function People() {
  const say = useText()
  const rights = useRights()
  const live = (
    <Page title={say({ zh: '在线会话', en: 'Live sessions' })}>
      <Card>
        <Sessions path="/sessions" />
      </Card>
    </Page>
  )
  if (rights.isPending) return <Loading />
  return (
    <RegisterTabs
      base="/people"
      names={['person', 'org_unit', 'post', 'role']}
      rows={{ person: (id) => <PersonPage key={id} id={id} /> }}
      extra={[{ path: '/people/sessions', label: { zh: '在线会话', en: 'Live sessions' }, right: 'people.sessions', page: live }]}
    />
  )
}

/** A person with their account and their posts. */
function PersonPage({ id }: { id: string }) {
  const say = useText()
  const allows = useHolds()
  const person = registers.get('person')
  const post = registers.get('post')
  if (!person) return null
  const keeps = allows(['people.accounts', 'people.administrators'])
  return (
    <RegisterRow
      register={person}
      id={id}
      base="/people/person"
      extra={() => keeps && <Account id={id} />}
      tabs={
        post
          ? [
              {
                key: 'posts',
                label: say(post.title),
                children: <RegisterList register={post} embedded fixed={{ person_id: id }} opens={(row) => `/people/post/${row.id}`} />,
              },
            ]
          : []
      }
    />
  )
}

/** Opening an account, a new one-time password, ending a lock-out. The password is shown once. */
function Account({ id }: { id: string }) {
  const say = useText()
  const toast = useToast()
  const [opening, setOpening] = useState(false)
  const [password, setPassword] = useState<string | null>(null)
  const attempt = async (what: () => Promise<void>) => {
    try {
      await what()
    } catch (error) {
      toast.failed(error)
    }
  }
  const reset = () => void attempt(async () => setPassword((await api.post<{ password: string }>(`/people/${id}/reset-password`)).password))
  const unlock = () =>
    void attempt(async () => {
      await api.post(`/people/${id}/unlock`)
      toast.done(say({ zh: '已解锁', en: 'Unlocked' }))
    })
  return (
    <div className="toolbar" style={{ marginBottom: 14 }}>
      <Button onClick={() => setOpening(true)}>{say({ zh: '开通账号', en: 'Open an account' })}</Button>
      <Button onClick={reset}>{say({ zh: '重置密码', en: 'Reset password' })}</Button>
      <Button onClick={unlock}>{say({ zh: '解除锁定', en: 'Unlock' })}</Button>
      {opening && (
        <OpenAccount
          id={id}
          onClose={() => setOpening(false)}
          onOpened={(given) => {
            setOpening(false)
            setPassword(given)
          }}
        />
      )}
      <Modal
        open={password !== null}
        title={say({ zh: '一次性密码', en: 'One-time password' })}
        onCancel={() => setPassword(null)}
        onOk={() => setPassword(null)}
        cancelButtonProps={{ hidden: true }}
      >
        <p className="quiet">
          {say({
            zh: '只显示这一次。请当面或用可靠方式告知本人，首次登录须修改。',
            en: 'Shown only this once. Tell it to the person directly; it must be changed at the first sign-in.',
          })}
        </p>
        <p style={{ fontSize: 18, fontFamily: 'ui-monospace, monospace', userSelect: 'all' }}>{password}</p>
      </Modal>
    </div>
  )
}

function OpenAccount({ id, onClose, onOpened }: { id: string; onClose: () => void; onOpened: (password: string) => void }) {
  const say = useText()
  const [login, setLogin] = useState('')
  const [error, setError] = useState<unknown>(null)
  const open = async () => {
    setError(null)
    try {
      onOpened((await api.post<{ password: string }>(`/people/${id}/account`, { login: login.trim() })).password)
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <Modal
      open
      title={say({ zh: '开通账号', en: 'Open an account' })}
      onCancel={onClose}
      onOk={() => void open()}
      okButtonProps={{ disabled: login.trim().length < 2 }}
    >
      {error !== null && <Fault error={error} beside />}
      <Labelled
        id="new-login"
        label={say({ zh: '账号', en: 'Login' })}
        faults={error instanceof ProblemError ? faultsOf(error.fields, 'login') : []}
        help={{ zh: '汉字、字母、数字和 . _ @ -，2 至 60 个字符。', en: 'Letters, digits and . _ @ -, 2 to 60 characters.' }}
      >
        <Input
          id="new-login"
          autoFocus
          value={login}
          aria-describedby="new-login-about"
          onChange={(event) => setLogin(event.target.value)}
          onPressEnter={() => void open()}
        />
      </Labelled>
    </Modal>
  )
}
