import { Suspense, use, useMemo, useState } from 'react'
import { Drawer } from 'antd'
import { useLocation } from 'wouter'
import { pathOf } from '../../platform/register/declare.ts'
import { matters } from '../kit/declarations.ts'
import { FieldJump } from '../kit/FieldJump.tsx'
import { useGo, useKeys } from '../kit/keys.ts'
import { useText } from '../kit/language.tsx'
import { Loading } from '../kit/Page.tsx'
import { Palette } from '../kit/Palette.tsx'
import { useHolds } from '../kit/session.tsx'
import { useNarrow } from '../kit/use-narrow.ts'
import { useEvents } from './events.ts'
import { loadFaces } from './faces.ts'
import { Guard } from './guard.tsx'
import { KeysHelp } from './keys-help.tsx'
import { Menu, useMenu } from './menu.tsx'
import { OfficePages } from './pages.tsx'
import { TopBar } from './top-bar.tsx'

export const Shell = () => (
  <Suspense fallback={<Loading />}>
    <Frame />
  </Suspense>
)

/** Top bar, menu, page: a drawer holds the menu on a phone. */
function Frame() {
  const say = useText()
  const faces = use(loadFaces())
  const sections = useMenu(faces)
  const narrow = useNarrow()
  const [location, go] = useLocation()
  const allows = useHolds()
  const [menuOpen, setMenuOpen] = useState(false)
  const [finding, setFinding] = useState(false)
  useEvents()
  const [helping, setHelping] = useState(false)
  useKeys({ 'Ctrl+k': () => setFinding(true), '?': () => setHelping(true) })
  const entries = useMemo(() => sections.flatMap((section) => section.entries), [sections])
  useGo(Object.fromEntries(entries.flatMap(({ letter, path }) => (letter ? [[letter, path]] : []))), go)
  // Lists of matters stand in no menu: a duty shows them its own way. By name they are found all the same.
  const lists = [...matters.values()].filter(({ record }) => allows(record.access.read))
  const pages = [
    ...entries.map(({ label, path }) => ({ label: say(label), path })),
    ...lists.map(({ name, record }) => ({ label: say(record.title), path: `/matters/${pathOf(name)}` })),
  ]
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say({ zh: '跳到正文', en: 'Skip to content' })}
      </a>
      <TopBar onFind={() => setFinding(true)} onMenu={narrow ? () => setMenuOpen(true) : undefined} />
      {!narrow && (
        <aside className="side" aria-label={say({ zh: '导航', en: 'Navigation' })}>
          <Menu sections={sections} />
        </aside>
      )}
      {narrow && (
        <Drawer
          open={menuOpen}
          onClose={() => setMenuOpen(false)}
          placement="left"
          size={260}
          title={say({ zh: '菜单', en: 'Menu' })}
          styles={{ body: { padding: 8 } }}
        >
          <Menu sections={sections} onGo={() => setMenuOpen(false)} />
        </Drawer>
      )}
      <main id="content" className="content" tabIndex={-1} style={{ outline: 'none' }}>
        <Guard key={location.split('/')[1]}>
          <Suspense fallback={<Loading />}>
            <OfficePages faces={faces} />
          </Suspense>
        </Guard>
      </main>
      {helping && <KeysHelp places={entries} onClose={() => setHelping(false)} />}
      <FieldJump />
      <Palette open={finding} onClose={() => setFinding(false)} pages={pages} />
    </div>
  )
}
