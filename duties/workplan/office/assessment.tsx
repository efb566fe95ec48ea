import { useState } from 'react'
import { Button, Switch } from 'antd'
import { Empty } from '../../../web/kit/Empty.tsx'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import type { Assessment, ScoredItem, ScoreTable } from '../contract.ts'
import { useAssessment, type PlanItem } from './data.ts'
import { PlanFrame } from './plan-frame.tsx'
import { ScoringEditor } from './scoring-editor.tsx'

/** 年度考核: each unit's marks by the scoring table; places only where asked for. */
export function YearlyAssessment({ plan }: { plan: PlanItem }) {
  const say = useText()
  const narrow = useNarrow()
  const [ranked, setRanked] = useState(false)
  const found = useAssessment(plan.id, ranked)
  return (
    <PlanFrame plan={plan}>
      <Card
        title={say({ zh: '各单位得分', en: 'Marks' })}
        more={
          <label className="toolbar">
            <Switch size="small" checked={ranked} onChange={setRanked} /> {say({ zh: '排名', en: 'Rank them' })}
          </label>
        }
      >
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data?.units.length === 0 && <Empty>{say({ zh: '还没有可考核的单位。', en: 'There is no unit to assess yet.' })}</Empty>}
        {found.data &&
          found.data.units.length > 0 &&
          (narrow ? <MarkCards assessment={found.data} /> : <Marks assessment={found.data} ranked={ranked} />)}
      </Card>
      {found.data && <Table table={found.data.table} />}
    </PlanFrame>
  )
}

function Marks({ assessment: { table, units }, ranked }: { assessment: Assessment; ranked: boolean }) {
  const say = useText()
  return (
    <div className="table-wrap" role="region" tabIndex={0} aria-label={say({ zh: '各单位得分', en: 'Marks' })}>
      <table className="rows wp-marks">
        <thead>
          <tr>
            {ranked && <th className="figures">{say({ zh: '名次', en: 'Place' })}</th>}
            <th>{say({ zh: '单位', en: 'Unit' })}</th>
            {table.items.map(({ code, title, points }) => (
              <th key={code} className="figures">
                {say(title)} <span className="small nowrap">/{points}</span>
              </th>
            ))}
            <th className="figures">{say({ zh: '得分', en: 'Score' })}</th>
            <th className="figures">{say({ zh: '得分率', en: 'Share' })}</th>
          </tr>
        </thead>
        <tbody>
          {units.map(({ unit, name, items, score, of, rank }) => (
            <tr key={unit}>
              {ranked && <td className="figures">{rank ?? '–'}</td>}
              <td>{name}</td>
              {items.map((item) => (
                <Mark key={item.code} item={item} />
              ))}
              <td className="figures">
                <strong>{score === null ? '–' : plain(score)}</strong> <span className="quiet small">/{of}</span>
              </td>
              <td className="figures">{score === null || of === 0 ? '–' : `${plain((score / of) * 100, 1)}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function MarkCards({ assessment: { units } }: { assessment: Assessment }) {
  const say = useText()
  return units.map(({ unit, name, items, score, of, rank }) => (
    <div key={unit} className="row-card">
      <strong>
        {rank !== undefined && `${rank}. `}
        {name}
      </strong>
      <span>{score === null ? '–' : `${plain(score)} / ${of}`}</span>
      <dl className="pairs small">
        {items
          .filter(({ points }) => points !== null)
          .map(({ code, title, points, of: full }) => (
            <div key={code} style={{ display: 'contents' }}>
              <dt>{say(title)}</dt>
              <dd>
                {plain(points ?? 0)} / {full}
              </dd>
            </div>
          ))}
      </dl>
    </div>
  ))
}

function Mark({ item: { points, part, whole } }: { item: ScoredItem }) {
  const say = useText()
  if (points === null)
    return (
      <td className="figures quiet">
        <span title={say({ zh: '没有可计的事项，不计入满分', en: 'Nothing to measure: not in the full mark' })}>–</span>
      </td>
    )
  return (
    <td className="figures">
      {plain(points)} <span className="quiet small">{`${part}/${whole}`}</span>
    </td>
  )
}

const measures = {
  'tasks-done': { zh: '完成的任务 ÷ 承办的任务', en: 'tasks done ÷ tasks held' },
  'on-time': { zh: '按期上报的任务 ÷ 到期的任务', en: 'tasks reported in time ÷ tasks due' },
  'reports-on-time': { zh: '按期的报送 ÷ 到期的报送', en: 'reports in time ÷ reports due' },
  'targets-met': { zh: '达到的目标 ÷ 有数据的目标', en: 'targets met ÷ targets with data' },
  returned: { zh: '每退回一次扣分', en: 'deducted each time work is returned' },
  urged: { zh: '每催办一级扣分', en: 'deducted for each rung of urging' },
} as const satisfies Record<ScoreTable['items'][number]['measure'], { zh: string; en: string }>

/** The scoring table itself; it is data with dates, one for the whole city, changed by who manages the city’s plans. */
function Table({ table }: { table: ScoreTable }) {
  const say = useText()
  const allows = useHolds()
  const me = useMe()
  const [editing, setEditing] = useState(false)
  const source = table.source === 'design' ? say({ zh: '本系统默认', en: 'shipped with this program' }) : table.source
  return (
    <Card
      title={say({ zh: '评分表', en: 'Scoring table' })}
      more={
        <span className="toolbar">
          <span className="small">
            {say({ zh: '自 {day} 起 · {source}', en: 'From {day} · {source}' }, { day: table.valid_from, source })}
          </span>
          {allows('plan.manage') && me.region.code === me.city.code && (
            <Button size="small" onClick={() => setEditing(true)}>
              {say({ zh: '修改', en: 'Change' })}
            </Button>
          )}
        </span>
      }
    >
      <table className="rows loose">
        <thead>
          <tr>
            <th>{say({ zh: '项目', en: 'Item' })}</th>
            <th>{say({ zh: '怎么算', en: 'How it is measured' })}</th>
            <th className="figures">{say({ zh: '分值', en: 'Points' })}</th>
          </tr>
        </thead>
        <tbody>
          {table.items.map(({ code, title, measure, points, each }) => (
            <tr key={code}>
              <td>{say(title)}</td>
              <td>
                {say(measures[measure])}
                {each !== undefined && say({ zh: '（每次 {each} 分）', en: ' ({each} each)' }, { each })}
              </td>
              <td className="figures">{points}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="card-body quiet small">
        {say({
          zh: '没有可计事项的项目不计入该单位的满分。默认不排名。',
          en: 'An item with nothing to measure leaves the unit’s full mark. Nothing is ranked unless asked for.',
        })}
      </p>
      {editing && <ScoringEditor table={table} onClose={() => setEditing(false)} />}
    </Card>
  )
}
