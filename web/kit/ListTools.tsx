import { useEffect, useEffectEvent, useState, type ReactNode, type Ref } from 'react'
import { Button, Input, type InputRef } from 'antd'
import type { Register } from '../../platform/register/declare.ts'
import { api } from './api.ts'
import { JobNotice } from './JobProgress.tsx'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { LinkButton } from './LinkButton.tsx'
import { FilterChips, FilterPanel } from './ListFilters.tsx'
import { ColumnChoice, SavedViews } from './ListViews.tsx'
import { apiQuery, type ListQuery } from './list-query.ts'
import { useToast } from './toast.tsx'

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
}

/** Above a list: search, conditions, columns, views, export, and what can be added. */
export function ListTools({
  register,
  query,
  setQuery,
  source,
  fixed,
  embedded,
  search,
  base,
  may,
  actions,
  defaults,
  picks,
}: ListToolsProps) {
  const say = useText()
  const [filtering, setFiltering] = useState(false)
  useKeys({ f: () => setFiltering(!filtering) }, !embedded)
  const count = Object.keys(apiQuery({ ...query, q: undefined, sort: undefined })).length
  return (
    <>
      <div className="card-body toolbar" style={{ paddingBottom: 10 }}>
        {(register.search?.length ?? 0) > 0 && (
          <SearchBox inputRef={search} value={query.q ?? ''} onChange={(q) => setQuery({ ...query, q: q || undefined })} />
        )}
        {picks}
        <Button aria-expanded={filtering} onClick={() => setFiltering(!filtering)}>
          {say({ zh: '筛选', en: 'Filter' })}
          {count > 0 ? ` · ${count}` : ''}
        </Button>
        {!embedded && <SavedViews register={register} query={query} setQuery={setQuery} />}
        <ColumnChoice register={register} query={query} setQuery={setQuery} defaults={defaults} />
        <ExportButton {...{ source, query, fixed }} />
        <span className="grow" />
        {actions}
        {may.bring && !embedded && <LinkButton to={`${base}/import`}>{say({ zh: '导入', en: 'Import' })}</LinkButton>}
        {may.create && !embedded && (
          <LinkButton to={`${base}/new`} type="primary">
            {say({ zh: '新建', en: 'New' })}
          </LinkButton>
        )}
      </div>
      {filtering && <FilterPanel register={register} query={query} setQuery={setQuery} />}
      <FilterChips register={register} query={query} setQuery={setQuery} />
    </>
  )
}

/** Asks as one types, a little after the last key. */
function SearchBox({ inputRef, value, onChange }: { inputRef: Ref<InputRef>; value: string; onChange: (value: string) => void }) {
  const say = useText()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const ask = useEffectEvent(onChange)
  useEffect(() => {
    if (typed === value) return
    const later = setTimeout(() => ask(typed.trim()), 200)
    return () => clearTimeout(later)
  }, [typed, value])
  return (
    <Input
      ref={inputRef}
      type="search"
      allowClear
      className="search"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      // Back to the rows and their keys; the browser's own Escape would also throw away what was found.
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
        event.preventDefault()
        event.currentTarget.blur()
      }}
      aria-label={say({ zh: '搜索', en: 'Search' })}
      placeholder={say({ zh: '名称、首字母、编号、地址', en: 'Name, number or address' })}
      suffix={<kbd aria-hidden="true">/</kbd>}
    />
  )
}

/** Exports exactly what is shown: the same conditions, the same columns. Many rows become a job. */
function ExportButton({ source, query, fixed }: { source: string; query: ListQuery; fixed?: Readonly<Record<string, string>> }) {
  const say = useText()
  const toast = useToast()
  const [job, setJob] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      const answer = await api.download(`${source}/export`, {
        ...apiQuery(query),
        ...fixed,
        format: 'xlsx',
        columns: query.columns?.join(','),
      })
      if ('job' in answer) setJob(answer.job)
      else toast.done(say({ zh: '已导出 {name}', en: 'Exported {name}' }, { name: answer.saved }))
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button loading={busy} onClick={() => void run()}>
        {say({ zh: '导出', en: 'Export' })}
      </Button>
      {job && <JobNotice id={job} onClose={() => setJob(null)} />}
    </>
  )
}
