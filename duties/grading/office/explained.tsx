import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Loading } from '../../../web/kit/Page.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { Explained } from '../contract.ts'
import { changeStates, WORK } from '../registers.ts'
import { causes } from '../rules/causes.ts'
import { ProposeButton } from './propose.tsx'
import './grading.css'

const sections = {
  static: { zh: '静态风险因素', en: 'Static factors' },
  dynamic: { zh: '最近一次检查（动态）', en: 'Last inspection (dynamic)' },
  band: { zh: '按分值', en: 'By score' },
  raise: { zh: '上调', en: 'Raised' },
  lower: { zh: '下调', en: 'Lowered' },
  forced: { zh: '指定', en: 'By order' },
} as const

const CATERING = { excellent: { zh: '优秀（大笑）', en: 'Excellent' }, good: { zh: '良好（微笑）', en: 'Good' }, fair: { zh: '一般（平脸）', en: 'Fair' } } as const

/** The grades of a place with every reason, for officials and for the business itself. */
export function ExplainedPanel({ id }: { id: string }) {
  const say = useText()
  const allows = useHolds()
  const found = useQuery({ queryKey: ['grading', 'explained', id], queryFn: () => api.get<Explained>(`/grading/premises/${id}`) })
  if (!found.data) return <Loading error={found.error} retry={() => void found.refetch()} />
  const { risk, catering, frequency, changes, history } = found.data
  if (!risk && !catering)
    return <Empty>{say({ zh: '这类场所不评风险等级，或刚刚登记，稍后自动评定。', en: 'Places of this type are not graded, or it was only just entered and will be graded in a moment.' })}</Empty>
  return (
    <div className="stack">
      {risk && <Risk risk={risk} />}
      {frequency && (
        <p>
          {say({ zh: '每年检查 {n} 次：{why}。', en: '{n visit|visits} a year: {why}.' }, { n: frequency.visits, why: say(frequency.reason) })}{' '}
          {frequency.focus && <State tone="soon">{say({ zh: '重点检查对象', en: 'Checked first' })} · {say(frequency.focus)}</State>}
          <span className="quiet small gr-source">
            {say({ zh: '最近检查 {last} · 全项检查期限 {full}', en: 'Last visit {last} · full check by {full}' }, { last: frequency.lastVisitOn ?? '—', full: frequency.fullDueOn ?? '—' })}
            {frequency.auditDueOn && say({ zh: ' · 体系检查期限 {on}', en: ' · system audit by {on}' }, { on: frequency.auditDueOn })} · {frequency.source}
          </span>
        </p>
      )}
      {catering && (
        <div>
          <h3>{say({ zh: '餐饮量化等级', en: 'Catering grade' })}</h3>
          <p>
            {say({ zh: '动态等级：', en: 'Dynamic: ' })}
            <b>{catering.dynamic ? say(CATERING[catering.dynamic]) : say({ zh: '不评', en: 'none' })}</b>
            {catering.dynamicMean !== null && ` ${plain(catering.dynamicMean)}`}
            {catering.why && <span className="quiet"> {catering.why}</span>} · {say({ zh: '年度等级：', en: 'Annual: ' })}
            <b>{catering.annual ?? say({ zh: '无', en: 'none' })}</b>
            {catering.annualMean !== null && ` ${plain(catering.annualMean)}`}
            <span className="quiet small gr-source">{say({ zh: '近十二个月计分检查 {n} 次 · 规则 {v}', en: '{n scored inspection|scored inspections} in twelve months · rules {v}' }, { n: catering.inspections, v: catering.version ?? '—' })}</span>
          </p>
        </div>
      )}
      {changes.length > 0 && (
        <div>
          <h3>{say({ zh: '影响等级的情形', en: 'What was recorded' })}</h3>
          <ul className="plain-list">
            {changes.map((one) => (
              <li key={one.id}>
                <Link href={`/matters/grade-change/${one.id}`}>
                  {one.on} {say(causes.find(({ code }) => code === one.cause)!.label)}
                </Link>{' '}
                <span className="quiet">{say(changeStates[one.state as keyof typeof changeStates])} {one.paper}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {history.length > 1 && (
        <p className="quiet small">
          {say({ zh: '历次等级：', en: 'Grades over time: ' })}
          {history.map(({ on, grade }) => `${on} ${grade}`).join(' ← ')}
        </p>
      )}
      {allows(WORK) && <ProposeButton premises={id} />}
    </div>
  )
}

function Risk({ risk }: { risk: NonNullable<Explained['risk']> }) {
  const say = useText()
  const scored = risk.lines.filter(({ points }) => points !== undefined)
  const moved = risk.lines.filter(({ points }) => points === undefined)
  return (
    <div>
      <p className="gr-grade">
        <b className={`gr-letter gr-${risk.grade ?? 'none'}`}>{risk.grade ?? '—'}</b>
        <span>
          {say({ zh: '风险等级（A 最低，D 最高）', en: 'Risk grade (A lowest, D highest)' })}
          {risk.previous && <> · {say({ zh: '上次 {g} 级', en: 'before: {g}' }, { g: risk.previous })}</>}
          <span className="quiet small gr-source">
            {say({ zh: '{on} 评定，{by} 前再评 · 规则 {v}', en: 'Graded {on}, again by {by} · rules {v}' }, { on: risk.gradedOn ?? '—', by: risk.regradeBy ?? '—', v: risk.version ?? '—' })} {risk.source}
          </span>
        </span>
      </p>
      <div className="table-wrap">
        <table className="rows loose">
          <thead>
            <tr>
              <th scope="col">{say({ zh: '项目', en: 'Item' })}</th>
              <th scope="col">{say({ zh: '依据', en: 'Reason' })}</th>
              <th scope="col" className="figures">{say({ zh: '分值', en: 'Points' })}</th>
            </tr>
          </thead>
          <tbody>
            {scored.map((line) => (
              <tr key={`${line.kind} ${line.code}`}>
                <td>{say(sections[line.kind])}</td>
                <td>{say(line.text)}</td>
                <td className="figures">{plain(line.points!)}{line.of !== undefined && <span className="quiet"> / {line.of}</span>}</td>
              </tr>
            ))}
            <tr>
              <td><b>{say({ zh: '合计', en: 'Total' })}</b></td>
              <td>{moved.map((line) => <div key={`${line.kind} ${line.code}`}>{say(line.text)}{line.source && <span className="quiet small gr-source">{line.source}</span>}</div>)}</td>
              <td className="figures"><b>{risk.score === null ? '—' : plain(risk.score)}</b></td>
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  )
}
