import { useEffect, useEffectEvent, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { Button, Input, type InputRef } from 'antd'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import { api } from './api.ts'
import { JobNotice } from './JobProgress.tsx'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { LinkButton } from './LinkButton.tsx'
import { FilterChips, FilterPanel } from './ListFilters.tsx'
import { ColumnChoice, SavedViews } from './ListViews.tsx'
import { apiQuery, type ListQuery } from './list-query.ts'
import { useOnce } from './once.ts'
import { useToast } from './toast.tsx'
import { useNarrow } from './use-narrow.ts'

export type ListToolsProps = {
  readonly register: Register
  readonly query: ListQuery
  readonly setQuery: (query: ListQuery) => void
  readonly source: string
  readonly fixed?: Readonly<Record<string, string>>
  readonly embedded: boolean
  readonly search: Ref<InputRef>
  readonly base: string
  readonly may: { readonly create: boolean; readonly bring: boolean }
  readonly actions?: ReactNode
  readonly defaults: readonly string[]
  readonly picks?: ReactNode
  /** Goes to the first row; `waits`: of the answer to what was just asked. */
  readonly onFound: (waits: boolean) => void
}

/** Above a list: search, conditions, columns, views, export, and what can be added. On a phone: the search, and one button for the rest. */
export function ListTools(props: ListToolsProps) {
  const { register, query, setQuery, embedded, search, picks, actions, onFound } = props
  const say = useText()
  const narrow = useNarrow()
  const [filtering, setFiltering] = useState(false)
  useKeys({ f: () => setFiltering(true) }, !embedded)
  const count = Object.keys(apiQuery({ ...query, q: undefined, sort: undefined })).length
  return (
    <>
      <div className="card-body toolbar list-tools" style={{ paddingBottom: 10 }}>
        {(register.search?.length ?? 0) > 0 && (
          <SearchBox
            inputRef={search}
            value={query.q ?? ''}
            onChange={(q) => setQuery({ ...query, q: q || undefined })}
            onFound={onFound}
          />
        )}
        {!narrow && picks}
        <Button aria-expanded={filtering} onClick={() => setFiltering(!filtering)}>
          {say({ zh: '筛选', en: 'Filter' })}
          {count > 0 ? ` · ${count}` : ''}
        </Button>
        {!narrow && <ListUses {...props} />}
        <span className="grow" />
        {actions}
        {!narrow && <ListAdds {...props} />}
      </div>
      {filtering && narrow && (
        <div className="card-body toolbar" style={{ paddingTop: 0 }}>
          <ListUses {...props} />
          <ListAdds {...props} />
        </div>
      )}
      {filtering && <FilterPanel register={register} query={query} setQuery={setQuery} onClose={() => setFiltering(false)} />}
      <FilterChips register={register} query={query} setQuery={setQuery} />
    </>
  )
}

/** What can be done with the rows that are shown. */
const ListUses = ({ register, query, setQuery, source, fixed, embedded, defaults }: ListToolsProps) => (
  <>
    {!embedded && <SavedViews register={register} query={query} setQuery={setQuery} />}
    <ColumnChoice register={register} query={query} setQuery={setQuery} defaults={defaults} keyed={!embedded} />
    {/* Rows that come from elsewhere (those behind a number) have no export of their own. */}
    {source === `/${pathOf(register.name)}` && <ExportButton {...{ source, query, fixed }} keyed={!embedded} />}
  </>
)

function ListAdds({ base, may, embedded }: ListToolsProps) {
  const say = useText()
  if (embedded) return null
  return (
    <>
      {may.bring && <LinkButton to={`${base}/import`}>{say({ zh: '导入', en: 'Import' })}</LinkButton>}
      {may.create && (
        <LinkButton to={`${base}/new`} type="primary">
          {say({ zh: '新建', en: 'New' })}
        </LinkButton>
      )}
    </>
  )
}

type SearchProps = {
  readonly inputRef: Ref<InputRef>
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onFound: (waits: boolean) => void
}

/** Asks as one types, a little after the last key. Enter asks at once and goes to the first row; ↓ goes there too. */
function SearchBox({ inputRef, value, onChange, onFound }: SearchProps) {
  const say = useText()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const ask = useEffectEvent(onChange)
  useEffect(() => {
    if (typed === value) return
    const later = setTimeout(() => ask(typed.trim()), 200)
    return () => clearTimeout(later)
  }, [typed, value])
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || !['Enter', 'Escape', 'ArrowDown'].includes(event.key)) return
    // Back to the rows and their keys; the browser's own Escape would also throw away what was found.
    event.preventDefault()
    event.currentTarget.blur()
    if (event.key === 'Escape') return
    const asked = typed.trim()
    onFound(asked !== value)
    if (asked !== value) onChange(asked)
  }
  return (
    <Input
      ref={inputRef}
      type="search"
      allowClear
      className="search"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={press}
      aria-label={say({ zh: '搜索', en: 'Search' })}
      placeholder={say({ zh: '名称、首字母、编号、地址', en: 'Name, number or address' })}
      suffix={<kbd aria-hidden="true">/</kbd>}
    />
  )
}

/** Exports exactly what is shown: the same conditions, the same columns. Many rows become a job. */
function ExportButton({
  source,
  query,
  fixed,
  keyed,
}: {
  source: string
  query: ListQuery
  fixed?: Readonly<Record<string, string>>
  keyed: boolean
}) {
  const say = useText()
  const toast = useToast()
  const [job, setJob] = useState<string | null>(null)
  const { busy, once } = useOnce(toast.failed)
  const run = () =>
    once(async () => {
      const answer = await api.download(`${source}/export`, {
        ...apiQuery(query),
        ...fixed,
        format: 'xlsx',
        columns: query.columns?.join(','),
      })
      if ('job' in answer) setJob(answer.job)
      else toast.done(say({ zh: '已导出 {name}', en: 'Exported {name}' }, { name: answer.saved }))
    })
  useKeys({ x: () => (busy ? false : void run()) }, keyed)
  return (
    <>
      <Button loading={busy} onClick={() => void run()}>
        {say({ zh: '导出', en: 'Export' })}
      </Button>
      {job && <JobNotice id={job} onClose={() => setJob(null)} />}
    </>
  )
}
