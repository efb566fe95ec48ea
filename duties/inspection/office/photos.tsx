import { useRef, useState } from 'react'
import { Button } from 'antd'
import { useText } from '../../../web/kit/language.tsx'

type PhotosProps = { readonly hashes: readonly string[]; readonly add: (file: File) => Promise<void> }

/** Photos of an item at the desk: each goes up as soon as it is chosen. */
export function Photos({ hashes, add }: PhotosProps) {
  const say = useText()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setFailed(false)
    try {
      await add(file)
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="in-marks">
      <input ref={input} type="file" accept="image/*" capture="environment" className="unseen" tabIndex={-1} aria-hidden onChange={(event) => void take(event.target.files?.[0])} />
      <Button size="large" loading={busy} onClick={() => input.current?.click()}>{say({ zh: '拍照（{n}）', en: 'Photo ({n})' }, { n: hashes.length })}</Button>
      <span className="quiet small">{say({ zh: '不拍儿童面部', en: 'No child’s face' })}</span>
      {failed && <span className="in-fault" role="alert">{say({ zh: '照片没有存下，请再拍一次。', en: 'The photo was not kept. Take it again.' })}</span>}
    </div>
  )
}
