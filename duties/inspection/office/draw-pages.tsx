import { useState } from 'react'
import { Button } from 'antd'
import { Link, useLocation } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { draw } from '../draw/matters.ts'
import { credits, DRAW, drawRules, draws, recusals } from '../draw/registers.ts'
import { DrawRoute } from './draw.tsx'
import { PrepareDialog } from './draw-prepare.tsx'
import './draw.css'

/** `/draws`: all draws, what pools are made by, and a new one. */
export function DrawPages() {
  const allows = useHolds()
  return <RegisterPages register={draws} base="/draws" row={(id) => <DrawRoute id={id} />} actions={allows(DRAW) && <PrepareButton />} above={<Around />} />
}

function Around() {
  const say = useText()
  const me = useMe()
  return (
    <p className="toolbar dr-around">
      <Link href="/draw-rules">{say(drawRules.title)}</Link>
      <Link href="/credit-classes">{say(credits.title)}</Link>
      <Link href="/recusals">{say(recusals.title)}</Link>
      <a href={`/public/${me.city.code}/draws`} target="_blank" rel="noreferrer">{say({ zh: '公示页', en: 'Public page' })}</a>
    </p>
  )
}

function PrepareButton() {
  const say = useText()
  const [, go] = useLocation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>{say(draw.actions.open.label)}</Button>
      {open && <PrepareDialog onClose={() => setOpen(false)} onDone={({ row }) => go(`/draws/${row.id}`)} />}
    </>
  )
}

export const DrawRulePages = () => <RegisterPages register={drawRules} base="/draw-rules" />
export const CreditPages = () => <RegisterPages register={credits} base="/credit-classes" />
export const RecusalPages = () => <RegisterPages register={recusals} base="/recusals" />
