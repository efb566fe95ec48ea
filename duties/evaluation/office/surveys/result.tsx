import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Popover, Typography } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { Qr } from '../../../../web/kit/field/qr.tsx'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Loading, Notice } from '../../../../web/kit/Page.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../../web/kit/types.ts'
import type { SurveyResult } from '../../surveys/contract.ts'
import '../office-work.css'

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** The share with its interval, drawn and in words; who refused; areas against their quotas; and what may be done next. */
export function ResultCard({ row }: { row: AnyRow }) {
  const say = useText()
  // Answers come in without the survey's own row being changed; what is open on the page (a link’s code) stays while they are read anew.
  const found = useQuery({ queryKey: ['register', 'survey', 'result', row.id, row.version], queryFn: () => api.get<SurveyResult>(`/survey/${row.id}/result`), staleTime: 0, placeholderData: (before, query) => (query?.queryKey[3] === row.id ? before : undefined), refetchInterval: row['state'] === 'open' ? 10_000 : false })
  const result = found.data
  return (
    <Card title={say({ zh: '调查结果', en: 'Result' })} more={result && <Next id={row.id} result={result} />} padded>
      {!result && <Loading error={found.error} retry={() => void found.refetch()} />}
      {result && result.share === null && <p className="quiet">{say({ zh: '还没有有效样本。', en: 'No valid answers yet.' })}</p>}
      {result && result.share !== null && <Share result={result} />}
      {result?.warnings.map((warning) => (
        <Notice key={warning.zh} tone="soon">
          {say(warning)}
        </Notice>
      ))}
      {result?.may.includes('draw') && <Draw id={row.id} />}
      {result && result.areas.length > 0 && <Areas result={result} />}
    </Card>
  )
}

function Share({ result: { share, low, high, words, answered, refused, unreached, response, counted } }: { result: SurveyResult }) {
  const say = useText()
  if (share === null || low === null || high === null) return null
  return (
    <>
      <div className="ow-figure">
        <strong>{percent(share)}</strong>
        <span>{say({ zh: '有效样本 {n}', en: '{n} valid answers' }, { n: answered })}</span>
        {refused !== null && <span>{say({ zh: '拒访 {n}', en: '{n} refused' }, { n: refused })}</span>}
        {unreached !== null && <span>{say({ zh: '未接触到 {n}', en: '{n} not reached' }, { n: unreached })}</span>}
        {response !== null && <span>{say({ zh: '应答率 {share}', en: 'response rate {share}' }, { share: percent(response) })}</span>}
        <span className="quiet small">{counted === 'answers' ? say({ zh: '按逐份结果统计', en: 'counted answer by answer' }) : say({ zh: '按合计数录入', en: 'entered as totals' })}</span>
      </div>
      <div className="ow-bar" aria-hidden="true">
        <span style={{ left: percent(low), width: percent(high - low) }} />
        <i style={{ left: percent(share) }} />
      </div>
      {words && <p>{say(words)}</p>}
    </>
  )
}

/** Does one step and reads the survey anew. */
function useStep(id: string): { readonly busy: boolean; readonly step: (action: string, body?: unknown) => Promise<boolean> } {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, once } = useOnce(toast.failed)
  const step = (action: string, body?: unknown) =>
    once(async () => {
      await api.post(`/survey/${id}/${action}`, body)
      toast.done(say({ zh: '已办理', en: 'Done' }))
      await client.invalidateQueries({ queryKey: ['register'] })
    })
  return { busy, step }
}

const steps = {
  open: ['open', { zh: '开放作答', en: 'Open to answers' }],
  close: ['end', { zh: '结束作答', en: 'End answers' }],
  use: ['use', { zh: '采用为数据', en: 'Use as figure' }],
} as const

function Next({ id, result }: { id: string; result: SurveyResult }) {
  const say = useText()
  const { busy, step } = useStep(id)
  return result.may.map((action) => {
    if (action === 'draw') return null
    const [path, label] = steps[action]
    return (
      <Button key={action} size="small" type="primary" loading={busy} onClick={() => void step(path)}>
        {say(label)}
      </Button>
    )
  })
}

function Draw({ id }: { id: string }) {
  const say = useText()
  const { busy, step } = useStep(id)
  const [areas, setAreas] = useState(10)
  const [seed, setSeed] = useState('')
  return (
    <div className="ow-tools">
      <label>
        {say({ zh: '抽取乡镇（街道）', en: 'Townships to draw' })} <InputNumber min={1} max={200} value={areas} onChange={(value) => setAreas(value ?? 1)} />
      </label>
      <label className="ow-tools">
        {say({ zh: '种子', en: 'Seed' })}
        <Input value={seed} maxLength={100} onChange={(event) => setSeed(event.target.value)} placeholder={say({ zh: '至少 4 个字，公布后人人可复核', en: 'At least 4 characters; anyone can draw again' })} />
      </label>
      <Button type="primary" loading={busy} disabled={seed.trim().length < 4} onClick={() => void step('draw', { areas, seed: seed.trim() })}>
        {say({ zh: '抽样', en: 'Draw' })}
      </Button>
    </div>
  )
}

function Areas({ result }: { result: SurveyResult }) {
  const say = useText()
  const me = useMe()
  // A third party's areas have quotas and no links.
  const linked = result.areas.some(({ link }) => link !== null)
  return (
    <div className="table-wrap" role="region" tabIndex={0} aria-label={say({ zh: '配额', en: 'Quotas' })}>
      <table className="rows loose">
        <thead>
          <tr>
            <th>{say({ zh: '区域', en: 'Area' })}</th>
            <th className="figures">{say({ zh: '计划', en: 'Planned' })}</th>
            <th className="figures">{say({ zh: '完成', en: 'Had' })}</th>
            {linked && <th>{say({ zh: '作答链接', en: 'Link' })}</th>}
          </tr>
        </thead>
        <tbody>
          {result.areas.map(({ id, area, planned, answered, link }) => (
            <tr key={id}>
              <td>{say(result.labels[area] ?? { zh: area, en: area })}</td>
              <td className="figures">{planned}</td>
              <td className={answered < planned ? 'figures tone-soon' : 'figures tone-good'}>{answered}</td>
              {linked && <td>{link && <AnswerLink path={`/public/${me.city.code}/surveys/${link}`} area={say(result.labels[area] ?? { zh: area, en: area })} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The link of an area as it goes out: its QR code for a notice, its address to be copied. Opened here, this device would be one that answers. */
function AnswerLink({ path, area }: { path: string; area: string }) {
  const say = useText()
  const address = new URL(path, location.origin).toString()
  return (
    <Popover
      trigger="click"
      title={area}
      content={
        <div className="ow-qr">
          <Qr text={address} label={say({ zh: '{area}的作答二维码', en: 'QR code for {area}' }, { area })} />
          <Typography.Text copyable={{ text: address }} className="small break">
            {address}
          </Typography.Text>
        </div>
      }
    >
      <Button size="small">{say({ zh: '二维码和链接', en: 'QR code and link' })}</Button>
    </Popover>
  )
}
