import { useEffect } from 'react'
import { Redirect, Route, Router, Switch } from 'wouter'
import { useText } from '../kit/language.tsx'
import { usePhoneState } from '../kit/field/use-phone.tsx'
import { faces } from './faces.ts'
import { Home } from './home.tsx'
import { OutboxPage } from './outbox-page.tsx'
import { EnterPin, SetPin } from './pin.tsx'
import { SettingsPage } from './settings-page.tsx'
import { SignInPage } from './sign-in.tsx'

/** The phone: a door, and behind it the pages of the duties. */
export function App() {
  const { stage, settings } = usePhoneState()
  useEffect(() => void document.documentElement.classList.toggle('f-large', settings.large), [settings.large])
  if (stage === 'starting') return <main className="f-door" aria-busy="true" />
  if (stage === 'sign-in') return <SignInPage />
  if (stage === 'set-pin') return <SetPin />
  if (stage === 'pin') return <EnterPin />
  return (
    <Router base="/field">
      <Switch>
        <Route path="/" component={Home} />
        <Route path="/outbox" component={OutboxPage} />
        <Route path="/settings" component={SettingsPage} />
        {faces.flatMap(({ routes }) => routes.map(({ path, page }) => <Route key={path} path={path} component={page} />))}
        <Route><Redirect to="/" /></Route>
      </Switch>
    </Router>
  )
}

/** Without https the browser encrypts nothing and keeps no pages: better to say so than to begin. */
export function NoSafety() {
  const say = useText()
  return <main className="f-door"><h1>{say({ zh: '需要安全连接', en: 'A safe connection is needed' })}</h1><p>{say({ zh: '请用 https:// 开头的地址打开。没有安全连接时，浏览器不能加密手机里的数据。', en: 'Open it with an address that begins with https://. Without it the browser cannot encrypt what is on the phone.' })}</p></main>
}
