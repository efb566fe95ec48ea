import { useState } from 'react'
import { Link } from 'wouter'
import { Button } from 'antd'
import { departmentFunctions } from '../../../../platform/identity/functions.ts'
import { plain, todayOf } from '../../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card } from '../../../../web/kit/Page.tsx'
import { rowPlace } from '../../../../web/kit/places.ts'
import { useMe } from '../../../../web/kit/session.tsx'
import { Due } from '../../../../web/kit/State.tsx'
import type { Item, ItemStanding, RegionState, StateAnswer } from '../../contract.ts'
import { levels } from '../../registers.ts'
import { ItemPapersCard } from '../evidence/item-papers.tsx'
import { GapDialog } from './gap-dialog.tsx'
import { figure, itemLook, measureLook, points, tellingMeasure } from './look.ts'
import { MeasureFacts } from './measure.tsx'
import type { View } from './use-view.ts'

type Props = { readonly answer: StateAnswer; readonly own: RegionState; readonly code: string; readonly view: View }

/** One item: its measures with trend and rows, the counties, the gap, the papers it needs, who answers for it. */
export function ItemPane({ answer, own, code, view }: Props) {
  const say = useText()
  const item = answer.items.find((one) => one.code === code)!
  const standing = own.items[code]!
  const level = levels.find((one) => one.code === item.level)!
  const look = itemLook(item, standing)
  return (
    <div className="stack">
      <Card
        title={
          <>
            {item.code} {say(item.title)}
          </>
        }
        more={
          <>
            {say(level.label)} · <span className={`tone-${look.tone}`}>{say(look.label)}</span>
          </>
        }
        padded
      >
        {item.measures.map((spec, at) => (
          <MeasureFacts key={`${spec.indicator} ${spec.over}`} spec={spec} standing={standing.measures[at]!} item={item} answer={answer} region={own.region} />
        ))}
        <ItemWords answer={answer} item={item} standing={standing} />
      </Card>
      {answer.parts.length > 0 && item.applicable !== 'city' && (
        <Card title={say({ zh: '各县（市、区）', en: 'Counties' })} more={<Link href={`/evaluation/counties?item=${item.code}`}>{say({ zh: '对比', en: 'Compare' })}</Link>}>
          <Counties answer={answer} item={item} view={view} />
        </Card>
      )}
      <Gap answer={answer} own={own} item={item} standing={standing} />
      <ItemPapersCard item={item.code} region={own.region} year={Number(answer.on.slice(0, 4))} />
    </div>
  )
}

function ItemWords({ answer, item, standing }: { answer: StateAnswer; item: Item; standing: ItemStanding }) {
  const say = useText()
  const owner = departmentFunctions.find(({ code }) => code === item.owner)
  const unit = answer.owners[item.owner]
  return (
    <dl className="ev-facts small" style={{ marginTop: 10 }}>
      <dt>{say({ zh: '责任部门', en: 'Answered by' })}</dt>
      <dd>{unit ? <Link href={rowPlace('org_unit', unit.id)}>{unit.name}</Link> : owner ? say(owner.title) : item.owner}</dd>
      <dt>{say({ zh: '评审方法', en: 'Review' })}</dt>
      <dd>{say(item.review)}</dd>
      <dt>{say({ zh: '得分', en: 'Points' })}</dt>
      <dd>
        {points(standing.points)} / {points(standing.of)}
        {standing.of > 0 && standing.of - item.weight > 0.005 && (
          <span className="quiet"> {say({ zh: '（权重 {w}，含分摊的合理缺项）', en: ' (weight {w}, with its share of what does not apply)' }, { w: item.weight })}</span>
        )}
      </dd>
      {standing.waived && (
        <>
          <dt>{say({ zh: '合理缺项', en: 'Not applicable' })}</dt>
          <dd>{standing.waived}</dd>
        </>
      )}
      {item.note && (
        <>
          <dt>{say({ zh: '说明', en: 'Note' })}</dt>
          <dd>{say(item.note)}</dd>
        </>
      )}
    </dl>
  )
}

const ORDER = ['short', 'no-data', 'met', 'not-applicable'] as const

/** The counties, those that fall short first; those that meet it are folded into one line. */
function Counties({ answer, item, view }: { answer: StateAnswer; item: Item; view: View }) {
  const say = useText()
  const language = useLanguage()
  const [whole, setWhole] = useState(false)
  const all = answer.parts
    .map((region) => ({ region, standing: answer.regions[region]!.items[item.code]! }))
    .toSorted((a, b) => ORDER.indexOf(a.standing.state) - ORDER.indexOf(b.standing.state))
  const told = whole ? all : all.filter(({ standing }) => standing.state === 'short' || standing.state === 'no-data')
  const rest = all.length - told.length
  return (
    <table className="rows">
      <tbody>
        {told.map(({ region, standing }) => {
          const at = tellingMeasure(item, standing)
          const measure = standing.measures[at]!
          const { tone, sign, label } = standing.state === 'not-applicable' ? itemLook(item, standing) : measureLook(measure, item.measures[at]!, item.level === 'veto')
          return (
            <tr key={region}>
              <th scope="row">
                <button type="button" className="link" onClick={() => view.set({ region, item: item.code })}>
                  {answer.labels[region] ? say(answer.labels[region]) : region}
                </button>
              </th>
              <td className={`figures tone-${tone}`}>{measure.value === null ? say(label) : figure(measure.value, answer.indicators[measure.indicator], language)}</td>
              <td>
                <span className={`tone-${tone}`}>
                  <span aria-hidden="true">{sign}</span> <span className="unseen">{say(label)}</span>
                </span>
                {measure.by !== null && measure.by > 0 && <span className="quiet small"> {say({ zh: '差 {n}', en: 'by {n}' }, { n: plain(measure.by) })}</span>}
              </td>
            </tr>
          )
        })}
        {rest > 0 && (
          <tr>
            <td colSpan={3}>
              <button type="button" className="link" onClick={() => setWhole(true)}>
                {say({ zh: '其余 {n} 个已达标或不适用', en: '{n} more meet it or need not' }, { n: rest })}
              </button>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

/** The gap that is open, or the button that opens one. */
function Gap({ answer, own, item, standing }: { answer: StateAnswer; own: RegionState; item: Item; standing: ItemStanding }) {
  const say = useText()
  const me = useMe()
  const [opening, setOpening] = useState(false)
  const { gap } = standing
  const mayOpen = gap === null && answer.may.includes('manage') && !answer.frozen && (standing.state === 'short' || standing.state === 'no-data')
  if (gap === null && !mayOpen) return null
  return (
    <Card title={say({ zh: '补差事项', en: 'Gap' })} padded>
      {gap ? (
        <>
          <Link href={`/matters/evaluation-gap/${gap.id}`}>{say({ zh: '办理情况', en: 'How it stands' })} →</Link> <Due on={gap.due_on} today={todayOf(me.city)} />
          <div className="quiet small">
            {gap.holder_unit && answer.units[gap.holder_unit]} · {say({ zh: '达标即自动销号', en: 'closes itself once met' })}
          </div>
        </>
      ) : (
        <Button onClick={() => setOpening(true)}>{say({ zh: '交办给责任部门', en: 'Assign to the department' })}</Button>
      )}
      {opening && <GapDialog region={own.region} item={item} onClose={() => setOpening(false)} />}
    </Card>
  )
}

