import { dateTime } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { results } from '../registers.ts'
import { changedFindings } from '../rules/order-of-events.ts'
import type { Finding, Sheet } from '../sheets/sheet.ts'

const verdicts = { pass: { zh: '符合', en: 'meets' }, fail: { zh: '不符合', en: 'fails' }, not_applicable: { zh: '不适用', en: 'N/A' } } as const

/** What the actions that answer a sheet say. */
type Answered = { readonly findings?: readonly Finding[]; readonly reason?: string; readonly judged?: { readonly result?: string | null } }

/** 更正: each correction with what it changed, item by item; what was there before stays readable. */
export function Corrections({ id, sheet }: { id: string; sheet: Sheet | undefined }) {
  const say = useText()
  const answers = (useMatter('inspection', id).data?.actions ?? []).filter(({ action }) => action === 'finish' || action === 'correct').toReversed()
  if (answers.length < 2 || !sheet) return null
  const input = (at: number) => (answers[at]?.input ?? {}) as Answered // as the matter declares it
  const text = (finding: Finding | null) => (finding ? [say(verdicts[finding.verdict]), finding.value, finding.note].filter((part) => part !== undefined && part !== '').join('，') : '—')
  const told = (result: string | null | undefined) => { const found = results.find(({ code }) => code === result); return found ? say(found.label) : '—' }
  return (
    <Card title={say({ zh: '更正前后', en: 'Corrections' })} more={answers.length - 1} padded>
      <ol className="in-corrections">
        {answers.slice(1).map((one, at) => (
          <li key={one.id}>
            <div className="quiet small">{one.actor} · {dateTime(one.at)} · {input(at + 1).reason}</div>
            <ul>
              {input(at).judged?.result !== input(at + 1).judged?.result && <li>{say({ zh: '检查结果：{was} → {is}', en: 'Result: {was} → {is}' }, { was: told(input(at).judged?.result), is: told(input(at + 1).judged?.result) })}</li>}
              {changedFindings(input(at).findings ?? [], input(at + 1).findings ?? []).map(({ code, was, is }) => {
                const item = sheet.items.find((each) => each.code === code)
                return <li key={code}>{code} {item && say(item.text)}<br /><span className="quiet">{text(was)}</span> → {text(is)}</li>
              })}
            </ul>
          </li>
        ))}
      </ol>
    </Card>
  )
}
