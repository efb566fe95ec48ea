import { useState, type FormEvent } from 'react'
import { clockOf } from '../kit/field/photo.ts'
import { usePhone, usePhoneState } from '../kit/field/use-phone.tsx'
import { goodPin } from '../kit/field/vault.ts'
import { useText } from '../kit/language.tsx'
import { LanguageSwitch } from './sign-in.tsx'

type PinFieldProps = { readonly label: string; readonly value: string; readonly onChange: (next: string) => void }
const PinField = ({ label, value, onChange }: PinFieldProps) => (
  <label className="f-label">{label}<input className="f-input f-pin" type="password" inputMode="numeric" autoComplete="off" maxLength={12} value={value} onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, ''))} /></label>
)

/** The first use: a PIN for the days without signal. */
export function SetPin() {
  const say = useText()
  const phone = usePhone()
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!goodPin(pin)) { setFault(say({ zh: '请用 6 至 12 位数字，不要用重复或连续的数字。', en: 'Use 6 to 12 digits, not all the same and not in a row.' })); return }
    if (pin !== again) { setFault(say({ zh: '两次输入不一致。', en: 'The two are not the same.' })); return }
    setBusy(true)
    await phone.setPin(pin)
  }
  return (
    <main className="f-door">
      <div className="f-line"><span className="f-brand">食安城 ShiAn</span><LanguageSwitch /></div>
      <h1>{say({ zh: '设置 PIN', en: 'Choose a PIN' })}</h1>
      <p className="f-quiet">{say({ zh: '没有信号时用它打开。手机里的数据都用它加密；连续输错 5 次须用密码重新登录。', en: 'It opens the phone’s data where there is no signal; all of it is encrypted with it. After 5 wrong tries you sign in with your password again.' })}</p>
      <form onSubmit={(event) => void submit(event)}>
        <PinField label={say({ zh: 'PIN（6 至 12 位数字）', en: 'PIN (6 to 12 digits)' })} value={pin} onChange={setPin} />
        <PinField label={say({ zh: '再输一次', en: 'Once more' })} value={again} onChange={setAgain} />
        {fault !== '' && <p className="f-fault" role="alert">{fault}</p>}
        <button type="submit" className="f-button main" disabled={busy}>{say({ zh: '确定', en: 'Set the PIN' })}</button>
      </form>
    </main>
  )
}

export function EnterPin() {
  const say = useText()
  const phone = usePhone()
  const { triesLeft, expiresAt, login } = usePhoneState()
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState(false)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const right = await phone.enterPin(pin)
    if (right) return
    setPin('')
    setWrong(true)
    setBusy(false)
  }
  return (
    <main className="f-door">
      <div className="f-line"><span className="f-brand">食安城 ShiAn</span><LanguageSwitch /></div>
      <h1>{say({ zh: '输入 PIN', en: 'Enter your PIN' })}</h1>
      <p className="f-quiet">{login}{expiresAt && ` · ${say({ zh: '离线有效至 {at}', en: 'works until {at}' }, { at: clockOf(expiresAt).slice(5, 16) })}`}</p>
      <form onSubmit={(event) => void submit(event)}>
        <PinField label="PIN" value={pin} onChange={setPin} />
        {wrong && <p className="f-fault" role="alert">{say({ zh: 'PIN 不正确，还可试 {n} 次；之后须用密码重新登录，未上传的记录不会丢。', en: 'Wrong PIN. {n} tries are left; then you sign in with your password. What was not sent is not lost.' }, { n: triesLeft })}</p>}
        <button type="submit" className="f-button main" disabled={busy || pin.length < 6}>{say({ zh: '打开', en: 'Open' })}</button>
      </form>
    </main>
  )
}
