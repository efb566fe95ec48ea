import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Route, useParams } from 'wouter'
import { useText } from '../../../../web/kit/language.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { Loading } from '../../../../web/kit/Page.tsx'
import { Pages } from '../../../../web/kit/Pages.tsx'
import { RegisterPages } from '../../../../web/kit/RegisterPages.tsx'
import { useHolds } from '../../../../web/kit/session.tsx'
import { expertForm } from '../../examination/expert-form.ts'
import { examinations, experts, MANAGE } from '../../examination/registers.ts'
import { viewKey } from './data.ts'
import { DrawPage } from './draw.tsx'
import { FormPage } from './form.tsx'
import { FormsPage } from './forms.tsx'
import { ExaminationPage } from './examination.tsx'
import { NewExamination } from './new.tsx'
import { ReviewPage } from './reviews.tsx'
import { VisitPage } from './visit.tsx'
import { VisitList } from './visits.tsx'

const ImportWizard = lazy(async () => ({ default: (await import('../../../../web/kit/ImportWizard.tsx')).ImportWizard }))

/** 初评: the list, one examination step by step, its draw, and the experts' pages. */
export function ExaminationPages() {
  const allows = useHolds()
  return (
    <Pages>
      <Route path="/examinations/forms">
        <FormsPage />
      </Route>
      <Route path="/examinations/forms/:id">
        <Of>{(id) => <FormPage key={id} id={id} />}</Of>
      </Route>
      <Route path="/examinations/:id/draw">
        <Of>{(id) => <DrawPage id={id} />}</Of>
      </Route>
      <Route path="/examinations/:id/experts/import">
        <Of>{(id) => <ExpertSheet id={id} />}</Of>
      </Route>
      <Route path="/examinations/:id/visits">
        <Of>{(id) => <VisitList id={id} />}</Of>
      </Route>
      <Route path="/examinations/:id/visits/:point">
        <Of>{(id, point) => <VisitPage id={id} point={point} />}</Of>
      </Route>
      <Route path="/examinations/:id/papers">
        <Of>{(id) => <ReviewPage id={id} />}</Of>
      </Route>
      <Route>
        <RegisterPages register={examinations} base="/examinations" actions={<ListActions manages={allows(MANAGE)} />} row={(id) => <ExaminationPage key={id} id={id} />} />
      </Route>
    </Pages>
  )
}

/** A list of experts as it came, in the steps of every import; afterwards the examination shows who is on it. */
function ExpertSheet({ id }: { id: string }) {
  const client = useQueryClient()
  // Whoever comes back sees the experts as they are then.
  useEffect(() => () => void client.invalidateQueries({ queryKey: viewKey(id) }), [client, id])
  return (
    <Suspense fallback={<Loading error={null} />}>
      <ImportWizard register={experts} base={`/examinations/${id}`} form={expertForm} />
    </Suspense>
  )
}

function ListActions({ manages }: { manages: boolean }) {
  const say = useText()
  return (
    <>
      <LinkButton to="/examinations/forms">{say({ zh: '检查表和配额', en: 'Check sheets and quotas' })}</LinkButton>
      {manages && <NewExamination />}
    </>
  )
}

function Of({ children }: { children: (id: string, point: string) => ReactNode }) {
  const { id = '', point = '' } = useParams<{ id: string; point?: string }>()
  return children(id, point)
}
