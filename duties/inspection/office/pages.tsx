import { useHolds } from '../../../web/kit/session.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { inspections, MANAGE, rectifications } from '../registers.ts'
import { AssignButton } from './assign.tsx'

/** `/inspections`: the list, and sending inspectors out. */
export function InspectionPages() {
  const allows = useHolds()
  return <RegisterPages register={inspections} base="/inspections" actions={allows(MANAGE) && <AssignButton />} />
}

/** `/rectifications` */
export const OrderPages = () => <RegisterPages register={rectifications} base="/rectifications" />
