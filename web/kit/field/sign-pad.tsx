import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { useText } from '../language.tsx'
import { kept, type Photo } from './photo.ts'

const [WIDTH, HEIGHT] = [640, 240]

type Props = { readonly label: string; readonly signed: boolean; readonly onSign: (picture: Photo) => void; readonly onClear: () => void }

/** A signature drawn with a finger. Each stroke is kept when the finger is lifted. */
export function SignPad({ label, signed, onSign, onClear }: Props) {
  const say = useText()
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef(false)
  const [drawn, setDrawn] = useState(false)
  const clear = () => {
    const pen = canvas.current!.getContext('2d')!
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    pen.lineWidth = 5
    pen.lineCap = 'round'
    pen.lineJoin = 'round'
    pen.strokeStyle = '#1a2230'
    setDrawn(false)
  }
  useEffect(clear, [])
  const at = (event: PointerEvent): [number, number] => {
    const box = canvas.current!.getBoundingClientRect()
    return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT]
  }
  const down = (event: PointerEvent) => {
    drawing.current = true
    canvas.current!.setPointerCapture(event.pointerId)
    const pen = canvas.current!.getContext('2d')!
    pen.beginPath()
    pen.moveTo(...at(event))
  }
  const move = (event: PointerEvent) => {
    if (!drawing.current) return
    const pen = canvas.current!.getContext('2d')!
    pen.lineTo(...at(event))
    pen.stroke()
  }
  const up = async () => {
    if (!drawing.current) return
    drawing.current = false
    setDrawn(true)
    onSign(await kept(canvas.current!, 'image/png'))
  }
  return (
    <div className="f-sign">
      <div className="f-line">
        <strong>{label}</strong>
        <span className={signed ? 'f-chip good' : 'f-chip plain'}>{signed ? say({ zh: '✓ 已签', en: '✓ Signed' }) : say({ zh: '未签', en: 'Not signed' })}</span>
        {(signed || drawn) && <button type="button" className="f-link" onClick={() => { clear(); onClear() }}>{say({ zh: '重签', en: 'Sign again' })}</button>}
      </div>
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} role="img" aria-label={say({ zh: '{who}：在此签名', en: '{who}: sign here' }, { who: label })} onPointerDown={down} onPointerMove={move} onPointerUp={() => void up()} onPointerCancel={() => void up()} />
    </div>
  )
}
