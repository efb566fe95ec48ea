import { useState } from 'react'
import { Button, InputNumber } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Fault } from '../../../../web/kit/Page.tsx'
import { ReferencePicker } from '../../../../web/kit/Reference.tsx'
import { useRegionNames } from '../../../../web/kit/Region.tsx'
import type { ExaminationView } from '../../examination/contract.ts'
import { useDo } from './data.ts'

/** The experts in their groups, with where each comes from and so stays away; changed until the draw. */
export function ExpertsCard({ view }: { view: ExaminationView }) {
  const say = useText()
  const { examination, experts, sections } = view
  const { busy, failure, run } = useDo()
  const homes = useRegionNames(experts.map(({ home }) => home))
  const [person, setPerson] = useState<string | null>(null)
  const [team, setTeam] = useState(1)
  const editable = examination.state === 'preparing' || examination.state === 'committed'
  const add = async () => {
    if (await run(() => api.post(`/examinations/${examination.id}/experts`, { person, team }), { zh: '已加入', en: 'Added' })) setPerson(null)
  }
  return (
    <Card title={say({ zh: '专家和分工', en: 'Experts and groups' })} padded>
      <p className="quiet">{say({ zh: '专家回避本人所在县（市、区）的点位和本单位负责或报送材料的指标；省级初评不用被评城市的人。', en: 'Experts stay away from their own county and from items of their own unit; a provincial examination takes nobody of the city.' })}</p>
      {Array.from({ length: examination.teams }, (_, at) => at + 1).map((number) => (
        <div key={number} className="ow-unit">
          <strong>{say({ zh: '第 {n} 组', en: 'Group {n}' }, { n: number })}</strong>{' '}
          <span className="quiet small">{say({ zh: '资料：{sections}', en: 'Papers: {sections}' }, { sections: Object.keys(sections).filter((code) => sections[code] === number).join('、') })}</span>
          <ul className="plain-list">
            {experts.filter((expert) => expert.team === number).map(({ id, name, home }) => (
              <li key={id}>
                {name} <span className="quiet small">{homes[home] ?? home}</span>{' '}
                {editable && (
                  <Button size="small" type="link" disabled={busy} aria-label={say({ zh: '移出 {name}', en: 'Remove {name}' }, { name })} onClick={() => void run(() => api.post(`/examinations/${examination.id}/experts/${id}/remove`, {}), { zh: '已移出', en: 'Removed' })}>
                    {say({ zh: '移出', en: 'Remove' })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {failure !== null && <Fault error={failure} />}
      {editable && (
        <div className="ex-fields">
          <div style={{ minWidth: 220 }}>
            <label htmlFor="expert-person">{say({ zh: '人员', en: 'Person' })}</label>
            <ReferencePicker id="expert-person" to="person" value={person} onChange={setPerson} />
          </div>
          <label>
            {say({ zh: '工作组', en: 'Group' })} <InputNumber min={1} max={examination.teams} value={team} onChange={(value) => setTeam(value ?? 1)} />
          </label>
          <Button loading={busy} disabled={!person} onClick={() => void add()}>
            {say({ zh: '加入', en: 'Add' })}
          </Button>
        </div>
      )}
    </Card>
  )
}
