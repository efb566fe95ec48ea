import { useState } from 'react'
import { Checkbox, Select } from 'antd'
import { useSearchParams } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { ChangedField, TaskChange } from '../read/compare.ts'
import type { Task } from '../read/types.ts'
import { useComparison, usePlans, type PlanItem } from './data.ts'
import { PlanFrame } from './plan-frame.tsx'

const hows = {
  new: { tone: 'good', sign: '+ ', label: { zh: '新增', en: 'New' } },
  changed: { tone: 'soon', sign: '', label: { zh: '有变', en: 'Changed' } },
  dropped: { tone: 'plain', sign: '− ', label: { zh: '不再列入', en: 'Dropped' } },
  same: { tone: 'plain', sign: '', label: { zh: '相同', en: 'Same' } },
} as const satisfies Record<TaskChange['how'], { tone: string; sign: string; label: Bilingual }>

const fields = {
  text: { zh: '内容', en: 'text' },
  mode: { zh: '分工方式', en: 'how it is shared' },
  units: { zh: '单位', en: 'units' },
  targets: { zh: '目标', en: 'targets' },
  deadlines: { zh: '时限', en: 'deadlines' },
} as const satisfies Record<ChangedField, Bilingual>

/** This plan laid against another year's: changed, new, dropped. */
export function Compare({ plan }: { plan: PlanItem }) {
  const say = useText()
  const { data: plans = [] } = usePlans()
  const others = plans.filter(({ id }) => id !== plan.id)
  const [search, setSearch] = useSearchParams()
  // The nearest earlier plan of the same region, unless another was chosen.
  const usual =
    others.filter(({ region, year }) => region === plan.region && year <= plan.year).toSorted((a, b) => b.year - a.year)[0] ?? others[0]
  const other = search.get('with') ?? usual?.id ?? null
  const found = useComparison(plan.id, other)
  return (
    <PlanFrame plan={plan}>
      {others.length > 0 && (
        <div className="wp-bar">
          <label htmlFor="compare-with">{say({ zh: '与这份比较', en: 'Compared with' })}</label>
          <Select
            id="compare-with"
            style={{ width: 'min(560px, 100%)' }}
            value={other ?? undefined}
            options={others.map(({ id, year, title }) => ({ value: id, label: `${year} ${title}` }))}
            onChange={(id: string) => setSearch({ with: id }, { replace: true })}
          />
        </div>
      )}
      {other === null ? (
        <Card>
          <Empty action={<LinkButton to="/plans/new">{say({ zh: '识别一份通知', en: 'Read a notice' })}</LinkButton>}>
            {say({
              zh: '还没有别的工作安排可比。上一年的通知也可以在“重点工作”里识别，不必下达。',
              en: 'There is no other plan to compare with. Last year’s notice can be read under Work plans too; it need not be issued.',
            })}
          </Empty>
        </Card>
      ) : found.data ? (
        <Changes changes={found.data.changes} />
      ) : (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      )}
    </PlanFrame>
  )
}

function Changes({ changes }: { changes: readonly TaskChange[] }) {
  const say = useText()
  const [all, setAll] = useState(false)
  const count = (how: TaskChange['how']) => changes.filter((change) => change.how === how).length
  const shown = changes.filter(({ how }) => all || how !== 'same')
  return (
    <Card
      title={say(
        {
          zh: '新增 {added}，有变 {changed}，不再列入 {dropped}，相同 {same}',
          en: '{added} new, {changed} changed, {dropped} dropped, {same} the same',
        },
        { added: count('new'), changed: count('changed'), dropped: count('dropped'), same: count('same') },
      )}
      more={
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          {say({ zh: '也列出相同的', en: 'Show the same ones too' })}
        </Checkbox>
      }
    >
      {shown.length === 0 && <Empty>{say({ zh: '两份通知的任务没有差别。', en: 'The two notices ask for the same.' })}</Empty>}
      <ul className="items alert">
        {shown.map((change, at) => (
          <li key={at}>
            <Change change={change} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Change({ change }: { change: TaskChange }) {
  const say = useText()
  const { tone, sign, label } = hows[change.how]
  const task = change.how === 'dropped' ? change.before : change.after
  return (
    <>
      <div>
        <strong>
          {task.number} {task.heading}
        </strong>
        {change.how === 'changed' && (
          <span className="quiet small">
            {' '}
            {change.before.number !== task.number && say({ zh: '上年第 {n} 项 · ', en: 'last year {n} · ' }, { n: change.before.number })}
            {change.fields.map((field) => say(fields[field])).join(say({ zh: '、', en: ', ' }))}
          </span>
        )}
        <p className="break">
          {change.how === 'changed'
            ? change.text.map(({ how, text }, at) =>
                how === 'added' ? (
                  <ins key={at}>{text}</ins>
                ) : how === 'removed' ? (
                  <del key={at}>{text}</del>
                ) : (
                  <span key={at}>{text}</span>
                ),
              )
            : task.text}
        </p>
        {change.how === 'changed' && <Besides change={change} />}
      </div>
      <State tone={tone}>
        {sign}
        {say(label)}
      </State>
    </>
  )
}

const everyone = ({ lead, joint, assisting }: Task): string => [...lead, ...joint, ...assisting].join('、')
const aims = ({ targets }: Task): string => targets.map(({ text }) => text).join('；')
const dates = ({ deadlines }: Task): string => deadlines.map(({ text, date }) => [date, `“${text}”`].filter(Boolean).join(' ')).join('；')

/** What changed beside the text, before and after. */
const besides = [
  ['units', everyone],
  ['targets', aims],
  ['deadlines', dates],
] as const satisfies readonly (readonly [ChangedField, (task: Task) => string])[]

function Besides({ change: { before, after, fields: changed } }: { change: Extract<TaskChange, { how: 'changed' }> }) {
  const say = useText()
  return besides
    .filter(([field]) => changed.includes(field))
    .map(([field, words]) => (
      <p key={field} className="small break">
        <span className="quiet">{say(fields[field])}</span> <del>{words(before) || '–'}</del> → <ins>{words(after) || '–'}</ins>
      </p>
    ))
}
