import { useHolds } from '../../../web/kit/session.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { inspections, MANAGE, rectifications, WORK } from '../registers.ts'
import { targets } from '../targets/registers.ts'
import { AssignButton } from './assign.tsx'
import { FieldLink, PicturesLink, PublicLink } from './links.tsx'

/** `/inspections`: the list, and sending inspectors out. */
export function InspectionPages() {
  const allows = useHolds()
  return <RegisterPages register={inspections} base="/inspections" actions={<>{allows(MANAGE) && <AssignButton />}{allows(WORK) && <FieldLink />}{allows(MANAGE) && <PicturesLink />}<PublicLink /></>} />
}

/** `/rectifications` */
export const OrderPages = () => <RegisterPages register={rectifications} base="/rectifications" />

/** `/inspection-targets`: places that the law puts first, with what was done this year. */
export const TargetPages = () => <RegisterPages register={targets} base="/inspection-targets" />
