import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { Link, Route, useSearchParams } from 'wouter'
import { addDays } from '../../../platform/core/dates.ts'
import { api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { Pages } from '../../../web/kit/Pages.tsx'
import { PagedList } from '../../../web/kit/PagedList.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { SchoolCoverage, SchoolLine } from '../contract.ts'
import { schoolChecks } from '../registers.ts'
import { CHECK, levelChoices } from '../words.ts'

/** `/school-checks`: 校级自查 → 区级巡查 → 市级抽查 side by side; the records below it. */
export function SchoolPages() {
  return (
    <Pages>
      <Route path="/school-checks"><Schools /></Route>
      <Route path="/school-checks/records"><RegisterPages register={schoolChecks} base="/school-checks/records" /></Route>
      <Route path="/school-checks/records/*?"><RegisterPages register={schoolChecks} base="/school-checks/records" /></Route>
    </Pages>
  )
}

function Schools() {
  const say = useText()
  const me = useMe()
  const allows = useHolds()
  const [search, setSearch] = useSearchParams()
  const today = me.city.today
  const asked = { region: search.get('region') ?? me.region.code, from: search.get('from') ?? addDays(today, -182), until: search.get('until') ?? today, without: search.get('without') ?? '' }
  const set = (more: Partial<typeof asked>) => setSearch({ ...asked, ...more }, { replace: true })
  return (
    <Page
      title={say({ zh: '学校三级检查', en: 'Checks of schools at three levels' })}
      about={say({ zh: '校级自查、区级巡查、市级抽查放在一起看：哪一级还没有查到哪所学校。', en: 'The school’s own checks, county rounds and city spot checks side by side: which level has not reached which school.' })}
      actions={<><LinkButton to="/school-checks/records">{say({ zh: '检查记录', en: 'Records' })}</LinkButton>{allows(CHECK) && <LinkButton type="primary" to="/school-checks/records/new">{say({ zh: '登记检查', en: 'Record a check' })}</LinkButton>}</>}
    >
      <div className="toolbar" style={{ marginBottom: 10 }}>
        <Input type="date" style={{ width: 150 }} aria-label={say({ zh: '从', en: 'From' })} value={asked.from} onChange={(event) => event.target.value && set({ from: event.target.value as typeof asked.from })} />
        <Input type="date" style={{ width: 150 }} aria-label={say({ zh: '到', en: 'Until' })} value={asked.until} onChange={(event) => event.target.value && set({ until: event.target.value as typeof asked.until })} />
        {asked.region !== me.region.code && <button type="button" className="link" onClick={() => set({ region: me.region.code })}>{say({ zh: '‹ 全部', en: '‹ All' })}</button>}
      </div>
      <Counties asked={asked} into={(region) => set({ region })} without={(region, level) => set({ region, without: level })} />
      <div style={{ height: 14 }} />
      <PagedList<SchoolLine> of="school-checks" path="/school-check-schools" query={{ region: asked.region, from: asked.from, until: asked.until, without: asked.without || undefined }}
        filters={
          <div className="chips" style={{ marginBottom: 0 }}>
            {[{ code: '', label: { zh: '全部学校', en: 'All schools' } }, ...levelChoices.map(({ code, label }) => ({ code, label: { zh: `未${label.zh}`, en: `Without: ${label.en}` } }))].map(({ code, label }) => (
              <button key={code} type="button" className="chip" aria-pressed={asked.without === code} onClick={() => set({ without: code })}>{say(label)}</button>
            ))}
          </div>
        }
        empty={say({ zh: '没有符合条件的学校。', en: 'No school meets this.' })}>
        {(line) => <School line={line} />}
      </PagedList>
    </Page>
  )
}

function Counties({ asked, into, without }: { asked: { region: string; from: string; until: string }; into: (code: string) => void; without: (region: string, level: string) => void }) {
  const say = useText()
  const found = useQuery({ queryKey: ['school-check-coverage', asked.region, asked.from, asked.until], queryFn: () => api.get<{ items: readonly SchoolCoverage[] }>('/school-check-coverage', { region: asked.region, from: asked.from, until: asked.until }) })
  if (!found.data) return <Card><Loading error={found.error} retry={() => void found.refetch()} /></Card>
  const records = (code: string, level: string, more: Readonly<Record<string, string>> = {}) => `/school-checks/records?${new URLSearchParams({ region: code, level, 'on_day.from': asked.from, 'on_day.to': asked.until, ...more }).toString()}`
  return (
    <Card>
      <div className="table-wrap" tabIndex={0} role="region" aria-label={say({ zh: '各级覆盖', en: 'Coverage by level' })}>
        <table className="rows">
          <thead><tr><th>{say({ zh: '区划', en: 'Region' })}</th><th className="figures">{say({ zh: '学校食堂', en: 'Canteens' })}</th>{levelChoices.map(({ code, label }) => <th key={code} className="figures">{say(label)}</th>)}</tr></thead>
          <tbody>
            {found.data.items.map((line) => (
              <tr key={line.code}>
                <th scope="row">{line.code.length === 6 && line.code !== asked.region ? <button type="button" className="link" onClick={() => into(line.code)}>{say(line.label)}</button> : say(line.label)}</th>
                <td className="figures">{plain(line.schools)}</td>
                {levelChoices.map(({ code }) => {
                  const { checked, open } = line.levels[code]
                  return (
                    <td key={code} className="figures">
                      {checked === 0 ? '0' : <Link href={records(line.code, code)}>{plain(checked)}</Link>}
                      {checked < line.schools && <> · <button type="button" className="link" onClick={() => without(line.code, code)}>{say({ zh: '未查 {n}', en: '{n} not' }, { n: plain(line.schools - checked) })}</button></>}
                      {open > 0 && <> · <Link className="tone-late" href={records(line.code, code, { result: 'problems' })}>▲ {say({ zh: '待整改 {n}', en: '{n} open' }, { n: plain(open) })}</Link></>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}

function School({ line }: { line: SchoolLine }) {
  const say = useText()
  return (
    <>
      <span className="what"><Link href={`/premises/${line.id}`}>{line.name}</Link> <span className="quiet small">{line.regionName && say(line.regionName)}</span></span>
      <span className="toolbar">
        {levelChoices.map(({ code, label }) => {
          const check = line.checks[code]
          return check ? (
            <Link key={code} href={`/school-checks/records/${check.id}`}><State tone={check.open ? 'late' : 'good'}>{say(label)} {check.on.slice(5)}{check.times > 1 ? ` ×${check.times}` : ''}</State></Link>
          ) : <State key={code}>{say({ zh: '{label}：无', en: '{label}: none' }, { label: say(label) })}</State>
        })}
      </span>
    </>
  )
}
