import { useRef, useState } from 'react'

/**
 * What a form or a dialog sends: busy meanwhile, and a second press sends nothing. A failure is kept for the place that shows it, beside what
 * was entered. `once` tells whether it was done. @param also what else follows a failure: a message that passes, where there is no such place
 * @example const { busy, failure, once } = useOnce()
 * const save = () => once(async () => { await api.post(path, values); onDone() })
 */
export function useOnce(also?: (error: unknown) => void) {
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const once = async (send: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setFailure(null)
    try {
      await send()
      return true
    } catch (error) {
      setFailure(error)
      also?.(error)
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { busy, failure, once }
}
