import { Fragment } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Button } from 'antd'
import { addDays } from '../../../../platform/core/dates.ts'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Loading, Notice, Page } from '../../../../web/kit/Page.tsx'
import { useHolds } from '../../../../web/kit/session.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { Brief } from '../../meetings/contract.ts'
import { itemPlace, standingPlace } from '../cockpit/look.ts'
import { BackToMeeting, DecisionList } from './decisions.tsx'
import '../office-work.css'

/** 会前情况: where the region stands, what is open, who is late. The same that the paper of the evening before says. */
export function BriefPage({ id }: { id: string }) {
  const say = useText()
  const found = useQuery({ queryKey: ['matter', 'meeting', 'brief', id], queryFn: () => api.get<Brief>(`/meeting/${id}/brief`) })
  const brief = found.data
  const title = brief ? say({ zh: '会前情况：{title}', en: 'Brief: {title}' }, { title: brief.meeting.title }) : say({ zh: '会前情况', en: 'Brief' })
  return (
    <Page
      title={title}
      about={brief && say({ zh: '截至 {on} · 会议日期 {day}', en: 'As of {on} · meeting on {day}' }, { on: brief.on, day: brief.meeting.day })}
      back={{ to: '/meetings', label: say({ zh: '会议', en: 'Meetings' }) }}
      actions={
        <>
          <MakeFiles id={id} />
          <BackToMeeting id={id} />
        </>
      }
    >
      {!brief && (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      )}
      {brief && <Standing brief={brief} />}
      {brief && (
        <Card title={say({ zh: '未办结的议定事项', en: 'Open decisions' })} padded>
          {brief.open.length === 0 && <p className="quiet">{say({ zh: '没有未办结的议定事项。', en: 'No decision is open.' })}</p>}
          <DecisionList items={brief.open} />
          {brief.more > 0 && <p className="quiet">{say({ zh: '另有 {n} 项。', en: '{n} more.' }, { n: brief.more })}</p>}
          <p>
            <Link href={`/registers/meeting-decision?${new URLSearchParams({ region: brief.meeting.region, 'due_on.to': addDays(brief.on, -1), state: 'assigned,reported,returned,closed' }).toString()}`}>
              {say({ zh: '到期 {of} 项，按期报办结 {done} 项。', en: '{done} of {of} due decisions were reported in time.' }, brief.onTime)}
            </Link>
          </p>
        </Card>
      )}
      {brief && (
        <Card title={say({ zh: '逾期单位', en: 'Who is late' })} padded>
          {brief.late.length === 0 && <p className="quiet">{say({ zh: '没有逾期未办的单位。', en: 'Nobody is late.' })}</p>}
          <ul className="items">
            {brief.late.map(({ id, unit, count }) => (
              <li key={id}>
                <span>
                  <Link href={`/overdue?${new URLSearchParams({ unit: id, region: brief.meeting.region }).toString()}`}>{unit}</Link> <span className="tone-late">{say({ zh: '{n} 件', en: '{n} late' }, { n: count })}</span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  )
}

/** Items as links to where they stand in the cockpit. */
function ItemLinks({ items, region }: { items: Brief['shortItems']; region: string }) {
  const say = useText()
  return items.map(({ code, title }, at) => (
    <Fragment key={code}>
      {at > 0 && say({ zh: '、', en: ', ' })}
      <Link href={itemPlace({ region, item: code })} className="ow-linked">
        {code} {say(title)}
      </Link>
    </Fragment>
  ))
}

function Standing({ brief }: { brief: Brief }) {
  const say = useText()
  // Townships are not evaluated: their county is.
  const region = brief.meeting.region.slice(0, 6)
  return (
    <Card title={say({ zh: '评价进展', en: 'Where we stand' })} padded>
      <div className="ow-figure">
        <strong>{brief.points === null ? say({ zh: '暂无', en: 'none' }) : brief.points.toFixed(1)}</strong>
        <span>{say({ zh: '满分 {of}', en: 'of {of} points' }, { of: brief.of })}</span>
        <Link href={standingPlace(region, 'met')} className="tone-good">{say({ zh: '达标 {n} 项', en: '{n} met' }, { n: brief.met })}</Link>
        <Link href={standingPlace(region, 'short')} className="tone-late">{say({ zh: '未达标 {n} 项', en: '{n} short' }, { n: brief.short })}</Link>
        <Link href={standingPlace(region, 'no-data')}>{say({ zh: '暂无数据 {n} 项', en: '{n} without data' }, { n: brief.noData })}</Link>
      </div>
      {brief.vetoFailed.length > 0 && <Notice tone="late">
          {say({ zh: '否决项未达标：', en: 'Veto items that fail: ' })}
          <ItemLinks items={brief.vetoFailed} region={region} />
        </Notice>}
      {brief.vetoOpen.length > 0 && <Notice tone="soon">
          {say({ zh: '否决项暂无数据：', en: 'Veto items without data: ' })}
          <ItemLinks items={brief.vetoOpen} region={region} />
        </Notice>}
      {brief.shortItems.length > 0 && <p>
          {say({ zh: '未达标的主要有：', en: 'Chiefly short: ' })}
          <ItemLinks items={brief.shortItems} region={region} />
        </p>}
    </Card>
  )
}

function MakeFiles({ id }: { id: string }) {
  const say = useText()
  const allows = useHolds()
  const toast = useToast()
  const { busy, once } = useOnce(toast.failed)
  if (!allows('evaluation.manage')) return null
  const make = () =>
    once(async () => {
      await api.post(`/meeting/${id}/brief`)
      toast.done(say({ zh: '正在生成 Word 和 PDF，完成后在会议的附件里。', en: 'Word and PDF are being made; they will be among the meeting’s files.' }))
    })
  return (
    <Button loading={busy} onClick={() => void make()}>
      {say({ zh: '生成文件', en: 'Make the files' })}
    </Button>
  )
}
