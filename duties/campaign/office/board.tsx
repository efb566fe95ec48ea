import { Link, useSearchParams } from 'wouter'
import { Button, Input } from 'antd'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { addressOf } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { money, plain } from '../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { Board, Coverage, UnitDay } from '../contract.ts'
import { campaignStates, campaigns, MANAGE, REPORT } from '../registers.ts'
import { unitWord, units as unitWords, type Total, type Unit } from '../rules/campaign.ts'
import { figureOf, type FigureCode } from '../rules/daily.ts'
import { useBoard } from './data.ts'
import { Bar, Percent, Ratio, rowsOf } from './pieces.tsx'

const sum = (of: readonly Coverage[], what: 'asked' | 'visited' | 'problems'): number => of.reduce((total, one) => total + one[what], 0)

/** 专项进度: targets by county, the figures told, the day’s lines and who told nothing; follows the records within seconds. */
export function BoardPage({ id }: { id: string }) {
  const say = useText()
  const allows = useHolds()
  const [search] = useSearchParams()
  const found = useBoard(id, search.get('day') ?? undefined)
  const board = found.data
  const back = { to: '/campaigns', label: say(campaigns.title) }
  if (!board) return <Page title={say(campaigns.title)} back={back}><Card><Loading error={found.error} retry={() => void found.refetch()} /></Card></Page>
  const { campaign } = board
  const state = campaignStates.find(({ code }) => code === campaign.state)
  return (
    <Page title={campaign.title} back={back}
      about={say({ zh: '{from} 至 {until} · {state} · 数据随记录更新', en: '{from} to {until} · {state} · follows the records' }, { from: campaign.startsOn, until: campaign.endsOn, state: state ? say(state.label) : '' })}
      actions={
        <>
          {allows([REPORT, MANAGE]) && campaign.state === 'running' && <LinkButton type="primary" to={`/campaigns/${id}/report`}>{say({ zh: '填报日报', en: 'Report a day' })}</LinkButton>}
          <Button href={addressOf(`/campaign/${id}/summary.docx`)}>{say({ zh: '总结（Word）', en: 'Summary (Word)' })}</Button>
          <LinkButton to={`/campaigns/${id}/facts`}>{say({ zh: '方案与对象', en: 'Notice and targets' })}</LinkButton>
        </>
      }>
      <Head board={board} />
      <Counties board={board} />
      <Totals board={board} />
      <Units board={board} />
    </Page>
  )
}

function Head({ board: { counties, units, linesApart, campaign, daysDue } }: { board: Board }) {
  const say = useText()
  const [asked, visited, problems] = [sum(counties, 'asked'), sum(counties, 'visited'), sum(counties, 'problems')]
  const owing = units.filter(({ missed }) => missed > 0).length
  const targets = (query: Readonly<Record<string, string>>) => rowsOf('campaign-target', { campaign: campaign.id, ...query })
  return (
    <Card padded>
      <div className="cp-head">
        <span>{say({ zh: '对象已检查', en: 'Targets visited' })} <strong><Ratio part={visited} whole={asked} parts={targets({ visited: 'true' })} wholes={targets({})} /></strong> {say({ zh: '户', en: '' })} <Percent part={visited} whole={asked} /></span>
        <span>{say({ zh: '发现问题', en: 'With problems' })} <strong><Link href={targets({ problem: 'true' })}>{plain(problems)}</Link></strong> {say({ zh: '户', en: '' })}</span>
        <span>
          {say({ zh: '缺报单位', en: 'Units that owe days' })} <strong>{owing}</strong> / {units.length}
          {owing > 0 && <State tone="late">{say({ zh: '应报 {n} 天', en: '{n} d due' }, { n: daysDue })}</State>}
        </span>
        <span>{say({ zh: '与检查记录不一致', en: 'Lines that part from inspections' })} <strong>{linesApart}</strong>{linesApart > 0 && <State tone="soon">{say({ zh: '待核实', en: 'to be looked at' })}</State>}</span>
      </div>
    </Card>
  )
}

function Counties({ board: { counties, labels, campaign } }: { board: Board }) {
  const say = useText()
  const targets = (query: Readonly<Record<string, string>>) => rowsOf('campaign-target', { campaign: campaign.id, ...query })
  return (
    <Card title={say({ zh: '各县进度', en: 'By county' })}>
      {counties.length === 0 && (
        <Empty action={<LinkButton to={`/campaigns/${campaign.id}/facts`}>{say({ zh: '列入对象', en: 'List targets' })}</LinkButton>}>
          {say({ zh: '还没有检查对象：在“方案与对象”中按条件选取，或导入名单。', en: 'No targets yet: choose them by condition under “Notice and targets”, or import a list.' })}
        </Empty>
      )}
      {counties.length > 0 && (
        <table className="rows stacking">
          <thead>
            <tr>
              <th>{say({ zh: '县（市、区）', en: 'County' })}</th><th>{say({ zh: '进度', en: 'Progress' })}</th>
              <th className="figures">{say({ zh: '已检查 / 对象（户）', en: 'Visited / targets' })}</th><th className="figures">{say({ zh: '覆盖率', en: 'Share' })}</th><th className="figures">{say({ zh: '发现问题（户）', en: 'With problems' })}</th>
            </tr>
          </thead>
          <tbody>
            {counties.map(({ region, asked, visited, problems }) => {
              const name = labels[region] ? say(labels[region]) : region
              return (
                <tr key={region}>
                  <td>{name}</td>
                  <td><Bar part={visited} whole={asked} label={name} /></td>
                  <td className="figures" data-label={say({ zh: '已检查 / 对象', en: 'Visited / targets' })}><Ratio part={visited} whole={asked} parts={targets({ region, visited: 'true' })} wholes={targets({ region })} /></td>
                  <td className="figures" data-label={say({ zh: '覆盖率', en: 'Share' })}><Percent part={visited} whole={asked} /></td>
                  <td className="figures" data-label={say({ zh: '发现问题', en: 'With problems' })}><Link href={targets({ region, problem: 'true' })}>{plain(problems)}</Link></td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Card>
  )
}

/** An amount in the steps of its unit, as people read it. */
export function useAmount(): (amount: number, unit: Unit) => string {
  const language = useLanguage()
  return (amount, unit) => {
    if (unit === '元') return money(amount, language)
    return `${plain(amount / unitWords[unit].perUnit, 3)} ${unitWord(amount, unit, language)}`
  }
}

function Totals({ board: { totals, campaign } }: { board: Board }) {
  const say = useText()
  const amount = useAmount()
  const lines = rowsOf('campaign-daily', { campaign_id: campaign.id })
  const shown = ({ value, why }: Total) => (value === null ? <span className="quiet small">{say(why!)}</span> : <Link href={lines}>{amount(value.amount, value.unit)}</Link>)
  return (
    <Card title={say({ zh: '数据合计', en: 'Totals' })} more={say({ zh: '户次、户、家各计各的，不作加总', en: 'Visits, premises and firms are never added together' })} padded>
      <dl className="cp-figures">
        {totals.map((total) => (
          <div key={total.code}>
            <dt>{say(total.title)}</dt>
            <dd>{shown(total)} <small>{say({ zh: '{n} 条', en: '{n line|lines}' }, { n: total.lines })}</small></dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

const columns: readonly FigureCode[] = ['officers', 'vehicles', 'checked', 'problem_firms', 'orders', 'documents', 'cases', 'penalties']

function DayPicker({ board }: { board: Board }) {
  const say = useText()
  const [, set] = useSearchParams()
  const go = (day: DateOnly) => set({ day }, { replace: true })
  const last = board.today < board.campaign.endsOn ? board.today : board.campaign.endsOn
  return (
    <span className="cp-days">
      <Button size="small" disabled={board.day <= board.campaign.startsOn} onClick={() => go(addDays(board.day, -1))} aria-label={say({ zh: '前一天', en: 'The day before' })}>‹</Button>
      <Input size="small" type="date" aria-label={say({ zh: '日期', en: 'Day' })} value={board.day} min={board.campaign.startsOn} max={last} onChange={(event) => event.target.value && go(event.target.value as DateOnly)} />
      <Button size="small" disabled={board.day >= last} onClick={() => go(addDays(board.day, 1))} aria-label={say({ zh: '后一天', en: 'The day after' })}>›</Button>
    </span>
  )
}

function Units({ board }: { board: Board }) {
  const say = useText()
  const told = board.units.filter(({ line }) => line !== null).length
  return (
    <Card title={say({ zh: '当日填报（{told} / {all}）', en: 'Lines of the day ({told} of {all})' }, { told, all: board.units.length })} more={<DayPicker board={board} />}>
      {board.units.length === 0 && <Empty>{say({ zh: '还没有参加单位，请在方案中选择。', en: 'No unit takes part yet; choose them in the campaign.' })}</Empty>}
      {board.units.length > 0 && (
        <div className="table-wrap">
          <table className="rows stacking cp-lines">
            <thead>
              <tr>
                <th>{say({ zh: '单位', en: 'Unit' })}</th><th>{say({ zh: '填报', en: 'Told' })}</th>
                {columns.map((code) => <th key={code} className="figures">{say({ zh: `${figureOf(code).title.zh}（${figureOf(code).unit}）`, en: figureOf(code).title.en })}</th>)}
              </tr>
            </thead>
            <tbody>{board.units.map((unit) => <UnitLine key={unit.unit} unit={unit} board={board} />)}</tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

function UnitLine({ unit, board }: { unit: UnitDay; board: Board }) {
  const say = useText()
  const amount = useAmount()
  const { line, differences, missed } = unit
  const cell = (code: FigureCode) => {
    const value = line?.[code] ?? null
    const apart = differences.find((one) => one.code === code)
    return (
      <td key={code} className={value === null ? 'figures none' : 'figures'} data-label={say({ zh: `${figureOf(code).title.zh}（${figureOf(code).unit}）`, en: figureOf(code).title.en })}>
        {value === null ? <span className="quiet">–</span> : figureOf(code).unit === '元' ? amount(value, '元') : plain(value)}
        {apart && <span className="tone-soon small" title={say({ zh: '检查记录为 {n}', en: 'inspections give {n}' }, { n: apart.rows })}> ◆ {say({ zh: '记录 {n}', en: 'rows {n}' }, { n: apart.rows })}</span>}
      </td>
    )
  }
  return (
    <tr>
      <td>{line ? <Link href={`/registers/campaign-daily/${line.id}`}>{unit.name}</Link> : <Link href={`/campaigns/${board.campaign.id}/report?unit=${unit.unit}&day=${board.day}`}>{unit.name}</Link>}</td>
      <td>
        {line ? <State tone="good">{say({ zh: '已报', en: 'Told' })}</State> : board.day < board.today ? <State tone="late">{say({ zh: '未报', en: 'Not told' })}</State> : <State>{say({ zh: '未报', en: 'Not yet' })}</State>}
        {missed > 0 && <span className="quiet small"> {say({ zh: '共缺 {n} 天', en: '{n} d missing' }, { n: missed })}</span>}
      </td>
      {columns.map(cell)}
    </tr>
  )
}

