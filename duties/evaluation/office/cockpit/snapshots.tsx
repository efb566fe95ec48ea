import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { Link } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { dateTime } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../../web/kit/Region.tsx'
import { useHolds, useMe } from '../../../../web/kit/session.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import { evaluationKey, useSnapshots, type Snapshot } from './data.ts'
import { EvaluationFrame } from './frame.tsx'
import { points } from './look.ts'

/** 快照: all values of a day kept, and computed again from the records of that day. */
export function Snapshots() {
  const say = useText()
  const allows = useHolds()
  const found = useSnapshots()
  const rows = found.data?.items
  return (
    <EvaluationFrame
      title={say({ zh: '评价快照', en: 'Snapshots' })}
      about={say({ zh: '固定某一日日终的全部数值；日后按当日的记录版本重算，应当一字不差。', en: 'All values as of the end of a day; computed again from the versions of that day they must come out the same.' })}
      actions={allows('evaluation.manage') && <Freeze />}
    >
      <Card>
        {!rows ? (
          <Loading error={found.error} retry={() => void found.refetch()} />
        ) : rows.length === 0 ? (
          <Empty>{say({ zh: '还没有快照。选一个日期，点“固定”。', en: 'There is no snapshot yet. Choose a day and press “Keep”.' })}</Empty>
        ) : (
          <div className="ev-scroll" tabIndex={0} role="region" aria-label={say({ zh: '快照', en: 'Snapshots' })}>
            <table className="rows">
              <thead>
                <tr>
                  {[
                    { zh: '截止日', en: 'As of' },
                    { zh: '地区', en: 'Region' },
                    { zh: '得分', en: 'Points' },
                    { zh: '校验值', en: 'Hash' },
                    { zh: '重算', en: 'Computed again' },
                    { zh: '操作', en: 'Actions' },
                  ].map((label) => (
                    <th key={label.en} scope="col">
                      {say(label)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.id} row={row} may={allows('evaluation.manage')} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
    </EvaluationFrame>
  )
}

function Freeze() {
  const say = useText()
  const me = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const [day, setDay] = useState(dayjs().subtract(1, 'day'))
  const { busy, once } = useOnce(toast.failed)
  const keep = () =>
    once(async () => {
      await api.post('/evaluation/snapshots', { region: me.region.code.slice(0, 6), day: day.format('YYYY-MM-DD') })
      toast.done(say({ zh: '已安排；当日的快照在日终后生成', en: 'Asked for; today’s is made once the day is over' }))
      await client.invalidateQueries({ queryKey: evaluationKey })
    })
  return (
    <>
      <DatePicker aria-label={say({ zh: '截止日', en: 'As of' })} value={day} maxDate={dayjs()} allowClear={false} onChange={(next) => setDay(next ?? day)} />
      <Button type="primary" loading={busy} onClick={() => void keep()}>
        {say({ zh: '固定', en: 'Keep' })}
      </Button>
    </>
  )
}

function Row({ row, may }: { row: Snapshot; may: boolean }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const names = useRegionNames([row.region])
  const { busy, once } = useOnce(toast.failed)
  const verify = () =>
    once(async () => {
      const { same, differences } = await api.post<{ same: boolean; differences: readonly unknown[] }>(`/evaluation/snapshots/${row.id}/verify`, {})
      toast.done(same ? say({ zh: '重算一致', en: 'The same numbers came out' }) : say({ zh: '有 {n} 处不一致', en: '{n} differences' }, { n: differences.length }))
      await client.invalidateQueries({ queryKey: evaluationKey })
    })
  return (
    <>
      <tr>
        <th scope="row">
          <Link href={`/evaluation?on=${row.day}&region=${row.region}`}>{row.day}</Link>
        </th>
        <td>{names[row.region] ?? row.region}</td>
        <td className="figures">
          {row.state === 'waiting' ? <State tone="soon">{say({ zh: '待生成', en: 'Waiting' })}</State> : points(row.score)}
          {row.verdict === 'failed' && <State tone="late">{say({ zh: '否决', en: 'Veto' })}</State>}
        </td>
        <td className="quiet small">{row.hash?.slice(0, 12)}</td>
        <td>
          {row.check_result === 'same' && <State tone="good">{say({ zh: '一致', en: 'The same' })}</State>}
          {row.check_result === 'differs' && <State tone="late">{say({ zh: '{n} 处不一致', en: '{n} differ' }, { n: row.differences.length })}</State>}{' '}
          {row.checked_at && <span className="quiet small nowrap">{dateTime(row.checked_at)}</span>}
        </td>
        <td>
          {may && row.state === 'kept' && (
            <Button size="small" loading={busy} onClick={() => void verify()}>
              {say({ zh: '重算核对', en: 'Compute again' })}
            </Button>
          )}
        </td>
      </tr>
      {row.differences.slice(0, 10).map((one) => (
        <tr key={`${one.region} ${one.item} ${one.indicator}`}>
          <td />
          <td colSpan={5} className="small">
            {one.region} {one.item} {one.indicator}: {String(one.was)} → {String(one.now)}
            {one.basisChanged && <span className="quiet"> {say({ zh: '（口径已变）', en: '(what it counts has changed)' })}</span>}
          </td>
        </tr>
      ))}
    </>
  )
}
