import { useState, type KeyboardEvent } from 'react'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'

type Target = { readonly id: string; readonly label: string }

/** The labelled controls of the page's form that can be typed in now. */
function targetsOf(root: ParentNode): readonly Target[] {
  return [...root.querySelectorAll<HTMLLabelElement>('form label[for]')].flatMap((label) => {
    const control = document.getElementById(label.htmlFor)
    const shown = control && label.offsetParent !== null && !control.hasAttribute('disabled')
    return shown ? [{ id: label.htmlFor, label: label.innerText.trim() }] : []
  })
}

/** Ctrl+G in a form of twenty fields: two characters of a field's name and Enter stand in it, with what it holds chosen. */
export function FieldJump() {
  const [targets, setTargets] = useState<readonly Target[]>([])
  useKeys({
    'Ctrl+g': () => {
      const found = document.querySelector('[role=dialog]') ? [] : targetsOf(document)
      if (found.length === 0) return false
      setTargets(found)
    },
  })
  return targets.length > 0 ? <Jump targets={targets} onClose={() => setTargets([])} /> : null
}

function Jump({ targets, onClose }: { targets: readonly Target[]; onClose: () => void }) {
  const say = useText()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [came] = useState(() => document.activeElement)
  const near = targets.filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()))
  const leave = (to: Element | null | undefined) => {
    onClose()
    if (!(to instanceof HTMLElement)) return
    to.focus()
    if (to instanceof HTMLInputElement || to instanceof HTMLTextAreaElement) to.select()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      if (!near[at]) return
      leave(document.getElementById(near[at].id))
    } else if (event.key === 'Escape') leave(came)
    else if (event.key === 'ArrowDown') setAt(Math.min(near.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="field-jump" role="dialog" aria-label={say({ zh: '跳到字段', en: 'Go to a field' })} onBlur={onClose}>
      <input
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={press}
        role="combobox"
        aria-expanded
        aria-controls="field-jump-list"
        aria-activedescendant={near[at] ? `field-jump-${at}` : undefined}
        aria-label={say({ zh: '跳到字段', en: 'Go to a field' })}
        placeholder={say({ zh: '字段名称', en: 'Name of a field' })}
      />
      <ul id="field-jump-list" role="listbox" aria-label={say({ zh: '字段', en: 'Fields' })}>
        {near.map(({ id, label }, index) => (
          <li key={id} id={`field-jump-${index}`} role="option" aria-selected={index === at}>
            {label}
          </li>
        ))}
      </ul>
    </div>
  )
}
