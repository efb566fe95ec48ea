import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useParams } from 'wouter'
import { departmentFunctions } from '../../../../platform/identity/functions.ts'
import { api } from '../../../../web/kit/api.ts'
import { plain } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Loading, Notice, Page } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import { applicables, kinds, levels, scorings } from '../../registers.ts'
import { evaluationKey, useScheme, type KeptItem, type WholeScheme } from './data.ts'
import { ItemDialog } from './item-dialog.tsx'
import { schemeStates } from './schemes.tsx'
import './cockpit.css'

/** One edition: its notes and items. A draft is changed here, and put in force. */
export function SchemePage() {
  const say = useText()
  const { id } = useParams<{ id: string }>()
  const found = useScheme(id)
  const back = { to: '/evaluation/schemes', label: say({ zh: '评价细则', en: 'Schemes' }) }
  const scheme = found.data
  if (!scheme)
    return (
      <Page title={back.label} back={back}>
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      </Page>
    )
  const scoring = scorings.find(({ code }) => code === scheme.scoring)!
  return (
    <Page
      title={`${say(scheme.title)} ${scheme.edition}`}
      back={back}
      about={
        <>
          <State tone={schemeStates[scheme.state].tone}>{say(schemeStates[scheme.state].label)}</State> {say(scoring.label)}
        </>
      }
      actions={scheme.may.includes('change') && <Activate scheme={scheme} />}
    >
      {say(scheme.note) !== '' && <Notice tone={scheme.reconstructed ? 'soon' : 'good'}>{say(scheme.note)}</Notice>}
      <p className="quiet small" style={{ margin: '6px 0 10px' }}>
        {say(scheme.source)} {scheme.sources.map(({ mark, title }) => `${mark} ${say(title)}`).join(' · ')}
      </p>
      <Items scheme={scheme} />
    </Page>
  )
}

function Items({ scheme }: { scheme: WholeScheme }) {
  const say = useText()
  const [editing, setEditing] = useState<KeptItem | null>(null)
  const may = scheme.may.includes('change')
  const sum = scheme.items.filter(({ level }) => level !== 'encouraged').reduce((total, { weight }) => total + weight, 0)
  const label = <C extends string>(options: readonly { readonly code: C; readonly label: { zh: string; en: string } }[], code: C): string => say(options.find((one) => one.code === code)!.label)
  return (
    <Card title={say({ zh: '{n} 项指标', en: '{n} items' }, { n: scheme.items.length })} more={say({ zh: '权重合计 {n}', en: 'weights add up to {n}' }, { n: plain(sum) })}>
      <div className="ev-scroll" tabIndex={0} role="region" aria-label={say({ zh: '指标', en: 'Items' })}>
        <table className="rows">
          <tbody>
            {scheme.items.map((item) => (
              <tr key={item.id}>
                <th scope="row">
                  {may ? (
                    <button type="button" className="link" onClick={() => setEditing(item)}>
                      {item.code} {say(item.title)}
                    </button>
                  ) : (
                    <>
                      {item.code} {say(item.title)}
                    </>
                  )}
                </th>
                <td>{label(levels, item.level)}</td>
                <td>{label(kinds, item.kind)}</td>
                <td className="figures">{item.weight}</td>
                <td>{label(applicables, item.applicable)}</td>
                <td>{say(departmentFunctions.find(({ code }) => code === item.owner)!.title)}</td>
                <td className="small">
                  {item.measures.map(({ indicator, compare, threshold, source }) => (
                    <div key={indicator}>
                      {indicator} {threshold === null ? compare : `${compare === 'at-least' ? '≥' : '≤'} ${threshold}`} <span className="quiet">[{source}]</span>
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {editing && <ItemDialog scheme={scheme} item={editing} onClose={() => setEditing(null)} />}
    </Card>
  )
}

function Activate({ scheme }: { scheme: WholeScheme }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [from, setFrom] = useState(dayjs().add(1, 'day'))
  const { busy, once } = useOnce(toast.failed)
  const go = () =>
    once(async () => {
      await api.post(`/evaluation/schemes/${scheme.id}/activate`, { from: from.format('YYYY-MM-DD') })
      toast.done(say({ zh: '已启用', en: 'Put in force' }))
      await client.invalidateQueries({ queryKey: evaluationKey })
    })
  return (
    <>
      <DatePicker aria-label={say({ zh: '启用日期', en: 'In force from' })} value={from} allowClear={false} onChange={(day) => setFrom(day ?? from)} />
      <Button type="primary" loading={busy} onClick={() => void go()}>
        {say({ zh: '启用', en: 'Put in force' })}
      </Button>
    </>
  )
}
