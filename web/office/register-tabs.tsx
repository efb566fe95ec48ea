import type { ReactNode } from 'react'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { registers } from '../kit/declarations.ts'
import { useText } from '../kit/language.tsx'
import { RegisterPages } from '../kit/RegisterPages.tsx'
import { useHolds } from '../kit/session.tsx'
import type { Bilingual } from '../../platform/core/bilingual.ts'

export type ExtraTab = { readonly path: string; readonly label: Bilingual; readonly right?: string; readonly page: ReactNode }

/** Several registers under one menu entry: a line of tabs, below it the pages of the one chosen. */
export function RegisterTabs({
  base,
  names,
  extra = [],
  rows = {},
}: {
  base: string
  names: readonly string[]
  extra?: readonly ExtraTab[]
  rows?: Readonly<Record<string, (id: string) => ReactNode>>
}) {
  const say = useText()
  const allows = useHolds()
  const [location] = useLocation()
  const shown = names.flatMap((name) => {
    const register = registers.get(name)
    return register && allows(register.access.read) ? [register] : []
  })
  const more = extra.filter(({ right }) => allows(right))
  const tabs = [...shown.map(({ name, title }) => ({ path: `${base}/${name}`, label: title })), ...more]
  if (tabs.length === 0) return null
  return (
    <>
      <nav className="toolbar" style={{ padding: '12px 24px 0', gap: 20 }} aria-label={say({ zh: '分类', en: 'Sections' })}>
        {tabs.map(({ path, label }) => {
          const here = location === path || location.startsWith(`${path}/`)
          return (
            <Link
              key={path}
              href={path}
              aria-current={here ? 'page' : undefined}
              style={{
                fontWeight: here ? 600 : 400,
                borderBottom: here ? '2px solid var(--accent)' : '2px solid transparent',
                paddingBottom: 4,
              }}
            >
              {say(label)}
            </Link>
          )
        })}
      </nav>
      <Switch>
        {shown.map((register) => (
          <Route key={register.name} path={`${base}/${register.name}/*?`}>
            <RegisterPages key={register.name} register={register} base={`${base}/${register.name}`} row={rows[register.name]} />
          </Route>
        ))}
        {more.map(({ path, page }) => (
          <Route key={path} path={path}>
            {page}
          </Route>
        ))}
        <Route>
          <Redirect to={tabs[0]!.path} replace />
        </Route>
      </Switch>
    </>
  )
}
