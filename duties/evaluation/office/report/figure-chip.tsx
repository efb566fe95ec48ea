import { useState } from 'react'
import { Popover } from 'antd'
import { Link } from 'wouter'
import { useText } from '../../../../web/kit/language.tsx'
import type { Figure } from '../../reports/contract.ts'

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

function About({ figure, was }: { figure: Figure; was: string | undefined }) {
  const say = useText()
  const { indicator, from, to, day, basis, source, owner, region, state } = figure
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
      {indicator !== null && (
        <Link href={`/indicators/${indicator}?region=${region}&as_of=${day}${from !== null && to !== null ? `&from=${from}&to=${to}` : ''}`}>
          {say({ zh: '打开指标和记录', en: 'Open the indicator and its rows' })}
        </Link>
      )}
    </div>
  )
}
