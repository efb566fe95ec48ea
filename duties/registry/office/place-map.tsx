import { RegionMap } from '../../../web/kit/echart.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { AnyRow, Labels } from '../../../web/kit/types.ts'

/** Where the premises lie in their county. */
export function PlaceMap({ row, labels }: { row: AnyRow; labels: Labels }) {
  const say = useText()
  const me = useMe()
  const region = String(row.region ?? '')
  const at = [Number(row['lng']), Number(row['lat'])] as const
  const name = String(row['name'])
  const where = labels[region] ? say(labels[region]) : region
  return (
    <Card title={say({ zh: '位置', en: 'On the map' })} more={<span className="small">{`${at[0].toFixed(5)}, ${at[1].toFixed(5)}`}</span>}>
      <RegionMap
        code={me.city.code}
        part={region.slice(0, 6)}
        points={[{ name, at }]}
        height={220}
        label={say({ zh: '{name} 在 {where}', en: '{name} in {where}' }, { name, where })}
      />
    </Card>
  )
}
