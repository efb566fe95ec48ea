import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { DateOnly } from '../../platform/core/dates.ts'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import type { ActionSpec, Matter } from '../../platform/matter/declare.ts'
import { ActionDialog } from './ActionDialog.tsx'
import { actorWords } from './actor-words.ts'
import { addressOf, api } from './api.ts'
import { registers } from './declarations.ts'
import { Files } from './Files.tsx'
import { dateTime, todayOf } from './format.ts'
import { useText } from './language.tsx'
import { Clocks } from './MatterClocks.tsx'
import { Card, Loading, Page } from './Page.tsx'
import { nameOfRow } from './Reference.tsx'
import { RowFields } from './RegisterRow.tsx'
import { useMe } from './session.tsx'
import { Due, State } from './State.tsx'
import type { AnyRow, ClockEntry, DocumentInfo, Labels, MatterActionEntry, MatterAnswer } from './types.ts'
import { useValueText } from './Value.tsx'

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The register behind a matter; declarations of both are of one kind. */
export const recordOf = (matter: Matter): Register | undefined => registers.get(matter.record.name)

export const useMatter = (kind: string, id: string) =>
  useQuery({
    queryKey: ['matter', kind, id],
    queryFn: () => api.get<MatterAnswer>(`/matters/${pathOf(kind)}/${id}`),
  })

export type MatterPageProps = {
  readonly matter: Matter
  readonly id: string
  readonly back?: { to: string; label: string }
  /** What a duty shows of the record, instead of the card made from its declaration. */
  readonly facts?: ReactNode
  /** A duty's own form for an action, instead of the one made from its declared input. */
  readonly forms?: Readonly<
    Record<string, (form: { readonly row: AnyRow; readonly spec: ActionSpec; readonly onClose: () => void }) => ReactNode>
  >
}

/** One matter (事项): its state, who holds it, until when; what this person may do; clocks, timeline, papers. */
export function MatterPage({ matter, id, back, facts, forms = {} }: MatterPageProps) {
  const say = useText()
  const me = useMe()
  const found = useMatter(matter.name, id)
  const [doing, setDoing] = useState<string | null>(null)
  const upward = back ?? { to: `/matters/${pathOf(matter.name)}`, label: say(matter.title) }
  if (!found.data)
    return (
      <Page title={say(matter.title)} back={upward}>
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      </Page>
    )
  const { row, may, labels = {}, actions, clocks, documents, files } = found.data
  const record = recordOf(matter)
  const title = textOf(row['title']) ?? nameOfRow(matter.record.name, row)
  const offered = may.flatMap((name) => {
    const spec = matter.actions[name]
    return spec && !spec.system ? [[name, spec] as const] : []
  })
  return (
    <Page
      title={title}
      back={upward}
      about={<MatterStanding {...{ matter, row, labels, clocks }} today={todayOf(me.city)} />}
      actions={offered.map(([name, spec], at) => (
        <ActionButton key={name} spec={spec} first={at === 0} onClick={() => setDoing(name)} />
      ))}
    >
      <div className="columns wide-left">
        <div className="stack">
          {facts ?? (
            <Card title={say({ zh: '内容', en: 'Facts' })} padded>
              {record && <RowFields {...{ register: record, row, labels, may }} />}
            </Card>
          )}
          <Card title={say({ zh: '经过', en: 'What has happened' })} padded>
            <Timeline matter={matter} actions={actions} labels={labels} />
          </Card>
        </div>
        <div className="stack">
          <Card title={say({ zh: '时限', en: 'Time limits' })}>
            <Clocks clocks={clocks} today={todayOf(me.city)} />
          </Card>
          <Card title={say({ zh: '文书', en: 'Documents' })}>
            <Documents documents={documents} />
          </Card>
          <Card title={say({ zh: '附件', en: 'Files' })} padded>
            <Files table={matter.record.name} id={id} editable={may.length > 0} given={files} />
          </Card>
        </div>
      </div>
      {doing !== null &&
        matter.actions[doing] &&
        (forms[doing]?.({ row, spec: matter.actions[doing], onClose: () => setDoing(null) }) ?? (
          <ActionDialog matter={matter} name={doing} spec={matter.actions[doing]} row={row} onClose={() => setDoing(null)} />
        ))}
    </Page>
  )
}

function ActionButton({ spec, first, onClick }: { spec: ActionSpec; first: boolean; onClick: () => void }) {
  const say = useText()
  return (
    <Button type={first && !spec.grave ? 'primary' : 'default'} danger={spec.grave === true} onClick={onClick}>
      {say(spec.label)}
    </Button>
  )
}

type Standing = { matter: Matter; row: AnyRow; labels: Labels; clocks: readonly ClockEntry[]; today: DateOnly }

/** The day, or of a limit in hours the hour, at which something must be done now: of the clocks that run. */
function nextDue(clocks: readonly ClockEntry[]): ClockEntry | undefined {
  const until = ({ dueOn, dueAt }: ClockEntry): string => dueAt ?? `${dueOn}T24`
  return clocks
    .filter(({ stoppedOn, pausedOn, dueOn }) => stoppedOn === null && pausedOn === null && dueOn !== null)
    .toSorted((a, b) => (until(a) < until(b) ? -1 : 1))[0]
}

/** `处理中 · 市监局 食品科 · ◆ 今日到期` */
export function MatterStanding({ matter, row, labels, clocks, today }: Standing) {
  const say = useText()
  const state = matter.states[String(row['state'])]
  const next = nextDue(clocks)
  const waits = !next && clocks.some(({ stoppedOn, pausedOn }) => stoppedOn === null && pausedOn !== null)
  // A business does not see who in the office holds it.
  const holder = [row['holder_unit'], row['holder_person']].flatMap((held) => labels[textOf(held) ?? ''] ?? [])
  return (
    <span className="toolbar">
      <State tone={state?.done ? 'good' : 'plain'}>{state ? say(state) : String(row['state'])}</State>
      {holder.length > 0 && <span>{holder.map((held) => say(held)).join(' · ')}</span>}
      {!state?.done && next && <Due on={next.dueOn} at={next.dueAt} today={today} />}
      {!state?.done && waits && <State>{say({ zh: '计时中止', en: 'Clock paused' })}</State>}
    </span>
  )
}

/** What was done, the latest first, each with what was entered. */
export function Timeline({ matter, actions, labels }: { matter: Matter; actions: readonly MatterActionEntry[]; labels?: Labels }) {
  const say = useText()
  const text = useValueText()
  const state = (code: string) => {
    const known = matter.states[code]
    return known ? say(known) : code
  }
  return (
    <ol className="timeline">
      {actions.map((entry) => {
        const spec = matter.actions[entry.action]
        // What the program put together itself stands in the record; only what a person entered is told here.
        const inputs = Object.entries(spec?.system ? {} : (spec?.input ?? {})).flatMap(([name, field]) => {
          // Structured values stand on the duty's own card.
          if (field.kind === 'json') return []
          const value = text(field, entry.input[name], labels)
          return value ? [[say(field.label), value] as const] : []
        })
        return (
          <li key={entry.id}>
            <div>
              <strong>{spec ? say(spec.label) : entry.action}</strong>{' '}
              {entry.from_state !== entry.to_state && <State>{state(entry.to_state)}</State>}
            </div>
            <div className="quiet small">
              {say(actorWords(entry))} · {dateTime(entry.at)}
            </div>
            {inputs.length > 0 && (
              <dl className="pairs">
                {inputs.map(([label, value]) => (
                  <div key={label} style={{ display: 'contents' }}>
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function Documents({ documents }: { documents: readonly DocumentInfo[] }) {
  const say = useText()
  if (documents.length === 0)
    return (
      <p className="card-body quiet">
        {say({ zh: '还没有文书。办理中生成的文书列在这里。', en: 'No documents yet. Those made while handling this are listed here.' })}
      </p>
    )
  return (
    <ul className="items alert">
      {documents.map((one) => (
        <li key={one.id}>
          <a className="break" href={addressOf(`/documents/${one.id}/file`)} target="_blank" rel="noreferrer">
            {one.title}
          </a>
          <span className="quiet small">{one.number}</span>
        </li>
      ))}
    </ul>
  )
}
