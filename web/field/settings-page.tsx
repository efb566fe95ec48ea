import { useState } from 'react'
import { FieldPage } from '../kit/field/page.tsx'
import { firstPhrases } from '../kit/field/phrases.tsx'
import { clockOf } from '../kit/field/photo.ts'
import { usePhone, usePhoneState } from '../kit/field/use-phone.tsx'
import { useLanguage, useText } from '../kit/language.tsx'
import { LanguageSwitch } from './sign-in.tsx'

export function SettingsPage() {
  const say = useText()
  const language = useLanguage()
  const phone = usePhone()
  const { settings, expiresAt, login } = usePhoneState()
  const phrases = settings.phrases ?? firstPhrases[language]
  const [next, setNext] = useState('')
  const put = (list: readonly string[]) => void phone.saveSettings({ ...settings, phrases: list })
  return (
    <FieldPage title={say({ zh: '设置', en: 'Settings' })} back={{ to: '/', label: say({ zh: '今天', en: 'Today' }) }}>
      <section className="f-card">
        <p>{login}</p>
        {expiresAt && <p className="f-quiet">{say({ zh: '离线有效至 {at}，之后须重新登录；未上传的记录不会丢。', en: 'Works until {at}; then you sign in again. What was not sent is not lost.' }, { at: clockOf(expiresAt).slice(0, 16) })}</p>}
        <div className="f-line"><span>{say({ zh: '语言', en: 'Language' })}</span><LanguageSwitch /></div>
        <label className="in-tick"><input type="checkbox" checked={settings.large} onChange={(event) => void phone.saveSettings({ ...settings, large: event.target.checked })} /> {say({ zh: '大字', en: 'Large text' })}</label>
      </section>
      <section className="f-card" aria-labelledby="f-phrases">
        <h2 id="f-phrases">{say({ zh: '常用语', en: 'Quick phrases' })}</h2>
        <ul className="f-list">
          {phrases.map((phrase) => (
            <li key={phrase}><div className="f-line"><span>{phrase}</span><button type="button" className="f-link" aria-label={say({ zh: '删去：{phrase}', en: 'Remove: {phrase}' }, { phrase })} onClick={() => put(phrases.filter((one) => one !== phrase))}>{say({ zh: '删去', en: 'Remove' })}</button></div></li>
          ))}
        </ul>
        <form onSubmit={(event) => { event.preventDefault(); if (next.trim() !== '' && !phrases.includes(next.trim())) put([...phrases, next.trim()]); setNext('') }}>
          <label className="f-label">{say({ zh: '新的常用语', en: 'A new phrase' })}<input className="f-input" maxLength={100} value={next} onChange={(event) => setNext(event.target.value)} /></label>
          <button type="submit" className="f-button">{say({ zh: '添加', en: 'Add' })}</button>
        </form>
      </section>
      <section className="f-card">
        <div className="f-two">
          <button type="button" className="f-button" onClick={() => void phone.lock()}>{say({ zh: '锁定', en: 'Lock' })}</button>
          <button type="button" className="f-button" onClick={() => void phone.signOut()}>{say({ zh: '退出登录', en: 'Sign out' })}</button>
        </div>
        <p className="f-quiet">{say({ zh: '退出后未上传的记录仍加密存放在手机里，重新登录后继续上传。', en: 'After signing out what was not sent stays on the phone, encrypted, and goes up when you sign in again.' })}</p>
      </section>
    </FieldPage>
  )
}
