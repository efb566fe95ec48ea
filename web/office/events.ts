import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { addressOf } from '../kit/api.ts'
import type { Job } from '../kit/types.ts'

function read<T>(event: Event): T | null {
  try {
    return event instanceof MessageEvent ? (JSON.parse(String(event.data)) as T) : null // shapes as in the API's event list
  } catch {
    return null
  }
}

/** What the server tells by itself: the inbox changed, a job went on, something to know. The browser reconnects alone. */
export function useEvents(): void {
  const client = useQueryClient()
  useEffect(() => {
    const again = (...key: string[]) => void client.invalidateQueries({ queryKey: key })
    let stream: EventSource
    let later: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      stream = new EventSource(addressOf('/events'))
      stream.addEventListener('inbox', () => {
        again('inbox')
        again('counters')
      })
      stream.addEventListener('notification', () => again('notices'))
      stream.addEventListener('job', (event) => {
        const told = read<Partial<Job> & { id: string }>(event)
        if (!told) return
        client.setQueryData<Job>(['job', told.id], (known) => (known ? { ...known, ...told } : known))
        again('jobs')
        if (told.state === 'done' || told.state === 'failed') again('job', told.id)
      })
      // A refusal (the session ended) closes the stream for good: after a new sign-in it must be opened again.
      stream.addEventListener('error', () => {
        if (stream.readyState === EventSource.CLOSED) later = setTimeout(open, 30_000)
      })
    }
    open()
    return () => {
      clearTimeout(later)
      stream.close()
    }
  }, [client])
}
