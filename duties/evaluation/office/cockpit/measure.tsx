import { useState } from 'react'
import { Link } from 'wouter'
import { Button } from 'antd'
import { large, plain, todayOf } from '../../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { matterPlace, rowPlace } from '../../../../web/kit/places.ts'
import { useMe } from '../../../../web/kit/session.tsx'
import { Due } from '../../../../web/kit/State.tsx'
import type { Item, MeasureSpec, MeasureStanding, ShownIndicator, StateAnswer } from '../../contract.ts'
import { AskDialog } from './ask-dialog.tsx'
import { confidences } from './data.ts'
import { asked, figure, measureLook, rowsPlace, signs } from './look.ts'
import { Sign } from './sign.tsx'

type Props = { readonly spec: MeasureSpec; readonly standing: MeasureStanding; readonly item: Item; readonly answer: StateAnswer; readonly region: string }

/** A measure: value and what it must reach, where it is from, what it counts, its years, and the rows behind it. */
export function MeasureFacts({ spec, standing, item, answer, region }: Props) {
  const say = useText()
  const language = useLanguage()
  const indicator = answer.indicators[spec.indicator]
  const { tone, sign, label } = measureLook(standing, spec, item.level === 'veto')
  const { period, part, whole, base } = standing
  return (
    <div className="ev-measure">
      <div className="small">
        {indicator ? say(indicator.title) : spec.indicator}
        {!spec.counted && <span className="quiet"> · {say({ zh: '仅列示', en: 'shown only' })}</span>}
      </div>
      <div className="ev-figure">
        <b className={`tone-${tone}`}>
          {standing.value === null ? say(label) : figure(standing.value, indicator, language)} <span aria-hidden="true">{sign}</span>
        </b>
        <span>{say({ zh: '门槛 {t}', en: 'asked {t}' }, { t: asked(spec, indicator, language) })}</span>
        {standing.by !== null && standing.by > 0 && <span className="tone-late">{say({ zh: '差 {n}', en: 'short by {n}' }, { n: plain(standing.by) })}</span>}
      </div>
      <div className="small">
        {whole !== null && part !== null && (
          <span>
            {plain(part)} / {plain(whole)}{' '}
          </span>
        )}
        {/* A sum over years has no single entry: each of them is told below, with a way to it. */}
        {(standing.computed || (standing.over !== 'three-years' && standing.told.length > 0)) && (
          <Link href={rowsPlace({ indicator: spec.indicator, region, period }, answer)}>
            {standing.computed ? say({ zh: '数到的记录 →', en: 'Rows behind →' }) : say({ zh: '填报记录 →', en: 'What was told →' })}
          </Link>
        )}
        {period && (
          <span className="quiet nowrap">
            {' '}
            · {period.from} {say({ zh: '至', en: 'to' })} {period.to}
          </span>
        )}
      </div>
      <Told standing={standing} indicator={indicator} units={answer.units} />
      {base && (
        <div className="small quiet">
          {say({ zh: '常住人口 {n} 人（{y} 年，{s}）', en: 'Residents: {n} ({y}, {s})' }, { n: large(base.value, language), y: base.year, s: base.source })}
        </div>
      )}
      <Trend standing={standing} spec={spec} title={indicator ? say(indicator.title) : spec.indicator} region={region} answer={answer} />
      <details className="small">
        <summary>{say({ zh: '口径与出处', en: 'What it counts, and source' })}</summary>
        <p>{indicator && say(indicator.basis)}</p>
        <p className="quiet">
          {say({ zh: '门槛出处：{s}（{c}）', en: 'Threshold from: {s} ({c})' }, { s: sourcesOf(answer, spec.source).map((one) => say(one)).join(language === 'zh' ? '、' : ', '), c: say(confidences[spec.confidence]) })}
        </p>
      </details>
      <Signing {...{ spec, standing, item, region, answer }} />
    </div>
  )
}

const sourcesOf = ({ scheme }: StateAnswer, marks: string) => marks.split(' ').map((mark) => scheme.sources.find((one) => one.mark === mark)?.title ?? { zh: mark, en: mark })

/** Who told a figure; where departments differ, each of them. */
function Told({ standing, indicator, units }: { standing: MeasureStanding; indicator: ShownIndicator | undefined; units: Readonly<Record<string, string>> }) {
  const language = useLanguage()
  if (standing.told.length === 0) return null
  const several = standing.told.length > 1
  return (
    <ul className="ev-papers small">
      {standing.told.slice(0, 6).map(({ id, unit, value, source }) => (
        <li key={id}>
          {several && <b>{figure(value, indicator, language)} </b>}
          {unit !== null && units[unit] && `${units[unit]} · `}
          <Link href={rowPlace('reported_figure', id)}>{source}</Link>
        </li>
      ))}
    </ul>
  )
}

const WIDTH = 120
const HEIGHT = 34

/** Three years as a line, with their figures beside it; a year without a figure leaves a gap. */
function Trend({ standing, spec, title, region, answer }: { standing: MeasureStanding; spec: MeasureSpec; title: string; region: string; answer: StateAnswer }) {
  const say = useText()
  const { trend, computed, period } = standing
  const shown = (value: number | null): string => (value === null ? say({ zh: '无', en: 'none' }) : plain(value))
  const known = trend.flatMap(({ value }) => (value === null ? [] : [value]))
  if (known.length === 0) return null
  const all = spec.threshold === null ? known : [...known, spec.threshold]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const x = (at: number): number => 4 + (at * (WIDTH - 8)) / Math.max(1, trend.length - 1)
  const y = (value: number): number => (high === low ? HEIGHT / 2 : HEIGHT - 5 - ((value - low) / (high - low)) * (HEIGHT - 10))
  const told = trend.map(({ year, value }) => `${year}: ${shown(value)}`).join(' · ')
  const whole = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` < answer.on ? `${year}-12-31` : answer.on })
  const line = trend.flatMap(({ value }, at) => (value === null ? [] : [`${x(at)},${y(value)}`]))
  return (
    <div className="ev-trend">
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={say({ zh: '{title}三年走势：{told}', en: 'Three years of {title}: {told}' }, { title, told })}>
        {spec.threshold !== null && <line x1={0} x2={WIDTH} y1={y(spec.threshold)} y2={y(spec.threshold)} stroke="#b42318" strokeDasharray="3 3" />}
        <polyline points={line.join(' ')} fill="none" stroke="#0b6e62" strokeWidth={1.5} />
        {trend.map(({ year, value }, at) => value !== null && <circle key={year} cx={x(at)} cy={y(value)} r={2.5} fill="#0b6e62" />)}
      </svg>
      <span className="small quiet">
        {trend.map(({ year, value }, at) => (
          <span key={year} className="nowrap">
            {at > 0 && ' · '}
            {/* Only what is counted over days has the rows of another year: how things stood was kept as a number. */}
            {computed && period !== null && value !== null ? (
              <Link href={rowsPlace({ indicator: standing.indicator, region, period: whole(year) }, answer)}>{`${year}: ${shown(value)}`}</Link>
            ) : (
              `${year}: ${shown(value)}`
            )}
          </span>
        ))}
      </span>
    </div>
  )
}

/** Whether the department has signed this figure; the department's own people sign here, the office asks for what is missing. */
function Signing({ spec, standing, item, region, answer }: Props) {
  const say = useText()
  const [asking, setAsking] = useState(false)
  const me = useMe()
  const sign = signs[standing.signed]
  const { indicator, computed, value } = standing
  const owner = answer.owners[item.owner]
  const maySign = answer.may.includes('work') && me.unit !== null && me.unit.id === owner?.id && !answer.frozen && value !== null && standing.signed !== 'signed'
  const mayAsk = answer.may.includes('manage') && !answer.frozen && !computed
  const waiting = answer.frozen ? [] : answer.requests.filter((one) => one.indicator === indicator)
  return (
    <div className="small" style={{ marginTop: 4 }}>
      {value !== null && (
        <span className={`mark ${sign.tone}`}>
          {sign.sign && <span aria-hidden="true">{sign.sign}</span>} {say(sign.label)}
        </span>
      )}{' '}
      {maySign && <Sign indicator={indicator} region={region} title={say(answer.indicators[indicator]?.title ?? { zh: indicator, en: indicator })} />}
      {mayAsk && (
        <Button size="small" onClick={() => setAsking(true)}>
          {say({ zh: '向责任部门要数', en: 'Ask the department' })}
        </Button>
      )}
      {waiting.map(({ id, starts_on, ends_on, due_on, unit }) => (
        <div key={id}>
          <Link href={matterPlace('figure_request', id)}>{say({ zh: '已要数：{from} 至 {to}', en: 'Asked for: {from} to {to}' }, { from: starts_on, to: ends_on })}</Link> <span className="quiet">{unit}</span>{' '}
          <Due on={due_on} today={todayOf(me.city)} />
        </div>
      ))}
      {asking && <AskDialog spec={spec} region={region} owner={owner?.name ?? say({ zh: '责任部门', en: 'the department' })} answer={answer} onClose={() => setAsking(false)} />}
    </div>
  )
}
