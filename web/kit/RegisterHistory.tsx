import { useQuery } from '@tanstack/react-query'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import type { Field, Fields } from '../../platform/register/fields.ts'
import { actorWords } from './actor-words.ts'
import { api } from './api.ts'
import { dateTime } from './format.ts'
import { useText } from './language.tsx'
import { Loading } from './Page.tsx'
import type { Labels, VersionEntry } from './types.ts'
import { useValueText } from './Value.tsx'

const standard: Fields = {
  region: { kind: 'region', label: { zh: '区域', en: 'Region' } },
  closed_at: { kind: 'instant', label: { zh: '注销时间', en: 'Closed at' } },
  closed_reason: { kind: 'text', max: 200, label: { zh: '注销原因', en: 'Why closed' } },
}

/** What a field is called in a diff, where the register does not declare it. */
export const fieldOf = (fields: Fields, name: string): Field =>
  fields[name] ?? standard[name] ?? { kind: 'json', label: { zh: name, en: name } }

const actions = {
  create: { zh: '新建', en: 'Created' },
  change: { zh: '修改', en: 'Changed' },
  close: { zh: '注销', en: 'Closed' },
  import: { zh: '导入', en: 'Imported' },
  merge: { zh: '合并', en: 'Merged' },
} as const

/** Before and after of each changed field. */
export function Diff({ fields, diff, labels }: { fields: Fields; diff: VersionEntry['diff']; labels?: Labels }) {
  const say = useText()
  const text = useValueText()
  return (
    <dl className="pairs">
      {Object.entries(diff).map(([name, [before, after]]) => {
        const field = fieldOf(fields, name)
        const was = text(field, before, labels)
        return (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{say(field.label)}</dt>
            <dd>
              {was && (
                <>
                  <del>{was}</del> <span aria-hidden="true">→</span>{' '}
                </>
              )}
              <ins>{text(field, after, labels) || say({ zh: '（空）', en: '(empty)' })}</ins>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** Every version of a row, the latest first: who, when, why, and what became different. */
export function RegisterHistory({ register, id }: { register: Register; id: string }) {
  const say = useText()
  const found = useQuery({
    queryKey: ['register', register.name, 'history', id],
    queryFn: () => api.get<{ items: VersionEntry[]; labels?: Labels }>(`/${pathOf(register.name)}/${id}/history`),
  })
  if (!found.data) return <Loading error={found.error} retry={() => void found.refetch()} />
  const items = [...found.data.items].sort((a, b) => b.version - a.version)
  const word = (action: string | null) => (action !== null && action in actions ? say(actions[action as keyof typeof actions]) : '') // checked by `in`
  return (
    <ol className="timeline">
      {items.map((entry) => (
        <li key={entry.version}>
          <div>
            <strong>{say({ zh: '第 {n} 版', en: 'Version {n}' }, { n: entry.version })}</strong> {word(entry.action)}{' '}
            <span className="quiet">
              {entry.actor !== null && say(actorWords({ actor: entry.actor }))} · {dateTime(entry.startsAt)}
            </span>
          </div>
          {entry.reason && <div className="quiet">{say({ zh: '说明：{reason}', en: 'Reason: {reason}' }, { reason: entry.reason })}</div>}
          <Diff fields={register.fields} diff={entry.diff} labels={found.data.labels} />
        </li>
      ))}
    </ol>
  )
}
