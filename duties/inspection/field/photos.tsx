import { useRef, useState } from 'react'
import { fileId } from '../../../web/kit/field/outbox.ts'
import { clockOf, placeText, standing, takePhoto } from '../../../web/kit/field/photo.ts'
import { usePhone, usePicture } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { FieldTask } from '../contract.ts'
import { useBundle } from './use-task.ts'
import { noteOf, nowOf, type Work } from './work.ts'

type PhotosProps = { readonly task: FieldTask; readonly work: Work; readonly code: string; readonly hashes: readonly string[]; readonly onTaken: (hash: string, info: Work['photos'][string]) => void }

/** Photos of an item, or of evidence: made small, with time and place in the picture, and kept sealed until the server has them. */
export function Photos({ task, work, code, hashes, onTaken }: PhotosProps) {
  const say = useText()
  const phone = usePhone()
  const person = useBundle()?.person.name ?? ''
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setFailed(false)
    try {
      const at = nowOf()
      const place = await standing(3_000)
      const where = placeText(place)
      const { hash, bytes } = await takePhoto(file, [`${clockOf(at)}  ${where}`, `${task.premises.name} · ${code} · ${person}`])
      await phone.addFile(noteOf(work, { hash, name: `${code}-${at.replaceAll(/[:.]/g, '')}.jpg`, size: bytes.byteLength, note: [code, clockOf(at), where].filter(Boolean).join(' · ') }), bytes)
      onTaken(hash, { at, lng: place?.lng ?? null, lat: place?.lat ?? null, accuracy: place?.accuracy ?? null })
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
      if (input.current) input.current.value = ''
    }
  }
  return (
    <div className="f-photos">
      {hashes.map((hash, at) => <Picture key={hash} id={fileId(task.id, hash)} label={say({ zh: '{code} 照片 {n}', en: '{code} photo {n}' }, { code, n: at + 1 })} />)}
      <input ref={input} type="file" accept="image/*" capture="environment" hidden aria-label={say({ zh: '{code} 拍照', en: 'Photo of {code}' }, { code })} onChange={(event) => void take(event.target.files?.[0])} />
      <button type="button" className="f-add" disabled={busy} aria-label={say({ zh: '{code} 拍照', en: 'Photo of {code}' }, { code })} onClick={() => input.current?.click()}>{busy ? '…' : '＋'}</button>
      <span className="f-quiet">{say({ zh: '不拍儿童面部', en: 'No child’s face' })}</span>
      {failed && <span className="in-fault" role="alert">{say({ zh: '照片没有存下，请再拍一次。', en: 'The photo was not kept. Take it again.' })}</span>}
    </div>
  )
}

function Picture({ id, label }: { id: string; label: string }) {
  const address = usePicture(id)
  return address ? <img src={address} alt={label} /> : <span className="f-noimage" role="img" aria-label={label}>✓</span>
}
