import { useEffect, useEffectEvent } from 'react'

/** Where single letters are text, not commands. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=dialog],[role=listbox],[role=menu]') !== null)

/** Name of a pressed key: `Ctrl+s` (⌘ counts as Ctrl), `j`, `Enter`. */
export const keyName = (event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string =>
  (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (event.key.length === 1 ? event.key.toLowerCase() : event.key)

/**
 * Commands of a page by key. Plain letters are left alone while someone types or a dialog is open; Ctrl ones work everywhere.
 * A handler that returns false did not want the key.
 */
export function useKeys(commands: Readonly<Record<string, () => void | false>>, on = true): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = keyName(event)
    const command = commands[name]
    if (!command || event.defaultPrevented || event.isComposing || (!name.startsWith('Ctrl+') && (event.altKey || typing(event.target))))
      return
    // Enter and the arrows belong to a focused link or button.
    if (name === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a,button')) return
    if (command() !== false) event.preventDefault()
  })
  useEffect(() => {
    if (!on) return
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [on])
}
