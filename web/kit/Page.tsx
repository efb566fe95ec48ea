import { useEffect, useRef, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { Skeleton } from 'antd'
import { faultsIn, sentenceOf } from './api.ts'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { useStep, type Step } from './trail.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/**
 * A page's frame: title, one quiet line, what can be done here. Also names the browser's tab.
 * Keys, unless the page itself takes them: 1 … 9 press what stands beside the title; with `back`, U goes up, and where the
 * page was opened from a list, J and K open the next and the previous of its rows and U comes back to the list as it was.
 */
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
  const [, go] = useLocation()
  const step = useStep(back !== undefined)
  const offered = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (typeof title === 'string') document.title = `${title} · 食安城 ShiAn`
  }, [title])
  const open = (place: string | undefined) => (place === undefined ? false : go(place))
  const act = (at: number) => {
    const one = offered.current?.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]')[at]
    if (!one) return false
    one.focus() // where the dialog it opens gives the focus back
    one.click()
  }
  useKeys(
    {
      ...Object.fromEntries(DIGITS.map((digit, at) => [digit, () => act(at)])),
      u: () => open(step?.list ?? back?.to),
      j: () => open(step?.after),
      k: () => open(step?.before),
    },
    true,
    true,
  )
  return (
    <div className="page">
      {back && <Crumbs back={back} step={step} />}
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {about && <div className="quiet">{about}</div>}
        </div>
        {actions && (
          <div className="page-actions" ref={offered}>
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  )
}

/** The way up; and where the page is one of a list's rows, the way back to that list and to its neighbours. */
function Crumbs({ back, step }: { back: { to: string; label: string }; step: Step | null }) {
  const say = useText()
  const same = step !== null && step.list.split('?')[0] === back.to
  return (
    <nav className="crumbs" aria-label={say({ zh: '位置', en: 'Where this is' })}>
      <Link href={same ? step.list : back.to}>‹ {back.label}</Link>
      {step && !same && <Link href={step.list}>‹ {step.title}</Link>}
      {step && (
        <span className="steps">
          {step.before && (
            <Link href={step.before} title="K">
              {say({ zh: '上一条', en: 'Previous' })}
            </Link>
          )}
          <span>
            {step.at + 1} / {step.all}
          </span>
          {step.after && (
            <Link href={step.after} title="J">
              {say({ zh: '下一条', en: 'Next' })}
            </Link>
          )}
        </span>
      )}
    </nav>
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

/** The sentence of a problem and each fault that it names, said aloud by screen readers. `beside`: the faults stand beside their fields. */
export function Fault({ error, beside = false }: { error: unknown; beside?: boolean }) {
  const say = useText()
  const faults = beside ? [] : faultsIn(error)
  return (
    <div role="alert" className="notice late">
      <span aria-hidden="true">▲</span>
      <div>
        {say(sentenceOf(error))}
        {faults.length > 0 && <ul className="plain-list">{faults.map(({ path, sentence }) => <li key={`${path}${sentence.en}`}>{say(sentence)}</li>)}</ul>}
      </div>
    </div>
  )
}

export const Notice = ({ tone, children }: { tone?: 'soon' | 'good' | 'late'; children: ReactNode }) => (
  <div className={`notice ${tone ?? ''}`} role="status">
    <span>{children}</span>
  </div>
)
