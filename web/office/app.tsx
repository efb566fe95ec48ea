import { useEffect, useRef, useState, type ReactNode } from 'react'
import { App as AntApp, ConfigProvider, type ConfigProviderProps } from 'antd'
import en from 'antd/es/locale/en_US.js'
import zh from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { Router } from 'wouter'
import { ProblemError, whenSignedOut } from '../kit/api.ts'
import { useLanguage } from '../kit/language.tsx'
import { Loading } from '../kit/Page.tsx'
import { Session, useWhoIsThere } from '../kit/session.tsx'
import { theme } from '../kit/theme.ts'
import { LiveRegion } from '../kit/toast.tsx'
import type { Me } from '../kit/types.ts'
import { mayLeave } from '../kit/unsaved.ts'
import { PasswordDue, SecondFactorDue } from './due.tsx'
import { Shell } from './shell.tsx'
import { SignIn } from './sign-in.tsx'

// antd's ES modules are typed as CommonJS (its package.json has no "type"), so their default exports look like namespaces.
const locales = { zh, en } as unknown as Readonly<Record<'zh' | 'en', NonNullable<ConfigProviderProps['locale']>>>

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refuses stays refused; a lost line is worth a second try.
      retry: (times, error) => times < 2 && !(error instanceof ProblemError && error.status >= 400 && error.status < 500),
    },
  },
})

/** The office: language, look, data and address for everything inside. */
export function App() {
  const language = useLanguage()
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  return (
    <ConfigProvider theme={theme} locale={locales[language]} button={{ autoInsertSpace: false }}>
      <AntApp>
        <QueryClientProvider client={client}>
          <Router
            aroundNav={(navigate, to, options) => {
              if (mayLeave()) navigate(to, options)
            }}
          >
            <LiveRegion />
            <Door />
          </Router>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}

/**
 * Who may come in. When a session ends, the page underneath stays as it was: the same person signs in again and goes on
 * where they were; another person starts with a clean one.
 */
function Door() {
  const client = useQueryClient()
  const who = useWhoIsThere()
  const [ended, setEnded] = useState(false)
  const me = who.data
  useEffect(() => whenSignedOut(() => setEnded(true)), [])
  const enter = (next: Me) => {
    if (me && me.person !== next.person) client.clear()
    client.setQueryData(['me'], next)
    setEnded(false)
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
  }
  if (who.isPending) return <Loading />
  const unreachable = who.error instanceof ProblemError && who.error.status !== 401
  if (unreachable && !me) return <Loading error={who.error} retry={() => void who.refetch()} />
  return (
    <>
      {!me && <SignIn onSignedIn={enter} again={false} />}
      {me && ended && (
        <OnTop>
          <SignIn onSignedIn={enter} again />
        </OnTop>
      )}
      {me && !ended && me.mustChange && <PasswordDue me={me} onDone={() => void who.refetch()} />}
      {me && !ended && !me.mustChange && me.secondFactorDue && <SecondFactorDue me={me} onDone={() => void who.refetch()} />}
      {me && !me.mustChange && !me.secondFactorDue && (
        <div hidden={ended}>
          <Session key={me.person} me={me}>
            <Shell />
          </Session>
        </div>
      )}
    </>
  )
}

/** Above all that is open: a dialog of the page waits underneath with what was typed into it, and cannot be reached meanwhile. */
function OnTop({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector('input')?.focus()
    // Escape would close what waits.
    const stay = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    window.addEventListener('keydown', stay, true)
    return () => window.removeEventListener('keydown', stay, true)
  }, [])
  return (
    <dialog ref={dialog} className="on-top" onClose={() => dialog.current?.showModal()}>
      {children}
    </dialog>
  )
}
