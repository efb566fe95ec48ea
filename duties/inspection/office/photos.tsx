import { useRef } from 'react'
import { Button } from 'antd'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'

type FileProps = { readonly accept: string; readonly label: string; readonly add: (file: File) => Promise<void> }

/** One file that goes up as soon as it is chosen. */
export function FileButton({ accept, label, add }: FileProps) {
  const say = useText()
  const input = useRef<HTMLInputElement>(null)
  const { busy, failure, once } = useOnce()
  const take = async (file: File | undefined) => {
    if (!file) return
    await once(() => add(file))
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <input ref={input} type="file" accept={accept} capture="environment" className="unseen" tabIndex={-1} aria-hidden onChange={(event) => void take(event.target.files?.[0])} />
      <Button size="large" loading={busy} onClick={() => input.current?.click()}>{label}</Button>
      {failure !== null && <span className="in-fault" role="alert">{say({ zh: '文件没有存下，请再试一次。', en: 'The file was not kept. Try again.' })}</span>}
    </>
  )
}

/** Photos of an item at the desk. */
export function Photos({ hashes, add }: { readonly hashes: readonly string[]; readonly add: (file: File) => Promise<void> }) {
  const say = useText()
  return (
    <div className="in-marks">
      <FileButton accept="image/*" label={say({ zh: '拍照（{n}）', en: 'Photo ({n})' }, { n: hashes.length })} add={add} />
      <span className="quiet small">{say({ zh: '不拍儿童面部', en: 'No child’s face' })}</span>
    </div>
  )
}
