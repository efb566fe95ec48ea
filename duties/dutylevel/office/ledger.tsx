import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { quarterOf } from '../../../platform/core/periods.ts'
import { plain, todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { PagedList } from '../../../web/kit/PagedList.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import type { CadreLine, Ledger, LedgerLevel } from '../contract.ts'
import { levelChoices, MANAGE } from '../registers.ts'
import type { DutyLevel } from '../rules/duty-level.ts'
import type { CadreLight } from '../rules/duty-visits.ts'
import { LightMark } from '../../../web/kit/State.tsx'
import { lightLooks, lights, rankLabel } from './marks.tsx'

/** Ranks that cover a level in the list of cadres below; the dated rules may say another, which the light's own filter follows. */
const RANKS: Readonly<Record<DutyLevel, string>> = { A: 'province,city', B: 'county', C: 'township', D: 'village' }
const OPEN_PROBLEMS = 'handed,received,returned'

/** `/duty-ledger`: four levels, each number opens its rows; below, the cadres with their lights, the red first. */
export function LedgerPage() {
  const say = useText()
  const allows = useHolds()
  const found = useQuery({ queryKey: ['duty-ledger'], queryFn: () => api.get<Ledger>('/duty/ledger') })
  return (
    <Page
      title={say({ zh: '包保台账', en: 'Duty ledger' })}
      about={say({ zh: '分层分级、层级对应：每户有一位包保干部，每季度至少督导一次。点数字看明细。', en: 'Each premises has one cadre, who visits at least once a quarter. Every number opens its rows.' })}
      actions={
        <>
          <LinkButton to="/duty-bindings">{say({ zh: '逐户台账', en: 'By premises' })}</LinkButton>
          <LinkButton to="/cadres">{say({ zh: '包保干部', en: 'Cadres' })}</LinkButton>
          <LinkButton to="/duty-visits">{say({ zh: '督导记录', en: 'Visits' })}</LinkButton>
          <LinkButton to="/duty-lines">{say({ zh: '三张清单', en: 'Lists' })}</LinkButton>
          {allows(MANAGE) && <LinkButton to="/duty-late">{say({ zh: '逾期催办', en: 'Urge what is late' })}</LinkButton>}
          <LinkButton to="/duty-rules">{say({ zh: '规则', en: 'Rules' })}</LinkButton>
          {allows(MANAGE) && <LinkButton to="/duty-bindings/import">{say({ zh: '导入绑定', en: 'Import bindings' })}</LinkButton>}
        </>
      }
    >
      <Card title={say({ zh: '四级汇总', en: 'The four levels' })} more={found.data && say({ zh: '{day} 起的季度', en: 'Quarter from {day}' }, { day: found.data.quarter })}>
        {found.data ? <Levels ledger={found.data} /> : <Loading error={found.error} retry={() => void found.refetch()} />}
      </Card>
      <Cadres />
    </Page>
  )
}

type Column = { readonly head: { zh: string; en: string }; readonly value: (level: LedgerLevel) => number; readonly to: (level: LedgerLevel, quarter: string) => string; readonly late?: boolean }

const columns: readonly Column[] = [
  { head: { zh: '已包保', en: 'Bound' }, value: ({ bound }) => bound, to: ({ level }) => `/duty-bindings?state=bound&level=${level}` },
  { head: { zh: '待绑定', en: 'No cadre' }, value: ({ unbound }) => unbound, to: ({ level }) => `/duty-bindings?state=unbound&level=${level}`, late: true },
  { head: { zh: '未签承诺', en: 'No promise' }, value: ({ unpromised }) => unpromised, to: ({ level }) => `/duty-bindings?state=bound&promised=false&level=${level}` },
  { head: { zh: '本季已督导', en: 'Visited' }, value: ({ visitsMade }) => visitsMade, to: ({ level }, quarter) => `/duty-visits?state=made&extra=false&quarter_from.from=${quarter}&quarter_from.to=${quarter}&level=${level}` },
  { head: { zh: '本季待督导', en: 'To visit' }, value: ({ visitsDue }) => visitsDue, to: ({ level }, quarter) => `/duty-visits?state=due&extra=false&quarter_from.from=${quarter}&quarter_from.to=${quarter}&level=${level}` },
  { head: { zh: '未销号问题', en: 'Open problems' }, value: ({ openProblems }) => openProblems, to: ({ level }) => `/duty-problems?state=${OPEN_PROBLEMS}&level=${level}` },
]

function Levels({ ledger }: { ledger: Ledger }) {
  const say = useText()
  const { quarter, levels } = ledger
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say({ zh: '四级汇总', en: 'The four levels' })}>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{say({ zh: '级别', en: 'Level' })}</th>
            <th scope="col">{say({ zh: '包保干部', en: 'Cadres' })}</th>
            {columns.map(({ head }) => <th key={head.en} scope="col" className="figures">{say(head)}</th>)}
          </tr>
        </thead>
        <tbody>
          {levels.map((level) => (
            <tr key={level.level}>
              <th scope="row">{say(levelChoices.find(({ code }) => code === level.level)!.label)}</th>
              <td>
                <span className="du-counts nowrap">
                  {lights.map((light) => (
                    <Link key={light} href={`/duty-ledger?rank=${RANKS[level.level]}&light=${light}`}>
                      <span className={`tone-${lightLooks[light].tone}`} aria-hidden="true">{lightLooks[light].sign}</span>
                      <span className="unseen">{say(lightLooks[light].label)}</span> {plain(level[light])}
                    </Link>
                  ))}
                </span>
              </td>
              {columns.map(({ head, value, to, late }) => (
                <td key={head.en} className="figures">
                  <Link href={to(level, quarter)}>{late && value(level) > 0 ? <span className="tone-late">▲ {plain(value(level))}</span> : plain(value(level))}</Link>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cadres() {
  const say = useText()
  const quarter = quarterOf(todayOf(useMe().city)).from
  const [search, setSearch] = useSearchParams()
  const [rank, light] = [search.get('rank') ?? undefined, search.get('light') ?? undefined]
  const set = (name: string, value: string | undefined) => setSearch((before) => {
    const next = new URLSearchParams(before)
    if (value === undefined) next.delete(name)
    else next.set(name, value)
    return next
  }, { replace: true })
  return (
    <PagedList<CadreLine>
      of="duty-cadres"
      path="/duty/cadres"
      query={{ rank, light }}
      filters={
        <div className="chips" role="group" aria-label={say({ zh: '筛选', en: 'Filter' })}>
          {levelChoices.map(({ code, label }) => (
            <button key={code} type="button" className="chip" aria-pressed={rank === RANKS[code]} onClick={() => set('rank', rank === RANKS[code] ? undefined : RANKS[code])}>
              {say({ zh: '{level}干部', en: 'Cadres of level {level}' }, { level: say(label) })}
            </button>
          ))}
          {lights.map((one: CadreLight) => (
            <button key={one} type="button" className="chip" aria-pressed={light === one} onClick={() => set('light', light === one ? undefined : one)}>
              <span className={`tone-${lightLooks[one].tone}`} aria-hidden="true">{lightLooks[one].sign}</span> {say(lightLooks[one].label)}
            </button>
          ))}
        </div>
      }
      empty={say({ zh: '没有符合条件的干部。先在“包保干部”里登记干部，再绑定单位。', en: 'No cadre meets these conditions. Register cadres first, then bind premises to them.' })}
    >
      {(cadre) => (
        <div className="du-line">
          <span className="break">
            <Link href={`/cadres/${cadre.id}`}>{cadre.name}</Link> <span className="quiet small">{say(rankLabel(cadre.rank))} {cadre.unit} {cadre.officeHeld}</span>
          </span>
          <span className="du-counts small">
            <Link href={`/duty-bindings?state=bound&cadre=${cadre.id}`}>{say({ zh: '包保 {n} 户', en: '{n} bound' }, { n: cadre.units })}</Link>
            <Link href={`/duty-visits?state=due,made&extra=false&quarter_from.from=${quarter}&quarter_from.to=${quarter}&cadre=${cadre.id}`}>{say({ zh: '本季督导 {made}/{owed}', en: '{made} of {owed} visited' }, { made: cadre.made, owed: cadre.owed })}</Link>
            {cadre.unpromised > 0 && <Link href={`/duty-bindings?state=bound&promised=false&cadre=${cadre.id}`}>{say({ zh: '未签承诺 {n}', en: '{n} not promised' }, { n: cadre.unpromised })}</Link>}
            {cadre.openProblems > 0 && <Link href={`/duty-problems?state=${OPEN_PROBLEMS}&cadre=${cadre.id}`}>{say({ zh: '未销号 {n}', en: '{n} open' }, { n: cadre.openProblems })}</Link>}
          </span>
          <LightMark look={lightLooks[cadre.light]} />
        </div>
      )}
    </PagedList>
  )
}
