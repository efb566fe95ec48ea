import { Link } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Field } from '../../../platform/register/fields.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { rowPlace } from '../../../web/kit/places.ts'
import type { AnyRow, Labels } from '../../../web/kit/types.ts'
import { Value } from '../../../web/kit/Value.tsx'
import { enterprises, premises } from '../enterprises.ts'
import { DutyLevelMark, StatusMark, TypeName } from './marks.tsx'
import { sourceOf } from './sources.ts'

type Group = { readonly title: Bilingual; readonly names: readonly string[] }

/** The facts of premises in the order in which they are asked for. */
const groups: readonly Group[] = [
  { title: { zh: '经营', en: 'Business' }, names: ['type', 'status', 'status_since', 'opened_on', 'scope', 'scale', 'diners', 'area'] },
  { title: { zh: '位置', en: 'Place' }, names: ['region', 'address', 'near_school'] },
  { title: { zh: '联系', en: 'Contact' }, names: ['contact', 'phone'] },
  {
    title: { zh: '监管', en: 'Supervision' },
    names: ['licensed_until', 'unlicensed', 'found_on', 'in_ledger', 'duty_level', 'needs_director', 'has_director', 'has_officer'],
  },
]

/** Shown even where they are false or empty: their absence says something. */
const always = new Set(['scope', 'address', 'contact', 'phone', 'in_ledger', 'duty_level'])

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || value === false

const premisesField = (name: string): Field | undefined => (premises.fields as Readonly<Record<string, Field>>)[name] // looked up by name

/** The department that most fields of a group come from. */
function mainSource(names: readonly string[]): string | undefined {
  const sources = names.map((name) => premisesField(name)?.source)
  const times = (source: string | undefined) => sources.filter((one) => one === source).length
  return sources.toSorted((a, b) => times(b) - times(a))[0]
}

/** What the premises are, grouped; each group says which department answers for it, and a field where another does (一数一源). */
export function Facts({ row, may, labels }: { row: AnyRow; may: readonly string[]; labels: Labels }) {
  const say = useText()
  return (
    <Card title={say({ zh: '基本情况', en: 'Facts' })}>
      {groups.map(({ title, names }) => {
        const shown = names.filter((name) => always.has(name) || !isEmpty(row[name]))
        const from = sourceOf(mainSource(shown))
        return shown.length === 0 ? null : (
          <section key={title.en} className="fact-group">
            <h3>
              {say(title)}{' '}
              {from && <span className="source">{say({ zh: '来源：{from}', en: 'Source: {from}' }, { from: say(from) })}</span>}
            </h3>
            <dl className="facts">
              {shown.map((name) => (
                <Fact key={name} {...{ name, row, may, labels }} apart={premisesField(name)?.source !== mainSource(shown)} />
              ))}
            </dl>
          </section>
        )
      })}
    </Card>
  )
}

type FactProps = {
  readonly name: string
  readonly row: AnyRow
  readonly may: readonly string[]
  readonly labels: Labels
  /** Its source is another than its group's, and said beside it. */
  readonly apart: boolean
}

function Fact({ name, row, may, labels, apart }: FactProps) {
  const say = useText()
  const field = premisesField(name)
  if (!field) return null
  const source = apart ? sourceOf(field.source) : undefined
  return (
    <div>
      <dt>
        {say(field.label)}
        {source && <span className="source">{say(source)}</span>}
      </dt>
      <dd>
        {name === 'type' ? (
          <TypeName code={row[name]} />
        ) : name === 'status' ? (
          <StatusMark status={row[name]} />
        ) : name === 'duty_level' ? (
          <DutyLevelMark level={row[name]} />
        ) : (
          <Value
            field={field}
            value={row[name]}
            labels={labels}
            unmask={may.includes('unmask') ? { register: 'premises', id: row.id, name } : undefined}
          />
        )}
      </dd>
    </div>
  )
}

const holderFields = ['uscc', 'kind', 'legal_representative', 'registration_state', 'address'] as const

/** The enterprise that holds the premises, and its other premises. */
export function Holder({ enterprise, siblings }: { enterprise: AnyRow | null; siblings: readonly AnyRow[] }) {
  const say = useText()
  if (!enterprise) return null
  const shown = siblings.slice(0, 6)
  return (
    <Card title={say({ zh: '所属主体', en: 'Enterprise' })}>
      <section className="fact-group">
        <Link href={rowPlace('enterprise', enterprise.id)}>
          <strong>{String(enterprise['name'])}</strong>
        </Link>
        <dl className="facts">
          {holderFields
            .filter((name) => !isEmpty(enterprise[name]))
            .map((name) => (
              <div key={name}>
                <dt>{say(enterprises.fields[name].label)}</dt>
                <dd>
                  <Value field={enterprises.fields[name]} value={enterprise[name]} />
                </dd>
              </div>
            ))}
        </dl>
      </section>
      {shown.length > 0 && (
        <section className="fact-group">
          <h3>{say({ zh: '其他场所 {n}', en: 'Other premises: {n}' }, { n: siblings.length })}</h3>
          <ul className="plain-list">
            {shown.map((one) => (
              <li key={one.id}>
                <Link href={rowPlace('premises', one.id)}>{String(one['name'])}</Link> <StatusMark status={one['status']} />
              </li>
            ))}
          </ul>
          {siblings.length > shown.length && <Link href={rowPlace('enterprise', enterprise.id)}>{say({ zh: '全部', en: 'All' })}</Link>}
        </section>
      )}
    </Card>
  )
}
