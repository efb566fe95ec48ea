import { useText } from '../../../web/kit/language.tsx'
import { plain } from '../../../web/kit/format.ts'
import { State, type Look } from '../../../web/kit/State.tsx'
import { isMet, type Light, type TargetValue } from '../contract.ts'
import './workplan.css'

/** The order in which lights are told: what needs someone first. */
export const lights = ['red', 'yellow', 'green', 'done'] as const satisfies readonly Light[]

export const lightLooks = {
  red: { sign: '▲', tone: 'late', label: { zh: '逾期', en: 'Overdue' } },
  yellow: { sign: '◆', tone: 'soon', label: { zh: '需关注', en: 'Needs care' } },
  green: { sign: '●', tone: 'good', label: { zh: '正常', en: 'On its way' } },
  done: { sign: '✓', tone: 'plain', label: { zh: '完成', en: 'Done' } },
} as const satisfies Record<Light, Look>

/** How far a thing has come, as a bar and in figures. */
export function Progress({ percent }: { percent: number }) {
  const say = useText()
  return (
    <span className="wp-progress">
      <span className="bar" role="img" aria-label={say({ zh: '进度 {n}%', en: 'Progress {n} %' }, { n: percent })}>
        <i style={{ width: `${percent}%` }} />
      </span>
      <span className="small quiet">{percent}%</span>
    </span>
  )
}

/** A target with what has been attained, and what each unit told; what is not known is said in words, never shown as 0. */
export function TargetRow({ target, units }: { target: TargetValue; units: Readonly<Record<string, string>> }) {
  const say = useText()
  const present =
    target.present !== null
      ? say(
          target.state === 'reported' ? { zh: '上报 {n}{unit}', en: 'reported {n}{unit}' } : { zh: '现值 {n}{unit}', en: 'now {n}{unit}' },
          {
            n: plain(target.present),
            unit: target.unit,
          },
        )
      : say(
          target.state === 'no-data'
            ? { zh: '暂无数据', en: 'No data yet' }
            : { zh: '未关联指标，由承办单位填报', en: 'Not linked: told in reports' },
        )
  // What the unit that answers for the task told alone is the value itself.
  const others = target.state === 'reported' && target.told.length === 1 ? [] : target.told
  return (
    <li>
      <div>
        <div>{target.text}</div>
        <div className="quiet small">
          {say({ zh: '目标', en: 'Target' })} {plain(target.value)}
          {target.unit}
          {target.indicator && ` · ${target.indicator}`}
          {target.as_of && ` · ${target.as_of}`}
        </div>
        {others.map(({ unit, value, on }) => (
          <div key={unit} className="small wp-told">
            <span>{unit === null ? '' : (units[unit] ?? '')}</span> <Met target={{ value: target.value, present: value }} /> {plain(value)}
            {target.unit} <span className="quiet nowrap">{on}</span>
          </div>
        ))}
        {new Set(target.told.map(({ value }) => value)).size > 1 && (
          <State tone="soon">{say({ zh: '各单位填报的数不一致', en: 'The units tell different figures' })}</State>
        )}
      </div>
      <span className={`mark ${toneOf(target)}`}>
        <Met target={target} /> {present}
      </span>
    </li>
  )
}

const toneOf = (target: Pick<TargetValue, 'present' | 'value'>): 'plain' | 'good' | 'soon' => {
  const met = isMet(target)
  return met === undefined ? 'plain' : met ? 'good' : 'soon'
}

/** Whether a value reaches its target, by sign and word; nothing where there is no value. */
function Met({ target }: { target: Pick<TargetValue, 'present' | 'value'> }) {
  const say = useText()
  const met = isMet(target)
  if (met === undefined) return null
  return <span>{met ? say({ zh: '✓ 达到', en: '✓ met' }) : say({ zh: '◆ 未达到', en: '◆ short' })}</span>
}
