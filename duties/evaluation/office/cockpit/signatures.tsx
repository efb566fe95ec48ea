import { useQueryClient } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { Button, Segmented, Select } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import { PagedList } from '../../../../web/kit/PagedList.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { FigureToSign, SignaturesHead } from '../../contract.ts'
import { LOOK, useSignatures } from './data.ts'
import { EvaluationFrame } from './frame.tsx'
import { figure, itemPlace, rowsPlace, signs } from './look.ts'
import { RegionChoice } from './region-choice.tsx'
import { Sign } from './sign.tsx'
import { useView } from './use-view.ts'

const parts = ['open', 'changed', 'signed'] as const
type Part = (typeof parts)[number]
const isPart = (value: string | null): value is Part => (parts as readonly (string | null)[]).includes(value)

const labels = {
  open: { zh: '待会签', en: 'To sign' },
  changed: { zh: '会签后有变', en: 'Changed since' },
  signed: { zh: '已会签', en: 'Signed' },
} as const satisfies Record<Part, { zh: string; en: string }>

/** 会签: what one's department still has to countersign, what changed since it did first; the office sees every unit. */
export function Signatures() {
  const say = useText()
  const view = useView()
  const [search, setSearch] = useSearchParams()
  const { data: answer, error, refetch } = useSignatures(view.region)
  const part = isPart(search.get('of')) ? (search.get('of') as Part) : 'open'
  const unit = search.get('unit')
  const keep = (name: string, value: string | null) =>
    setSearch((before) => (value === null ? before.delete(name) : before.set(name, value), before), { replace: true })
  const units = answer?.units.filter(({ id }) => unit === null || id === unit) ?? []
  const manages = answer?.may.includes('manage') ?? false
  return (
    <EvaluationFrame
      title={say({ zh: '数据会签', en: 'Countersignatures' })}
      about={say({
        zh: '对外使用的数据由责任部门会签；会签只对当时的数值和统计条件有效，数值、单位或统计条件变了要重新会签；口径只改措辞的不用重签。',
        en: 'The department that answers countersigns each figure. A signature covers just the value, the unit and what was counted: once one changes it must be signed anew; other words for the same need no new signature.',
      })}
      actions={
        <>
          {answer && <RegionChoice answer={answer} view={view} />}
          {manages && (
            <Select
              aria-label={say({ zh: '单位', en: 'Unit' })}
              style={{ width: 260, maxWidth: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              value={unit ?? ''}
              onChange={(next: string) => keep('unit', next === '' ? null : next)}
              options={[{ value: '', label: say({ zh: '全部单位', en: 'All units' }) }, ...answer!.units.flatMap(({ id, name, open }) => (id === null ? [] : [{ value: id, label: `${name} ${open}` }]))]}
            />
          )}
          {manages && <Remind answer={answer!} />}
          <LinkButton to="/registers/figure-signature">{say({ zh: '会签记录', en: 'All signatures' })}</LinkButton>
        </>
      }
    >
      <Card
        title={
          <Segmented
            aria-label={say({ zh: '显示', en: 'Show' })}
            value={part}
            onChange={(next) => keep('of', next === 'open' ? null : next)}
            options={parts.map((value) => ({ value, label: `${say(labels[value])} ${units.reduce((sum, one) => sum + one[value], 0)}` }))}
          />
        }
      >
        {!answer ? (
          <Loading error={error} retry={() => void refetch()} />
        ) : (
          <PagedList<FigureToSign>
            of="matter"
            path="/evaluation/figures/signatures"
            query={{ region: answer.region, of: part, unit: unit ?? undefined }}
            every={LOOK}
            framed={false}
            className="ev-signing"
            empty={<Nothing part={part} />}
          >
            {(one) => <Figure {...{ one, answer, manages }} />}
          </PagedList>
        )}
      </Card>
    </EvaluationFrame>
  )
}

function Nothing({ part }: { part: Part }) {
  const say = useText()
  return part === 'signed'
    ? say({ zh: '还没有会签过的数据。', en: 'Nothing is countersigned yet.' })
    : say({ zh: '没有待会签的数据。有数值的指标由责任部门会签，会签后数值有变的会回到这里。', en: 'Nothing waits for a signature. Figures that have a value are signed by the department that answers; those that change afterwards come back here.' })
}

function Figure({ one, answer, manages }: { one: FigureToSign; answer: SignaturesHead; manages: boolean }) {
  const say = useText()
  const language = useLanguage()
  const { item, indicator, shown, region, regionName, value, period, signed, unit, last, mine } = one
  const sign = signs[signed]
  return (
    <>
      <span className="what">
        <Link href={itemPlace({ region, item })}>
          {item} {say(shown.title)}
        </Link>
        <span className="quiet small">
          {[region !== answer.region && say(regionName), period ? `${period.from} ${say({ zh: '至', en: 'to' })} ${period.to}` : say({ zh: '截至 {on}', en: 'as of {on}' }, { on: answer.on }), manages && unit?.name]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {last && signed !== 'unsigned' && (
          <span className={`small ${signed === 'changed' ? 'tone-soon' : 'quiet'}`}>
            {say({ zh: '{day} 会签的是 {value}', en: '{value} was signed on {day}' }, { day: last.day, value: figure(last.value, shown, language) })}
            {signed === 'changed' && last.value === value && say({ zh: '，数值未变，统计条件或单位有变', en: '; the value is the same, what is counted or its unit changed' })}
            {[last.unit, last.person].flatMap((name) => (name === null ? [] : ` · ${name}`)).join('')}
          </span>
        )}
        <details className="small">
          <summary>{say({ zh: '口径', en: 'What it counts' })}</summary>
          <p>{say(shown.basis)}</p>
        </details>
      </span>
      <Link className="figures nowrap" href={rowsPlace({ indicator, region, period }, { frozen: false, on: answer.on })}>
        {figure(value, shown, language)}
      </Link>
      <span className={`mark ${sign.tone}`}>
        {sign.sign && <span aria-hidden="true">{sign.sign}</span>} {say(sign.label)}
      </span>
      {mine && signed !== 'signed' && <Sign indicator={indicator} region={region} title={say(shown.title)} />}
    </>
  )
}

/** Reminds every unit that has something open; each person once a day. */
function Remind({ answer }: { answer: SignaturesHead }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, once } = useOnce(toast.failed)
  const owing = answer.units.filter(({ id, open }) => id !== null && open > 0).length
  const remind = () =>
    once(async () => {
      const done = await api.post<{ units: number; told: number }>('/evaluation/figures/remind', { region: answer.region })
      toast.done(
        done.told > 0
          ? say({ zh: '{units} 家单位有待会签的数据，已通知 {told} 人。', en: '{units} units have figures to sign; {told} people were told.' }, done)
          : say({ zh: '今天都已提醒过，或没有可通知的人。', en: 'All were told today already, or there is nobody to tell.' }),
      )
      await client.invalidateQueries({ queryKey: ['notices'] })
    })
  return (
    <Button loading={busy} disabled={owing === 0} onClick={() => void remind()}>
      {say({ zh: '提醒会签（{n} 家）', en: 'Remind {n} units' }, { n: owing })}
    </Button>
  )
}
