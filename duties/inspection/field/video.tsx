import { useRef, useState } from 'react'
import { clockOf, hashOf } from '../../../web/kit/field/photo.ts'
import { usePhone } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { noteOf, nowOf, type Work } from './work.ts'

/** A video is kept whole, sealed, until the server has it: some minutes at a phone’s usual size. */
const LARGEST = 80 * 1024 * 1024

/** A video of the refusal stands in place of a witness (art. 34). */
export function Video({ work, taken, onTaken }: { work: Work; taken: boolean; onTaken: (hash: string) => void }) {
  const say = useText()
  const phone = usePhone()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'ready' | 'busy' | 'large' | 'failed'>('ready')
  const take = async (file: File | undefined) => {
    if (!file) return
    if (file.size > LARGEST) { setState('large'); return }
    setState('busy')
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const hash = hashOf(bytes)
      await phone.addFile(noteOf(work, { hash, name: `refusal-${nowOf().replaceAll(/[:.]/g, '')}.mp4`, size: bytes.byteLength, note: say({ zh: '拒签录像 {at}', en: 'Video of the refusal {at}' }, { at: clockOf(nowOf()) }) }), bytes)
      onTaken(hash)
      setState('ready')
    } catch {
      setState('failed')
    }
  }
  return (
    <div>
      <input ref={input} type="file" accept="video/*" capture="environment" hidden aria-label={say({ zh: '拒签录像', en: 'Video of the refusal' })} onChange={(event) => void take(event.target.files?.[0])} />
      <button type="button" className="f-button" disabled={state === 'busy'} onClick={() => input.current?.click()}>{taken ? say({ zh: '✓ 已录像，重录', en: '✓ Taken; take again' }) : say({ zh: '录像', en: 'Take a video' })}</button>
      {state === 'large' && <p className="f-warn">{say({ zh: '▲ 录像超过 80 MB，请缩短后再录。', en: '▲ The video is over 80 MB. Take a shorter one.' })}</p>}
      {state === 'failed' && <p className="f-warn">{say({ zh: '▲ 没有保存，请再录一次。', en: '▲ It was not kept. Take it again.' })}</p>}
    </div>
  )
}
