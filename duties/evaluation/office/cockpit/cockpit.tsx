import { useRef, type ReactNode } from 'react'
import { DatePicker, Drawer } from 'antd'
import dayjs from 'dayjs'
import { useKeys } from '../../../../web/kit/keys.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import { useNarrow } from '../../../../web/kit/use-narrow.ts'
import type { RegionState, StateAnswer } from '../../contract.ts'
import { useEvaluation } from './data.ts'
import { EvaluationFrame } from './frame.tsx'
import { points } from './look.ts'
import { ItemPane } from './pane.tsx'
import { RegionChoice } from './region-choice.tsx'
import { Tiles } from './tiles.tsx'
import { useView, type Show, type View } from './use-view.ts'

/** 驾驶舱: where the region stands on all items, vetoes first; the item chosen is told at the right. */
export function Cockpit() {
  const say = useText()
  const view = useView()
  const found = useEvaluation({ region: view.region, on: view.on })
  const answer = found.data
  const own = answer?.regions[answer.region]
  return (
    <EvaluationFrame
      title={say({ zh: '国家食品安全示范城市 · {n} 项指标', en: 'National food safety city · {n} items' }, { n: answer?.items.length ?? 72 })}
      about={answer && <About answer={answer} />}
      actions={
        <>
          {answer && <RegionChoice answer={answer} view={view} />}
          <DatePicker
            aria-label={say({ zh: '截至', en: 'As of' })}
            placeholder={say({ zh: '截至今天', en: 'As of today' })}
            value={view.on ? dayjs(view.on) : null}
            maxDate={dayjs()}
            onChange={(day) => view.set({ on: day?.format('YYYY-MM-DD') ?? null })}
          />
        </>
      }
    >
      {!answer || !own ? (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      ) : (
        <Desk answer={answer} own={own} view={view} />
      )}
    </EvaluationFrame>
  )
}

function About({ answer: { scheme, computed, on, frozen } }: { answer: StateAnswer }) {
  const say = useText()
  return (
    <span>
      {say(scheme.title)} {scheme.edition}
      {scheme.reconstructed && (
        <>
          {' '}
          <span className="mark soon" title={say(scheme.note)}>
            <span aria-hidden="true">◆</span> {say({ zh: '复原稿', en: 'Reconstructed' })}
          </span>
        </>
      )}{' '}
      ·{' '}
      {frozen
        ? say({ zh: '{day} 日终的记录', en: 'records as of the end of {day}' }, { day: on })
        : say({ zh: '数据一变即更新', en: 'follows the records within seconds' })}{' '}
      · {say({ zh: '由记录计算 {a} / {b} 项，其余由部门填报', en: '{a} of {b} items counted from records, the rest told by departments' }, { a: computed.items, b: computed.of })}
    </span>
  )
}

const counted = (own: RegionState, state: string): number => Object.values(own.items).filter((item) => item.state === state).length

/** A sum that shows its items alone, and all of them again. */
function Sum({ view, show, children }: { view: View; show: Show; children: ReactNode }) {
  const pressed = view.show === show
  return (
    <li>
      <button type="button" className="ev-sum" aria-pressed={pressed} onClick={() => view.set({ show: pressed ? null : show })}>
        {children}
      </button>
    </li>
  )
}

/** Met, short, vetoes that fail, without data, the score. */
function Sums({ own, all, view }: { own: RegionState; all: number; view: View }) {
  const say = useText()
  const { vetoFailed, vetoOpen } = own
  return (
    <ul className="ev-sums" aria-label={say({ zh: '总体', en: 'Overall' })}>
      <Sum view={view} show="met">
        <b>{counted(own, 'met')}</b> / {all} {say({ zh: '达标', en: 'met' })}
      </Sum>
      <Sum view={view} show="short">
        <b>{counted(own, 'short')}</b> {say({ zh: '未达标', en: 'short' })}
      </Sum>
      <li>
        <b className={vetoFailed.length > 0 ? 'tone-late' : vetoOpen.length > 0 ? 'tone-soon' : 'tone-good'}>
          <span aria-hidden="true">{vetoFailed.length > 0 ? '▲ ' : vetoOpen.length > 0 ? '○ ' : '✓ '}</span>
          {vetoFailed.length}
        </b>{' '}
        {say({ zh: '否决项未达', en: vetoFailed.length === 1 ? 'veto failed' : 'vetoes failed' })}
        {vetoOpen.length > 0 && say({ zh: '（另 {n} 项无数据）', en: ' ({n} without data)' }, { n: vetoOpen.length })}
      </li>
      <Sum view={view} show="no-data">
        <b className="quiet">{counted(own, 'no-data')}</b> {say({ zh: '无数据', en: 'without data' })}
      </Sum>
      <li>
        <b>{points(own.points)}</b> / {own.of} {say({ zh: '分', en: 'points' })}{' '}
        {own.verdict === 'failed' && <span className="mark late">▲ {say({ zh: '不达标（否决）', en: 'Failed by veto' })}</span>}
      </li>
      <li className="quiet small">
        {own.years.map(({ year, points: value, verdict }) => (
          <span key={year} className="nowrap">
            {year}: {points(value)}
            {verdict === 'failed' ? ' ▲' : ''}{' '}
          </span>
        ))}
      </li>
    </ul>
  )
}

function Desk({ answer, own, view }: { answer: StateAnswer; own: RegionState; view: View }) {
  const say = useText()
  const narrow = useNarrow()
  const box = useRef<HTMLDivElement>(null)
  const first = own.vetoFailed[0] ?? answer.items[0]?.code
  // On a phone nothing stands open until it is chosen.
  const code = answer.items.some((item) => item.code === view.item) ? view.item! : narrow ? undefined : first
  const choose = (next: string) => view.set({ item: next })
  const move = (to: 1 | -1) => {
    const tiles = [...(box.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])]
    const at = tiles.findIndex((tile) => tile.dataset['item'] === code)
    const next = tiles[Math.min(tiles.length - 1, Math.max(0, at + to))]
    if (!next) return
    next.focus()
    choose(next.dataset['item']!)
  }
  useKeys({ j: () => move(1), k: () => move(-1), ArrowRight: () => move(1), ArrowLeft: () => move(-1), ArrowDown: () => row(box.current, 1, choose), ArrowUp: () => row(box.current, -1, choose) })
  const pane = code === undefined ? null : <ItemPane key={`${own.region} ${code}`} answer={answer} own={own} code={code} view={view} />
  return (
    <>
      <Sums own={own} all={answer.items.length} view={view} />
      <div className={narrow ? '' : 'ev-desk'}>
        <div className="card ev-board items" ref={box}>
          <Tiles answer={answer} own={own} chosen={code} onChoose={choose} show={view.show} />
          <p className="ev-keys quiet small">
            {say({ zh: '方向键或 J、K 在指标间移动；▲ 未达标，◆ 接近，○ 无数据，≠ 数据矛盾，— 不适用。', en: 'Arrows or J and K move between items; ▲ short, ◆ nearly, ○ no data, ≠ figures differ, — not applicable.' })}
          </p>
        </div>
        {narrow ? (
          <Drawer open={pane !== null} onClose={() => view.set({ item: null })} placement="bottom" size="85%" title={code}>
            {pane}
          </Drawer>
        ) : (
          <div className="ev-pane">{pane}</div>
        )}
      </div>
    </>
  )
}

/** The nearest tile in the row above or below the one in focus. */
function row(box: HTMLElement | null, to: 1 | -1, choose: (code: string) => void): void | false {
  const tiles = [...(box?.querySelectorAll<HTMLElement>('[data-item]') ?? [])]
  const from = tiles.find((tile) => tile === document.activeElement)?.getBoundingClientRect()
  if (!from) return false
  const far = tiles
    .map((tile) => ({ tile, at: tile.getBoundingClientRect() }))
    .filter(({ at }) => (to === 1 ? at.top > from.bottom - 4 : at.bottom < from.top + 4))
  const next = far.toSorted((a, b) => Math.abs(a.at.top - from.top) + Math.abs(a.at.left - from.left) / 8 - Math.abs(b.at.top - from.top) - Math.abs(b.at.left - from.left) / 8)[0]
  if (!next) return false
  next.tile.focus()
  choose(next.tile.dataset['item']!)
}
