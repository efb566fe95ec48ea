import { useEffect, useEffectEvent, useRef } from 'react'

const NOT_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'file'])
const textBox = (element: HTMLElement): boolean =>
  element.isContentEditable ||
  /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
  (element instanceof HTMLInputElement && !NOT_TEXT.has(element.type))

const within = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role=dialog],[role=listbox],[role=menu],[role=tooltip]') !== null

/** Where single letters are text, not commands. */
const typing = (target: EventTarget | null): boolean => (target instanceof HTMLElement && textBox(target)) || within(target)

/** Name of a pressed key: `Ctrl+s` (⌘ counts as Ctrl), `j`, `Enter`. */
export const keyName = (event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string =>
  (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (event.key.length === 1 ? event.key.toLowerCase() : event.key)

/**
 * Commands of a page by key. Plain letters are left alone while someone types or a dialog is open; Ctrl ones work everywhere.
 * A handler that returns false did not want the key.
 * @param last hears a key only when nothing else on the page wanted it: what every page's frame offers
 */
export function useKeys(commands: Readonly<Record<string, () => void | false>>, on = true, last = false): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = keyName(event)
    const command = commands[name]
    if (!command || event.defaultPrevented || event.isComposing) return
    // Escape is never text: it leaves a box, too.
    const text = name === 'Escape' ? within(event.target) : typing(event.target)
    if (!name.startsWith('Ctrl+') && (event.altKey || text)) return
    // Enter and the arrows belong to what is focused: a link, a button, a box, one of several tabs.
    const own = 'a,button,input' + (name.startsWith('Arrow') ? ',[role=tab],[role=radiogroup]' : '')
    const focused = event.target instanceof HTMLElement ? event.target.closest(own) : null
    if ((name === 'Enter' && focused) || (name.startsWith('Arrow') && focused && !focused.closest('table.rows, .items'))) return
    if (command() !== false) event.preventDefault()
  })
  useEffect(() => {
    if (!on) return
    const place = last ? window : document // what the document's listeners took comes to the window as taken
    place.addEventListener('keydown', press as EventListener)
    return () => place.removeEventListener('keydown', press as EventListener)
  }, [on, last])
}

/** How long after G the letter of a page is waited for, ms. */
const WAIT = 1500

/** G, then a letter: opens a page from anywhere. The letter is taken before the page's own commands see it. */
export function useGo(places: Readonly<Record<string, string>>, go: (path: string) => void): void {
  const asked = useRef(0)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
    const name = keyName(event)
    const waiting = Date.now() - asked.current < WAIT
    asked.current = !waiting && name === 'g' ? Date.now() : 0
    const place = waiting ? places[name] : undefined
    if (place === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
    go(place)
  })
  useEffect(() => {
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [])
}
