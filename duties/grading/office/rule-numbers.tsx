import { InputNumber } from 'antd'
import { useText } from '../../../web/kit/language.tsx'
import type { RuleKind } from '../registers.ts'
import { leavesOf, valueAt, withValue } from './leaves.ts'
import './grading.css'

type Content = Readonly<Record<string, unknown>>

/** The numbers of a table of rules; what differs from the table in force stands bold with what it was. */
export function RuleNumbers({ kind, base, content, onChange }: { kind: RuleKind; base: Content; content: Content; onChange?: (content: Content) => void }) {
  const say = useText()
  return (
    <>
      {[...Map.groupBy(leavesOf(kind, content), ({ group }) => group.zh).values()].map((leaves) => (
        <section key={leaves[0]!.group.zh}>
          <h3>{say(leaves[0]!.group)}</h3>
          <div className="gr-numbers">
            {leaves.map(({ path, label, step = 1 }) => {
              const [now, was] = [valueAt(content, path), valueAt(base, path)]
              return (
                <label key={path.join('.')} className={now === was ? '' : 'changed'}>
                  <span>{say(label)}{now !== was && <span className="quiet"> ({was})</span>}</span>
                  {onChange ? <InputNumber size="small" min={0} max={120} step={step} value={now} aria-label={say(label)} onChange={(value) => value !== null && onChange(withValue(content, path, value))} /> : <b>{now}</b>}
                </label>
              )
            })}
          </div>
        </section>
      ))}
    </>
  )
}

/** A table without the columns of its version: what is sent. */
export function contentOf(table: object): Content {
  const { version: _version, valid_from: _from, valid_to: _to, source: _source, confidence: _confidence, ...content } = table as Record<string, unknown>
  return content
}
