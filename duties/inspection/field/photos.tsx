import { Photos as KitPhotos } from '../../../web/kit/field/photos.tsx'
import type { FieldTask } from '../contract.ts'
import { useBundle } from './use-task.ts'
import { aboutOf, draftName, type Work } from './work.ts'

type PhotosProps = { readonly task: FieldTask; readonly work: Work; readonly code: string; readonly hashes: readonly string[]; readonly onTaken: (hash: string, info: Work['photos'][string]) => void }

/** Photos of an item, or of evidence: in the picture stand the place, the item and who took it. */
export function Photos({ task, work, code, hashes, onTaken }: PhotosProps) {
  const person = useBundle()?.person.name ?? ''
  return <KitPhotos of={task.id} about={aboutOf(work)} draft={draftName(task.id)} code={code} stamp={[task.premises.name, code, person]} hashes={hashes} onTaken={onTaken} />
}
