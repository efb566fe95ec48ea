import { useEffect, type ReactNode } from 'react'
import { Link } from 'wouter'
import { Skeleton } from 'antd'
import { sentenceOf } from './api.ts'
import { useText } from './language.tsx'

/** A page's frame: title, one quiet line, what can be done here. Also names the browser's tab. */
export function Page({
  title,
  about,
  back,
  actions,
  children,
}: {
  title: ReactNode
  about?: ReactNode
  back?: { to: string; label: string }
  actions?: ReactNode
  children: ReactNode
}) {
  useEffect(() => {
    if (typeof title === 'string') document.title = `${title} · 食安城 ShiAn`
  }, [title])
  return (
    <div className="page">
      {back && (
        <nav className="crumbs">
          <Link href={back.to}>‹ {back.label}</Link>
        </nav>
      )}
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {about && <div className="quiet">{about}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

export const Card = ({
  title,
  more,
  children,
  padded = false,
}: {
  title?: ReactNode
  more?: ReactNode
  children: ReactNode
  padded?: boolean
}) => (
  <section className="card">
    {title && (
      <div className="card-head">
        <h2>{title}</h2>
        {more && <span className="quiet">{more}</span>}
      </div>
    )}
    {padded ? <div className="card-body">{children}</div> : children}
  </section>
)

/** What stands where data is on its way, or why it did not come. */
export function Loading({ error, retry }: { error?: unknown; retry?: () => void }) {
  const say = useText()
  if (!error)
    return (
      <div className="card-body" aria-busy="true">
        <Skeleton active={false} title={false} paragraph={{ rows: 4 }} />
      </div>
    )
  return (
    <div className="card-body">
      <Fault error={error} />
      {retry && (
        <button type="button" className="link" onClick={retry}>
          {say({ zh: '再试一次', en: 'Try again' })}
        </button>
      )}
    </div>
  )
}

/** The sentence of a problem, said aloud by screen readers. */
export function Fault({ error }: { error: unknown }) {
  const say = useText()
  return (
    <div role="alert" className="notice late">
      <span aria-hidden="true">▲</span>
      <span>{say(sentenceOf(error))}</span>
    </div>
  )
}

export const Notice = ({ tone, children }: { tone?: 'soon' | 'good' | 'late'; children: ReactNode }) => (
  <div className={`notice ${tone ?? ''}`} role="status">
    <span>{children}</span>
  </div>
)
