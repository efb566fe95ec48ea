import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { Button } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Page } from '../../../web/kit/Page.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import { useRegionName, type PlanItem } from './data.ts'

const tabs = [
  { part: 'wall', label: { zh: '挂图作战', en: 'Wall chart' } },
  { part: 'unreported', label: { zh: '谁还没有报送', en: 'Who has not reported' } },
  { part: 'assessment', label: { zh: '年度考核', en: 'Yearly assessment' }, right: 'plan.manage' },
  { part: 'compare', label: { zh: '与上年比较', en: 'Compared with last year' }, right: 'plan.manage' },
  { part: 'reading', label: { zh: '通知与识别', en: 'Notice and reading' }, right: 'plan.manage' },
] as const

/** The frame of an issued plan: its title, its pages, its files. */
export function PlanFrame({ plan, children }: { plan: PlanItem; children: ReactNode }) {
  const say = useText()
  const allows = useHolds()
  const [location] = useLocation()
  const region = useRegionName(plan.region)
  return (
    <Page
      title={plan.title}
      back={{ to: '/plans', label: say({ zh: '重点工作', en: 'Work plans' }) }}
      about={[plan.number, plan.issued_on, say({ zh: '执行：{region}', en: 'Executed by {region}' }, { region })]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          {allows('export') && (
            <Download path={`/plans/${plan.id}/export.xlsx`} label={say({ zh: '任务清单 .xlsx', en: 'Task list .xlsx' })} />
          )}
          {allows('plan.manage') && (
            <Download path={`/plans/${plan.id}/summary.docx`} label={say({ zh: '年度总结 .docx', en: 'Annual summary .docx' })} />
          )}
        </>
      }
    >
      <nav className="wp-tabs" aria-label={say({ zh: '工作安排', en: 'Plan' })}>
        {tabs
          .filter((tab) => !('right' in tab) || allows(tab.right))
          .map(({ part, label }) => (
            <Link
              key={part}
              href={`/plans/${plan.id}/${part}`}
              aria-current={location === `/plans/${plan.id}/${part}` ? 'page' : undefined}
            >
              {say(label)}
            </Link>
          ))}
      </nav>
      {children}
    </Page>
  )
}

function Download({ path, label }: { path: string; label: string }) {
  const toast = useToast()
  const { busy, once } = useOnce(toast.failed)
  const save = () =>
    once(async () => {
      await api.download(path)
    })
  return (
    <Button loading={busy} onClick={() => void save()}>
      {label}
    </Button>
  )
}
