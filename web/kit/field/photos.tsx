import { useRef, useState } from 'react'
import { instant, type Instant } from '../../../platform/core/dates.ts'
import { useText } from '../language.tsx'
import { fileId, type FileNote } from './outbox.ts'
import { clockOf, placeText, standing, takePhoto } from './photo.ts'
import { usePhone, usePicture } from './use-phone.tsx'

/** When and where a photo was taken, as it is sent beside its hash. */
export type PhotoInfo = { readonly at: Instant; readonly lng: number | null; readonly lat: number | null; readonly accuracy: number | null }

type PhotosProps = {
  /** Record that the pictures belong to. */
  readonly of: string
  readonly about: FileNote['about']
  readonly draft: string
  /** Short name of what is photographed: an item's code. */
  readonly code: string
  /** What else stands in the picture: the place, who took it. */
  readonly stamp: readonly string[]
  readonly hashes: readonly string[]
  readonly onTaken: (hash: string, info: PhotoInfo) => void
}

/** Photos of one thing: made small, with time and place in the picture, and kept sealed until the server has them. */
export function Photos({ of, about, draft, code, stamp, hashes, onTaken }: PhotosProps) {
  const say = useText()
  const phone = usePhone()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setFailed(false)
    try {
      const at = instant(Date.now())
      const place = await standing(3_000)
      const where = placeText(place)
      const { hash, bytes } = await takePhoto(file, [`${clockOf(at)}  ${where}`, stamp.filter((one) => one !== '').join(' · ')])
      await phone.addFile({ id: fileId(of, hash), hash, name: `${code}-${at.replaceAll(/[:.]/g, '')}.jpg`, size: bytes.byteLength, note: [code, clockOf(at), where].filter(Boolean).join(' · '), about, draft, upload: null, sent: false, refusal: null }, bytes)
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
      {hashes.map((hash, at) => <Picture key={hash} id={fileId(of, hash)} label={say({ zh: '{code} 照片 {n}', en: '{code} photo {n}' }, { code, n: at + 1 })} />)}
      <input ref={input} type="file" accept="image/*" capture="environment" hidden aria-label={say({ zh: '{code} 拍照', en: 'Photo of {code}' }, { code })} onChange={(event) => void take(event.target.files?.[0])} />
      <button type="button" className="f-add" disabled={busy} aria-label={say({ zh: '{code} 拍照', en: 'Photo of {code}' }, { code })} onClick={() => input.current?.click()}>{busy ? '…' : '＋'}</button>
      <span className="f-quiet">{say({ zh: '不拍儿童面部', en: 'No child’s face' })}</span>
      {failed && <span className="f-fault" role="alert">{say({ zh: '照片没有存下，请再拍一次。', en: 'The photo was not kept. Take it again.' })}</span>}
    </div>
  )
}

function Picture({ id, label }: { id: string; label: string }) {
  const address = usePicture(id)
  return address ? <img src={address} alt={label} /> : <span className="f-noimage" role="img" aria-label={label}>✓</span>
}
