import { useMemo, useState } from 'react'
import { Button, InputNumber } from 'antd'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import type { Item, MeasureStanding, RegionState, StateAnswer } from '../../contract.ts'
import { assess, supposing, type Readings } from '../../rules.ts'
import { useEvaluation } from './data.ts'
import { EvaluationFrame } from './frame.tsx'
import { asked, figure, measureLook, points } from './look.ts'
import { RegionChoice } from './region-choice.tsx'
import { useView } from './use-view.ts'

type Supposed = Readonly<Record<string, number>>

/** 假设分析: other values for some measures, and the score they would give. Nothing is kept. */
export function WhatIf() {
  const say = useText()
  const view = useView()
  const found = useEvaluation({ region: view.region, on: view.on })
  const answer = found.data
  const own = answer?.regions[answer.region]
  return (
    <EvaluationFrame
      title={say({ zh: '假设分析', en: 'What if' })}
      about={say({ zh: '改一改数，看得分怎么变；不保存，也不影响任何人。', en: 'Change a figure and see the score. Nothing is kept, and nobody else sees it.' })}
      actions={answer && <RegionChoice answer={answer} view={view} />}
    >
      {!answer || !own ? (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      ) : (
        <Supposing key={answer.region} answer={answer} own={own} />
      )}
    </EvaluationFrame>
  )
}

/** What the server knows, as the rules read it. */
const readingsOf = (answer: StateAnswer, own: RegionState): Readings => {
  const known = new Map(answer.items.flatMap(({ code }) => own.items[code]!.measures).map((one) => [`${one.indicator} ${one.over}`, one]))
  return ({ indicator, over }) => {
    const one = known.get(`${indicator} ${over}`)
    return one ? { state: one.state, value: one.value, before: one.before } : { state: 'no-data', value: null, before: null }
  }
}

function Supposing({ answer, own }: { answer: StateAnswer; own: RegionState }) {
  const say = useText()
  const [supposed, setSupposed] = useState<Supposed>({})
  const [all, setAll] = useState(false)
  const { score, results } = useMemo(() => {
    const waived = new Set(Object.entries(own.items).flatMap(([code, { waived: why }]) => (why === null ? [] : [code])))
    return assess(answer.items, answer.scheme.scoring, { level: own.level, readings: supposing(readingsOf(answer, own), supposed), waived })
  }, [answer, own, supposed])
  const shown = answer.items.filter(({ code }) => own.items[code]!.state !== 'not-applicable' && (all || own.items[code]!.state !== 'met'))
  const better = (score.points ?? 0) - (own.points ?? 0)
  return (
    <>
      <ul className="ev-sums" aria-live="polite">
        <li>
          {say({ zh: '现在', en: 'Now' })} <b>{points(own.points)}</b>
        </li>
        <li>
          {say({ zh: '假设', en: 'Supposed' })} <b className="tone-good">{points(score.points)}</b> {Math.abs(better) > 0.005 && `(${better > 0 ? '+' : ''}${points(better)})`}
        </li>
        <li>
          {score.verdict === 'failed' ? (
            <span className="mark late">▲ {say({ zh: '否决：{codes}', en: 'Veto: {codes}' }, { codes: score.vetoFailed.join(', ') })}</span>
          ) : score.verdict === 'open' ? (
            <span className="mark soon">◆ {say({ zh: '否决项无数据：{codes}', en: 'Veto without data: {codes}' }, { codes: score.vetoOpen.join(', ') })}</span>
          ) : (
            <span className="mark good">✓ {say({ zh: '无否决', en: 'No veto' })}</span>
          )}
        </li>
        <li>
          <Button size="small" disabled={Object.keys(supposed).length === 0} onClick={() => setSupposed({})}>
            {say({ zh: '全部复原', en: 'Reset all' })}
          </Button>{' '}
          <Button size="small" onClick={() => setAll(!all)}>
            {all ? say({ zh: '只看未达标', en: 'Only what falls short' }) : say({ zh: '看全部指标', en: 'All items' })}
          </Button>
        </li>
      </ul>
      <Card>
        <div className="ev-scroll" tabIndex={0} role="region" aria-label={say({ zh: '假设的数', en: 'Supposed figures' })}>
          <table className="rows ev-what">
            <thead>
              <tr>
                <th scope="col">{say({ zh: '指标', en: 'Item' })}</th>
                <th scope="col" className="figures">{say({ zh: '现值', en: 'Now' })}</th>
                <th scope="col" className="figures">{say({ zh: '门槛', en: 'Asked' })}</th>
                <th scope="col">{say({ zh: '假设', en: 'Suppose' })}</th>
                <th scope="col" className="figures">{say({ zh: '得分', en: 'Points' })}</th>
              </tr>
            </thead>
            <tbody>
              {shown.flatMap((item) =>
                item.measures.map((spec, at) => (
                  <Line
                    key={`${item.code} ${at}`}
                    item={item}
                    at={at}
                    standing={own.items[item.code]!.measures[at]!}
                    answer={answer}
                    value={supposed[spec.indicator]}
                    points={at === 0 ? points(score.items[item.code]!.points) : ''}
                    met={results.get(item.code)!.measures[at]!.state === 'met'}
                    onChange={(value) => setSupposed((before) => (value === null ? Object.fromEntries(Object.entries(before).filter(([name]) => name !== spec.indicator)) : { ...before, [spec.indicator]: value }))}
                  />
                )),
              )}
            </tbody>
          </table>
        </div>
      </Card>
    </>
  )
}

type LineProps = { item: Item; at: number; standing: MeasureStanding; answer: StateAnswer; value: number | undefined; points: string; met: boolean; onChange: (value: number | null) => void }

function Line({ item, at, standing, answer, value, points: earned, met, onChange }: LineProps) {
  const say = useText()
  const language = useLanguage()
  const spec = item.measures[at]!
  const indicator = answer.indicators[spec.indicator]
  const { tone, sign, label } = measureLook(standing, spec, item.level === 'veto')
  const title = indicator ? say(indicator.title) : spec.indicator
  return (
    <tr>
      <th scope="row">
        {at === 0 && `${item.code} `}
        {title}
      </th>
      <td className={`figures tone-${tone}`}>
        {standing.value === null ? say(label) : figure(standing.value, indicator, language)} <span aria-hidden="true">{sign}</span>
      </td>
      <td className="figures">{asked(spec, indicator, language)}</td>
      <td>
        <InputNumber<number>
          size="small"
          aria-label={say({ zh: '假设：{title}', en: 'Suppose: {title}' }, { title })}
          value={value ?? null}
          onChange={onChange}
          style={{ width: 110 }}
        />{' '}
        {value !== undefined && <span className={met ? 'tone-good' : 'tone-late'}>{met ? '✓' : '▲'}</span>}
      </td>
      <td className="figures">{earned}</td>
    </tr>
  )
}
