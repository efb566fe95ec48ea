import { useEffect, useEffectEvent, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Popover } from 'antd'
import type { Register } from '../../platform/register/declare.ts'
import type { Field } from '../../platform/register/fields.ts'
import { api } from './api.ts'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { readQuery, writeQuery, type ListQuery } from './list-query.ts'
import { parentField } from './declarations.ts'
import { Loading } from './Page.tsx'
import { useToast } from './toast.tsx'
import type { SavedView } from './types.ts'

type Props = { readonly register: Register; readonly query: ListQuery; readonly setQuery: (query: ListQuery) => void }

/** Which columns are shown; the name always is. */
export function ColumnChoice({
  register,
  query,
  setQuery,
  defaults,
  keyed,
}: Props & { readonly defaults: readonly string[]; readonly keyed: boolean }) {
  const say = useText()
  const [open, setOpen] = useState(false)
  useKeys({ c: () => setOpen(true) }, keyed)
  const parent = parentField(register)
  const every: [string, Field][] = [...(parent ? [[...parent] as [string, Field]] : []), ...Object.entries(register.fields)]
  const chosen = query.columns ?? defaults
  const toggle = (name: string, on: boolean) => {
    const wanted = new Set(on ? [...chosen, name] : chosen.filter((one) => one !== name))
    setQuery({
      ...query,
      columns: [register.naming, ...every.map(([one]) => one).filter((one) => one !== register.naming && wanted.has(one))],
    })
  }
  const choice = open && (
    <Inside onClose={() => setOpen(false)} style={{ maxHeight: 360, overflowY: 'auto', display: 'grid', gap: 4 }}>
      {every
        .filter(([, field]) => field.kind !== 'json')
        .map(([name, field]) => (
          <Checkbox
            key={name}
            checked={chosen.includes(name)}
            disabled={name === register.naming}
            onChange={(event) => toggle(name, event.target.checked)}
          >
            {say(field.label)}
          </Checkbox>
        ))}
      {query.columns && (
        <button type="button" className="link" onClick={() => setQuery({ ...query, columns: undefined })}>
          {say({ zh: '恢复默认', en: 'Back to default' })}
        </button>
      )}
    </Inside>
  )
  return (
    <Popover trigger="click" placement="bottomLeft" content={choice} open={open} onOpenChange={setOpen}>
      <Button>{say({ zh: '列', en: 'Columns' })}</Button>
    </Popover>
  )
}

/** What a button opens beside itself: the focus comes in, ↑ and ↓ go through it, Escape leaves it. */
function Inside({ onClose, style, start, children }: { onClose: () => void; style: CSSProperties; start?: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const came = useRef<Element | null>(null)
  const stops = () => [...(box.current?.querySelectorAll<HTMLElement>(STOPS) ?? [])]
  const enter = useEffectEvent(() => {
    const first = start ? box.current?.querySelector<HTMLElement>(start) : null
    ;(first ?? stops()[0])?.focus()
  })
  useEffect(() => {
    came.current = document.activeElement
    // The popover is placed before it can take the focus.
    const soon = requestAnimationFrame(() => enter())
    return () => cancelAnimationFrame(soon)
  }, [])
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      onClose()
      if (came.current instanceof HTMLElement) came.current.focus()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const all = stops()
      all[all.indexOf(document.activeElement as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus() // -1 where none: the first
    } else return
    event.preventDefault()
  }
  return (
    <div ref={box} style={style} onKeyDown={press}>
      {children}
    </div>
  )
}

const STOPS = 'button.link, input:not([disabled])'

/** Conditions, sort and columns kept under a name, for the person alone. V opens them, W names what is shown now. */
export function SavedViews({ register, query, setQuery }: Props) {
  const say = useText()
  const [open, setOpen] = useState(false)
  const [naming, setNaming] = useState(false)
  const show = (name: boolean) => {
    setNaming(name)
    setOpen(true)
  }
  useKeys({ v: () => show(false), w: () => show(true) })
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={(next) => (next ? show(false) : setOpen(false))}
      content={
        open && (
          <ViewList
            {...{ register, query, naming }}
            onClose={() => setOpen(false)}
            choose={(next) => {
              setQuery(next)
              setOpen(false)
            }}
          />
        )
      }
    >
      <Button>{say({ zh: '视图', en: 'Views' })}</Button>
    </Popover>
  )
}

type ViewListProps = {
  readonly register: Register
  readonly query: ListQuery
  /** Begins in the box for a new name instead of on the first view. */
  readonly naming: boolean
  readonly choose: (query: ListQuery) => void
  readonly onClose: () => void
}

function ViewList({ register, query, naming, choose, onClose }: ViewListProps) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const key = ['views', register.name]
  const views = useQuery({ queryKey: key, queryFn: () => api.get<{ items: SavedView[] }>('/views', { register: register.name }) })
  const [name, setName] = useState('')
  const change = async (what: Promise<unknown>, done?: () => void) => {
    try {
      await what
      done?.()
      await client.invalidateQueries({ queryKey: key })
    } catch (error) {
      toast.failed(error)
    }
  }
  const keep = () => {
    if (name.trim() === '') return
    void change(api.post('/views', { register: register.name, name: name.trim(), query: writeQuery(query) }), () => {
      toast.done(say({ zh: '已存为视图“{name}”', en: 'Kept as view “{name}”' }, { name: name.trim() }))
      onClose()
    })
  }
  if (!views.data) return <Loading error={views.error} />
  return (
    <Inside onClose={onClose} style={{ width: 260, display: 'grid', gap: 8 }} start={naming ? 'input' : undefined}>
      {views.data.items.length === 0 && (
        <span className="quiet">
          {say({
            zh: '把现在的条件、排序和列存成一个视图，下次一点就到。',
            en: 'Keep these conditions, order and columns under a name to come back to them.',
          })}
        </span>
      )}
      {views.data.items.map((view) => (
        <div key={view.id} style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
          <button type="button" className="link break" onClick={() => choose(readQuery(new URLSearchParams(view.query), register.fields))}>
            {view.name}
          </button>
          <button
            type="button"
            className="bare quiet"
            aria-label={say({ zh: '删除视图 {name}', en: 'Delete view {name}' }, { name: view.name })}
            onClick={() => void change(api.remove(`/views/${view.id}`))}
          >
            ✕
          </button>
        </div>
      ))}
      <div style={{ display: 'flex', gap: 6 }}>
        <Input
          size="small"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={keep}
          aria-label={say({ zh: '视图名称', en: 'Name of the view' })}
          placeholder={say({ zh: '视图名称', en: 'Name of the view' })}
        />
        <Button size="small" onClick={keep} disabled={name.trim() === ''}>
          {say({ zh: '保存', en: 'Save' })}
        </Button>
      </div>
    </Inside>
  )
}
