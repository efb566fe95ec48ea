import { useState } from 'react'
import { Modal, Radio } from 'antd'
import type { Field } from '../../platform/register/fields.ts'
import { meetings, same } from './diff.ts'
import { useText } from './language.tsx'
import type { Labels } from './types.ts'
import { useValueText } from './Value.tsx'

type Values = Readonly<Record<string, unknown>>

/**
 * Someone else saved first: what was, what they made of it and what I wrote, side by side. Where both set a field,
 * the clerk chooses; the rest is laid together. Nothing is saved until the form is saved again.
 */
export function ConflictDialog({
  fields,
  base,
  mine,
  theirs,
  labels,
  onApply,
  onCancel,
}: {
  fields: readonly [string, Field][]
  base: Values
  mine: Values
  theirs: Values
  labels?: Labels
  onApply: (kept: ReadonlySet<string>) => void
  onCancel: () => void
}) {
  const say = useText()
  const text = useValueText()
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  const byName = new Map(fields)
  const met = meetings(base, mine, theirs, [...byName.keys()])
  const show = (name: string, value: unknown) => text(byName.get(name)!, value, labels) || '–'
  const untouched = <span className="quiet">{say({ zh: '未改', en: 'Not changed' })}</span>
  const choose = (name: string, mineWins: boolean) =>
    setKept((before) => {
      const after = new Set(before)
      if (mineWins) after.add(name)
      else after.delete(name)
      return after
    })
  return (
    <Modal
      open
      width={820}
      onCancel={onCancel}
      onOk={() => onApply(kept)}
      okText={say({ zh: '套用到最新内容', en: 'Apply to the latest' })}
      title={say({ zh: '您编辑期间，他人已修改', en: 'Someone changed this while you were editing' })}
    >
      <p className="quiet">
        {say({
          zh: '双方都改了的字段请选择保留哪一个，其余自动合并。确认后回到表单，再保存一次才生效。',
          en: 'Where both changed a field, choose which to keep; the rest is merged. You return to the form and save once more.',
        })}
      </p>
      <div className="table-wrap">
        <table className="rows loose">
          <thead>
            <tr>
              <th scope="col">{say({ zh: '字段', en: 'Field' })}</th>
              <th scope="col">{say({ zh: '原来', en: 'Before' })}</th>
              <th scope="col">{say({ zh: '他人改为', en: 'Theirs' })}</th>
              <th scope="col">{say({ zh: '您改为', en: 'Yours' })}</th>
            </tr>
          </thead>
          <tbody>
            {met.map(({ name, base: before, mine: my, theirs: their, both }) => (
              <tr key={name}>
                <th scope="row">{say(byName.get(name)!.label)}</th>
                <td className="quiet">{show(name, before)}</td>
                <td>
                  {both ? (
                    <Radio checked={!kept.has(name)} onChange={() => choose(name, false)}>
                      {show(name, their)}
                    </Radio>
                  ) : same(before, their) ? (
                    untouched
                  ) : (
                    show(name, their)
                  )}
                </td>
                <td>
                  {both ? (
                    <Radio checked={kept.has(name)} onChange={() => choose(name, true)}>
                      {show(name, my)}
                    </Radio>
                  ) : same(before, my) ? (
                    untouched
                  ) : (
                    show(name, my)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  )
}
