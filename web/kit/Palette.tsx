import { useDeferredValue, useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input, Modal, type InputRef } from 'antd'
import { useLocation } from 'wouter'
import { api } from './api.ts'
import { matters, registers } from './declarations.ts'
import { useText } from './language.tsx'
import { inside, matterPlace, rowPlace } from './places.ts'
import type { Found } from './types.ts'

export type PalettePage = { readonly label: string; readonly path: string }
type Entry = { readonly key: string; readonly label: string; readonly detail: string; readonly kind: string; readonly path: string }

const placeOf = (found: Found): string =>
  inside(found.link) ?? (matters.has(found.kind) ? matterPlace(found.kind, found.id) : rowPlace(found.kind, found.id))

/** Ctrl+K: finds a business by name fragment, pinyin initials, licence number or address, a matter, or a page. */
export function Palette({ open, onClose, pages }: { open: boolean; onClose: () => void; pages: readonly PalettePage[] }) {
  const say = useText()
  const [, go] = useLocation()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const input = useRef<InputRef>(null)
  const q = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['search', q],
    enabled: open && q.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    queryFn: ({ signal }) => api.get<{ items: Found[] }>('/search', { q }, signal),
  })
  const kindOf = (kind: string) => {
    const known = registers.get(kind) ?? matters.get(kind)
    return known ? say(known.title) : kind
  }
  const rows: Entry[] =
    q.length > 1
      ? (found.data?.items ?? []).map((one) => ({
          key: `${one.kind}-${one.id}`,
          label: one.title,
          detail: one.detail ?? '',
          kind: kindOf(one.kind),
          path: placeOf(one),
        }))
      : []
  const asked = q.toLowerCase()
  const near = pages
    .filter(({ label }) => label.toLowerCase().includes(asked))
    .slice(0, q === '' ? 12 : 5)
    .map(({ label, path }): Entry => ({ key: path, label, detail: '', kind: say({ zh: '页面', en: 'Page' }), path }))
  // A page whose whole name was typed is meant before any row that happens to hold those characters.
  const meant = near.filter(({ label }) => label.toLowerCase() === asked)
  const entries: Entry[] = [...meant, ...rows, ...near.filter((page) => !meant.includes(page))]
  useEffect(() => setAt(0), [q])
  const waits = useRef(false)
  // A page that was named in full needs no answer of the server; anything else waits for it.
  const late = q !== typed.trim() || (meant.length === 0 && (found.isPlaceholderData || (q.length > 1 && found.isPending)))
  useEffect(() => {
    if (!open) setTyped('')
  }, [open])
  const choose = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    go(entry.path)
  }
  const arrived = useEffectEvent(() => {
    if (!late && waits.current) {
      waits.current = false
      choose(entries[0])
    }
  })
  useEffect(() => arrived(), [late])
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt((now) => Math.min(entries.length - 1, now + 1))
    else if (event.key === 'ArrowUp') setAt((now) => Math.max(0, now - 1))
    else if (event.key === 'Enter') {
      // Pressed before the answer: what was found for fewer characters is not opened, the first of the answer is.
      if (late) waits.current = true
      else choose(entries[at])
    } else return
    event.preventDefault()
  }
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={640}
      style={{ top: 72 }}
      destroyOnHidden
      title={<span className="unseen">{say({ zh: '搜索', en: 'Search' })}</span>}
      afterOpenChange={(shown) => {
        if (shown) input.current?.focus()
      }}
    >
      <Input
        ref={input}
        size="large"
        value={typed}
        onChange={(event) => {
          waits.current = false
          setTyped(event.target.value)
        }}
        onKeyDown={press}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={entries[at] ? `palette-${at}` : undefined}
        aria-autocomplete="list"
        aria-label={say({ zh: '搜索', en: 'Search' })}
        placeholder={say({ zh: '找场所、许可证号、地址、事项、页面…', en: 'Find a business, licence number, address, matter or page…' })}
      />
      <div
        id="palette-list"
        role="listbox"
        aria-label={say({ zh: '结果', en: 'Results' })}
        style={{ marginTop: 10, maxHeight: '60vh', overflowY: 'auto' }}
      >
        {entries.map((entry, index) => (
          <div
            key={entry.key}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => choose(entry)}
            onMouseMove={() => setAt(index)}
            ref={index === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            style={{
              display: 'flex',
              gap: 12,
              justifyContent: 'space-between',
              padding: '7px 10px',
              borderRadius: 6,
              cursor: 'pointer',
              background: index === at ? 'var(--accent-soft)' : 'none',
            }}
          >
            <span style={{ minWidth: 0 }}>
              <span className="break">{entry.label}</span>
              {entry.detail && (
                <span className="quiet small" style={{ display: 'block' }}>
                  {entry.detail}
                </span>
              )}
            </span>
            <span className="quiet small nowrap">{entry.kind}</span>
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className="quiet" role="status" style={{ padding: 10 }}>
          {found.isFetching
            ? say({ zh: '正在查找…', en: 'Searching…' })
            : say({
                zh: '没有找到。可试名称中连续两个字、拼音首字母或证号的一段。',
                en: 'Nothing found. Try two neighbouring characters of a name, pinyin initials or part of a number.',
              })}
        </p>
      )}
    </Modal>
  )
}
