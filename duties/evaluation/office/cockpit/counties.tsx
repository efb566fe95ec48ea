import { useState } from 'react'
import { Link } from 'wouter'
import { Segmented } from 'antd'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import type { Item, StateAnswer } from '../../contract.ts'
import { useEvaluation } from './data.ts'
import { EvaluationFrame } from './frame.tsx'
import { figure, itemLook, points, tellingMeasure } from './look.ts'
import { useView, type View } from './use-view.ts'

type Narrowed = 'all' | 'short' | 'apart'

/** 县区对比: items down, counties across. */
export function Counties() {
  const say = useText()
  const view = useView()
  const found = useEvaluation({ on: view.on })
  const [narrowed, setNarrowed] = useState<Narrowed>('all')
  const answer = found.data
  const items = answer?.items.filter((item) => fits(answer, item, narrowed)) ?? []
  return (
    <EvaluationFrame
      title={say({ zh: '县区对比', en: 'Counties compared' })}
      about={say({ zh: '每格为该县的数值，点开看它的走势、记录和责任部门；点县名看它的全部指标。', en: 'Each cell is the county’s figure and opens its years, records and department; a county’s name opens all its items.' })}
      actions={
        <Segmented
          aria-label={say({ zh: '显示', en: 'Show' })}
          value={narrowed}
          onChange={setNarrowed}
          options={[
            { value: 'all', label: say({ zh: '全部', en: 'All' }) },
            { value: 'short', label: say({ zh: '有未达标', en: 'Some short' }) },
            { value: 'apart', label: say({ zh: '县间有差异', en: 'Counties differ' }) },
          ]}
        />
      }
    >
      <Card>
        {!answer ? <Loading error={found.error} retry={() => void found.refetch()} /> : <Grid answer={answer} items={items} view={view} />}
      </Card>
    </EvaluationFrame>
  )
}

function fits(answer: StateAnswer, item: Item, narrowed: Narrowed): boolean {
  const states = [answer.region, ...answer.parts].map((region) => answer.regions[region]!.items[item.code]!)
  if (narrowed === 'short') return states.some(({ state }) => state === 'short')
  if (narrowed === 'apart') return new Set(states.slice(1).map(({ state }) => state)).size > 1
  return true
}

function Grid({ answer, items, view }: { answer: StateAnswer; items: readonly Item[]; view: View }) {
  const say = useText()
  const language = useLanguage()
  const regions = [answer.region, ...answer.parts]
  const name = (code: string): string => (answer.labels[code] ? say(answer.labels[code]) : code)
  return (
    // A wide table is scrolled; whoever uses the keyboard must be able to reach it.
    <div className="ev-scroll" tabIndex={0} role="region" aria-label={say({ zh: '县区对比表', en: 'Table of counties' })}>
      <table className="ev-compare">
        <thead>
          <tr>
            <th scope="col">{say({ zh: '指标', en: 'Item' })}</th>
            {regions.map((code) => (
              <th key={code} scope="col">
                <Link href={`/evaluation?region=${code}${view.on ? `&on=${view.on}` : ''}`}>{name(code)}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say({ zh: '得分', en: 'Points' })}</th>
            {regions.map((code) => {
              const { points: value, verdict } = answer.regions[code]!
              return (
                <td key={code} className={verdict === 'failed' ? 'late' : ''}>
                  <b>{points(value)}</b> {verdict === 'failed' && <span title={say({ zh: '否决', en: 'Veto' })}>▲</span>}
                </td>
              )
            })}
          </tr>
          {items.map((item) => (
            <tr key={item.code} aria-current={item.code === view.item ? 'true' : undefined}>
              <th scope="row" title={say(item.title)}>
                {item.code} {say(item.title)}
              </th>
              {regions.map((code) => {
                const standing = answer.regions[code]!.items[item.code]!
                const { tone, sign, label } = itemLook(item, standing)
                const measure = standing.measures[tellingMeasure(item, standing)]
                const shown = standing.state === 'not-applicable' || measure?.value == null ? null : figure(measure.value, answer.indicators[measure.indicator], language)
                return (
                  <td key={code} className={tone}>
                    <Link href={`/evaluation?region=${code}&item=${item.code}${view.on ? `&on=${view.on}` : ''}`}>
                      {shown} <span aria-hidden="true">{sign}</span>
                      <span className="unseen">{say(label)}</span>
                    </Link>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
