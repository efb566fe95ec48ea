import type { ReactNode } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { useText } from '../../../../web/kit/language.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { useHolds } from '../../../../web/kit/session.tsx'
import './cockpit.css'

const tabs = [
  { path: '', label: { zh: '驾驶舱', en: 'Cockpit' } },
  { path: '/counties', label: { zh: '县区对比', en: 'Counties' } },
  { path: '/what-if', label: { zh: '假设分析', en: 'What if' } },
  { path: '/snapshots', label: { zh: '快照', en: 'Snapshots' } },
  { path: '/figures', label: { zh: '一次填报', en: 'Asked once' }, right: 'evaluation.manage' },
  { path: '/signatures', label: { zh: '会签', en: 'Countersign' }, right: ['evaluation.manage', 'evaluation.work'] },
  { path: '/schemes', label: { zh: '评价细则', en: 'Schemes' } },
] as const

/** The frame of every page of the evaluation. The region and day looked at go along from page to page. */
export function EvaluationFrame({ title, about, actions, children }: { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const say = useText()
  const allows = useHolds()
  const [location] = useLocation()
  const [search] = useSearchParams()
  const kept = new URLSearchParams([...search].filter(([name]) => name === 'region' || name === 'on')).toString()
  return (
    <Page title={title} about={about} actions={actions}>
      <nav className="ev-tabs" aria-label={say({ zh: '示范城市评价', en: 'Evaluation' })}>
        {tabs
          .filter((tab) => !('right' in tab) || allows(tab.right))
          .map(({ path, label }) => {
            const here = path === '' ? location === '/evaluation' : location.startsWith(`/evaluation${path}`)
            return (
              <Link key={path} href={`/evaluation${path}${kept ? `?${kept}` : ''}`} aria-current={here ? 'page' : undefined}>
                {say(label)}
              </Link>
            )
          })}
      </nav>
      {children}
    </Page>
  )
}
