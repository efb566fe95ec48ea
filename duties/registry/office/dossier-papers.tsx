import { useState, type ReactNode } from 'react'
import { Button } from 'antd'
import { Link } from 'wouter'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Register } from '../../../platform/register/declare.ts'
import { useKeys } from '../../../web/kit/keys.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { rowPlace } from '../../../web/kit/places.ts'
import { useHolds } from '../../../web/kit/session.tsx'
import type { AnyRow, Labels } from '../../../web/kit/types.ts'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import { Value } from '../../../web/kit/Value.tsx'
import { licences } from '../licences.ts'
import { certificates, foodStaff } from '../people.ts'
import type { RenewalWindow } from '../rules.ts'
import { useUnder, type DossierAnswer } from './dossier-data.ts'
import { InlineForm } from './inline-form.tsx'
import { LastDay, LicenceMark } from './marks.tsx'

type Props = {
  readonly premises: AnyRow
  readonly asOf: string | undefined
  readonly day: DateOnly
  /** Shows what is now, so that things may be added. */
  readonly live: boolean
}
type Column = { readonly name: string; readonly cell?: (row: AnyRow) => ReactNode }

/** What hangs under the premises in one register, as a table, with the key and the button that add one. */
function Papers({
  register,
  premises,
  asOf,
  live,
  letter,
  columns,
  none,
  add,
}: Props & { register: Register; letter: string; columns: readonly Column[]; none: string; add: string }) {
  const say = useText()
  const allows = useHolds()
  const [adding, setAdding] = useState(false)
  const found = useUnder(register, premises.id, asOf)
  const may = live && premises.closed_at === null && allows(register.access.write)
  useKeys({ [letter]: () => (may ? setAdding(true) : false) })
  const items = found.data?.items ?? []
  return (
    <Card
      title={`${say(register.title)}${items.length > 0 ? ` ${items.length}` : ''}`}
      more={
        may && (
          <Button size="small" onClick={() => setAdding(true)} title={letter.toUpperCase()}>
            {add}
          </Button>
        )
      }
    >
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <p className="card-body quiet">{none}</p>}
      {items.length > 0 && <Rows {...{ register, columns, items, labels: found.data?.labels ?? {} }} />}
      {adding && <InlineForm register={register} title={add} given={{ premises_id: premises.id }} onClose={() => setAdding(false)} />}
    </Card>
  )
}

type RowsProps = {
  readonly register: Register
  readonly columns: readonly Column[]
  readonly items: readonly AnyRow[]
  readonly labels: Labels
}

/** A table; on a phone one block a row. */
function Rows({ register, columns, items, labels }: RowsProps) {
  const say = useText()
  const narrow = useNarrow()
  const head = ({ name }: Column) => (register.fields[name] ? say(register.fields[name].label) : '')
  const cellOf = ({ name, cell }: Column, row: AnyRow): ReactNode => {
    if (name === register.naming) return <Link href={rowPlace(register.name, row.id)}>{String(row[name])}</Link>
    if (cell) return cell(row)
    return register.fields[name] ? <Value field={register.fields[name]} value={row[name]} labels={labels} /> : null
  }
  if (narrow)
    return items.map((row) => (
      <dl key={row.id} className="pairs row-block">
        {columns.map((column) => (
          <div key={column.name} style={{ display: 'contents' }}>
            <dt>{head(column)}</dt>
            <dd>{cellOf(column, row)}</dd>
          </div>
        ))}
      </dl>
    ))
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say(register.title)}>
      <table className="rows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {head(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.id} className={row.closed_at ? 'closed' : undefined}>
              {columns.map((column) => (
                <td key={column.name}>{cellOf(column, row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Licences with their state on the day and what must be done before they run out. */
export function LicencesCard({ renewals, ...props }: Props & { renewals: DossierAnswer['licences'] }) {
  const say = useText()
  const { day } = props
  return (
    <Papers
      {...props}
      register={licences}
      letter="l"
      add={say({ zh: '登记许可', en: 'Add a licence' })}
      none={say({ zh: '没有许可或备案。', en: 'No licence or filing is on record.' })}
      columns={[
        { name: 'number' },
        { name: 'kind' },
        { name: 'state', cell: (row) => <LicenceMark row={row} day={day} /> },
        { name: 'issued_on' },
        {
          name: 'expires_on',
          cell: (row) => (
            <>
              <LastDay on={row['expires_on']} day={day} />
              <Renewal window={renewals.find(({ id }) => id === row.id)?.renewal ?? null} day={day} />
            </>
          ),
        },
        { name: 'issuer' },
      ]}
    />
  )
}

/** While renewal may be asked for, until which day. */
function Renewal({ window, day }: { window: RenewalWindow | null; day: DateOnly }) {
  const say = useText()
  if (!window || day > window.closes || (window.opens !== null && day < window.opens)) return null
  // Production licences have no earliest day: said only in the last year, when it matters.
  if (window.opens === null && Number(window.closes.slice(0, 4)) - Number(day.slice(0, 4)) > 1) return null
  return (
    <span className="small quiet">
      {' '}
      {say({ zh: '延续申请截至 {day}', en: 'renewal may be asked for until {day}' }, { day: window.closes })}
    </span>
  )
}

export function StaffCard(props: Props) {
  const say = useText()
  return (
    <Papers
      {...props}
      register={foodStaff}
      letter="p"
      add={say({ zh: '登记人员', en: 'Add a person' })}
      none={say({ zh: '没有登记食品安全人员。', en: 'No food safety staff are on record.' })}
      columns={[{ name: 'name' }, { name: 'role' }, { name: 'phone' }, { name: 'appointed_on' }, { name: 'left_on' }]}
    />
  )
}

export function CertificatesCard(props: Props) {
  const say = useText()
  return (
    <Papers
      {...props}
      register={certificates}
      letter="c"
      add={say({ zh: '登记证书', en: 'Add a certificate' })}
      none={say({ zh: '没有体系或产品认证。', en: 'No certificates are on record.' })}
      columns={[
        { name: 'number' },
        { name: 'kind' },
        { name: 'issuer' },
        { name: 'expires_on', cell: (row) => (row['expires_on'] ? <LastDay on={row['expires_on']} day={props.day} /> : '–') },
      ]}
    />
  )
}
