import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { addMonths, lastOfMonth } from '../../../platform/core/periods.ts'
import { date } from '../../../platform/core/dates.ts'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'
import type { Coverage, CoverageLine } from '../contract.ts'
import { MANAGE } from '../words.ts'
import './selfcheck.css'

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${plain((100 * part) / whole, 1)}%`)
const address = (path: string, query: Readonly<Record<string, string | undefined>>): string =>
  `${path}?${new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString()}`

/** `/self-check`: who keeps the duty of a month, by county or kind of business; each number opens its rows. */
export function CoveragePage() {
  const say = useText()
  const me = useMe()
  const allows = useHolds()
  const [search, setSearch] = useSearchParams()
  const today = me.city.today
  const month = search.get('month') ?? `${today.slice(0, 8)}01`
  const by = search.get('by') === 'business' ? 'business' : 'region'
  const region = search.get('region') ?? me.region.code
  const found = useQuery({ queryKey: ['self-check-coverage', region, month, by], queryFn: () => api.get<Coverage>('/self-check-coverage', { region, month, by }) })
  const months = Array.from({ length: 6 }, (_, back) => addMonths(date(`${today.slice(0, 8)}01`), -back))
  const set = (more: Readonly<Record<string, string>>) => setSearch({ month, by, region, ...more }, { replace: true })
  return (
    <Page
      title={say({ zh: '企业自查', en: 'Self-checks' })}
      about={say({ zh: '日管控、周排查、月调度和食堂台账：谁该报、谁报了、谁漏报。', en: 'Daily, weekly and monthly records and canteen books: who owes them, who keeps them, who misses them.' })}
      actions={
        <>
          <LinkButton to="/self-check-months">{say({ zh: '月账', en: 'By month' })}</LinkButton>
          <LinkButton to="/operating-calendars">{say({ zh: '经营日历', en: 'Calendars' })}</LinkButton>
          {allows(MANAGE) && <LinkButton to="/self-check-forms">{say({ zh: '表单与限值', en: 'Forms and limits' })}</LinkButton>}
        </>
      }
    >
      <div className="toolbar" style={{ marginBottom: 10 }}>
        <nav className="chips" style={{ marginBottom: 0 }} aria-label={say({ zh: '月份', en: 'Month' })}>
          {months.map((one) => <button key={one} type="button" className="chip" aria-pressed={one === month} onClick={() => set({ month: one })}>{one.slice(0, 7)}</button>)}
        </nav>
        <Segmented value={by} onChange={(chosen) => set({ by: chosen })} options={[{ value: 'region', label: say({ zh: '按区划', en: 'By region' }) }, { value: 'business', label: say({ zh: '按业态', en: 'By business' }) }]} />
        {region !== me.region.code && <button type="button" className="link" onClick={() => set({ region: me.region.code })}>{say({ zh: '‹ 全部', en: '‹ All' })}</button>}
      </div>
      <Card>
        {!found.data ? <Loading error={found.error} retry={() => void found.refetch()} /> : found.data.lines.length === 0 ? (
          <Empty action={allows(MANAGE) && <LinkButton type="primary" to="/operating-calendars">{say({ zh: '登记经营日历', en: 'Enter operating calendars' })}</LinkButton>}>
            {say({ zh: '还没有纳入自查的场所。先给场所登记经营日历，企业就可以填报，漏报会列在这里。', en: 'No places are asked yet. Enter their operating calendars: then businesses can record, and what they miss is listed here.' })}
          </Empty>
        ) : <Lines lines={found.data.lines} month={month} by={by} region={region} into={(code) => set({ region: code })} />}
      </Card>
    </Page>
  )
}

function Lines({ lines, month, by, region, into }: { lines: readonly CoverageLine[]; month: string; by: 'region' | 'business'; region: string; into: (code: string) => void }) {
  const say = useText()
  const narrow = useNarrow()
  const until = lastOfMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))
  const sum = (of: (line: CoverageLine) => number): number => lines.reduce((all, line) => all + of(line), 0)
  const total = { code: '', label: { zh: '合计', en: 'All' }, under: sum((one) => one.under), asked: sum((one) => one.asked), whole: sum((one) => one.whole), short: sum((one) => one.short), owed: sum((one) => one.owed), kept: sum((one) => one.kept), late: sum((one) => one.late), missed: sum((one) => one.missed), bookDays: sum((one) => one.bookDays), bookWhole: sum((one) => one.bookWhole) }
  const places = (line: CoverageLine) => (by === 'region' ? { region: line.code || region } : { region, business: line.code || undefined })
  const rows = (line: CoverageLine, more: Readonly<Record<string, string>>) => address('/self-check-months', { month, ...places(line), ...more })
  const link = (to: string, value: number) => (value === 0 ? plain(0) : <Link href={to}>{plain(value)}</Link>)
  const name = (line: CoverageLine) => (by === 'region' && line.code.length === 6 && line.code !== region ? <button type="button" className="link" onClick={() => into(line.code)}>{say(line.label)}</button> : say(line.label))
  if (narrow)
    return (
      <ul className="items">
        {[...lines, total].filter((line) => line.asked > 0 || line.owed > 0).map((line) => (
          <li key={line.code}>
            <strong>{name(line)}</strong>
            <span className="sc-row">
              <span>{say({ zh: '报告率 {share}', en: '{share} reported' }, { share: share(line.whole, line.whole + line.short) })}</span>
              <Link href={rows(line, { 'missed.from': '1' })}>{line.short > 0 && <span className="tone-late">▲ </span>}{say({ zh: '有漏报 {n} 户，{times} 次', en: '{n place|places} missed {times}' }, { n: line.short, times: line.missed })}</Link>
              <span className="quiet">{say({ zh: '已纳入 {asked} / {under}', en: '{asked} of {under} asked' }, { asked: line.asked, under: line.under })}</span>
            </span>
          </li>
        ))}
      </ul>
    )
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say({ zh: '完成情况', en: 'Coverage' })}>
      <table className="rows">
        <thead>
          <tr>
            <th>{by === 'region' ? say({ zh: '区划', en: 'Region' }) : say({ zh: '业态', en: 'Business' })}</th>
            {([['应自查', 'Under the rule'], ['已纳入', 'Asked'], ['无漏报户', 'Nothing missed'], ['有漏报户', 'Something missed'], ['报告率', 'Reported'], ['漏报次数', 'Missed'], ['补报', 'Late'], ['台账记齐', 'Books kept']] as const).map(([zh, en]) => <th key={en} className="figures">{say({ zh, en })}</th>)}
          </tr>
        </thead>
        <tbody>
          {[...lines, total].map((line) => (
            <tr key={line.code}>
              <th scope="row">{name(line)}</th>
              <td className="figures">{plain(line.under)}</td>
              <td className="figures">{by === 'region' ? link(address('/operating-calendars', places(line)), line.asked) : plain(line.asked)}</td>
              <td className="figures">{link(rows(line, { 'missed.to': '0' }), line.whole)}</td>
              <td className="figures">{line.short > 0 && <span className="tone-late">▲ </span>}{link(rows(line, { 'missed.from': '1' }), line.short)}</td>
              <td className="figures">{share(line.whole, line.whole + line.short)}</td>
              <td className="figures">{link(rows(line, { 'missed.from': '1' }), line.missed)}</td>
              <td className="figures">{link(rows(line, { 'late.from': '1' }), line.late)}</td>
              <td className="figures">{line.bookDays === 0 ? '–' : <Link href={address('/canteen-days', { ...(by === 'region' ? places(line) : { region }), 'on_day.from': month, 'on_day.to': until })}>{share(line.bookWhole, line.bookDays)}</Link>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
