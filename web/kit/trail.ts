import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useKeys } from './keys.ts'

const KEY = 'shian.trail'

/** The list a person came from: its address with its conditions, its rows as they stood, and the one opened last. */
export type Trail = {
  readonly list: string
  readonly title: string
  readonly places: readonly string[]
  /** The keys of the pages before the one shown. */
  readonly cursors: readonly string[]
  readonly seen: string | null
}

const here = (): string => window.location.pathname + window.location.search

const isTrail = (value: unknown): value is Trail =>
  typeof value === 'object' && value !== null && 'list' in value && 'places' in value && Array.isArray(value.places)

/** Kept for the tab: a reload keeps one's place, another tab has its own. */
export function readTrail(): Trail | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return isTrail(value) ? value : null
  } catch {
    return null
  }
}

const keepTrail = (trail: Trail): void => sessionStorage.setItem(KEY, JSON.stringify(trail))

/** The trail of the list whose address is open now: what to come back to. */
export const trailHere = (): Trail | null => {
  const trail = readTrail()
  return trail?.list === here() ? trail : null
}

export type Step = {
  readonly list: string
  readonly title: string
  /** From 0, among `all` rows of the list's page. */
  readonly at: number
  readonly all: number
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Where a place stands among the rows of a list; null where it is none of them. */
export function stepOf(trail: Trail | null, place: string): Step | null {
  const at = trail?.places.indexOf(place) ?? -1
  if (!trail || at < 0) return null
  const { list, title, places } = trail
  return { list, title, at, all: places.length, before: places[at - 1], after: places[at + 1] }
}

/** Where the open page stands among the rows of the list it was opened from; remembers it as the one seen last. */
export function useStep(on: boolean): Step | null {
  const [location] = useLocation()
  const trail = on ? readTrail() : null
  const step = stepOf(trail, location)
  const keep = useEffectEvent(() => {
    if (trail && step && trail.seen !== location) keepTrail({ ...trail, seen: location })
  })
  useEffect(() => keep(), [location, step?.at])
  return step
}

type Mark = { readonly place: string; readonly at: number }

export type RowsOnKeys = {
  /** The row the keyboard stands on; -1 for none. */
  readonly at: number
  /** Stands on the first row; `waits`: of an answer still to come. */
  readonly first: (waits: boolean) => void
}

/**
 * J and K choose a row, Enter opens it; the list becomes the trail of the pages opened from it, and coming back stands on the row seen last.
 * @param of changes when the list asks another question
 * @param ready whether the rows answer that question
 */
export function useRows({
  places,
  ready,
  of,
  title,
  cursors = [],
  on = true,
}: {
  places: readonly string[]
  ready: boolean
  of: string
  title: string
  cursors?: readonly string[]
  on?: boolean
}): RowsOnKeys {
  const [, go] = useLocation()
  const [mark, setMark] = useState<Mark | null>(() => (on ? markOf(trailHere()) : null))
  const wish = useRef<'first' | 'open' | null>(null)
  const asked = useRef(of)
  // A key pressed before the new mark is drawn counts from it, not from the one still on the screen.
  const now = useRef(mark)
  const put = (next: Mark | null) => {
    now.current = next
    setMark(next)
  }
  const standsAt = () => standing(now.current, places)
  const step = (by: number) => {
    const next = Math.max(0, Math.min(places.length - 1, standsAt() + by))
    if (places[next] !== undefined) put({ place: places[next], at: next })
  }
  // Before a row is opened: from then on the address is no longer the list's.
  const seen = JSON.stringify(places)
  const keep = useEffectEvent(() => {
    if (!on || !ready || places.length === 0) return
    keepTrail({ list: here(), title, places, cursors, seen: trailHere()?.seen ?? null })
  })
  useEffect(() => keep(), [of, ready, seen, title])
  const arrived = useEffectEvent(() => {
    if (asked.current !== of && wish.current === null) put(null)
    asked.current = of
    if (!ready || wish.current === null) return
    const opens = wish.current === 'open'
    wish.current = null
    if (places[0] === undefined) return put(null)
    put({ place: places[0], at: 0 })
    if (opens) go(places[0])
  })
  useEffect(() => arrived(), [of, ready])
  useKeys(
    {
      j: () => step(1),
      ArrowDown: () => (standsAt() < 0 ? false : step(1)),
      k: () => step(-1),
      ArrowUp: () => (standsAt() < 0 ? false : step(-1)),
      Enter: () => {
        const place = places[standsAt()]
        if (wish.current) wish.current = 'open'
        else if (place === undefined) return false
        else go(place)
      },
    },
    on,
  )
  return {
    at: standing(mark, places),
    first: (waits) => {
      if (waits) wish.current = 'first'
      else if (places[0] !== undefined) put({ place: places[0], at: 0 })
    },
  }
}

const markOf = (trail: Trail | null): Mark | null => (trail?.seen ? { place: trail.seen, at: trail.places.indexOf(trail.seen) } : null)

/** A row that has left the list (approved, closed) gives its place to the one after it. */
function standing(mark: Mark | null, places: readonly string[]): number {
  if (!mark) return -1
  const at = places.indexOf(mark.place)
  return at >= 0 ? at : Math.min(mark.at, places.length - 1)
}
