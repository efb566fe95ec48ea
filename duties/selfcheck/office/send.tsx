import { useState, type ReactNode } from 'react'
import { Button } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { api, faultsIn, ProblemError, sentenceOf } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import { uploadFile } from '../../../web/kit/upload.ts'
import { drop, forgetDraft, keepToSend, useSending, useWaiting } from './waiting.ts'

export const HOME = '/my-records'

/** Sends a body that carries its own id. Without a line it is kept here and sent later; a refusal is told with all its faults. */
export function useSend({ path, label, back = HOME }: { readonly path: string; readonly label: string; readonly back?: string }) {
  const say = useText()
  const me = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { busy, failure, once } = useOnce()
  const send = (body: unknown, done: () => void, draft?: string) =>
    once(async () => {
      try {
        await api.post(path, body)
        forgetDraft(draft)
        done()
        await client.invalidateQueries()
        toast.done(say({ zh: '已提交：{label}', en: 'Sent: {label}' }, { label }))
      } catch (error) {
        if (!(error instanceof ProblemError && (error.status === 0 || error.status >= 500))) throw error
        keepToSend(me.person, { path, body, label, back: window.location.pathname + window.location.search, ...(draft !== undefined && { draft }) })
        done()
        toast.done(say({ zh: '没有连上网，已存在本机，连上后自动发送', en: 'No connection: kept on this device and sent by itself later' }))
      }
      go(back)
    })
  return { send, busy, failure }
}


/** The faults of one of several rows, beside it. @param at beginning of their paths: `dishes.2.` */
export function FaultsAt({ error, at }: { error: unknown; at: string }) {
  const say = useText()
  return faultsIn(error).filter(({ path }) => path.startsWith(at)).map(({ path, sentence }) => <p key={`${path}${sentence.en}`} className="tone-late" role="alert">▲ {say(sentence)}</p>)
}

/** All faults of a refusal, each a line. @param beside beginning of the paths of those that stand beside their rows (`FaultsAt`) */
export function Faults({ error, beside }: { error: unknown; beside?: string }) {
  const say = useText()
  if (error === null) return null
  const all = faultsIn(error)
  const fields = beside === undefined ? all : all.filter(({ path }) => !path.startsWith(beside))
  if (all.length > 0 && fields.length === 0) return <div role="alert" className="notice late"><span aria-hidden="true">▲</span><span>{say({ zh: '没有提交：请改正下面标出的内容。', en: 'Not sent: correct what is marked below.' })}</span></div>
  return (
    <div role="alert" className="notice late">
      <span aria-hidden="true">▲</span>
      {fields.length === 0 ? <span>{say(sentenceOf(error))}</span> : (
        <ul className="plain-list">{fields.map(({ path, sentence }) => <li key={`${path}${sentence.en}`}>{say(sentence)}</li>)}</ul>
      )}
    </div>
  )
}

/** What this device has still to send, and what was refused. */
export function StillToSend() {
  const say = useText()
  const me = useMe()
  const waiting = useWaiting(me.person)
  useSending(me.person)
  if (waiting.length === 0) return null
  return (
    <section className="card" aria-label={say({ zh: '还没有发出的记录', en: 'Records still to be sent' })}>
      <ul className="items alert">
        {waiting.map((one) => (
          <li key={one.key}>
            <span>
              <strong>{one.label}</strong>{' '}
              {one.refused ? <span className="tone-late">▲ {say(one.refused)}</span> : <span className="tone-soon">◆ {say({ zh: '存在本机，连上网自动发送', en: 'On this device; sent by itself when there is a connection' })}</span>}
            </span>
            {one.refused && (
              <span className="sc-row">
                {one.draft && <Link href={one.back} onClick={() => drop(one)}>{say({ zh: '改正', en: 'Correct' })}</Link>}
                <button type="button" className="link" onClick={() => { forgetDraft(one.draft); drop(one) }}>{say({ zh: '放弃', en: 'Give up' })}</button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

type Shot = { readonly name: string; readonly file: File; readonly failed: boolean }

/** Photos: each goes up as soon as it is taken; one that could not is kept and tried again. */
export function Photos({ ids, onChange }: { ids: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const say = useText()
  const [shots, setShots] = useState<readonly Shot[]>([])
  const [busy, setBusy] = useState(false)
  const up = async (files: readonly File[]) => {
    setBusy(true)
    let sent = ids
    for (const file of files) {
      try {
        const { id } = await uploadFile<{ id: string }>(file)
        sent = [...sent, id]
        onChange(sent)
        setShots((before) => before.filter((one) => one.file !== file))
      } catch {
        setShots((before) => [...before.filter((one) => one.file !== file), { name: file.name, file, failed: true }])
      }
    }
    setBusy(false)
  }
  return (
    <div className="sc-row">
      <label>
        <input className="unseen" type="file" accept="image/*" capture="environment" multiple onChange={(event) => {
          void up([...(event.target.files ?? [])])
          event.target.value = ''
        }} />
        <Button size="large" loading={busy} tabIndex={-1} style={{ pointerEvents: 'none' }}>{say({ zh: '拍照（{n}）', en: 'Photo ({n})' }, { n: ids.length })}</Button>
      </label>
      {shots.length > 0 && <button type="button" className="link tone-late" onClick={() => void up(shots.map(({ file }) => file))}>{say({ zh: '▲ {n} 张没有传上，点这里重传', en: '▲ {n} not sent; press to try again' }, { n: shots.length })}</button>}
    </div>
  )
}

/** A labelled control as a phone wants it. */
export const Line = ({ label, children, help }: { label: string; children: ReactNode; help?: string }) => (
  <label className="sc-line">
    <span>{label}</span>
    {children}
    {help && <span className="quiet small">{help}</span>}
  </label>
)

/** The button that sends. `wants`: what has to be filled in first, told beside it. */
export const Foot = ({ label, busy, wants = null, onSend }: { label: string; busy: boolean; wants?: string | null; onSend: () => void }) => (
  <div className="sc-foot">
    {wants !== null && <p className="small" role="status">{wants}</p>}
    <Button block size="large" type="primary" loading={busy} disabled={wants !== null} onClick={onSend}>{label}</Button>
  </div>
)
