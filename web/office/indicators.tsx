import { Link } from 'wouter'
import { Empty } from '../kit/Empty.tsx'
import { useText } from '../kit/language.tsx'
import { Card, Loading, Page } from '../kit/Page.tsx'
import { useMe } from '../kit/session.tsx'
import type { IndicatorInfo } from '../kit/types.ts'
import { IndicatorBasis, IndicatorFigure, useIndicators, useIndicatorValues } from '../kit/indicator-data.tsx'

/** Every indicator with its value now and what it counts (口径). */
export function Indicators() {
  const say = useText()
  const found = useIndicators()
  return (
    <Page
      title={say({ zh: '指标与口径', en: 'Indicators' })}
      about={say({ zh: '每个数都能点开，看到它数的是哪些记录。', en: 'Every number opens the records it counts.' })}
    >
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data?.length === 0 && <Empty>{say({ zh: '还没有指标。', en: 'No indicators yet.' })}</Empty>}
        {(found.data?.length ?? 0) > 0 && (
          <div className="table-wrap">
            <table className="rows loose">
              <thead>
                <tr>
                  <th scope="col">{say({ zh: '指标', en: 'Indicator' })}</th>
                  <th scope="col" className="figures">
                    {say({ zh: '现值', en: 'Now' })}
                  </th>
                  <th scope="col">{say({ zh: '门槛', en: 'Threshold' })}</th>
                  <th scope="col">{say({ zh: '口径', en: 'What it counts' })}</th>
                </tr>
              </thead>
              <tbody>
                {found.data!.map((info) => (
                  <Line key={info.name} info={info} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
    </Page>
  )
}

function Line({ info }: { info: IndicatorInfo }) {
  const say = useText()
  const me = useMe()
  const { data } = useIndicatorValues(info.name, { region: me.region.code })
  const value = data?.values.find((one) => one.region === me.region.code) ?? data?.values[0]
  return (
    <tr>
      <td>
        <Link href={`/indicators/${info.name}`}>{say(info.title)}</Link>
      </td>
      <td className="figures nowrap">
        <IndicatorFigure info={info} value={value} size="" />
      </td>
      <td>
        <IndicatorBasis info={info} value={value} />
      </td>
      <td className="quiet small">{info.basis ? say(info.basis) : info.note ? say(info.note) : ''}</td>
    </tr>
  )
}
