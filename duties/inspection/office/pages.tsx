import { useHolds } from '../../../web/kit/session.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { inspections, MANAGE, rectifications, WORK } from '../registers.ts'
import { targets } from '../targets/registers.ts'
import { AssignButton } from './assign.tsx'
import { PublishButton } from './publish.tsx'
import { FieldLink, PicturesLink, PublicLink } from './links.tsx'

/** `/inspections`: the list, and sending inspectors out. */
export function InspectionPages() {
  const allows = useHolds()
  return <RegisterPages register={inspections} base="/inspections" columns={['title', 'state', 'visited_on', 'result', 'failed', 'follow', 'due_on', 'holder_unit', 'kind']} actions={<>{allows(MANAGE) && <AssignButton />}{allows(MANAGE) && <PublishButton />}{allows(WORK) && <FieldLink />}{allows(MANAGE) && <PicturesLink />}<PublicLink /></>} />
}

/** `/rectifications` */
export const OrderPages = () => <RegisterPages register={rectifications} base="/rectifications" columns={['title', 'state', 'due_on', 'ordered_on', 'corrected_on', 'checked_on', 'case_lead', 'holder_unit']} />

/** `/inspection-targets`: places that the law puts first, with what was done this year. */
export const TargetPages = () => <RegisterPages register={targets} base="/inspection-targets" />
