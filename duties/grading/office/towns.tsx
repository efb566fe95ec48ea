import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { RegionMap } from '../../../web/kit/echart.tsx'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import type { TownLoad, Towns } from '../contract.ts'
import type { PlanChoice } from '../rules/planning.ts'
import { Places } from './places-behind.tsx'
import './grading.css'

type Number_ = 'premises' | 'visits' | 'unplaced'
type Titles = Readonly<Record<Number_, string>>

/** A plan that is tried or a draft, drawn again; or one that was published, by its lines. */
type Of = { readonly plan: { readonly region: string; readonly year: number; readonly choice: PlanChoice } } | { readonly lines: string; readonly closed: boolean }

const ask = (of: Of, county: string): Promise<Towns> => ('lines' in of ? api.get(`/inspection-plan/${of.lines}/towns`) : api.post('/grading/plan/preview/towns', { ...of.plan, county }))

type Opened = { readonly town: string; readonly number: Number_ }

/** The townships with their names and the words of their numbers; a number of a plan that is tried opens its places here. */
function useTowns(of: Of, county: string) {
  const say = useText()
  const found = useQuery({ queryKey: ['grading', 'towns', of, county], queryFn: () => ask(of, county), placeholderData: (before) => before })
  const towns = found.data?.items ?? []
  const names = useRegionNames([county, ...towns.map(({ town }) => town)])
  const titles: Titles = { premises: say({ zh: '户数', en: 'Premises' }), visits: say({ zh: '户次', en: 'Visits' }), unplaced: say({ zh: '排不下', en: 'Without place' }) }
  const nameOf = (town: string) => (town.length < 9 ? say({ zh: '未注明乡镇', en: 'No township told' }) : names[town] ?? town)
  const [open, setOpen] = useState<Opened | null>(null)
  const opened = open && !('lines' in of) && <Places title={`${nameOf(open.town)} ${titles[open.number]}`} behind={{ plan: of.plan, of: open.number, county, town: open.town }} onClose={() => setOpen(null)} />
  return { found, towns, titles, nameOf, county: names[county] ?? '', setOpen, opened }
}

/** What the plan asks of each township, on the county's map. */
export function TownMapCard({ of, county, back }: { of: Of; county: string; back?: React.ReactNode }) {
  const say = useText()
  const { found, towns, nameOf, county: name, setOpen, opened } = useTowns(of, county)
  return (
    <Card title={say({ zh: '{name}各乡镇（街道）户次', en: '{name}: visits by township' }, { name })} more={back}>
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && <TownMap county={county} towns={towns} nameOf={nameOf} onChoose={(town) => setOpen({ town, number: 'visits' })} />}
      {opened}
    </Card>
  )
}

/** The same in numbers, each of which opens its places. */
export function TownTableCard({ of, county }: { of: Of; county: string }) {
  const { towns, titles, nameOf, setOpen, opened } = useTowns(of, county)
  if (towns.length === 0) return null
  return (
    <>
      <TownTable of={of} towns={towns} titles={titles} nameOf={nameOf} onOpen={(town, number) => setOpen({ town, number })} />
      {opened}
    </>
  )
}

/** The county's shape with a sign for each township, as large as its visits; red and marked where some find no place. */
function TownMap({ county, towns, nameOf, onChoose }: { county: string; towns: readonly TownLoad[]; nameOf: (town: string) => string; onChoose: (town: string) => void }) {
  const say = useText()
  const me = useMe()
  const narrow = useNarrow()
  const most = Math.max(1, ...towns.map(({ visits }) => visits))
  const points = towns.flatMap(({ town, visits, unplaced, lng, lat }) => (lng === null || lat === null ? []
    : [{ code: town, name: `${unplaced > 0 ? '▲ ' : ''}${nameOf(town)} ${plain(visits)}`, at: [lng, lat] as const, size: 8 + 24 * Math.sqrt(visits / most), late: unplaced > 0 }]))
  return <RegionMap code={me.city.code} part={county} points={points} height={narrow ? 260 : 360} onChoose={onChoose} label={say({ zh: '各乡镇（街道）户次', en: 'Visits by township' })} />
}

function TownTable({ of, towns, titles, nameOf, onOpen }: { of: Of; towns: readonly TownLoad[]; titles: Titles; nameOf: (town: string) => string; onOpen: (town: string, number: Number_) => void }) {
  const say = useText()
  const counted = (town: string, number: Number_, value: number) => {
    const shown = `${number === 'unplaced' ? '▲ ' : ''}${plain(value)}`
    const look = number === 'unplaced' ? 'link gr-over' : 'link'
    if (value === 0) return '0'
    if ('lines' in of) return <Link className={look} href={`/plan-lines?plan=${of.lines}&region=${town}${number === 'unplaced' ? '&unplaced.from=1' : ''}${of.closed ? '&closed=closed' : ''}`}>{shown}</Link>
    return <button type="button" className={look} aria-label={say({ zh: '{title}：{n}，查看场所', en: '{title}: {n}, see the places' }, { title: `${nameOf(town)} ${titles[number]}`, n: plain(value) })} onClick={() => onOpen(town, number)}>{shown}</button>
  }
  const narrow = useNarrow()
  const days = !narrow && towns.some((one) => one.days !== null)
  return (
    <Card title={say({ zh: '各乡镇（街道）应查', en: 'What is due, by township' })} more={towns.length}>
      <div className="table-wrap">
        <table className="rows">
          <thead><tr>
            <th scope="col">{say({ zh: '乡镇（街道）', en: 'Township' })}</th><th scope="col" className="figures">{titles.premises}</th><th scope="col" className="figures">{titles.visits}</th>
            {days && <th scope="col" className="figures">{say({ zh: '人天', en: 'Days' })}</th>}<th scope="col" className="figures">{titles.unplaced}</th>
          </tr></thead>
          <tbody>
            {towns.map((one) => (
              <tr key={one.town}>
                <th scope="row">{nameOf(one.town)}</th><td className="figures">{counted(one.town, 'premises', one.premises)}</td><td className="figures">{counted(one.town, 'visits', one.visits)}</td>
                {days && <td className="figures">{plain(one.days ?? 0, 1)}</td>}<td className="figures">{counted(one.town, 'unplaced', one.unplaced)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
