import { useSearchParams } from 'wouter'

/** Which items are shown alone. */
export const shows = ['met', 'short', 'no-data'] as const
export type Show = (typeof shows)[number]

/** What is looked at: region, day, item, and the items of one standing alone, kept in the address so that a view can be sent to someone. */
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
  return { region: search.get('region') ?? undefined, on: search.get('on') ?? undefined, item: search.get('item') ?? undefined, show: shows.find((one) => one === search.get('show')), set }
}
export type View = ReturnType<typeof useView>
