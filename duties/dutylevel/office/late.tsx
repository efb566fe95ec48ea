import { useState } from 'react'
import { Button, Checkbox } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { urgedTo, urgedWords, URGES, type Urge } from '../../../platform/matter/urges.ts'
import { plain, todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Page } from '../../../web/kit/Page.tsx'
import { PagedList } from '../../../web/kit/PagedList.tsx'
import { matterPlace } from '../../../web/kit/places.ts'
import { RegionPicker } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import { URGED_AT_ONCE, type LateLine } from '../contract.ts'
import { dutyBinding, dutyProblem, dutyVisit } from '../matters.ts'
import './dutylevel.css'
import { UrgeDialog } from './urge-dialog.tsx'

const kinds = [
  { code: dutyVisit.name, label: { zh: '督导', en: 'Visits' } },
  { code: dutyProblem.name, label: { zh: '移交问题', en: 'Problems' } },
  { code: dutyBinding.name, label: { zh: '待绑定', en: 'No cadre' } },
] as const
const reached = urgedWords.slice(0, 4)

/** `/duty-late`: what is late in the ledger, chosen and urged together: one letter to a unit, one word to a person. */
export function LatePage() {
  const say = useText()
  const today = todayOf(useMe().city)
  const [search, setSearch] = useSearchParams()
  const [chosen, setChosen] = useState<ReadonlyMap<string, LateLine>>(new Map())
  const [rung, setRung] = useState<Urge | null>(null)
  const [matter, level, region] = [search.get('matter') ?? dutyVisit.name, search.get('level') ?? undefined, search.get('region') ?? undefined]
  // What is not shown is not sent.
  const set = (name: string, value: string | undefined) => {
    setChosen(new Map())
    setSearch((before) => {
      const next = new URLSearchParams(before)
      if (value === undefined) next.delete(name)
      else next.set(name, value)
      return next
    }, { replace: true })
  }
  const tick = (line: LateLine, on: boolean) => setChosen((before) => new Map(on ? [...before, [line.id, line]] : [...before].filter(([id]) => id !== line.id)))
  const full = chosen.size >= URGED_AT_ONCE
  return (
    <Page
      title={say({ zh: '逾期催办', en: 'Urge what is late' })}
      back={{ to: '/duty-ledger', label: say({ zh: '包保台账', en: 'Duty ledger' }) }}
      about={say({ zh: '勾选逾期事项，一次催办：同一单位一份文书（附清单），每位负责人一条通知。发送前可预览。', en: 'Tick what is late and urge it in one step: one letter with a list to each unit, one word to each person. You see them before they go.' })}
    >
      <PagedList<LateLine>
        of="duty-late"
        path="/duty/late"
        query={{ matter, level, region, limit: String(URGED_AT_ONCE) }}
        filters={
          <div className="du-late-filters">
            <div className="chips" role="group" aria-label={say({ zh: '事项', en: 'What' })}>
              {kinds.map(({ code, label }) => <button key={code} type="button" className="chip" aria-pressed={matter === code} onClick={() => set('matter', code)}>{say(label)}</button>)}
            </div>
            <div className="chips" role="group" aria-label={say({ zh: '催办到哪一级', en: 'How far it was urged' })}>
              {reached.map((label, at) => <button key={label.en} type="button" className="chip" aria-pressed={level === String(at)} onClick={() => set('level', level === String(at) ? undefined : String(at))}>{say(label)}</button>)}
            </div>
            <RegionPicker value={region ?? null} onChange={(code) => set('region', code ?? undefined)} label={say({ zh: '区域', en: 'Region' })} width={220} />
          </div>
        }
        bar={(shown) => (
          <div className="du-late-bar">
            <Checkbox checked={shown.slice(0, URGED_AT_ONCE).every(({ id }) => chosen.has(id))} indeterminate={chosen.size > 0 && chosen.size < shown.length}
              onChange={({ target }) => setChosen(new Map(target.checked ? shown.slice(0, URGED_AT_ONCE).map((line) => [line.id, line]) : []))}>
              {say({ zh: '全选（已选 {n} / {all}）', en: 'All ({n} of {all} chosen)' }, { n: plain(chosen.size), all: plain(shown.length) })}
            </Checkbox>
            <span className="toolbar">
              {(Object.keys(URGES) as Urge[]).map((urge) => <Button key={urge} size="small" disabled={chosen.size === 0} onClick={() => setRung(urge)}>{say(dutyVisit.actions[urge].label)}…</Button>)}
            </span>
          </div>
        )}
        empty={say({ zh: '没有符合条件的逾期事项。到期未办的督导、移交问题和待绑定单位会出现在这里。', en: 'Nothing late meets these conditions. Visits, problems and premises without a cadre appear here once they are past due.' })}
      >
        {(line) => (
          <div className="du-late">
            <Checkbox checked={chosen.has(line.id)} disabled={full && !chosen.has(line.id)} aria-label={say({ zh: '选择 {title}', en: 'Choose {title}' }, { title: line.title })} onChange={({ target }) => tick(line, target.checked)} />
            <span className="break">
              <Link href={matterPlace(line.matter, line.id)}>{line.title}</Link> <span className="quiet small">{[line.unit, line.cadre].filter(Boolean).join(' · ')}</span>
            </span>
            <span className="du-counts small">
              {urgedTo[line.level] && <State tone={line.level > 1 ? 'late' : 'soon'}>{say(urgedTo[line.level]!)}</State>}
              <Due on={line.dueOn} today={today} />
            </span>
          </div>
        )}
      </PagedList>
      {rung && <UrgeDialog rung={rung} chosen={[...chosen.values()]} onClose={() => setRung(null)} onDone={() => { setRung(null); setChosen(new Map()) }} />}
    </Page>
  )
}
