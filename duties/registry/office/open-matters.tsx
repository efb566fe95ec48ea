import { Link } from 'wouter'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { inside } from '../../../web/kit/places.ts'
import { useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import type { OpenMatter } from './dossier-data.ts'

/** 未办结事项 of any duty about the subject of a dossier: state, who holds it, until when. Nothing where there is none. */
export function OpenMatters({ items }: { items: readonly OpenMatter[] }) {
  const say = useText()
  const today = todayOf(useMe().city)
  if (items.length === 0) return null
  return (
    <Card title={say({ zh: '未办结事项 {n}', en: 'Open matters {n}' }, { n: items.length })}>
      <ul className="items due">
        {items.map((item) => (
          <li key={item.id}>
            <Due on={item.dueOn} today={today} />
            <span className="what">
              <Link href={inside(item.link) ?? '/inbox'} className="break">
                {item.title}
              </Link>
              <span className="quiet small" style={{ display: 'block' }}>
                {say(item.matterTitle)} <State>{say(item.stateLabel)}</State>
              </span>
            </span>
            <span className="quiet small">{item.holder.join(' · ')}</span>
            <span className="quiet small nowrap until">{item.dueOn}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
