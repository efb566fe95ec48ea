import { useState } from 'react'
import { Button } from 'antd'
import { Link } from 'wouter'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { dateTime } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../../web/kit/Page.tsx'
import type { Labels } from '../../../../web/kit/types.ts'
import type { ClaimCheckRow } from '../../claims/registers.ts'
import { asCheck, useChecks } from './data.ts'
import { VerdictMark } from './marks.tsx'
import { NewCheck } from './new-check.tsx'

/** Papers are dropped here to be checked; below, what was checked before. */
export function ClaimFront() {
  const say = useText()
  const [busy, setBusy] = useState(false)
  return (
    <Page
      title={say({ zh: '材料核验', en: 'Claim check' })}
      about={say({
        zh: '逐项核验报告中的数据：合计、比率、趋势、日期、标题编号，前后是否一致，与区划和本市记录是否相符。',
        en: 'Checks every figure of a report: totals, ratios, trends, dates and numbering, within the paper, across papers and against our records.',
      })}
    >
      <NewCheck onBusy={setBusy} />
      {!busy && <EarlierChecks />}
    </Page>
  )
}

function EarlierChecks() {
  const say = useText()
  const found = useChecks()
  const pages = found.data?.pages ?? []
  return (
    <Card title={say({ zh: '以往核验', en: 'Earlier checks' })}>
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {pages[0]?.items.length === 0 && <Empty>{say({ zh: '还没有核验过材料。', en: 'Nothing has been checked yet.' })}</Empty>}
      <ul className="items">
        {pages.flatMap(({ items, labels }) =>
          items.map((row) => (
            <li key={row.id}>
              <Earlier check={asCheck(row)} labels={labels} />
            </li>
          )),
        )}
      </ul>
      {found.hasNextPage && (
        <div className="card-body">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {say({ zh: '更多', en: 'More' })}
          </Button>
        </div>
      )}
    </Card>
  )
}

function Earlier({ check, labels }: { check: ClaimCheckRow; labels: Labels }) {
  const say = useText()
  const person = check.person_id === null ? undefined : labels[check.person_id]
  return (
    <div className="cc-earlier">
      <div>
        <Link href={`/claims/${check.id}`}>{check.title}</Link>
        <div className="quiet small">
          {[dateTime(check.checked_at), person && say(person), say({ zh: '{n} 项数据', en: '{n} figures' }, { n: check.claims })]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <div className="cc-marks">
        <VerdictMark verdict="contradiction" count={check.contradictions} />
        <VerdictMark verdict="doubtful" count={check.doubtful} />
      </div>
    </div>
  )
}
