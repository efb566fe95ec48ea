import { TreeSelect } from 'antd'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { RegionPicker } from '../../../web/kit/Region.tsx'
import type { Cells } from '../../../web/kit/ListRows.tsx'
import { QuickFilters, useAddressQuery, type QuickFilter } from '../../../web/kit/QuickFilters.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { businessForm } from '../business-form.ts'
import { premises } from '../enterprises.ts'
import { OPERATING } from '../rules.ts'
import { premisesTypes, typesUnder } from '../types.ts'
import { DossierPage } from './dossier.tsx'
import { DutyLevelMark, LicensedMark, PlaceName, StatusMark, TypeName } from './marks.tsx'

const trading = OPERATING.join(',')

/** What is asked of the list every day. @param today the licences' days are counted from here */
const quickFilters = (today: DateOnly): readonly QuickFilter[] => [
  { key: 'all', label: { zh: '全部', en: 'All' }, filters: {} },
  { key: 'trading', label: { zh: '在营', en: 'Trading' }, filters: { status: trading }, indicator: 'registry.premises' },
  { key: 'suspended', label: { zh: '停业', en: 'Suspended' }, filters: { status: 'suspended' } },
  {
    key: 'unlicensed',
    label: { zh: '查见无证', en: 'Found unlicensed' },
    filters: { status: trading, unlicensed: 'true' },
    indicator: 'registry.found-unlicensed',
    late: true,
  },
  {
    key: 'soon',
    label: { zh: '90 日内到期', en: 'Expiring in 90 days' },
    filters: { status: trading, 'licensed_until.from': today, 'licensed_until.to': addDays(today, 90) },
  },
  {
    key: 'expired',
    label: { zh: '许可过期', en: 'Licence expired' },
    filters: { status: trading, 'licensed_until.to': addDays(today, -1) },
  },
  {
    key: 'director',
    label: { zh: '缺食品安全总监', en: 'No director' },
    filters: { status: trading, needs_director: 'true', has_director: 'false' },
  },
  ...(['A', 'B', 'C', 'D'] as const).map((level) => ({
    key: level,
    label: { zh: `包保 ${level} 级`, en: `Duty ${level}` },
    filters: { status: trading, in_ledger: 'true', duty_level: level },
    indicator: `registry.ledger-bound.${level.toLowerCase()}`,
  })),
]

const columns = ['name', 'type', 'region', 'address', 'status', 'duty_level', 'licensed_until']

const cells: Cells = {
  region: (row, labels) => <PlaceName code={row.region} labels={labels} />,
  type: (row) => <TypeName code={row['type']} />,
  address: (row) => (
    <span className="clip" title={String(row['address'] ?? '')}>
      {String(row['address'] ?? '')}
    </span>
  ),
  status: (row) => <StatusMark status={row['status']} />,
  duty_level: (row) => <DutyLevelMark level={row['duty_level']} />,
  licensed_until: (row) => <LicensedMark row={row} />,
  unlicensed: (row) => (row['unlicensed'] === true ? <LicensedMark row={row} /> : <span aria-hidden="true">–</span>),
}

/** 经营场所: the list with its daily questions, the dossier, new, change, import. */
export function PremisesPages() {
  const today = todayOf(useMe().city)
  return (
    <RegisterPages
      register={premises}
      base="/premises"
      columns={columns}
      cells={cells}
      importForm={businessForm}
      picks={
        <>
          <TypePicker />
          <RegionFilter />
        </>
      }
      above={<QuickFilters register={premises} all={quickFilters(today)} />}
      row={(id) => <DossierPage key={id} id={id} />}
    />
  )
}

type Node = { readonly value: string; readonly title: string; readonly children: Node[] }

/** Choosing a type takes all types below it with it. */
function TypePicker() {
  const say = useText()
  const [query, setQuery] = useAddressQuery(premises)
  const nodes = (parent: string | undefined): Node[] =>
    premisesTypes
      .filter((type) => type.parent === parent)
      .map((type) => ({ value: type.code, title: say(type.label), children: nodes(type.code) }))
  const chosen = premisesTypes.find((type) => typesUnder(type.code).join(',') === query.filters['type'])
  return (
    <TreeSelect
      style={{ width: 190 }}
      aria-label={say({ zh: '类型', en: 'Type' })}
      placeholder={say({ zh: '全部类型', en: 'All types' })}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={nodes(undefined)}
      value={chosen?.code}
      onChange={(code: string | undefined) => {
        const { type: _, ...filters } = query.filters
        setQuery({ ...query, filters: code ? { ...filters, type: typesUnder(code).join(',') } : filters })
      }}
    />
  )
}

function RegionFilter() {
  const say = useText()
  const [query, setQuery] = useAddressQuery(premises)
  return (
    <RegionPicker
      width={190}
      label={say({ zh: '区域', en: 'Region' })}
      value={query.region ?? null}
      onChange={(region) => setQuery({ ...query, region: region ?? undefined })}
    />
  )
}
