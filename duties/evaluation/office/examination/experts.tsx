import { useState } from 'react'
import { Button, Input, InputNumber, Select } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Fault } from '../../../../web/kit/Page.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { useHolds } from '../../../../web/kit/session.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import { ReferencePicker } from '../../../../web/kit/Reference.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { useRegionNames } from '../../../../web/kit/Region.tsx'
import { isCounty, OUTSIDE, type ExaminationView, type ExpertLine } from '../../examination/contract.ts'
import { useDo } from './data.ts'
import { Replacements, ReplaceDialog, ReserveList } from './reserve.tsx'

/** Not a group: those who may be called in somebody's place. */
const RESERVE = 0

/** The experts in their groups, with where each comes from and so stays away; changed until the draw, replaced from the reserve after it. */
export function ExpertsCard({ view }: { view: ExaminationView }) {
  const say = useText()
  const { examination, experts, reserve, sections, titles } = view
  const called = (code: string): string => `${code} ${titles[code] ? say(titles[code]) : ''}`.trim()
  const { busy, failure, run } = useDo()
  const homes = useRegionNames([...experts, ...reserve].flatMap(({ home }) => (home === OUTSIDE ? [] : [home])))
  const [person, setPerson] = useState<string | null>(null)
  const [own, setOwn] = useState(1)
  const [leaving, setLeaving] = useState<ExpertLine | null>(null)
  const [employer, setEmployer] = useState('')
  const editable = examination.state === 'preparing' || examination.state === 'committed'
  const drawn = examination.state === 'drawn'
  // After the draw only the reserve grows.
  const team = editable ? own : RESERVE
  const from = ({ home, employer: works }: Pick<ExpertLine, 'home' | 'employer'>): string =>
    (works ?? homes[home] ?? home) + (isCounty(home) ? say({ zh: '，回避{area}的点位', en: ', stays away from {area}' }, { area: homes[home] ?? home }) : '')
  const groups = [
    ...(editable ? Array.from({ length: examination.teams }, (_, at) => ({ value: at + 1, label: say({ zh: '第 {n} 组', en: 'Group {n}' }, { n: at + 1 }) })) : []),
    { value: RESERVE, label: say({ zh: '备选', en: 'Reserve' }) },
  ]
  const allows = useHolds()
  const toast = useToast()
  const exported = async () => {
    try {
      await api.download(`/examinations/${examination.id}/experts.xlsx`)
    } catch (error) {
      toast.failed(error)
    }
  }
  const add = async () => {
    const given = { person, employer: employer.trim() || null }
    const path = `/examinations/${examination.id}`
    if (await run(() => (team === RESERVE ? api.post(`${path}/reserve`, given) : api.post(`${path}/experts`, { ...given, team })), { zh: '已加入', en: 'Added' })) {
      setPerson(null)
      setEmployer('')
    }
  }
  return (
    <Card
      title={say({ zh: '专家和分工', en: 'Experts and groups' })}
      padded
      more={
        <span className="toolbar">
          {editable && <LinkButton to={`/examinations/${examination.id}/experts/import`}>{say({ zh: '导入名单', en: 'Import a list' })}</LinkButton>}
          {allows('export') && experts.length + reserve.length > 0 && (
            <Button size="small" onClick={() => void exported()}>
              {say({ zh: '导出名单', en: 'Export the list' })}
            </Button>
          )}
        </span>
      }
    >
      <p className="quiet">{say({ zh: '专家回避本人所在县（市、区）的点位和本单位负责或报送材料的指标；省级初评不用被评城市的人。外请专家先在“人员”中以“专家”类别建立、不选单位，加入时填写其工作单位。', en: 'Experts stay away from their own county and from items of their own unit; a provincial examination takes nobody of the city. One from outside is entered under People as an expert without a unit; where he works is told here.' })}</p>
      {Array.from({ length: examination.teams }, (_, at) => at + 1).map((number) => (
        <div key={number} className="ow-unit">
          <strong>{say({ zh: '第 {n} 组', en: 'Group {n}' }, { n: number })}</strong>{' '}
          <span className="quiet small">{say({ zh: '资料：{sections}', en: 'Papers: {sections}' }, { sections: Object.keys(sections).filter((code) => sections[code] === number).map(called).join(say({ zh: '、', en: ', ' })) })}</span>
          <ul className="plain-list">
            {experts.filter((expert) => expert.team === number).map((expert) => (
              <li key={expert.id}>
                {expert.name} {expert.leader && <State tone="good">{say({ zh: '组长', en: 'Leader' })}</State>} <span className="quiet small">{from(expert)}</span>{' '}
                {(editable || drawn) && (
                  <Place
                    name={expert.name}
                    team={number}
                    groups={editable ? groups.filter(({ value }) => value !== RESERVE) : []}
                    leader={expert.leader}
                    busy={busy}
                    onChange={(given) => void run(() => api.put(`/examinations/${examination.id}/experts/${expert.id}`, given), { zh: '已调整', en: 'Changed' })}
                  />
                )}
                {editable && (
                  <Button size="small" type="link" disabled={busy} aria-label={say({ zh: '移出 {name}', en: 'Remove {name}' }, { name: expert.name })} onClick={() => void run(() => api.post(`/examinations/${examination.id}/experts/${expert.id}/remove`, {}), { zh: '已移出', en: 'Removed' })}>
                    {say({ zh: '移出', en: 'Remove' })}
                  </Button>
                )}
                {drawn && (
                  <Button size="small" type="link" aria-label={say({ zh: '更换 {name}', en: 'Replace {name}' }, { name: expert.name })} onClick={() => setLeaving(expert)}>
                    {say({ zh: '更换', en: 'Replace' })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <ReserveList view={view} from={from} />
      <Replacements view={view} />
      {leaving && <ReplaceDialog examination={examination.id} expert={leaving} onClose={() => setLeaving(null)} />}
      {failure !== null && <Fault error={failure} />}
      {editable && <Sections view={view} />}
      {(editable || drawn) && (
        <div className="ex-fields">
          <div style={{ minWidth: 220 }}>
            <label htmlFor="expert-person">{say({ zh: '人员', en: 'Person' })}</label>
            <ReferencePicker id="expert-person" to="person" value={person} onChange={setPerson} />
          </div>
          <label>
            {say({ zh: '工作组', en: 'Group' })} <Select value={team} options={groups} style={{ minWidth: 96 }} onChange={setOwn} />
          </label>
          <label className="ex-wide">
            {say({ zh: '工作单位（外请专家填写）', en: 'Works at (experts from outside)' })} <Input value={employer} maxLength={200} onChange={(event) => setEmployer(event.target.value)} />
          </label>
          <Button loading={busy} disabled={!person} onClick={() => void add()}>
            {say({ zh: '加入', en: 'Add' })}
          </Button>
        </div>
      )}
    </Card>
  )
}

type Placed = { readonly team: number; readonly leader: boolean }

/** To which group an expert belongs, until the draw, and whether he leads it. */
function Place({ name, team, groups, leader, busy, onChange }: Placed & { name: string; groups: { value: number; label: string }[]; busy: boolean; onChange: (given: Placed) => void }) {
  const say = useText()
  return (
    <>
      {groups.length > 0 && (
        <Select
          size="small"
          disabled={busy}
          value={team}
          style={{ minWidth: 96 }}
          aria-label={say({ zh: '{name} 的工作组', en: 'Group of {name}' }, { name })}
          options={groups}
          onChange={(chosen: number) => onChange({ team: chosen, leader: false })}
        />
      )}{' '}
      {!leader && (
        <Button size="small" type="link" disabled={busy} aria-label={say({ zh: '设 {name} 为组长', en: 'Make {name} the leader' }, { name })} onClick={() => onChange({ team, leader: true })}>
          {say({ zh: '设为组长', en: 'Make leader' })}
        </Button>
      )}
    </>
  )
}

/** Which group reviews the papers of which section; changed until the draw. */
function Sections({ view: { examination, sections, titles } }: { view: ExaminationView }) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const [own, setOwn] = useState<Readonly<Record<string, number>> | null>(null)
  if (own === null)
    return (
      <p>
        <Button size="small" onClick={() => setOwn(sections)}>
          {say({ zh: '调整资料分工', en: 'Deal the sections' })}
        </Button>
      </p>
    )
  const save = async () => {
    if (await run(() => api.put(`/examinations/${examination.id}/sections`, { version: examination.version, sections: own }), { zh: '分工已保存', en: 'Saved' })) setOwn(null)
  }
  return (
    <fieldset className="ex-sections">
      <legend>{say({ zh: '资料分工：每个小节由哪一组审查', en: 'Which group reviews the papers of each section' })}</legend>
      {failure !== null && <Fault error={failure} />}
      <div className="ex-section-list">
        {Object.entries(own).map(([code, team]) => (
          <label key={code}>
            {`${code} ${titles[code] ? say(titles[code]) : ''}`} <InputNumber size="small" min={1} max={examination.teams} value={team} onChange={(chosen) => setOwn({ ...own, [code]: chosen ?? 1 })} />
          </label>
        ))}
      </div>
      <div className="toolbar">
        <Button type="primary" loading={busy} onClick={() => void save()}>
          {say({ zh: '保存分工', en: 'Save' })}
        </Button>
        <Button onClick={() => setOwn(null)}>{say({ zh: '取消', en: 'Cancel' })}</Button>
      </div>
    </fieldset>
  )
}
