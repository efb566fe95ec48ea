import { useQueries } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Register } from '../../platform/register/declare.ts'
import { api } from './api.ts'
import { plain } from './format.ts'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { readQuery, writeQuery, type ListQuery } from './list-query.ts'
import { useHolds, useMe } from './session.tsx'
import type { IndicatorValue } from './types.ts'

export type QuickFilter = {
  readonly key: string
  readonly label: Bilingual
  /** The filters it sets; those of the other quick filters are taken away. */
  readonly filters: Readonly<Record<string, string>>
  readonly sort?: string
  /** The indicator that counts exactly these rows. */
  readonly indicator?: string
  readonly late?: boolean
}

/** What the list in the address shows, and how to change it. */
export function useAddressQuery(register: Register): [ListQuery, (query: ListQuery) => void] {
  const [search, setSearch] = useSearchParams()
  return [readQuery(search, register.fields), (query) => setSearch(writeQuery(query), { replace: true })]
}

/** Counts by indicator, one each, where the person may read indicators. */
function useCounts(names: readonly string[], region: string | undefined): Readonly<Record<string, number | null>> {
  const me = useMe()
  const allows = useHolds()
  const code = region ?? me.region.code
  const answers = useQueries({
    queries: names.map((name) => ({
      queryKey: ['indicator', name, { region: code }],
      enabled: allows('indicators.read'),
      staleTime: 60_000,
      retry: false,
      queryFn: () => api.get<{ values: readonly IndicatorValue[] }>(`/indicators/${name}`, { region: code }),
    })),
  })
  return Object.fromEntries(
    names.map((name, at) => [name, answers[at]?.data?.values.find((value) => value.region === code)?.value ?? null]),
  )
}

/** The questions asked of a list every day, one press or one digit each, with the number of rows where an indicator knows it. */
export function QuickFilters({ register, all }: { register: Register; all: readonly QuickFilter[] }) {
  const say = useText()
  const [query, setQuery] = useAddressQuery(register)
  const own = new Set(all.flatMap(({ filters }) => Object.keys(filters)))
  const rest = Object.fromEntries(Object.entries(query.filters).filter(([name]) => !own.has(name)))
  const set = Object.fromEntries(Object.entries(query.filters).filter(([name]) => own.has(name)))
  const is = ({ filters }: QuickFilter) =>
    Object.keys(filters).length === Object.keys(set).length && Object.entries(filters).every(([name, value]) => set[name] === value)
  // A count is shown only while it counts what would be listed: the region alone may be narrowed.
  const whole = Object.keys(rest).length === 0 && !query.q && !query.as_of && !query.closed
  const counts = useCounts(
    all.flatMap(({ indicator }) => indicator ?? []),
    query.region,
  )
  const choose = (one: QuickFilter) => setQuery({ ...query, filters: { ...rest, ...one.filters }, sort: one.sort })
  useKeys(Object.fromEntries(all.slice(0, 9).map((one, at) => [String(at + 1), () => choose(one)])))
  return (
    <nav className="chips" aria-label={say({ zh: '常用筛选', en: 'Common filters' })}>
      {all.map((one, at) => {
        const count = whole && one.indicator ? counts[one.indicator] : null
        return (
          <button
            key={one.key}
            type="button"
            className="chip"
            aria-pressed={is(one)}
            title={at < 9 ? String(at + 1) : undefined}
            onClick={() => choose(one)}
          >
            {say(one.label)}
            {typeof count === 'number' && <span className={one.late && count > 0 ? 'tone-late' : 'quiet'}> {plain(count)}</span>}
          </button>
        )
      })}
    </nav>
  )
}
