import { useSyncExternalStore } from 'react'

const query = typeof window === 'undefined' ? null : window.matchMedia('(max-width: 899px)')
const listen = (listener: () => void) => {
  query?.addEventListener('change', listener)
  return () => query?.removeEventListener('change', listener)
}

/** True on a phone or an upright tablet, where a table beside the menu would lose its last columns: one column, lists as cards, the menu in a drawer. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    listen,
    () => query?.matches ?? false,
    () => false,
  )
