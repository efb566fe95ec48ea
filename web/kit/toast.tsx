import { App } from 'antd'
import { useMemo } from 'react'
import { faultsIn, sentenceOf } from './api.ts'
import { useText } from './language.tsx'

const LIVE = 'live-region'

/** Where short messages are repeated for screen readers; drawn once, by the shell. */
export const LiveRegion = () => <div id={LIVE} className="unseen" role="status" aria-live="polite" />

const speak = (text: string) => {
  const region = document.getElementById(LIVE)
  if (region) region.textContent = text
}

/** Short messages that pass: done, or the sentence of what failed. */
export function useToast(): { readonly done: (text: string) => void; readonly failed: (error: unknown) => void } {
  const { message } = App.useApp()
  const say = useText()
  return useMemo(
    () => ({
      done: (text) => {
        speak(text)
        void message.success(text)
      },
      failed: (error) => {
        const faults = faultsIn(error)
        const text = (faults.length > 0 ? faults.map(({ sentence }) => sentence) : [sentenceOf(error)]).map((one) => say(one)).join('\n')
        speak(text)
        void message.error(text, 6)
      },
    }),
    [message, say],
  )
}
