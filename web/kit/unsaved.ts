import { useEffect, useState } from 'react'
import { currentLanguage } from './language.tsx'

const dirty = new Set<object>()

const question = () => (currentLanguage() === 'zh' ? '填写的内容还没有保存。确定离开吗？' : 'What you entered is not saved. Leave anyway?')

/** Asks before anything unsaved is left; true when it may be left. */
export const mayLeave = (): boolean => {
  if (dirty.size === 0) return true
  const leaves = window.confirm(question())
  if (leaves) dirty.clear()
  return leaves
}

/** Marks the page as holding something unsaved while `on`: closing it or following a link asks first. */
export function useUnsaved(on: boolean): { readonly saved: () => void } {
  const [token] = useState(() => ({}))
  useEffect(() => {
    if (!on) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    dirty.add(token)
    window.addEventListener('beforeunload', warn)
    return () => {
      dirty.delete(token)
      window.removeEventListener('beforeunload', warn)
    }
  }, [on, token])
  return { saved: () => void dirty.delete(token) }
}
