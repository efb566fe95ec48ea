import { useEffect, useState, type FormEvent } from 'react'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import { isProblem, sentenceOf } from '../kit/api.ts'
import { openLine } from '../kit/field/line.ts'
import { usePhone, usePhoneState } from '../kit/field/use-phone.tsx'
import { setLanguage, useLanguage, useText } from '../kit/language.tsx'
import { useOnce } from '../kit/once.ts'

/** Why one has to sign in again, and what became of what was recorded. */
const reasons = {
  tries: { zh: 'PIN 连续输错 5 次，钥匙已清除。未上传的记录仍加密存放在手机里，用密码重新登录后继续。', en: 'The PIN was wrong 5 times and its key is gone. What was not sent is still on the phone, encrypted; sign in with your password to go on.' },
  expired: { zh: '已过 24 小时，请重新登录。未上传的记录仍加密存放在手机里。', en: 'The 24 hours are over; sign in again. What was not sent is still on the phone, encrypted.' },
  ended: { zh: '登录已结束，请重新登录。未上传的记录仍加密存放在手机里。', en: 'The session has ended; sign in again. What was not sent is still on the phone, encrypted.' },
} as const satisfies Record<string, Bilingual>

export function LanguageSwitch() {
  const language = useLanguage()
  return <button type="button" className="f-link" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>{language === 'zh' ? 'English' : '中文'}</button>
}

type City = { readonly code: string; readonly name: Bilingual }

export function SignInPage() {
  const say = useText()
  const phone = usePhone()
  const { why, login: before, online } = usePhoneState()
  const [login, setLogin] = useState(before)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [cities, setCities] = useState<readonly City[]>([])
  const [city, setCity] = useState('')
  const { busy, failure: fault, once } = useOnce((error) => {
    if (isProblem(error, 'sign-in.code-needed')) setAsksCode(true)
  })
  useEffect(() => void openLine.get<readonly City[]>('/cities').then((all) => { setCities(all); setCity(all[0]?.code ?? '') }, () => {}), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await once(() => phone.signIn({ login, password, ...(code ? { code } : {}), ...(city ? { city } : {}) }))
  }
  return (
    <main className="f-door">
      <div className="f-line"><span className="f-brand">食安城 ShiAn</span><LanguageSwitch /></div>
      <h1>{say({ zh: '外勤登录', en: 'Sign in to the field' })}</h1>
      {why && <p className="f-warn" role="status">{say(reasons[why])}</p>}
      {!online && <p className="f-warn">{say({ zh: '◌ 没有网络：登录需要信号。', en: '◌ No network: signing in needs signal.' })}</p>}
      <form onSubmit={(event) => void submit(event)}>
        {cities.length > 1 && (
          <label className="f-label">{say({ zh: '城市', en: 'City' })}
            <select className="f-input" value={city} onChange={(event) => setCity(event.target.value)}>{cities.map((one) => <option key={one.code} value={one.code}>{say(one.name)}</option>)}</select>
          </label>
        )}
        <label className="f-label">{say({ zh: '账号', en: 'Login' })}<input className="f-input" autoComplete="username" autoCapitalize="none" required value={login} onChange={(event) => setLogin(event.target.value)} /></label>
        <label className="f-label">{say({ zh: '密码', en: 'Password' })}<input className="f-input" type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} /></label>
        {asksCode && <label className="f-label">{say({ zh: '动态验证码', en: 'Code of the authenticator app' })}<input className="f-input" inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={code} onChange={(event) => setCode(event.target.value)} /></label>}
        {fault !== null && <p className="f-fault" role="alert">{say(sentenceOf(fault))}</p>}
        <button type="submit" className="f-button main" disabled={busy}>{busy ? say({ zh: '正在登录…', en: 'Signing in…' }) : say({ zh: '登录', en: 'Sign in' })}</button>
      </form>
    </main>
  )
}
