import { Link } from 'wouter'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import './campaign.css'

/** How much of a whole is done, as a bar; the numbers stand beside it. */
export function Bar({ part, whole, label }: { part: number; whole: number; label: string }) {
  const percent = whole === 0 ? 0 : (part / whole) * 100
  return (
    <span className="cp-bar" role="img" aria-label={`${label} ${percent.toFixed(0)}%`}>
      <span style={{ width: `${percent}%` }} />
    </span>
  )
}

/** The list of a register narrowed to what a number counts. */
export const rowsOf = (register: string, query: Readonly<Record<string, string>>): string => `/registers/${register}?${new URLSearchParams(query).toString()}`

/** `12 / 40`, each opening its rows. */
export function Ratio({ part, whole, parts, wholes }: { part: number; whole: number; parts: string; wholes: string }) {
  return (
    <span className="nowrap">
      <Link href={parts}>{plain(part)}</Link> / <Link href={wholes}>{plain(whole)}</Link>
    </span>
  )
}

export function Percent({ part, whole }: { part: number; whole: number }) {
  const say = useText()
  if (whole === 0) return <span className="quiet">{say({ zh: '无对象', en: 'none' })}</span>
  return <>{(Math.floor((part * 1000) / whole) / 10).toFixed(1)}%</>
}
