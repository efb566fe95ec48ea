import { useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault, Notice } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import { sealOf } from '../draw/draw.ts'
import { draw } from '../draw/matters.ts'
import type { DrawRow } from '../draw/registers.ts'
import { dropSlip, keepSlip, keptSlip, newSalt } from './draw-data.ts'

type Props = { readonly row: DrawRow; readonly onClose: () => void }
const isNumber = (text: string): boolean => /^[0-9]{1,12}$/.test(text)

/** One action of the ceremony: what is entered, the button, and what went wrong. */
function Dialog({ row, action, ready, body, onDone, onClose, children }: Props & { action: 'seal' | 'enter' | 'reveal'; ready: boolean; body: () => Readonly<Record<string, unknown>>; onDone?: () => void; children: ReactNode }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, failure, once } = useOnce()
  const send = async () => {
    if (!ready) return
    await once(async () => {
      await api.post(`/matters/draw/${row.id}/${action}`, { version: row.version, ...body() })
      await Promise.all([['matter'], ['register', 'draw'], ['register', 'drawn_place'], ['inbox']].map((queryKey) => client.invalidateQueries({ queryKey })))
      toast.done(say({ zh: '已办理：{label}', en: 'Done: {label}' }, { label: say(draw.actions[action].label) }))
      if (onDone) onDone()
      else onClose()
    })
  }
  return (
    <Modal open title={say(draw.actions[action].label)} okText={say(draw.actions[action].label)} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ disabled: !ready, loading: busy }} onOk={() => void send()} onCancel={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); void send() }}>
        {failure !== null && <Fault error={failure} />}
        {children}
      </form>
    </Modal>
  )
}

const NumberInput = ({ id, label, value, onChange, secret = false, most = 12 }: { id: string; label: string; value: string; onChange: (value: string) => void; secret?: boolean; most?: number }) => {
  const given = { id, value, maxLength: most, inputMode: 'numeric' as const, autoComplete: 'off', size: 'large' as const, onChange: (event: { target: { value: string } }) => onChange(event.target.value.replaceAll(/\D/g, '')) }
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {secret ? <Input.Password {...given} /> : <Input {...given} />}
    </div>
  )
}

/** The first person: the number stays in this browser and on his slip; only the seal leaves it. */
export function SealDialog({ row, onClose }: Props) {
  const say = useText()
  const me = useMe()
  const [number, setNumber] = useState('')
  const [salt] = useState(newSalt)
  const [sealed, setSealed] = useState(false)
  if (sealed) {
    return (
      <Modal open title={say({ zh: '请抄下凭条', en: 'Copy this slip' })} onCancel={onClose} footer={<Button type="primary" onClick={onClose}>{say({ zh: '已抄下', en: 'I have it' })}</Button>}>
        <div className="stack">
          <p>{say({ zh: '揭示时需要数和盐。本浏览器已保存；换一台电脑时照此输入。揭示之前不要给任何人看。', en: 'Both are needed to reveal. This browser keeps them; on another machine they are typed. Show them to nobody before.' })}</p>
          <dl className="facts">
            <div><dt>{say({ zh: '第一数', en: 'First number' })}</dt><dd className="dr-number">{number}</dd></div>
            <div><dt>{say({ zh: '盐', en: 'Salt' })}</dt><dd><code className="dr-hash">{salt}</code></dd></div>
          </dl>
        </div>
      </Modal>
    )
  }
  return (
    <Dialog row={row} action="seal" onClose={onClose} ready={isNumber(number)} body={() => ({ commitment: sealOf(salt, number) })}
      onDone={() => { keepSlip(row.id, me.person, { number, salt }); setSealed(true) }}>
      <p>{say({ zh: '任想一个至多 12 位的数。只有它的加盐 SM3 值离开本机并公布；第二人填数之后由您揭示。', en: 'Think of a number of up to 12 digits. Only its salted SM3 leaves this machine and is published; you reveal it after the second person has entered theirs.' })}</p>
      <NumberInput id="dr-first" secret label={say({ zh: '第一数', en: 'First number' })} value={number} onChange={setNumber} />
      {isNumber(number) && <p className="small"><span className="quiet">{say({ zh: '将公布：', en: 'To be published: ' })}</span><code className="dr-hash">{sealOf(salt, number)}</code></p>}
    </Dialog>
  )
}

export function EnterDialog({ row, onClose }: Props) {
  const say = useText()
  const me = useMe()
  const [number, setNumber] = useState('')
  const same = row.first_by === me.person
  return (
    <Dialog row={row} action="enter" onClose={onClose} ready={!same && isNumber(number)} body={() => ({ number })}>
      {same ? <Notice tone="soon">{say({ zh: '第一数是您封的，第二数须由另一人登录填写。', en: 'You sealed the first number; another person signs in and enters the second.' })}</Notice>
        : <p>{say({ zh: '任填一个至多 12 位的数，填后立即公布，不能再改。', en: 'Any number of up to 12 digits. It is published at once and cannot be changed.' })}</p>}
      <NumberInput id="dr-second" label={say({ zh: '第二数', en: 'Second number' })} value={number} onChange={setNumber} />
    </Dialog>
  )
}

export function RevealDialog({ row, onClose }: Props) {
  const say = useText()
  const me = useMe()
  const [kept] = useState(() => keptSlip(row.id, me.person))
  const [number, setNumber] = useState(kept?.number ?? '')
  const [salt, setSalt] = useState(kept?.salt ?? '')
  const [drawn, setDrawn] = useState('')
  const clean = salt.replaceAll(/[\s-]/g, '').toLowerCase()
  const fits = sealOf(clean, number) === row.first_commitment
  return (
    <Dialog row={row} action="reveal" onClose={onClose} ready={isNumber(number) && fits && (row.public_source === null || drawn !== '')}
      body={() => ({ number, salt: clean, ...(row.public_source !== null && { public_number: drawn }) })} onDone={() => { dropSlip(row.id, me.person); onClose() }}>
      {row.first_by !== me.person && <Notice tone="soon">{say({ zh: '第一数只能由封数的人揭示。', en: 'Only the person who sealed the first number reveals it.' })}</Notice>}
      <NumberInput id="dr-reveal" label={say({ zh: '第一数', en: 'First number' })} value={number} onChange={setNumber} />
      <div>
        <label htmlFor="dr-salt">{say({ zh: '盐', en: 'Salt' })}</label>
        <Input id="dr-salt" value={salt} maxLength={80} autoComplete="off" onChange={(event) => setSalt(event.target.value)} />
      </div>
      {row.public_source !== null && <NumberInput id="dr-public" most={40} label={say({ zh: '公共数：{source}', en: 'Public number: {source}' }, { source: row.public_source })} value={drawn} onChange={setDrawn} />}
      {number !== '' && clean !== '' && <p role="status" className={fits ? '' : 'dr-differs'}>{fits ? say({ zh: '✓ 与封存值一致', en: '✓ This is what was sealed' }) : say({ zh: '▲ 与封存值不一致', en: '▲ This is not what was sealed' })}</p>}
    </Dialog>
  )
}
