import { useState } from 'react'
import { Popover } from 'antd'
import { Link } from 'wouter'
import { todayOf } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { listPlace } from '../../../../web/kit/places.ts'
import { useMe } from '../../../../web/kit/session.tsx'
import type { Figure } from '../../reports/contract.ts'
import { standingPlace } from '../cockpit/look.ts'
import { shows } from '../cockpit/use-view.ts'

const tones = { value: '', 'no-data': 'gap', contradictory: 'gap', 'not-applicable': 'none' } as const satisfies Record<
  Figure['state'],
  string
>

/** A figure in the text: pressed, it tells its period, what it counts, source and owner, and opens the rows behind it. */
export function FigureChip({ figure, was }: { figure: Figure; was: string | undefined }) {
  const say = useText()
  const [open, setOpen] = useState(false)
  const name = `${figure.title} ${figure.printed}`
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" title={figure.title} content={<About figure={figure} was={was} />}>
      {/* No button element: a list of names must break over lines like the words around it. */}
      <span
        role="button"
        tabIndex={0}
        className={`rp-figure ${tones[figure.state]} ${was === undefined ? '' : 'changed'}`}
        aria-expanded={open}
        aria-label={was === undefined ? name : say({ zh: '{name}，原为 {was}', en: '{name}, was {was}' }, { name, was })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false)
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          setOpen(!open)
        }}
      >
        {figure.printed}
      </span>
    </Popover>
  )
}

const LIST = /^list:([a-z_]+)\.[a-z_]+(?:\?([^|]*))?/

/** The page of what a figure was counted from; null of what a template's old paper said. Of today it is as the rows stand now. */
function behind({ key, indicator, region, from, to, day }: Figure, today: string): string | null {
  const within: Record<string, string> = from !== null && to !== null ? { from, to } : {}
  if (indicator !== null) return `/indicators/${indicator}?${new URLSearchParams({ region, ...(day < today ? { as_of: day } : {}), ...within }).toString()}`
  if (key.startsWith('standing:')) {
    const of = key.slice('standing:'.length).replace('unknown', 'no-data')
    const show = shows.find((one) => one === of)
    return show ? standingPlace(region, show) : `/evaluation?${new URLSearchParams({ region }).toString()}`
  }
  if (key.startsWith('base:')) return `${listPlace('region_parameter')}?${new URLSearchParams({ region, parameter: key.slice('base:'.length) }).toString()}`
  if (key === 'divisions') return '/map'
  const [, register, where = ''] = LIST.exec(key) ?? []
  if (register === undefined) return null
  const asked = [...new URLSearchParams(where)].flatMap(([name, value]): [string, string][] =>
    value !== 'period' ? [[name, value]] : from !== null && to !== null ? [[`${name}.from`, from], [`${name}.to`, to]] : [],
  )
  return `${listPlace(register)}?${new URLSearchParams([['region', region], ...asked]).toString()}`
}

function About({ figure, was }: { figure: Figure; was: string | undefined }) {
  const say = useText()
  const { from, to, day, basis, source, owner, state } = figure
  const place = behind(figure, todayOf(useMe().city))
  const lines: (readonly [string, string])[] = [
    ...(was === undefined ? [] : [[say({ zh: '更新前', en: 'Before' }), was] as const]),
    [
      say({ zh: '期间', en: 'Period' }),
      from !== null && to !== null ? `${from} – ${to}` : say({ zh: '截至 {day}', en: 'As of {day}' }, { day }),
    ],
    [say({ zh: '口径', en: 'What it counts' }), basis],
    ...(state === 'value' ? [[say({ zh: '来源', en: 'Source' }), source] as const] : []),
    [say({ zh: '责任单位', en: 'Answered by' }), owner],
  ]
  return (
    <div className="rp-about">
      <dl>
        {lines.map(([label, text]) => (
          <div key={label}>
            <dt className="quiet small">{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {place !== null && <Link href={place}>{say({ zh: '打开数据来源和记录', en: 'Open what it was counted from' })}</Link>}
    </div>
  )
}
