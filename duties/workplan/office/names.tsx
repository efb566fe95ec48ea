import { useState } from 'react'
import { Button, Input, Select } from 'antd'
import { departmentFunctions } from '../../../platform/identity/functions.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { useText } from '../../../web/kit/language.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { NameState } from '../contract.ts'
import { nameNow, namesOfTask, type DraftDesk } from './use-draft.ts'

const hows = {
  exact: { zh: '名称相同', en: 'Same name' },
  'same-function': { zh: '职能相同', en: 'Same function' },
  near: { zh: '相近，疑似误印', en: 'Near: perhaps a misprint' },
  group: { zh: '一组单位', en: 'A group of units' },
  none: { zh: '没有找到', en: 'Not found' },
} as const satisfies Record<NameState['how'], Bilingual>

const statuses = {
  ready: { tone: 'good', label: { zh: '已对应', en: 'Matched' } },
  decide: { tone: 'soon', label: { zh: '待定', en: 'To decide' } },
  create: { tone: 'soon', label: { zh: '将新建', en: 'To be created' } },
  left_out: { tone: 'plain', label: { zh: '不分派', en: 'Given nothing' } },
} as const satisfies Record<NameState['status'], { tone: string; label: Bilingual }>

/** The units a name stands for at present. */
const taken = ({ decision, status, units }: NameState): readonly string[] => (status === 'ready' ? (decision?.take ?? units) : [])

/** Names as printed beside the units of the executing region. What is not sure is never taken by itself. */
export function NamesTable({ desk }: { desk: DraftDesk }) {
  const say = useText()
  const printed = [...new Set(desk.draft.tasks.flatMap(namesOfTask))]
  const all = printed.flatMap((name) => nameNow(name, desk) ?? [])
  const waiting = all.filter(({ status }) => status === 'decide')
  return (
    <div className="wp-names" role="region" tabIndex={0} aria-label={say({ zh: '单位对照', en: 'Units' })}>
      <p className="card-body quiet small">
        {say({
          zh: '左边是通知里的名称，右边是执行区划的单位。◆ 的由您定：选单位、新建，或不分派。名称不会被悄悄替换。',
          en: 'Names as printed, with units of the executing region. ◆ waits for you: choose, create, or leave out. None is replaced silently.',
        })}
      </p>
      <ul className="items">
        {[...waiting, ...all.filter(({ status }) => status !== 'decide')].map((name) => (
          <li key={name.printed}>
            <NameRow name={name} desk={desk} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function NameRow({ name, desk }: { name: NameState; desk: DraftDesk }) {
  const say = useText()
  const { tone, label } = statuses[name.status]
  const used = desk.draft.tasks.filter((task) => namesOfTask(task).includes(name.printed)).map(({ number }) => number)
  return (
    <div className="wp-name">
      <div>
        <strong className="break">{name.printed}</strong>
        <div className="quiet small">
          {say(hows[name.how])} ·{' '}
          {say({ zh: '任务 {list}', en: 'tasks {list}' }, { list: used.slice(0, 6).join('、') + (used.length > 6 ? '…' : '') })}
        </div>
      </div>
      <NameChoice name={name} desk={desk} />
      <State tone={tone}>{say(label)}</State>
    </div>
  )
}

/** Choosing units for one printed name, with what is near offered first; also creating one, or giving it nothing. */
export function NameChoice({ name, desk }: { name: NameState; desk: DraftDesk }) {
  const say = useText()
  const [creating, setCreating] = useState(false)
  const { printed, units: offered, how } = name
  const take = (units: readonly string[]) => desk.decide(printed, { take: units, create: null })
  const unitName = (id: string) => desk.answer.units.find((unit) => unit.id === id)?.name ?? id
  if (creating || name.status === 'create') return <NewUnit name={name} desk={desk} onClose={() => setCreating(false)} />
  return (
    <div className="wp-choice">
      {name.status === 'decide' && (how === 'near' || how === 'same-function') && (
        <div className="toolbar">
          <span className="quiet small">{say({ zh: '相近：', en: 'Near: ' })}</span>
          {offered.map((id) => (
            <Button key={id} size="small" onClick={() => take([id])}>
              {unitName(id)}
            </Button>
          ))}
        </div>
      )}
      {name.status === 'decide' && how === 'group' && <WholeGroups desk={desk} onTake={take} />}
      <Select
        mode="multiple"
        aria-label={say({ zh: '“{name}”对应的单位', en: 'Units for “{name}”' }, { name: printed })}
        style={{ width: '100%' }}
        maxTagCount={6}
        value={[...taken(name)]}
        placeholder={say({ zh: '输入名称或首字母', en: 'Type a name or its pinyin initials' })}
        options={desk.answer.units.map(({ id, name: label, initials }) => ({ value: id, label, initials }))}
        showSearch={{ filterOption: (typed, unit) => (unit?.label.includes(typed.trim()) || unit?.initials.includes(typed.trim().toLowerCase())) ?? false }}
        onChange={(units: string[]) => take(units)}
      />
      <div className="toolbar small">
        <button type="button" className="link" onClick={() => setCreating(true)}>
          {say({ zh: '新建单位…', en: 'Create a unit…' })}
        </button>
        {name.status !== 'left_out' && (
          <button type="button" className="link" onClick={() => take([])}>
            {say({ zh: '不分派', en: 'Give it nothing' })}
          </button>
        )}
        {name.decision !== null && (
          <button type="button" className="link" onClick={() => desk.decide(printed, null)}>
            {say({ zh: '恢复识别结果', en: 'Back to the reading' })}
          </button>
        )}
      </div>
    </div>
  )
}

/** What a group without a list often means: all townships, or all departments of the region. Taken only when pressed. */
function WholeGroups({ desk, onTake }: { desk: DraftDesk; onTake: (units: readonly string[]) => void }) {
  const say = useText()
  const { units, region } = desk.answer
  const below = units.filter((unit) => unit.region !== region).map(({ id }) => id)
  const own = units.filter((unit) => unit.region === region).map(({ id }) => id)
  const offers = [
    [{ zh: '下一级全部 {n} 个', en: 'All {n} one level below' }, below],
    [{ zh: '本级全部 {n} 个', en: 'All {n} of this level' }, own],
  ] as const
  return (
    <div className="toolbar">
      {offers.map(([label, ids]) =>
        ids.length === 0 ? null : (
          <Button key={label.en} size="small" onClick={() => onTake(ids)}>
            {say(label, { n: ids.length })}
          </Button>
        ),
      )}
    </div>
  )
}

/** A unit that is made when the plan is issued, after being confirmed there once more. */
function NewUnit({ name, desk, onClose }: { name: NameState; desk: DraftDesk; onClose: () => void }) {
  const say = useText()
  const given = name.decision?.create ?? { name: name.printed, function: name.functions[0] ?? '' }
  const [unit, setUnit] = useState(given)
  const set = (next: typeof unit) => {
    setUnit(next)
    if (next.name.trim().length >= 2 && next.function !== '')
      desk.decide(name.printed, { take: [], create: { ...next, name: next.name.trim() } })
  }
  const cancel = () => {
    if (name.decision?.create) desk.decide(name.printed, null)
    onClose()
  }
  return (
    <div className="wp-choice">
      <Input
        aria-label={say({ zh: '新单位名称', en: 'Name of the new unit' })}
        value={unit.name}
        maxLength={100}
        onChange={(event) => set({ ...unit, name: event.target.value })}
      />
      <Select
        aria-label={say({ zh: '职能', en: 'Function' })}
        style={{ width: '100%' }}
        value={unit.function || undefined}
        placeholder={say({ zh: '选择职能', en: 'Choose its function' })}
        options={departmentFunctions.map(({ code, title }) => ({ value: code, label: say(title) }))}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(code: string) => set({ ...unit, function: code })}
      />
      <button type="button" className="link small" onClick={cancel}>
        {say({ zh: '不新建', en: 'Do not create it' })}
      </button>
    </div>
  )
}
