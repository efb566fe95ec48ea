import { lazy, Suspense } from 'react'
import { Route } from 'wouter'
import { Loading, Page } from '../../../../web/kit/Page.tsx'
import { Pages } from '../../../../web/kit/Pages.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { RegisterList } from '../../../../web/kit/RegisterList.tsx'
import { useText } from '../../../../web/kit/language.tsx'
import { useHolds } from '../../../../web/kit/session.tsx'
import { evaluationReports } from '../../reports/registers.ts'
import './report.css'

const NewReport = lazy(async () => ({ default: (await import('./new-report.tsx')).NewReport }))
const Templates = lazy(async () => ({ default: (await import('./templates.tsx')).Templates }))
const Template = lazy(async () => ({ default: (await import('./templates.tsx')).TemplatePage }))
const Editor = lazy(async () => ({ default: (await import('./editor.tsx')).ReportPage }))

/** All pages below `/reports`. */
export function ReportPages() {
  return (
    <Suspense fallback={<Loading />}>
      <Pages>
        <Route path="/reports">
          <ReportList />
        </Route>
        <Route path="/reports/new">
          <NewReport />
        </Route>
        <Route path="/reports/templates">
          <Templates />
        </Route>
        <Route path="/reports/templates/:id">
          <Template />
        </Route>
        <Route path="/reports/:id">
          <Editor />
        </Route>
      </Pages>
    </Suspense>
  )
}

function ReportList() {
  const say = useText()
  const allows = useHolds()
  const title = say({ zh: '评价报告', en: 'Reports' })
  return (
    <Page
      title={title}
      about={say({ zh: '报告由台账和填报数据生成，缺的数标为待补。', en: 'Written from the records; what is missing is marked.' })}
      actions={
        <>
          <LinkButton to="/reports/templates">{say({ zh: '报告模板', en: 'Templates' })}</LinkButton>
          {allows('evaluation.manage') && (
            <LinkButton type="primary" to="/reports/new">
              {say({ zh: '新建报告', en: 'New report' })}
            </LinkButton>
          )}
        </>
      }
    >
      <RegisterList
        register={evaluationReports}
        base="/reports"
        title={title}
        columns={['title', 'region', 'starts_on', 'ends_on', 'day', 'state', 'number', 'sent_on']}
      />
    </Page>
  )
}
