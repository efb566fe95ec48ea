import { useEffect, useState, useSyncExternalStore } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api, ProblemError } from '../../../web/kit/api.ts'

/** Something that was sent while the line was broken: kept on this device until the server has it. The body carries its own id. */
export type Waiting = { readonly key: string; readonly path: string; readonly body: unknown; readonly label: string; readonly back: string; /** Where the draft lies that it was made from. */ readonly draft?: string; readonly refused?: { readonly zh: string; readonly en: string } }

const STORE = 'shian.selfcheck.'
const listeners = new Set<() => void>()
const changed = (): void => {
  shown = read()
  for (const listener of listeners) listener()
}

function read(): readonly Waiting[] {
  if (typeof localStorage === 'undefined') return []
  const keys = Object.keys(localStorage).filter((name) => name.startsWith(`${STORE}send.`)).toSorted()
  return keys.flatMap((name) => {
    try {
      return [JSON.parse(localStorage.getItem(name) ?? '') as Waiting] // written by `keepToSend` only
    } catch {
      return []
    }
  })
}
let shown: readonly Waiting[] = read()

export const keepToSend = (person: string, one: Omit<Waiting, 'key'>): void => {
  const key = `${STORE}send.${person}.${Date.now()}`
  localStorage.setItem(key, JSON.stringify({ ...one, key }))
  changed()
}
const put = (one: Waiting): void => { localStorage.setItem(one.key, JSON.stringify(one)); changed() }
export const drop = ({ key }: Waiting): void => { localStorage.removeItem(key); changed() }

const subscribe = (listener: () => void) => { listeners.add(listener); return () => void listeners.delete(listener) }
/** What this person's device has still to send. */
export const useWaiting = (person: string): readonly Waiting[] =>
  useSyncExternalStore(subscribe, () => shown, () => shown).filter(({ key }) => key.startsWith(`${STORE}send.${person}.`))

const AGAIN = 15_000
let busy = false

/** Sends what waits whenever there is a line; a refusal stays with its sentence until a person decides. */
export function useSending(person: string): void {
  const client = useQueryClient()
  const waiting = useWaiting(person)
  const count = waiting.filter(({ refused }) => !refused).length
  useEffect(() => {
    if (count === 0) return undefined
    const go = async () => {
      if (busy) return
      busy = true
      try {
        for (const one of read().filter(({ key, refused }) => !refused && key.startsWith(`${STORE}send.${person}.`))) {
          try {
            await api.post(one.path, one.body)
            forgetDraft(one.draft)
            drop(one)
            await client.invalidateQueries()
          } catch (error) {
            if (!(error instanceof ProblemError) || error.status === 0 || error.status === 401 || error.status >= 500) return
            put({ ...one, refused: error.fields[0]?.sentence ?? error.sentence })
          }
        }
      } finally {
        busy = false
      }
    }
    void go()
    const timer = setInterval(() => void go(), AGAIN)
    const online = () => void go()
    window.addEventListener('online', online)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', online)
    }
  }, [count, person, client])
}

/** What is being entered, kept on this device with each key until the server has it: closing the page loses nothing. The last answer is where it lies. */
export function useDraft<T extends object>(person: string, name: string, blank: () => T): readonly [T, (change: Partial<T>) => void, string] {
  const key = `${STORE}draft.${person}.${name}`
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = localStorage.getItem(key)
      return kept ? { ...blank(), ...(JSON.parse(kept) as Partial<T>) } : blank() // written below only
    } catch {
      return blank()
    }
  })
  const change = (more: Partial<T>) => setValue((before) => {
    const next = { ...before, ...more }
    localStorage.setItem(key, JSON.stringify(next))
    return next
  })
  return [value, change, key]
}

export const forgetDraft = (key: string | undefined): void => { if (key !== undefined) localStorage.removeItem(key) }

/** What was entered last time: names, ways, temperatures that seldom change. */
export const remembered = (person: string, name: string): string => (typeof localStorage === 'undefined' ? '' : localStorage.getItem(`${STORE}last.${person}.${name}`) ?? '')
export const remember = (person: string, name: string, value: string): void => localStorage.setItem(`${STORE}last.${person}.${name}`, value)
