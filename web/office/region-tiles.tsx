import { useState } from 'react'
import { Select } from 'antd'
import { Link } from 'wouter'
import { large } from '../kit/format.ts'
import { useLanguage, useText } from '../kit/language.tsx'
import { Card, Loading } from '../kit/Page.tsx'
import { useRegionNames } from '../kit/Region.tsx'
import { useMe } from '../kit/session.tsx'
import { standing, useIndicators, useIndicatorValues } from '../kit/indicator-data.tsx'

/** One figure for each part of the region, side by side; each opens the rows behind it. */
export function RegionTiles() {
  const say = useText()
  const { data: all = [] } = useIndicators()
  const [chosen, setChosen] = useState<string | null>(null)
  const info = all.find((one) => one.name === chosen) ?? all[0]
  if (!info) return null
  return (
    <Card
      title={say({ zh: '各县区', en: 'By county' })}
      more={
        <Select
          size="small"
          variant="borderless"
          style={{ width: 200 }}
          aria-label={say({ zh: '看哪个指标', en: 'Which indicator' })}
          value={info.name}
          onChange={setChosen}
          options={all.map((one) => ({ value: one.name, label: say(one.title) }))}
        />
      }
    >
      <Tiles name={info.name} />
    </Card>
  )
}

function Tiles({ name }: { name: string }) {
  const say = useText()
  const language = useLanguage()
  const me = useMe()
  const { data: all = [] } = useIndicators()
  const { data, error, refetch } = useIndicatorValues(name, { region: me.region.code })
  const info = all.find((one) => one.name === name)
  const parts = (data?.values ?? []).filter((value) => value.region !== me.region.code)
  const names = useRegionNames(parts.map((part) => part.region))
  const most = Math.max(...parts.map((part) => part.value ?? 0))
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  if (!info || parts.length === 0)
    return <p className="card-body quiet">{say({ zh: '本级之下没有分区数据。', en: 'There are no figures below this region.' })}</p>
  return (
    <div className="tiles">
      {parts.map((part) => (
        <Link
          key={part.region}
          href={`/indicators/${name}?region=${part.region}`}
          className={part.value !== null && part.value > most * 0.66 ? 'strong' : ''}
        >
          <span className="small">{names[part.region] ?? part.region}</span>
          <b>
            {part.value === null ? say({ zh: '无数据', en: 'No data' }) : large(Number(part.value.toFixed(2)), language)}
            {standing(info, part) === 'late' && <span className="tone-late"> ▲</span>}
          </b>
        </Link>
      ))}
    </div>
  )
}
