import { Link } from 'wouter'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import { rowPlace } from '../../../../web/kit/places.ts'
import { useAskedOf } from './data.ts'
import { EvaluationFrame } from './frame.tsx'

/** 一次填报: how often each unit was asked for a figure this year, and how often the answer was there already. */
export function AskedOnce() {
  const say = useText()
  const found = useAskedOf()
  const rows = found.data?.items
  // Just the requests that are counted: due this year, without those withdrawn.
  const requestsOf = (unit: string, state: string) => `/registers/figure-request?${new URLSearchParams({ holder_unit: unit, state, 'due_on.from': found.data?.since ?? '' }).toString()}`
  return (
    <EvaluationFrame
      title={say({ zh: '一次填报', en: 'Asked once' })}
      about={say({ zh: '同一数据同一期间只向责任单位要一次；再要的，直接看已有的答复。', en: 'A figure of a period is asked for once; whoever asks again is shown the answer.' })}
      actions={<LinkButton to="/registers/figure-request">{say({ zh: '全部要数', en: 'All requests' })}</LinkButton>}
    >
      <Card>
        {!rows ? (
          <Loading error={found.error} retry={() => void found.refetch()} />
        ) : rows.length === 0 ? (
          <Empty>{say({ zh: '今年还没有向单位要过数。在驾驶舱里选一个无数据的指标，点“向责任部门要数”。', en: 'Nobody was asked this year. Choose an item without data in the cockpit and press “Ask the department”.' })}</Empty>
        ) : (
          <div className="table-wrap">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{say({ zh: '单位', en: 'Unit' })}</th>
                <th scope="col" className="figures">{say({ zh: '要数', en: 'Asked' })}</th>
                <th scope="col" className="figures">{say({ zh: '已答复', en: 'Answered' })}</th>
                <th scope="col" className="figures">{say({ zh: '免去的重复要数', en: 'Asked again, and spared' })}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.unit}>
                  <th scope="row">
                    <Link href={rowPlace('org_unit', row.unit)}>{row.name}</Link>
                  </th>
                  <td className="figures">
                    <Link href={requestsOf(row.unit, 'asked,answered')}>{row.asked}</Link>
                  </td>
                  <td className="figures">
                    <Link href={requestsOf(row.unit, 'answered')}>{row.answered}</Link>
                  </td>
                  <td className="figures">{row.again}</td>
                </tr>
              ))}
            </tbody>
          </table>
          </div>
        )}
      </Card>
    </EvaluationFrame>
  )
}
