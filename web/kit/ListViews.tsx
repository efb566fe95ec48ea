import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Popover } from 'antd'
import type { Register } from '../../platform/register/declare.ts'
import type { Field } from '../../platform/register/fields.ts'
import { api } from './api.ts'
import { useText } from './language.tsx'
import { readQuery, writeQuery, type ListQuery } from './list-query.ts'
import { parentField } from './declarations.ts'
import { useToast } from './toast.tsx'
import type { SavedView } from './types.ts'

type Props = { readonly register: Register; readonly query: ListQuery; readonly setQuery: (query: ListQuery) => void }

/** Which columns are shown; the name always is. */
export function ColumnChoice({ register, query, setQuery, defaults }: Props & { readonly defaults: readonly string[] }) {
  const say = useText()
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
  const choice = (
    <div style={{ maxHeight: 360, overflowY: 'auto', display: 'grid', gap: 4 }}>
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
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomLeft" content={choice}>
      <Button>{say({ zh: '列', en: 'Columns' })}</Button>
    </Popover>
  )
}

/** Conditions, sort and columns kept under a name, for the person alone. */
export function SavedViews({ register, query, setQuery }: Props) {
  const say = useText()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      content={
        open && (
          <ViewList
            {...{ register, query }}
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

function ViewList({ register, query, choose }: { register: Register; query: ListQuery; choose: (query: ListQuery) => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const key = ['views', register.name]
  const views = useQuery({ queryKey: key, queryFn: () => api.get<{ items: SavedView[] }>('/views', { register: register.name }) })
  const [name, setName] = useState('')
  const change = async (what: Promise<unknown>) => {
    try {
      await what
      await client.invalidateQueries({ queryKey: key })
    } catch (error) {
      toast.failed(error)
    }
  }
  const keep = () => {
    if (name.trim() === '') return
    void change(api.post('/views', { register: register.name, name: name.trim(), query: writeQuery(query) })).then(() => setName(''))
  }
  return (
    <div style={{ width: 260, display: 'grid', gap: 8 }}>
      {views.data?.items.length === 0 && (
        <span className="quiet">
          {say({
            zh: '把现在的条件、排序和列存成一个视图，下次一点就到。',
            en: 'Keep these conditions, order and columns under a name to come back to them.',
          })}
        </span>
      )}
      {views.data?.items.map((view) => (
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
    </div>
  )
}
