import type { OfficeFace } from '../kit/face.ts'
import { takeFaces } from '../kit/places.ts'

const files = import.meta.glob<{ readonly default: OfficeFace }>('../../duties/*/office.tsx')

let loading: Promise<readonly OfficeFace[]> | undefined

/** The faces of all duties, loaded once; a face that cannot be loaded leaves its place empty and the others standing. */
export function loadFaces(): Promise<readonly OfficeFace[]> {
  loading ??= Promise.allSettled(Object.values(files).map((load) => load())).then((answers) => {
    const faces = answers.flatMap((answer) => {
      if (answer.status === 'fulfilled') return [answer.value.default]
      console.error(answer.reason)
      return []
    })
    takeFaces(faces)
    return faces
  })
  return loading
}
