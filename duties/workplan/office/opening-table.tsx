import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useFocusedRow } from '../../../web/kit/ListRows.tsx'
import { useRows } from '../../../web/kit/trail.ts'

/** A column: `naming` holds the link that opens the row and takes the room the others leave. */
type Column<R> = {
  readonly head: string
  readonly cell: (row: R) => ReactNode
  readonly naming?: true
  readonly figures?: true
  /** Stands below the name. */
  readonly below?: (row: R) => ReactNode
}

/** Rows that open a page, by press or by key; `of` names the list where the page leads back to it. */
export function OpeningTable<R extends { readonly id: string }>({
  rows,
  columns,
  place,
  of,
  title,
}: {
  rows: readonly R[]
  columns: readonly Column<R>[]
  place: (row: R) => string
  of: string
  title: string
}) {
  const [, go] = useLocation()
  const { at } = useRows({ places: rows.map(place), ready: true, of, title })
  const focused = useFocusedRow<HTMLTableRowElement>(at, rows[at]?.id)
  return (
    <div className="table-wrap">
      <table className="rows loose">
        <thead>
          <tr>
            {columns.map(({ head, figures }) => (
              <th key={head} className={figures ? 'figures' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={row.id}
              className={index === at ? 'opens at' : 'opens'}
              aria-current={index === at ? 'true' : undefined}
              ref={index === at ? focused : undefined}
              onClick={() => go(place(row))}
            >
              {columns.map(({ head, cell, naming, figures, below }) => (
                <td key={head} className={naming ? 'wp-naming' : figures ? 'wp-fit figures' : 'wp-fit'}>
                  {naming ? (
                    <Link href={place(row)} onClick={(event) => event.stopPropagation()}>
                      {cell(row)}
                    </Link>
                  ) : (
                    cell(row)
                  )}
                  {below && <div className="quiet small">{below(row)}</div>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
