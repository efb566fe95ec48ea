import { Button, InputNumber, Select } from 'antd'
import { useText } from '../../../../web/kit/language.tsx'
import { Card } from '../../../../web/kit/Page.tsx'
import type { DrawRules, Stratum } from '../../examination/contract.ts'
import { pointsOf } from '../../examination/shipped-rules.ts'
import { useKindName, useKinds } from './data.ts'

const PARTS = [
  ['open', { zh: '明查', en: 'Open' }],
  ['covert', { zh: '暗访', en: 'Covert' }],
] as const
const STRATA = [
  ['district', { zh: '市辖区', en: 'Districts' }],
  ['county', { zh: '县（市、旗）', en: 'Counties' }],
] as const satisfies readonly (readonly [Stratum, object])[]

type PartName = 'open' | 'covert'
type Props = { content: DrawRules; editable: boolean; onChange: (content: DrawRules) => void }

/** How many areas are drawn, and how many places of each kind in them. */
export function QuotaEditor({ content, editable, onChange }: Props) {
  const say = useText()
  const named = useKindName()
  const kinds = useKinds()
  const used = [...new Set(PARTS.flatMap(([part]) => Object.keys(content[part].quotas)))]
  const put = (part: PartName, change: Partial<DrawRules[PartName]>) => onChange({ ...content, [part]: { ...content[part], ...change } })
  const quota = (part: PartName, kind: string, count: number) => {
    const { [kind]: _, ...others } = content[part].quotas
    put(part, { quotas: count > 0 ? { ...content[part].quotas, [kind]: count } : others })
  }
  const without = (kind: string): DrawRules => {
    const rest = (part: PartName) => {
      const { [kind]: _, ...quotas } = content[part].quotas
      return { ...content[part], quotas }
    }
    return { open: rest('open'), covert: rest('covert') }
  }
  const points = (part: PartName) => say({ zh: '{n} 个点位', en: '{n} points' }, { n: pointsOf(content[part]) })
  return (
    <>
      <Card title={say({ zh: '抽取的区域', en: 'Areas drawn' })} padded>
        {PARTS.map(([part, label]) => (
          <fieldset key={part} className="ex-fields">
            <legend>
              {`${say(label)}（${points(part)}）`.replace('（', say({ zh: '（', en: ' (' })).replace('）', say({ zh: '）', en: ')' }))}
            </legend>
            {STRATA.map(([stratum, name]) => (
              <label key={stratum}>
                {say(name)}
                <InputNumber
                  min={0}
                  max={50}
                  readOnly={!editable}
                  value={content[part].areas[stratum]}
                  onChange={(count) => put(part, { areas: { ...content[part].areas, [stratum]: count ?? 0 } })}
                />
              </label>
            ))}
          </fieldset>
        ))}
      </Card>
      <Card title={say({ zh: '各业态点位数', en: 'Points by kind of business' })}>
        <div className="ex-scroll" tabIndex={0} role="region" aria-label={say({ zh: '各业态点位数', en: 'Points by kind of business' })}>
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{say({ zh: '业态', en: 'Kind of business' })}</th>
                {PARTS.map(([part, label]) => (
                  <th key={part} scope="col">
                    {say(label)}
                  </th>
                ))}
                {editable && <th scope="col">{say({ zh: '操作', en: 'Do' })}</th>}
              </tr>
            </thead>
            <tbody>
              {used.map((kind) => (
                <tr key={kind}>
                  <th scope="row">{named(kind)}</th>
                  {PARTS.map(([part, label]) => (
                    <td key={part}>
                      {editable ? (
                        <InputNumber
                          min={0}
                          max={200}
                          style={{ width: 68 }}
                          value={content[part].quotas[kind] ?? 0}
                          aria-label={`${named(kind)} ${say(label)}`}
                          onChange={(count) => quota(part, kind, count ?? 0)}
                        />
                      ) : (
                        (content[part].quotas[kind] ?? '—')
                      )}
                    </td>
                  ))}
                  {editable && (
                    <td>
                      <Button
                        size="small"
                        aria-label={say({ zh: '删除 {kind}', en: 'Remove {kind}' }, { kind: named(kind) })}
                        onClick={() => onChange(without(kind))}
                      >
                        {say({ zh: '删除', en: 'Remove' })}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {editable && (
          <div className="card-body">
            <label htmlFor="quota-kind">{say({ zh: '加一种业态', en: 'Add a kind of business' })}</label>{' '}
            <Select
              id="quota-kind"
              showSearch
              optionFilterProp="label"
              style={{ width: 260, maxWidth: '80vw' }}
              value={null}
              options={kinds.filter(({ value }) => !used.includes(value))}
              onChange={(kind: string | null) => kind && quota('open', kind, 1)}
            />
          </div>
        )}
      </Card>
    </>
  )
}
