import { useRef, useState, type ReactNode } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, type InputRef } from 'antd'
import { useLocation, useSearchParams } from 'wouter'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import { importRight, takesSheets } from '../../platform/register/import/sheet-form.ts'
import { api } from './api.ts'
import { parentField } from './declarations.ts'
import { Empty } from './Empty.tsx'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { LinkButton } from './LinkButton.tsx'
import { ListCards, ListTable, type Cells } from './ListRows.tsx'
import { ListTools } from './ListTools.tsx'
import { apiQuery, readQuery, writeQuery, type ListQuery } from './list-query.ts'
import { Loading } from './Page.tsx'
import { listPlace, rowPlace } from './places.ts'
import { holds, useMe } from './session.tsx'
import { trailHere, useRows } from './trail.ts'
import type { AnyRow, Page } from './types.ts'
import { useNarrow } from './use-narrow.ts'

const PAGE = 50

export type RegisterListProps = {
  readonly register: Register
  /** Where the register's pages hang; `/registers/<name>` unless told. */
  readonly base?: string
  /** Filters that always hold and are not shown: the rows of one premises. */
  readonly fixed?: Readonly<Record<string, string>>
  /** Keeps its state to itself instead of in the address: a list inside another page. */
  readonly embedded?: boolean
  readonly opens?: (row: AnyRow) => string
  /** Where rows come from, when not from the register's own list (`/matters/complaint`, an indicator's rows). */
  readonly source?: string
  readonly actions?: ReactNode
  /** What its page is called, where that is not the register's own title: what a row's page calls the way back. */
  readonly title?: string
  /** Pickers of the page's own, beside the search. */
  readonly picks?: ReactNode
  /** Columns shown until the person chooses others; those declared for the list unless told. */
  readonly columns?: readonly string[]
  /** How a page of its own draws some columns. */
  readonly cells?: Cells
}

/** The columns shown when nobody chose: those declared for the list, else the first six. */
export function defaultColumns(register: Register): string[] {
  const shown = Object.entries(register.fields)
    .filter(([name, field]) => field.list || name === register.naming)
    .map(([name]) => name)
  const names = shown.length > 1 ? shown : Object.keys(register.fields).slice(0, 6)
  const parent = parentField(register)
  return [register.naming, ...(parent ? [parent[0]] : []), ...names.filter((name) => name !== register.naming)]
}

/** The list of a register, from its declaration alone: search, filters, sort, pages by key, columns, views, export; cards on a phone. */
export function RegisterList(props: RegisterListProps) {
  const { register, fixed, embedded = false, opens, source = `/${pathOf(register.name)}`, actions } = props
  const base = props.base ?? listPlace(register.name)
  const [query, setQuery] = useListQuery(register, embedded)
  const { pages, found } = usePages(register, source, { ...apiQuery(query), ...fixed }, embedded)
  const narrow = useNarrow()
  const say = useText()
  const [, go] = useLocation()
  const search = useRef<InputRef>(null)
  const items = found.data?.items ?? []
  const place = opens ?? ((row: AnyRow) => (props.base && base !== listPlace(register.name) ? `${base}/${row.id}` : rowPlace(register.name, row.id)))
  const { at, first } = useRows({
    places: items.map(place),
    ready: found.data !== undefined && !found.isPlaceholderData,
    of: pages.of,
    cursors: pages.cursors,
    title: props.title ?? say(register.title),
    on: !embedded,
  })
  const may = useMayCreate(register)
  useKeys(
    {
      '/': () => search.current?.focus({ cursor: 'all' }),
      n: () => (may.create ? go(`${base}/new`) : false),
      i: () => (may.bring ? go(`${base}/import`) : false),
      ']': () => (found.data?.next ? pages.forward(found.data.next) : false),
      '[': () => (pages.number > 0 ? pages.back() : false),
    },
    !embedded,
  )
  const defaults = (props.columns ?? defaultColumns(register)).filter((name) => !fixed || !(name in fixed))
  const columns = query.columns ?? defaults
  const Rows = narrow ? ListCards : ListTable
  return (
    <section className="card" aria-busy={found.isFetching}>
      <ListTools
        {...{ register, query, setQuery, source, fixed, embedded, search, base, may, actions, defaults, picks: props.picks }}
        onFound={first}
      />
      {found.data && items.length > 0 && (
        <Rows
          {...{ register, columns, items, labels: found.data.labels, at, place, sort: query.sort, cells: props.cells }}
          onSort={(sort) => setQuery({ ...query, sort })}
        />
      )}
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <Nothing {...{ register, query, base, may }} clear={() => setQuery({ filters: {} })} />}
      {items.length > 0 && <Pager {...pages} count={items.length} next={found.data?.next ?? null} />}
    </section>
  )
}

/** What the person may add to this register. */
export function useMayCreate(register: Register): { readonly create: boolean; readonly bring: boolean } {
  const me = useMe()
  const create = !register.readonly && holds(me, register.access.write)
  return { create, bring: takesSheets(register) && holds(me, importRight(register)) }
}

function useListQuery(register: Register, embedded: boolean): [ListQuery, (query: ListQuery) => void] {
  const [search, setSearch] = useSearchParams()
  const own = useState<ListQuery>({ filters: {} })
  if (embedded) return own
  return [
    readQuery(search, register.fields, [parentField(register)?.[0] ?? '']),
    (query) => setSearch(writeQuery(query), { replace: true }),
  ]
}

/** Pages by key know only what comes next: the way back is remembered here. */
function usePages(register: Register, source: string, query: Record<string, string>, embedded: boolean) {
  const which = JSON.stringify([source, query])
  // Coming back from a row of the third page is coming back to the third page.
  const [trail, setTrail] = useState(() => ({ of: which, cursors: embedded ? [] : (trailHere()?.cursors ?? []) }))
  const cursors = trail.of === which ? trail.cursors : []
  const found = useQuery({
    queryKey: ['register', register.name, 'list', source, query, cursors.at(-1)],
    queryFn: ({ signal }) => api.get<Page>(source, { ...query, limit: PAGE, cursor: cursors.at(-1) }, signal),
    placeholderData: keepPreviousData,
  })
  const pages = {
    of: which + (cursors.at(-1) ?? ''),
    cursors,
    number: cursors.length,
    forward: (cursor: string) => setTrail({ of: which, cursors: [...cursors, cursor] }),
    back: () => setTrail({ of: which, cursors: cursors.slice(0, -1) }),
  }
  return { pages, found }
}

function Pager({
  number,
  count,
  next,
  forward,
  back,
}: {
  number: number
  count: number
  next: string | null
  forward: (cursor: string) => void
  back: () => void
}) {
  const say = useText()
  if (number === 0 && next === null) return <div className="card-body quiet">{say({ zh: '共 {n} 条', en: '{n row|rows}' }, { n: count })}</div>
  const first = number * PAGE + 1
  return (
    <div className="card-body toolbar">
      <span className="quiet">{say({ zh: '第 {a} – {b} 条', en: 'Rows {a} – {b}' }, { a: first, b: first + count - 1 })}</span>
      <Button size="small" disabled={number === 0} onClick={back}>
        {say({ zh: '上一页', en: 'Previous' })}
      </Button>
      <Button size="small" disabled={next === null} onClick={() => next !== null && forward(next)}>
        {say({ zh: '下一页', en: 'Next' })}
      </Button>
    </div>
  )
}

function Nothing({
  register,
  query,
  base,
  may,
  clear,
}: {
  register: Register
  query: ListQuery
  base: string
  may: { create: boolean; bring: boolean }
  clear: () => void
}) {
  const say = useText()
  if (Object.keys(apiQuery(query)).length > 0) {
    return (
      <Empty action={<Button onClick={clear}>{say({ zh: '清除条件', en: 'Clear conditions' })}</Button>}>
        {say({ zh: '没有符合这些条件的记录。', en: 'No rows meet these conditions.' })}
      </Empty>
    )
  }
  return (
    <Empty
      action={
        <span className="toolbar" style={{ justifyContent: 'center' }}>
          {may.create && (
            <LinkButton to={`${base}/new`} type="primary">
              {say({ zh: '新建', en: 'New' })}
            </LinkButton>
          )}
          {may.bring && <LinkButton to={`${base}/import`}>{say({ zh: '导入表格', en: 'Import a spreadsheet' })}</LinkButton>}
        </span>
      }
    >
      {register.about
        ? say(register.about)
        : say({ zh: '这里还没有{title}。', en: 'There is nothing here yet: {title}.' }, { title: say(register.title) })}
    </Empty>
  )
}
