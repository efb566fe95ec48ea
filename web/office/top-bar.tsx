import { Dropdown } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { api } from '../kit/api.ts'
import { plain } from '../kit/format.ts'
import { useText } from '../kit/language.tsx'
import { useMe } from '../kit/session.tsx'
import { useToast } from '../kit/toast.tsx'
import { mayLeave } from '../kit/unsaved.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { useCounters } from './menu.tsx'

/** Brand, place, search, what waits, who one is. */
export function TopBar({ onFind, onMenu }: { onFind: () => void; onMenu?: () => void }) {
  const say = useText()
  const me = useMe()
  const { data: counters } = useCounters()
  const waiting = counters?.['inbox'] ?? 0
  return (
    <header className="top">
      {onMenu && (
        <button type="button" className="bare" aria-label={say({ zh: '菜单', en: 'Menu' })} onClick={onMenu} style={{ fontSize: 18 }}>
          ☰
        </button>
      )}
      <Link href="/" className="brand">
        食安城 <small>ShiAn</small>
      </Link>
      <span className="place">{say(me.region.name)}</span>
      <button type="button" className="find" onClick={onFind} aria-keyshortcuts="Control+K">
        <span>
          {onMenu
            ? say({ zh: '搜索', en: 'Search' })
            : say({ zh: '找场所、许可证号、事项、页面…', en: 'Find a business, licence, matter, page…' })}
        </span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="space" />
      {me.city.demo && <span className="demo">{say({ zh: '演示数据 · 合成', en: 'Demo data · synthetic' })}</span>}
      <LanguageSwitch />
      <Link href="/inbox" className="wide-only">
        {say({ zh: '收件箱', en: 'Inbox' })} {waiting > 0 && <b>{plain(waiting)}</b>}
      </Link>
      <PersonMenu />
    </header>
  )
}

function PersonMenu() {
  const say = useText()
  const me = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const [, go] = useLocation()
  const signOut = async () => {
    if (!mayLeave()) return
    try {
      await api.post('/sign-out')
      client.clear()
      location.assign('/')
    } catch (error) {
      toast.failed(error)
    }
  }
  const items = [
    { key: '/me', label: say({ zh: '密码与动态验证码', en: 'Password and second factor' }) },
    { key: '/me#sessions', label: say({ zh: '登录记录', en: 'Sessions' }) },
    { type: 'divider' as const },
    { key: 'out', label: say({ zh: '退出登录', en: 'Sign out' }) },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => (key === 'out' ? void signOut() : go(key)) }}>
      <button type="button" className="bare">
        <span>{me.name}</span>
        {me.unit && <span className="wide-only quiet"> · {me.unit.name}</span>} <span aria-hidden="true">▾</span>
      </button>
    </Dropdown>
  )
}
