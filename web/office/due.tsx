import type { ReactNode } from 'react'
import { useText } from '../kit/language.tsx'
import { Notice } from '../kit/Page.tsx'
import type { Me } from '../kit/types.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { PasswordForm } from './password-form.tsx'
import { TotpSetup } from './totp.tsx'

/** A step that must be taken before anything else opens. */
function Gate({ title, why, children }: { title: string; why: string; children: ReactNode }) {
  return (
    <div className="doors">
      <header>
        <span className="brand">
          食安城 <small>ShiAn</small>
        </span>
        <LanguageSwitch />
      </header>
      <main>
        <h1>{title}</h1>
        <Notice tone="soon">◆ {why}</Notice>
        <div className="card card-body">{children}</div>
      </main>
      <footer />
    </div>
  )
}

/** A one-time password lets nobody further than here. */
export function PasswordDue({ me, onDone }: { me: Me; onDone: () => void }) {
  const say = useText()
  return (
    <Gate
      title={say({ zh: '先设一个自己的密码', en: 'Set a password of your own first' })}
      why={say(
        { zh: '{name}，您使用的是一次性密码，修改后才能继续。', en: '{name}, your password was for one use. Change it to go on.' },
        { name: me.name },
      )}
    >
      <PasswordForm onDone={onDone} />
    </Gate>
  )
}

/** Some posts need a second factor (动态验证码) before they open anything. */
export function SecondFactorDue({ me, onDone }: { me: Me; onDone: () => void }) {
  const say = useText()
  return (
    <Gate
      title={say({ zh: '先绑定动态验证码', en: 'Set up your authenticator first' })}
      why={say(
        { zh: '{name}，您的岗位要求登录时使用动态验证码。', en: '{name}, your post requires a second factor at sign-in.' },
        { name: me.name },
      )}
    >
      <TotpSetup onDone={onDone} />
    </Gate>
  )
}
