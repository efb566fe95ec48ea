import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Input, InputNumber, Modal } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault, Loading } from '../../../web/kit/Page.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { Measure, ScoreItem, ScoreTable } from '../contract.ts'
import { plansKey } from './data.ts'

const CODE = 'workplan.scoring'

/** Every measure, with what it is called where the table does not hold it; then it stands with no points. */
const missing = {
  'tasks-done': { title: { zh: '任务完成', en: 'Tasks done' } },
  'on-time': { title: { zh: '按期完成', en: 'Done in time' } },
  'reports-on-time': { title: { zh: '按期报送', en: 'Reports in time' } },
  'targets-met': { title: { zh: '目标达成', en: 'Targets met' } },
  returned: { title: { zh: '被退回', en: 'Returned' }, each: 1 },
  urged: { title: { zh: '被催办', en: 'Urged' }, each: 1 },
} as const satisfies Record<Measure, Pick<ScoreItem, 'title' | 'each'>>

const allItems = ({ items }: ScoreTable): readonly ScoreItem[] => {
  const measures = Object.keys(missing) as Measure[] // its own keys
  const absent = measures.filter((measure) => !items.some((item) => item.measure === measure))
  return [...items, ...absent.map((measure): ScoreItem => ({ code: measure, measure, points: 0, ...missing[measure] }))]
}

/** `GET /plans/settings/:code`; `version` null until the city has one on record. */
type Kept = { readonly version: number | null; readonly value: readonly ScoreTable[] }
const useKept = () => useQuery({ queryKey: ['register', 'setting', CODE], queryFn: () => api.get<Kept>(`/plans/settings/${CODE}`) })

/** Points and deductions of the scoring table in force, kept as the city's setting; tables of other years stay as they are. */
export function ScoringEditor({ table, onClose }: { table: ScoreTable; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const kept = useKept()
  const [items, setItems] = useState<readonly ScoreItem[]>(() => allItems(table))
  const [source, setSource] = useState(table.source === 'design' ? '' : table.source)
  const { busy, failure: error, once } = useOnce()
  const whole = items.reduce((sum, { points }) => sum + points, 0)
  const set = (code: string, part: Partial<ScoreItem>) =>
    setItems((before) => before.map((item) => (item.code === code ? { ...item, ...part } : item)))
  const save = async () => {
    const mine: ScoreTable = { ...table, source: source.trim(), items: items.filter(({ points }) => points > 0) }
    const others = (kept.data?.value ?? []).filter(({ valid_from }) => valid_from !== table.valid_from)
    await once(async () => {
      await api.put(`/plans/settings/${CODE}`, { version: kept.data?.version ?? null, value: [...others, mine] })
      await Promise.all([['register', 'setting'], plansKey].map((queryKey) => client.invalidateQueries({ queryKey })))
      toast.done(say({ zh: '评分表已保存', en: 'Scoring table saved' }))
      onClose()
    })
  }
  return (
    <Modal
      open
      title={say({ zh: '评分表（合计 {n} 分）', en: 'Scoring table ({n} points)' }, { n: whole })}
      width={600}
      onCancel={onClose}
      onOk={() => void save()}
      confirmLoading={busy}
      okText={say({ zh: '保存', en: 'Save' })}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
      okButtonProps={{ disabled: kept.data === undefined || whole <= 0 || source.trim() === '' }}
    >
      <div className="stack">
        {error !== null && <Fault error={error} />}
        {kept.data === undefined && <Loading error={kept.error} />}
        <div>
          {items.map(({ code, title, points, each }) => (
            <div key={code} className="wp-row">
              <span style={{ flex: '1 1 220px' }}>{say(title)}</span>
              <InputNumber
                aria-label={say({ zh: '{item}的分值', en: 'Points: {item}' }, { item: say(title) })}
                min={0}
                max={1000}
                style={{ width: 110 }}
                suffix={say({ zh: '分', en: 'pts' })}
                value={points}
                onChange={(next) => set(code, { points: next ?? 0 })}
              />
              {each === undefined ? (
                <span style={{ width: 130 }} />
              ) : (
                <InputNumber
                  aria-label={say({ zh: '{item}每次扣', en: 'Deducted each time: {item}' }, { item: say(title) })}
                  min={0.1}
                  max={1000}
                  style={{ width: 130 }}
                  prefix={say({ zh: '每次扣', en: 'each −' })}
                  value={each}
                  onChange={(next) => next !== null && set(code, { each: next })}
                />
              )}
            </div>
          ))}
        </div>
        <p className="quiet small">{say({ zh: '分值为 0 的项目不计分。', en: 'An item with 0 points is not scored.' })}</p>
        <div className="form-field">
          <label htmlFor="scoring-source">{say({ zh: '依据（文件名称和文号）', en: 'Source (document and number)' })}</label>
          <Input id="scoring-source" maxLength={300} value={source} onChange={(event) => setSource(event.target.value)} />
        </div>
      </div>
    </Modal>
  )
}
