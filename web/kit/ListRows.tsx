import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { Link, useLocation } from 'wouter'
import type { Register } from '../../platform/register/declare.ts'
import type { Field } from '../../platform/register/fields.ts'
import { columnField } from './declarations.ts'
import { useText } from './language.tsx'
import { nextSort } from './list-query.ts'
import { State } from './State.tsx'
import type { AnyRow, Labels } from './types.ts'
import { isFigure, Value } from './Value.tsx'

/** How a page draws a column, by its name. */
export type Cells = { readonly [name: string]: ((row: AnyRow, labels: Labels) => ReactNode) | undefined }

export type ListRowsProps = {
  readonly register: Register
  readonly columns: readonly string[]
  readonly items: readonly AnyRow[]
  readonly labels: Labels
  /** The row the keyboard stands on; -1 for none. */
  readonly at: number
  readonly place: (row: AnyRow) => string
  readonly sort: string | undefined
  readonly onSort: (sort: string | undefined) => void
  readonly cells?: Cells
}

const fieldsOf = (register: Register, columns: readonly string[]): (readonly [string, Field])[] =>
  columns.flatMap((name) => {
    const field = columnField(register, name)
    return field ? [[name, field] as const] : []
  })

const Closed = () => {
  const say = useText()
  return <State>{say({ zh: '已注销', en: 'Closed' })}</State>
}

/** The row the keyboard stands on has the focus too, on the link that opens it: Tab goes on from there, a reader says it. */
export function useFocusedRow<E extends HTMLElement>(at: number, id: string | undefined): RefObject<E | null> {
  const row = useRef<E>(null)
  useEffect(() => row.current?.querySelector<HTMLElement>('a')?.focus(), [at, id])
  return row
}

/** Rows as a table of 36 px lines; a press anywhere on a row opens it, its name is the link. */
export function ListTable({ register, columns, items, labels, at, place, sort, onSort, cells = {} }: ListRowsProps) {
  const [, go] = useLocation()
  const fields = fieldsOf(register, columns)
  const focused = useFocusedRow<HTMLTableRowElement>(at, items[at]?.id)
  return (
    <div className="table-wrap">
      <table className="rows">
        <thead>
          <tr>
            {fields.map(([name, field]) => (
              <Head key={name} {...{ name, field, sort, onSort }} naming={name === register.naming} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row, index) => (
            <tr
              key={row.id}
              className={`opens${index === at ? ' at' : ''}${row.closed_at ? ' closed' : ''}`}
              aria-current={index === at ? 'true' : undefined}
              ref={index === at ? focused : undefined}
              onClick={() => go(place(row))}
            >
              {fields.map(([name, field]) => (
                <td
                  key={name}
                  className={isFigure(field) ? 'figures' : undefined}
                  title={typeof row[name] === 'string' && field.kind === 'text' ? row[name] : undefined}
                >
                  {name === register.naming ? (
                    <>
                      <Link href={place(row)} onClick={(event) => event.stopPropagation()}>
                        <Value field={field} value={row[name]} labels={labels} />
                      </Link>
                      {row.closed_at && (
                        <>
                          {' '}
                          <Closed />
                        </>
                      )}
                    </>
                  ) : (
                    (cells[name]?.(row, labels) ?? <Value field={field} value={row[name]} labels={labels} />)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head({
  name,
  field,
  sort,
  onSort,
  naming,
}: {
  name: string
  field: Register['fields'][string]
  sort: string | undefined
  onSort: (sort: string | undefined) => void
  naming: boolean
}) {
  const say = useText()
  const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none'
  const label = say(field.label)
  if (!field.sort && !naming)
    return (
      <th scope="col" className={isFigure(field) ? 'figures' : undefined}>
        {label}
      </th>
    )
  return (
    <th scope="col" aria-sort={direction} className={isFigure(field) ? 'figures' : undefined}>
      <button type="button" className="bare sort" onClick={() => onSort(nextSort(sort, name))}>
        {label}
        <span aria-hidden="true">{direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : '↕'}</span>
      </button>
    </th>
  )
}

/** Rows as cards in one column, for a phone: the name, then the other columns as pairs. */
export function ListCards({ register, columns, items, labels, place, cells = {} }: ListRowsProps) {
  const say = useText()
  const rest = fieldsOf(
    register,
    columns.filter((name) => name !== register.naming),
  )
  const naming = register.fields[register.naming]
  return (
    <div>
      {items.map((row) => (
        <Card key={row.id} href={place(row)}>
          <strong>
            {naming ? <Value field={naming} value={row[register.naming]} labels={labels} /> : row.id} {row.closed_at && <Closed />}
          </strong>
          <dl className="pairs">
            {rest
              .filter(([name]) => cells[name] || (row[name] !== null && row[name] !== undefined && row[name] !== ''))
              .slice(0, 6)
              .map(([name, field]) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{say(field.label)}</dt>
                  <dd>{cells[name]?.(row, labels) ?? <Value field={field} value={row[name]} labels={labels} />}</dd>
                </div>
              ))}
          </dl>
        </Card>
      ))}
    </div>
  )
}

/** A card that opens as a whole; not an anchor, since a reference inside it is one. */
function Card({ href, children }: { href: string; children: React.ReactNode }) {
  const [, go] = useLocation()
  return (
    <div
      className="row-card"
      role="link"
      tabIndex={0}
      style={{ cursor: 'pointer' }}
      onClick={() => go(href)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) go(href)
      }}
    >
      {children}
    </div>
  )
}
