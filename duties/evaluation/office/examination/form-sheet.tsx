import { Button, Input, InputNumber, Select } from 'antd'
import { plain } from '../../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card } from '../../../../web/kit/Page.tsx'
import type { Form, SheetContent, SheetLine } from '../../examination/contract.ts'
import { useKindName, useKinds } from './data.ts'

type Props = { content: SheetContent; items: Form['items']; editable: boolean; onChange: (content: SheetContent) => void }

/** A check sheet: for which kinds of business, and its lines with points and the item that each tells of. */
export function SheetEditor({ content, items, editable, onChange }: Props) {
  const say = useText()
  const kinds = useKinds()
  const named = useKindName()
  const { lines } = content
  const total = lines.reduce((sum, { score }) => sum + score, 0)
  const put = (at: number, line: SheetLine) => onChange({ ...content, lines: lines.with(at, line) })
  const move = (at: number, by: number) => {
    const line = lines[at]!
    onChange({ ...content, lines: lines.toSpliced(at, 1).toSpliced(at + by, 0, line) })
  }
  const add = () =>
    onChange({ ...content, lines: [...lines, { code: free(lines), text: { zh: '', en: '' }, score: 10, item: items[0]?.code ?? '' }] })
  return (
    <>
      <Card title={say({ zh: '适用业态', en: 'Kinds of business' })} padded>
        {editable ? (
          <Select
            mode="multiple"
            optionFilterProp="label"
            style={{ width: '100%' }}
            value={[...content.kinds]}
            aria-label={say({ zh: '适用业态', en: 'Kinds of business' })}
            options={kinds}
            onChange={(chosen) => onChange({ ...content, kinds: chosen })}
          />
        ) : (
          content.kinds.map(named).join(say({ zh: '、', en: ', ' }))
        )}
      </Card>
      <Card
        title={say({ zh: '检查项（{n} 项，共 {sum} 分）', en: 'Lines ({n}, {sum} points)' }, { n: lines.length, sum: plain(total) })}
        more={
          editable && (
            <Button size="small" onClick={add}>
              {say({ zh: '加一项', en: 'Add a line' })}
            </Button>
          )
        }
        padded
      >
        <ol className="ex-form-lines">
          {lines.map((line, at) => (
            <li key={at}>
              {editable ? (
                <LineFields
                  line={line}
                  at={at}
                  last={at === lines.length - 1}
                  items={items}
                  onChange={(changed) => put(at, changed)}
                  onMove={(by) => move(at, by)}
                  onRemove={() => onChange({ ...content, lines: lines.toSpliced(at, 1) })}
                />
              ) : (
                <ReadLine line={line} items={items} />
              )}
            </li>
          ))}
        </ol>
      </Card>
    </>
  )
}

/** A code that no line has. */
const free = (lines: readonly SheetLine[]): string => {
  for (let n = lines.length + 1; ; n++) if (!lines.some(({ code }) => code === `line-${n}`)) return `line-${n}`
}

function ReadLine({ line, items }: { line: SheetLine; items: Form['items'] }) {
  const say = useText()
  const item = items.find(({ code }) => code === line.item)
  return (
    <div className="ow-row">
      <span>
        {say(line.text)} <span className="quiet small">{`${line.item} ${item ? say(item.title) : ''}`}</span>
      </span>
      <span className="nowrap">{say({ zh: '{n} 分', en: '{n} points' }, { n: plain(line.score) })}</span>
    </div>
  )
}

type LineProps = {
  line: SheetLine
  at: number
  last: boolean
  items: Form['items']
  onChange: (line: SheetLine) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}

function LineFields({ line, at, last, items, onChange, onMove, onRemove }: LineProps) {
  const say = useText()
  const language = useLanguage()
  const n = at + 1
  return (
    <fieldset className="ex-form-line">
      <legend className="ex-hidden">{say({ zh: '第 {n} 项', en: 'Line {n}' }, { n })}</legend>
      <Input.TextArea
        autoSize
        value={line.text.zh}
        maxLength={500}
        placeholder={say({ zh: '检查内容', en: 'What is checked (Chinese)' })}
        aria-label={say({ zh: '第 {n} 项检查内容', en: 'Line {n}: what is checked (Chinese)' }, { n })}
        onChange={(event) => onChange({ ...line, text: { ...line.text, zh: event.target.value } })}
      />
      <Input.TextArea
        autoSize
        value={line.text.en}
        maxLength={500}
        placeholder={say({ zh: '英文', en: 'In English' })}
        aria-label={say({ zh: '第 {n} 项英文', en: 'Line {n}: in English' }, { n })}
        onChange={(event) => onChange({ ...line, text: { ...line.text, en: event.target.value } })}
      />
      <div className="ex-fields">
        <label>
          {say({ zh: '编号', en: 'Code' })}
          <Input value={line.code} maxLength={40} onChange={(event) => onChange({ ...line, code: event.target.value })} />
        </label>
        <label>
          {say({ zh: '分值', en: 'Points' })}
          <InputNumber min={0.5} max={100} value={line.score} onChange={(score) => onChange({ ...line, score: score ?? 0 })} />
        </label>
        <div>
          <label htmlFor={`line-item-${at}`}>{say({ zh: '对应指标', en: 'Item' })}</label>
          <Select
            id={`line-item-${at}`}
            showSearch
            optionFilterProp="label"
            style={{ width: 260, maxWidth: '70vw' }}
            value={line.item}
            options={items.map(({ code, title }) => ({ value: code, label: `${code} ${title[language]}` }))}
            onChange={(item: string) => onChange({ ...line, item })}
          />
        </div>
        <span className="ex-form-tools">
          <Button
            size="small"
            disabled={at === 0}
            aria-label={say({ zh: '第 {n} 项上移', en: 'Line {n} up' }, { n })}
            onClick={() => onMove(-1)}
          >
            ↑
          </Button>
          <Button
            size="small"
            disabled={last}
            aria-label={say({ zh: '第 {n} 项下移', en: 'Line {n} down' }, { n })}
            onClick={() => onMove(1)}
          >
            ↓
          </Button>
          <Button size="small" aria-label={say({ zh: '删除第 {n} 项', en: 'Remove line {n}' }, { n })} onClick={onRemove}>
            {say({ zh: '删除', en: 'Remove' })}
          </Button>
        </span>
      </div>
    </fieldset>
  )
}
