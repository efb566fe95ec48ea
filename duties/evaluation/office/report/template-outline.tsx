import { Select } from 'antd'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card } from '../../../../web/kit/Page.tsx'
import { mayMove, moveSection, sectionsOf } from '../../reports/sections.ts'
import type { ShownIndicators } from './data.ts'

type Props = { body: string; writable: boolean; onChange: (body: string) => void; onGo: (line: number) => void }

/** The headings of a template: walked by pressing them, moved among those of their level. */
export function OutlineCard({ body, writable, onChange, onGo }: Props) {
  const say = useText()
  const sections = sectionsOf(body)
  return (
    <Card title={say({ zh: '结构', en: 'Structure' })} padded>
      {sections.length === 0 && <p className="quiet">{say({ zh: '还没有标题。', en: 'There is no heading yet.' })}</p>}
      <ul className="rp-outline">
        {sections.map(({ line, level, title }, at) => (
          <li key={line} style={{ paddingInlineStart: (level - 1) * 14 }}>
            <button type="button" className="link" onClick={() => onGo(line)}>
              {title}
            </button>
            {writable && (
              <span className="nowrap">
                <Move title={title} disabled={!mayMove(body, at, -1)} up onMove={() => onChange(moveSection(body, at, -1))} />
                <Move title={title} disabled={!mayMove(body, at, 1)} onMove={() => onChange(moveSection(body, at, 1))} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Move({ title, up = false, disabled, onMove }: { title: string; up?: boolean; disabled: boolean; onMove: () => void }) {
  const say = useText()
  const label = up
    ? say({ zh: '上移：{title}', en: 'Up: {title}' }, { title })
    : say({ zh: '下移：{title}', en: 'Down: {title}' }, { title })
  return (
    <button type="button" className="rp-move" disabled={disabled} aria-label={label} title={label} onClick={onMove}>
      {up ? '↑' : '↓'}
    </button>
  )
}

/** Figures of the paper that the template was made from, which no indicator stands for yet: each is selected when it is pressed, so that what is inserted takes its place. */
export function GapsCard({ body, onSelect }: { body: string; onSelect: (from: number, to: number) => void }) {
  const say = useText()
  const gaps = [...body.matchAll(/\{gap:([^{}\n]+)\}/g)]
  if (gaps.length === 0) return null
  return (
    <Card title={say({ zh: '待补的数字 {n}', en: 'Gaps {n}' }, { n: gaps.length })} padded>
      <p className="quiet small">{say({ zh: '点一个数字选中它，再插入指标即可替换；不换的，报告里留作“待补”。', en: 'Press one to select it, then insert an indicator in its place; the others stay gaps in the report.' })}</p>
      <p className="rp-gaps">
        {gaps.map(({ index, 0: whole, 1: was }) => (
          <button key={index} type="button" className="link" title={body.slice(Math.max(0, index - 20), index)} onClick={() => onSelect(index, index + whole.length)}>
            {was}
          </button>
        ))}
      </p>
    </Card>
  )
}

/** Puts a figure, a table or a chart of an indicator where the cursor stands. */
export function InsertCard({ indicators, onInsert }: { indicators: ShownIndicators; onInsert: (text: string) => void }) {
  const say = useText()
  const language = useLanguage()
  const options = indicators.map(({ name, title, unit }) => ({
    value: name,
    label: `${title[language]}${unit[language] ? ` (${unit[language]})` : ''} · ${name}`,
  }))
  const kinds = [
    ['figure', { zh: '插入指标的数', en: 'Insert a figure' }, (name: string) => `{${name}}`],
    ['years', { zh: '插入近三年走势图', en: 'Insert a chart of three years' }, (name: string) => `\n\n!years ${name}\n\n`],
    ['counties', { zh: '插入各县比较图', en: 'Insert a chart of the counties' }, (name: string) => `\n\n!counties ${name}\n\n`],
  ] as const
  return (
    <Card title={say({ zh: '插入指标', en: 'Insert an indicator' })} padded>
      <div className="stack">
        {kinds.map(([kind, label, text]) => (
          <div key={kind}>
            <label htmlFor={`insert-${kind}`}>{say(label)}</label>
            <Select
              id={`insert-${kind}`}
              showSearch
              optionFilterProp="label"
              style={{ width: '100%' }}
              value={null}
              options={options}
              onChange={(name: string | null) => name && onInsert(text(name))}
            />
          </div>
        ))}
      </div>
    </Card>
  )
}
