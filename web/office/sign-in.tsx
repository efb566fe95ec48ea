import { useState, type FormEvent } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { api, isProblem, ProblemError, sentenceOf } from '../kit/api.ts'
import { Labelled } from '../kit/FieldRow.tsx'
import { useText } from '../kit/language.tsx'
import { useOnce } from '../kit/once.ts'
import type { City, Me } from '../kit/types.ts'
import { LanguageSwitch } from './language-switch.tsx'

type CityChoice = Pick<City, 'code' | 'name' | 'demo'>

/** The way in: city (where there are several), login, password, and the second factor when it is asked for. */
export function SignIn({ onSignedIn, again }: { onSignedIn: (me: Me) => void; again: boolean }) {
  const say = useText()
  const cities = useQuery({
    queryKey: ['cities'],
    queryFn: async () => citiesIn(await api.get<CityChoice[] | { items: CityChoice[] }>('/cities')),
    staleTime: Infinity,
  })
  const [given, setGiven] = useState({ city: '', login: '', password: '', code: '' })
  const [codeAsked, setCodeAsked] = useState(false)
  const { busy, failure, once } = useOnce((error) => {
    if (isProblem(error, 'sign-in.code-needed') || isProblem(error, 'sign-in.code-wrong')) setCodeAsked(true)
  })
  const choices = cities.data ?? []
  const city = given.city || choices[0]?.code
  const set = (name: keyof typeof given) => (event: { target: { value: string } }) =>
    setGiven((before) => ({ ...before, [name]: event.target.value }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await once(async () =>
      onSignedIn(
        await api.post<Me>('/sign-in', {
          ...(city ? { city } : {}),
          login: given.login.trim(),
          password: given.password,
          ...(given.code ? { code: given.code.trim() } : {}),
        }),
      ),
    )
  }
  return (
    <div className="doors">
      <header>
        <span className="brand">
          食安城 <small>ShiAn</small>
        </span>
        <LanguageSwitch />
      </header>
      <main>
        <h1>
          {again
            ? say({ zh: '请重新登录，回到刚才的页面', en: 'Sign in again to go on where you were' })
            : say({ zh: '登录', en: 'Sign in' })}
        </h1>
        <form className="card card-body" onSubmit={(event) => void submit(event)}>
          <SignInProblem error={failure} />
          {choices.length > 1 && (
            <Labelled id="city" label={say({ zh: '城市', en: 'City' })}>
              <Select
                id="city"
                style={{ width: '100%' }}
                // Beside the field: in a dialog of its own the page's end lies out of reach.
                getPopupContainer={(field: HTMLElement) => field.parentElement ?? document.body}
                value={city}
                options={choices.map(({ code, name }) => ({ value: code, label: say(name) }))}
                onChange={(code) => setGiven({ ...given, city: code })}
              />
            </Labelled>
          )}
          <Labelled id="login" label={say({ zh: '账号', en: 'Login' })}>
            <Input id="login" autoComplete="username" autoFocus value={given.login} onChange={set('login')} required />
          </Labelled>
          <Labelled id="password" label={say({ zh: '密码', en: 'Password' })}>
            <Input.Password id="password" autoComplete="current-password" value={given.password} onChange={set('password')} required />
          </Labelled>
          {codeAsked && (
            <Labelled
              id="code"
              label={say({ zh: '动态验证码', en: 'Code' })}
              help={{ zh: '身份验证器中的 6 位数字。', en: 'The 6 digits of your authenticator.' }}
            >
              <Input
                id="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                autoFocus
                maxLength={8}
                value={given.code}
                onChange={set('code')}
                aria-describedby="code-about"
              />
            </Labelled>
          )}
          <Button type="primary" htmlType="submit" loading={busy} disabled={!given.login || !given.password}>
            {say({ zh: '登录', en: 'Sign in' })}
          </Button>
        </form>
      </main>
      <footer className="quiet small">
        <span>{choices.length === 1 && choices[0] ? say(choices[0].name) : ''}</span>
        {choices.some(({ demo }) => demo) && <span className="demo">{say({ zh: '演示数据 · 合成', en: 'Demo data · synthetic' })}</span>}
      </footer>
    </div>
  )
}

const citiesIn = (answer: CityChoice[] | { items: CityChoice[] }): CityChoice[] => (Array.isArray(answer) ? answer : answer.items)

function SignInProblem({ error }: { error: unknown }) {
  const say = useText()
  if (error === null) return null
  const asking = isProblem(error, 'sign-in.code-needed')
  const fields = error instanceof ProblemError ? error.fields : []
  return (
    <div role="alert" className={asking ? 'notice soon' : 'notice late'}>
      <span aria-hidden="true">{asking ? '◆' : '▲'}</span>
      <span>
        {say(sentenceOf(error))}
        {fields.map(({ path, sentence }) => (
          <span key={path}> {say(sentence)}</span>
        ))}
      </span>
    </div>
  )
}
