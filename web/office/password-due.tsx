import { useText } from '../kit/language.tsx'
import { Notice } from '../kit/Page.tsx'
import type { Me } from '../kit/types.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { PasswordForm } from './password-form.tsx'

/** A one-time password lets nobody further than here. */
export function PasswordDue({ me, onDone }: { me: Me; onDone: () => void }) {
  const say = useText()
  return (
    <div className="doors">
      <header><span className="brand">食安城 <small>ShiAn</small></span><LanguageSwitch /></header>
      <main>
        <h1>{say({ zh: '先设一个自己的密码', en: 'Set a password of your own first' })}</h1>
        <Notice tone="soon">◆ {say({ zh: '{name}，您使用的是一次性密码，修改后才能继续。', en: '{name}, your password was for one use. Change it to go on.' }, { name: me.name })}</Notice>
        <div className="card card-body"><PasswordForm onDone={onDone} /></div>
      </main>
      <footer />
    </div>
  )
}
