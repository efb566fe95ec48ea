import { useState } from 'react'
import { Select } from 'antd'
import { Link, useLocation } from 'wouter'
import { plain } from '../../../web/kit/format.ts'
import { RegionMap } from '../../../web/kit/echart.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import { IndicatorFigure, useIndicators, useIndicatorValues } from '../../../web/kit/indicator-data.tsx'

const FIRST = 'registry.premises'

/** 分布图: how many stand in each county, shaded on the map and as a list; either opens the list of that county. */
export function CityMap() {
  const say = useText()
  const me = useMe()
  const narrow = useNarrow()
  const [, go] = useLocation()
  const indicators = useIndicators()
  const [name, setName] = useState(FIRST)
  const found = useIndicatorValues(name, { region: me.region.code })
  const all = (indicators.data ?? []).filter((one) => one.name.startsWith('registry.'))
  const info = all.find((one) => one.name === name)
  const parts = (found.data?.values ?? []).filter((value) => value.region !== me.region.code)
  const names = useRegionNames(parts.map(({ region }) => region))
  const values = parts.map(({ region, value }) => ({ code: region, name: names[region] ?? region, value }))
  // Shapes are known down to the county: within one, the list says it alone.
  const whole = me.region.code === me.city.code
  const most = Math.max(1, ...values.map(({ value }) => value ?? 0))
  const place = (region: string) =>
    name === FIRST ? `/premises?region=${region}&status=open,reopened` : `/indicators/${name}?region=${region}`
  const rising = values.toSorted((x, y) => (y.value ?? -1) - (x.value ?? -1))
  return (
    <Page
      title={say({ zh: '分布图', en: 'Map' })}
      about={info?.note ? say(info.note) : undefined}
      actions={
        <Select
          style={{ width: 280, maxWidth: '100%' }}
          aria-label={say({ zh: '看哪个数', en: 'Which figure' })}
          showSearch={{ optionFilterProp: 'label' }}
          value={name}
          onChange={setName}
          options={all.map((one) => ({ value: one.name, label: say(one.title) }))}
        />
      }
    >
      {!found.data && (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      )}
      {found.data && (
        <div className={whole ? 'columns wide-left' : 'stack'}>
          {whole && (
            <Card>
              <RegionMap
                code={me.city.code}
                values={values}
                height={narrow ? 240 : 560}
                label={say({ zh: '{what}，按县（市、区）', en: '{what}, by county' }, { what: info ? say(info.title) : '' })}
                onChoose={(code) => go(place(code))}
              />
            </Card>
          )}
          <Card
            title={info ? say(info.title) : ''}
            more={
              info && <IndicatorFigure info={info} value={found.data.values.find(({ region }) => region === me.region.code)} size="small" />
            }
          >
            <table className="rows">
              <tbody>
                {rising.map((one) => (
                  <tr key={one.code}>
                    <th scope="row">
                      <Link href={place(one.code)}>{one.name}</Link>
                    </th>
                    <td style={{ width: '45%' }}>
                      <div className="bar">
                        <i style={{ width: `${((one.value ?? 0) / most) * 100}%` }} />
                      </div>
                    </td>
                    <td className="figures">{one.value === null ? say({ zh: '无数据', en: 'No data' }) : plain(one.value)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Card>
        </div>
      )}
    </Page>
  )
}
