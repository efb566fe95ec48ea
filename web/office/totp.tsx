import { useState, type FormEvent } from 'react'
import { Button, Input } from 'antd'
import { api, ProblemError } from '../kit/api.ts'
import { faultsOf, Labelled } from '../kit/FieldRow.tsx'
import { useText } from '../kit/language.tsx'
import { Fault } from '../kit/Page.tsx'

type Invitation = { readonly secret: string; readonly uri: string; readonly qr: string }

/** Binds an authenticator: a picture to scan, then its first code. */
export function TotpSetup({ onDone }: { onDone: () => void }) {
  const say = useText()
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const [code, setCode] = useState('')
  const [error, setError] = useState<unknown>(null)
  const attempt = async (what: () => Promise<void>) => {
    setError(null)
    try {
      await what()
    } catch (failure) {
      setError(failure)
    }
  }
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    void attempt(async () => {
      await api.post('/me/totp/confirm', { code: code.trim() })
      onDone()
    })
  }
  if (!invitation) {
    return (
      <div className="stack">
        {error !== null && <Fault error={error} beside />}
        <p className="quiet">
          {say({
            zh: '用手机上的身份验证器（TOTP）扫码绑定后，登录时除密码外再输 6 位数字。',
            en: 'Scan a picture with an authenticator app on your phone; signing in then asks for its 6 digits besides the password.',
          })}
        </p>
        <Button type="primary" onClick={() => void attempt(async () => setInvitation(await api.post<Invitation>('/me/totp')))}>
          {say({ zh: '开始绑定', en: 'Set up' })}
        </Button>
      </div>
    )
  }
  return (
    <form className="stack" style={{ maxWidth: 400 }} onSubmit={confirm}>
      {error !== null && <Fault error={error} beside />}
      <img
        alt={say({ zh: '用身份验证器扫描的二维码', en: 'QR code for the authenticator' })}
        width={180}
        height={180}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(invitation.qr)}`}
      />
      <p className="quiet small break">
        {say({ zh: '不能扫码时，手工输入密钥：', en: 'If you cannot scan it, type this key: ' })}
        {invitation.secret}
      </p>
      <Labelled
        id="totp-code"
        label={say({ zh: '验证器显示的 6 位数字', en: 'The 6 digits it shows' })}
        faults={error instanceof ProblemError ? faultsOf(error.fields, 'code') : []}
      >
        <Input
          id="totp-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          aria-describedby="totp-code-about"
          onChange={(event) => setCode(event.target.value)}
        />
      </Labelled>
      <Button type="primary" htmlType="submit" disabled={code.trim().length !== 6}>
        {say({ zh: '确认绑定', en: 'Confirm' })}
      </Button>
    </form>
  )
}

/** Takes the second factor away again: needs the password and a code. */
export function TotpRemove({ onDone }: { onDone: () => void }) {
  const say = useText()
  const [given, setGiven] = useState({ password: '', code: '' })
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    try {
      await api.post('/me/totp/remove', { password: given.password, code: given.code.trim() })
      onDone()
    } catch (failure) {
      setError(failure)
    }
  }
  const faults = error instanceof ProblemError ? error.fields : []
  return (
    <form className="stack" style={{ maxWidth: 400 }} onSubmit={(event) => void submit(event)}>
      {error !== null && <Fault error={error} beside />}
      <Labelled id="totp-password" label={say({ zh: '密码', en: 'Password' })} faults={faultsOf(faults, 'password')}>
        <Input.Password
          id="totp-password"
          autoComplete="current-password"
          value={given.password}
          onChange={(event) => setGiven({ ...given, password: event.target.value })}
        />
      </Labelled>
      <Labelled id="totp-now" label={say({ zh: '动态验证码', en: 'Code' })} faults={faultsOf(faults, 'code')}>
        <Input
          id="totp-now"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={given.code}
          onChange={(event) => setGiven({ ...given, code: event.target.value })}
        />
      </Labelled>
      <Button danger htmlType="submit" disabled={!given.password || given.code.trim().length !== 6}>
        {say({ zh: '解除动态验证码', en: 'Remove the authenticator' })}
      </Button>
    </form>
  )
}
