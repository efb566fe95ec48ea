import { createContext, use, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import type { Me } from './types.ts'

const SessionContext = createContext<Me | null>(null)

export const Session = ({ me, children }: { me: Me; children: ReactNode }) => <SessionContext value={me}>{children}</SessionContext>

/** The signed-in person. Only for pages inside the shell, which is not drawn without one. */
export function useMe(): Me {
  const me = use(SessionContext)
  if (me === null) throw new TypeError('useMe is for pages inside the shell')
  return me
}

/** Asks the server who is signed in; the answer is null when nobody is. */
export const useWhoIsThere = () => useQuery({ queryKey: ['me'], queryFn: () => api.get<Me>('/me'), retry: false, staleTime: Infinity })

/**
 * Whether a menu entry or button is worth showing. The server decides again at every request: this only hides
 * what would be refused. A list of rights means any of them; `own` is held by whoever belongs to an enterprise.
 */
export function holds(me: Pick<Me, 'rights' | 'enterprise'>, right: string | readonly string[] | undefined): boolean {
  if (right === undefined) return true
  if (typeof right !== 'string') return right.length === 0 || right.some((one) => holds(me, one))
  if (right === 'own') return me.enterprise !== null
  return me.rights.some((held) => held === '*' || held === right || (held.endsWith('.*') && right.startsWith(held.slice(0, -1))))
}

export function useHolds(): (right: string | readonly string[] | undefined) => boolean {
  const me = useMe()
  return (right) => holds(me, right)
}
