import { useSearchParams } from 'wouter'

/** What is looked at: region, day and item, kept in the address so that a view can be sent to someone. */
export function useView() {
  const [search, setSearch] = useSearchParams()
  const set = (next: Readonly<Record<string, string | null>>) =>
    setSearch(
      (before) => {
        for (const [name, value] of Object.entries(next)) {
          if (value === null || value === '') before.delete(name)
          else before.set(name, value)
        }
        return before
      },
      { replace: true },
    )
  return { region: search.get('region') ?? undefined, on: search.get('on') ?? undefined, item: search.get('item') ?? undefined, set }
}
export type View = ReturnType<typeof useView>
