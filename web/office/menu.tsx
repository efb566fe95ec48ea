import { Link, useLocation } from 'wouter'
import { useQuery } from '@tanstack/react-query'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import { api } from '../kit/api.ts'
import { menuGroups, type MenuEntry, type MenuGroup, type OfficeFace } from '../kit/face.ts'
import { plain } from '../kit/format.ts'
import { useText } from '../kit/language.tsx'
import { useHolds } from '../kit/session.tsx'

const desk: readonly Omit<MenuEntry, 'group'>[] = [
  { path: '/', label: { zh: '今天', en: 'Today' }, letter: 't' },
  { path: '/inbox', label: { zh: '收件箱', en: 'Inbox' }, letter: 'i', counter: 'inbox', late: true },
  { path: '/overdue', label: { zh: '逾期', en: 'Overdue' }, letter: 'o', counter: 'late', late: true },
]

const system: readonly MenuEntry[] = [
  { group: 'system', path: '/people', label: { zh: '人员与权限', en: 'People and rights' }, right: ['people.read', 'people.sessions'] },
  { group: 'system', path: '/indicators', label: { zh: '指标与口径', en: 'Indicators' }, right: 'indicators.read' },
  { group: 'system', path: '/jobs', label: { zh: '任务', en: 'Jobs' } },
  { group: 'system', path: '/audit', label: { zh: '审计', en: 'Audit' }, right: 'audit.read' },
  { group: 'system', path: '/settings', label: { zh: '设置', en: 'Settings' }, right: 'settings.read' },
]

export const useCounters = () =>
  useQuery({ queryKey: ['counters'], queryFn: () => api.get<Readonly<Record<string, number>>>('/me/counters'), refetchInterval: 60_000 })

export type MenuSection = { readonly title: Bilingual | null; readonly entries: readonly Omit<MenuEntry, 'group'>[] }

/** What this person may open, in the order of the menu. */
export function useMenu(faces: readonly OfficeFace[]): readonly MenuSection[] {
  const allows = useHolds()
  const all = [...faces.flatMap((face) => face.menu), ...system].filter((entry) => allows(entry.right))
  const groups = Object.keys(menuGroups) as MenuGroup[] // its own keys
  return [
    { title: null, entries: desk },
    ...groups
      .map((group) => ({ title: menuGroups[group], entries: all.filter((entry) => entry.group === group) }))
      .filter(({ entries }) => entries.length > 0),
  ]
}

const isAt = (path: string, location: string) => (path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`))

/** The left menu; counts are at most a minute old and never wait for the database. */
export function Menu({ sections, onGo }: { sections: readonly MenuSection[]; onGo?: () => void }) {
  const say = useText()
  const [location] = useLocation()
  const { data: counters = {} } = useCounters()
  return (
    <nav className="menu" aria-label={say({ zh: '菜单', en: 'Menu' })}>
      {sections.map(({ title, entries }) => (
        <div key={title?.en ?? 'desk'}>
          {title && <h2>{say(title)}</h2>}
          <ul>
            {entries.map((entry) => {
              const count = entry.counter === undefined ? undefined : counters[entry.counter]
              return (
                <li key={entry.path}>
                  <Link
                    href={entry.path}
                    aria-current={isAt(entry.path, location) ? 'page' : undefined}
                    title={entry.letter && `G ${entry.letter.toUpperCase()}`}
                    onClick={onGo}
                  >
                    <span>{say(entry.label)}</span>
                    {count !== undefined && count > 0 && (
                      <span className={entry.late ? 'late' : undefined}>
                        {plain(count)}
                        {entry.counterNote ? ` ${say(entry.counterNote)}` : ''}
                      </span>
                    )}
                  </Link>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </nav>
  )
}
