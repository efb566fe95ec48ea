import { Link } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { dateTime } from '../../../web/kit/format.ts'
import { matters, registers } from '../../../web/kit/declarations.ts'
import { addressOf } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Loading } from '../../../web/kit/Page.tsx'
import { matterPlace, rowPlace } from '../../../web/kit/places.ts'
import { useTimeline, type TimelinePage } from './dossier-data.ts'

type Entry = TimelinePage['items'][number]

/** Named parts of the program that act without a person. */
const parts: Readonly<Record<string, Bilingual>> = {
  demo: { zh: '演示数据', en: 'demo data' },
  setup: { zh: '系统初始化', en: 'set-up' },
  import: { zh: '导入', en: 'import' },
}

const UUID = 36

/** Where an entry leads: a version's row, a matter, a file. */
function placeOf({ of, id }: Entry): { readonly href: string; readonly file: boolean } | null {
  const row = id.slice(0, UUID) // a version's entry has its number behind the row's id
  if (of === 'file') return { href: addressOf(`/files/${row}`, { inline: 1 }), file: true }
  if (matters.has(of)) return { href: matterPlace(of, row), file: false }
  return registers.has(of) ? { href: rowPlace(of, row), file: false } : null
}

/** Everything that ever happened at the premises, newest first, a heading for each year. */
export function Timeline({ id }: { id: string }) {
  const say = useText()
  const found = useTimeline(id)
  const items = (found.data?.pages ?? []).flatMap((page) => page.items)
  if (!found.data) return <Loading error={found.error} retry={() => void found.refetch()} />
  if (items.length === 0) return <p className="quiet">{say({ zh: '还没有记录。', en: 'Nothing is on record yet.' })}</p>
  return (
    <>
      <ol className="timeline">
        {items.map((entry, at) => {
          const year = entry.at.slice(0, 4)
          return (
            <li key={`${entry.of} ${entry.id}`}>
              {items[at - 1]?.at.slice(0, 4) !== year && <div className="year">{year}</div>}
              <Happening entry={entry} />
            </li>
          )
        })}
      </ol>
      {found.hasNextPage && (
        <button type="button" className="link" onClick={() => void found.fetchNextPage()} disabled={found.isFetchingNextPage}>
          {say({ zh: '更早的记录', en: 'Earlier' })}
        </button>
      )}
    </>
  )
}

function Happening({ entry }: { entry: Entry }) {
  const say = useText()
  const place = placeOf(entry)
  const title = say(entry.title)
  return (
    <>
      <div className="break">
        {place === null ? (
          title
        ) : place.file ? (
          <a href={place.href} target="_blank" rel="noreferrer">
            {title}
          </a>
        ) : (
          <Link href={place.href}>{title}</Link>
        )}
      </div>
      <div className="quiet small">
        {[
          dateTime(entry.at),
          entry.actor && (parts[entry.actor] ? say(parts[entry.actor]!) : entry.actor),
          entry.reason && say({ zh: '说明：{reason}', en: 'Reason: {reason}' }, entry),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  )
}
