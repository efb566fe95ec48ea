import { useRef } from 'react'
import { Link, useSearchParams } from 'wouter'
import { Button, Input, Segmented, Select } from 'antd'
import { Empty } from '../../../web/kit/Empty.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { LightMark, State } from '../../../web/kit/State.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import { matterLink, type Light, type Wall, type WallTask } from '../contract.ts'
import { taskStates } from '../registers.ts'
import { useWall, useWallUnits, type PlanItem } from './data.ts'
import { lightLooks, lights, Progress } from './marks.tsx'
import { PlanFrame } from './plan-frame.tsx'

/** What the wall is narrowed to; kept in the address, so that a view can be sent to someone. */
function useNarrowing() {
  const [search, setSearch] = useSearchParams()
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        if (value === '') before.delete(name)
        else before.set(name, value)
        return before
      },
      { replace: true },
    )
  return {
    by: search.get('by') === 'department' ? ('department' as const) : ('section' as const),
    light: lights.find((one) => one === search.get('light')) ?? null,
    unit: search.get('unit') ?? '',
    /** One section alone. */
    section: search.get('section') ?? '',
    q: search.get('q') ?? '',
    set,
  }
}

type Narrowing = ReturnType<typeof useNarrowing>

const fits =
  ({ light, unit, q }: Narrowing) =>
  (task: WallTask): boolean =>
    (light === null || task.light === light) && (unit === '' || task.units.includes(unit)) && (q === '' || task.title.includes(q))

/** 挂图作战: every task of the plan with its light, by section of the notice or by department. */
export function WallChart({ plan }: { plan: PlanItem }) {
  const say = useText()
  const board = useRef<HTMLDivElement>(null)
  const narrowing = useNarrowing()
  const found = useWall(plan.id, narrowing.by)
  const units = useWallUnits(plan.id)
  const wall = found.data
  const groups = (wall?.groups ?? [])
    .filter(({ key }) => (narrowing.by === 'section' ? narrowing.section === '' || key === narrowing.section : narrowing.unit === '' || key === narrowing.unit))
    .map((group) => ({ ...group, tasks: group.tasks.filter(fits(narrowing)) }))
    .filter(({ tasks }) => tasks.length > 0)
  return (
    <PlanFrame plan={plan}>
      <div className="wp-wall" ref={board}>
        <p className="wp-banner">{plan.title}</p>
        <Bar narrowing={narrowing} wall={wall} units={units} onFull={() => void board.current?.requestFullscreen()} />
        <Card>
          {!wall && <Loading error={found.error} retry={() => void found.refetch()} />}
          {wall && groups.length === 0 && (
            <Empty
              action={
                <Button onClick={() => ['light', 'unit', 'section', 'q'].forEach((name) => narrowing.set(name, ''))}>
                  {say({ zh: '看全部', en: 'Show all' })}
                </Button>
              }
            >
              {say({ zh: '没有这样的任务。', en: 'There are no such tasks.' })}
            </Empty>
          )}
          {groups.map((group) => (
            <Group key={group.key} group={group} narrowing={narrowing} />
          ))}
        </Card>
      </div>
    </PlanFrame>
  )
}

function Bar({
  narrowing,
  wall,
  units,
  onFull,
}: {
  narrowing: Narrowing
  wall: Wall | undefined
  units: Readonly<Record<string, string>>
  onFull: () => void
}) {
  const say = useText()
  const narrow = useNarrow()
  return (
    <div className="wp-bar">
      <span className="quiet small">{say({ zh: '任务', en: 'Tasks' })}</span>
      {lights.map((light) => {
        const { sign, tone, label } = lightLooks[light]
        const on = narrowing.light === light
        const press = () => {
          narrowing.set('section', '')
          narrowing.set('light', on ? '' : light)
        }
        return (
          <button key={light} type="button" className="wp-light" aria-pressed={on} onClick={press}>
            <span className={`tone-${tone}`} aria-hidden="true">
              {sign}
            </span>{' '}
            {say(label)} <b>{wall?.counts[light] ?? '–'}</b>
          </button>
        )
      })}
      <span className="wp-tools">
        <Input.Search
          allowClear
          aria-label={say({ zh: '找任务', en: 'Find a task' })}
          placeholder={say({ zh: '找任务', en: 'Task' })}
          style={{ width: 132 }}
          defaultValue={narrowing.q}
          onSearch={(text) => narrowing.set('q', text.trim())}
        />
        <Select
          allowClear
          aria-label={say({ zh: '单位', en: 'Unit' })}
          placeholder={say({ zh: '全部单位', en: 'All units' })}
          style={{ width: 128 }}
          value={narrowing.unit || undefined}
          options={Object.entries(units).map(([value, label]) => ({ value, label }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(unit: string | undefined) => narrowing.set('unit', unit ?? '')}
        />
        <Segmented
          value={narrowing.by}
          onChange={(by) => narrowing.set('by', by === 'section' ? '' : by)}
          options={[
            { value: 'section', label: say({ zh: '按部分', en: 'By section' }) },
            { value: 'department', label: say({ zh: '按单位', en: 'By department' }) },
          ]}
        />
        {!narrow && (
          <>
            <Button onClick={() => window.print()}>{say({ zh: '打印', en: 'Print' })}</Button>
            <Button onClick={onFull}>{say({ zh: '上墙', en: 'On the wall' })}</Button>
          </>
        )}
      </span>
    </div>
  )
}

function Group({ group, narrowing }: { group: Wall['groups'][number]; narrowing: Narrowing }) {
  const say = useText()
  const title = group.title || say({ zh: '未分部分', en: 'No section' })
  const part = narrowing.by === 'department' ? 'unit' : 'section'
  const alone = (light: Light) => narrowing.light === light && narrowing[part] === group.key
  /** The tasks that a number counts, alone; pressed again, all of them. */
  const show = (light: Light) => {
    const [of, lit] = alone(light) ? ['', ''] : [group.key, light]
    narrowing.set(part, of)
    narrowing.set('light', lit)
  }
  const counted = (light: Light) => (group.counts[light] > 0 ? [light] : [])
  return (
    <section className="wp-group">
      <header>
        <h2>{title}</h2>
        {lights.flatMap(counted).map((light) => (
          <button
            key={light}
            type="button"
            className={`mark ${lightLooks[light].tone}`}
            aria-pressed={alone(light)}
            aria-label={`${title} ${say(lightLooks[light].label)} ${group.counts[light]}`}
            title={say(lightLooks[light].label)}
            onClick={() => show(light)}
          >
            <span aria-hidden="true">{lightLooks[light].sign}</span>
            <span>{group.counts[light]}</span>
          </button>
        ))}
      </header>
      <div className="wp-tiles">
        {group.tasks.map((task) => (
          <Tile key={task.id} task={task} />
        ))}
      </div>
    </section>
  )
}

function Tile({ task }: { task: WallTask }) {
  const say = useText()
  const { light, why, title, holder_name, due_on, parts, progress, late_level } = task
  const state = Object.entries(taskStates).find(([code]) => code === task.state)?.[1]
  return (
    <Link href={matterLink('plan_task', task.id)} className={`wp-tile ${light}`}>
      <strong>{title}</strong>
      <Words
        quiet
        of={[
          holder_name ?? say({ zh: '汇总单位未指定', en: 'Nobody named to collect' }),
          task.units.length > 1 && say({ zh: '共 {n} 家', en: '{n} units' }, { n: task.units.length }),
        ]}
      />
      <Words
        of={[
          due_on ?? say({ zh: '年内', en: 'Within the year' }),
          state && say(state),
          parts.all > 0 && say({ zh: '分工 {done}/{all}', en: 'parts {done}/{all}' }, { done: parts.reported, all: parts.all }),
        ]}
      />
      <LightMark look={lightLooks[light]} why={why} />
      {late_level > 0 && <State tone="late">{say({ zh: '已催办至第 {n} 级', en: 'Urged to rung {n}' }, { n: late_level })}</State>}
      <Progress percent={progress} />
    </Link>
  )
}

/** Short facts in one line, which breaks between them and never within one. */
function Words({ of, quiet = false }: { of: readonly (string | false | undefined)[]; quiet?: boolean }) {
  return (
    <span className={quiet ? 'wp-words small quiet' : 'wp-words small'}>
      {of.map((words, at) => words && <span key={at}>{words}</span>)}
    </span>
  )
}
