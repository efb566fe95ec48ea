import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { cateringGrades, gradeChanges, premisesGrades, schoolRing, WORK } from '../registers.ts'
import { ExplainedPanel } from './explained.tsx'
import { ProposeButton } from './propose.tsx'

/** `/risk-grades`: grades of all places; the way to the rules, to trying others and to the list around schools. */
export function GradePages() {
  const say = useText()
  return (
    <RegisterPages
      register={premisesGrades}
      base="/risk-grades"
      columns={['name', 'type', 'grade', 'score', 'moved', 'graded_on', 'visits', 'last_visit_on']}
      actions={
        <>
          <LinkButton to="/grade-simulator">{say({ zh: '分级模拟', en: 'Try other rules' })}</LinkButton>
          <LinkButton to="/grade-rules">{say({ zh: '规则版本', en: 'Rules' })}</LinkButton>
          <LinkButton to="/school-ring">{say({ zh: '校园周边名单', en: 'Around schools' })}</LinkButton>
        </>
      }
      rowExtra={(row) => <section className="card card-body"><ExplainedPanel id={String(row['premises_id'])} /></section>}
    />
  )
}

/** `/catering-grades` */
export const CateringPages = () => (
  <RegisterPages register={cateringGrades} base="/catering-grades" columns={['name', 'type', 'dynamic', 'dynamic_on', 'annual', 'annual_mean']} rowExtra={(row) => <section className="card card-body"><ExplainedPanel id={String(row['premises_id'])} /></section>} />
)

/** `/grade-changes`: what raises or lowers grades, decided and to be decided. */
export function ChangePages() {
  const allows = useHolds()
  return <RegisterPages register={gradeChanges} base="/grade-changes" actions={allows(WORK) && <ProposeButton />} />
}

/** `/school-ring`: the mapped list around schools. */
export const RingPages = () => <RegisterPages register={schoolRing} base="/school-ring" />
