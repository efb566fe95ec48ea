import { Link, useParams } from 'wouter'
import type { Instant } from '../../../../platform/core/dates.ts'
import { dateTime } from '../../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { MatterPage, useMatter } from '../../../../web/kit/MatterPage.tsx'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import { RowFields } from '../../../../web/kit/RegisterRow.tsx'
import type { AnyRow, Labels } from '../../../../web/kit/types.ts'
import type { Item, MeasureStanding, StateAnswer } from '../../contract.ts'
import { evaluationGap } from '../../matters.ts'
import { gaps, type Shortfall } from '../../registers.ts'
import { useEvaluation } from './data.ts'
import { asked, figure, itemPlace, measureLook, rowsPlace } from './look.ts'
import './cockpit.css'

/** `/matters/evaluation-gap/:id`: what is missing, when it was assigned and now, with the way to its item in the cockpit. */
export function GapPage() {
  const { id } = useParams<{ id: string }>()
  const found = useMatter(evaluationGap.name, id).data
  return <MatterPage key={id} matter={evaluationGap} id={id} facts={found && <GapFacts row={found.row} labels={found.labels ?? {}} />} />
}

/** As kept with the matter. */
type GapRow = AnyRow & { readonly region: string; readonly item: string; readonly state: string; readonly created_at: Instant; readonly shortfall: readonly Shortfall[] | null }

function GapFacts({ row, labels }: { row: AnyRow; labels: Labels }) {
  const say = useText()
  const gap = row as GapRow
  const { data: answer, isPending } = useEvaluation({ region: gap.region })
  const item = answer?.items.find(({ code }) => code === gap.item)
  const open = gap.state === 'open' || gap.state === 'working'
  const now = open ? answer?.regions[gap.region]?.items[gap.item] : undefined
  return (
    <>
      <Card
        title={`${gap.item} ${item ? say(item.title) : ''}`}
        more={<Link href={itemPlace({ region: gap.region, item: gap.item })}>{say({ zh: '在驾驶舱中查看', en: 'In the cockpit' })} →</Link>}
        padded
      >
        {/* Who may not see how the region stands sees what was kept. */}
        {isPending ? <Loading /> : (gap.shortfall ?? []).map((one) => {
          const at = item?.measures.findIndex(({ indicator }) => indicator === one.indicator) ?? -1
          return <Missing key={one.indicator} kept={one} gap={gap} item={item} now={at < 0 ? undefined : now?.measures[at]} answer={answer} />
        })}
      </Card>
      <Card title={say({ zh: '交办内容', en: 'What was assigned' })} padded>
        <RowFields register={gaps} row={row} labels={labels} />
      </Card>
    </>
  )
}

type MissingProps = { readonly kept: Shortfall; readonly gap: GapRow; readonly item: Item | undefined; readonly now: MeasureStanding | undefined; readonly answer: StateAnswer | undefined }

/** One measure: what it must reach, what it was when the gap was assigned, what it is now, and how much is missing. */
function Missing({ kept, gap, item, now, answer }: MissingProps) {
  const say = useText()
  const language = useLanguage()
  const indicator = answer?.indicators[kept.indicator]
  const spec = item?.measures.find((one) => one.indicator === kept.indicator)
  const look = now && spec && measureLook(now, spec, item?.level === 'veto')
  const value = (of: number | null): string => (of === null ? say({ zh: '无数据', en: 'no data' }) : figure(of, indicator, language))
  const short = (by: number | null | undefined): string => (by ? say({ zh: ' · 差 {n}', en: ' · short by {n}' }, { n: figure(by, indicator, language) }) : '')
  const days = (period: { from: string; to: string } | null | undefined): string => (period ? say({ zh: '（{from} 至 {to}）', en: ' ({from} to {to})' }, period) : '')
  return (
    <div className="ev-measure">
      <p>{indicator ? say(indicator.title) : kept.indicator}</p>
      <dl className="ev-facts">
        <dt>{say({ zh: '门槛', en: 'Asked' })}</dt>
        <dd>{spec ? asked({ ...spec, compare: kept.compare, threshold: kept.threshold }, indicator, language) : value(kept.threshold)}</dd>
        <dt>{say({ zh: '交办时', en: 'When assigned' })}</dt>
        <dd>
          {value(kept.value)}
          {short(kept.by)}
          {days(kept.period)}
          <span className="quiet"> · {say({ zh: '截至 {at}', en: 'as of {at}' }, { at: dateTime(gap.created_at) })}</span>
        </dd>
        {now && answer && look && (
          <>
            <dt>{say({ zh: '现在', en: 'Now' })}</dt>
            <dd>
              <b className={`tone-${look.tone}`}>
                {value(now.value)} <span aria-hidden="true">{look.sign}</span> <span className="unseen">{say(look.label)}</span>
              </b>
              <span className="tone-late">{short(now.by)}</span>
              {days(now.period)}
              <span className="quiet"> · {say({ zh: '截至 {at}', en: 'as of {at}' }, { at: answer.on })}</span>{' '}
              {now.value !== null && <Link href={rowsPlace({ indicator: kept.indicator, region: gap.region, period: now.period }, answer)}>{now.computed ? say({ zh: '数到的记录 →', en: 'Rows behind →' }) : say({ zh: '填报记录 →', en: 'What was told →' })}</Link>}
            </dd>
          </>
        )}
      </dl>
    </div>
  )
}
