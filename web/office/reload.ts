import { mayLeave } from '../kit/unsaved.ts'

/** Loads the page anew where the server answers and nothing unsaved is left behind; else what is open stays. @returns whether the server answered */
export async function reload(): Promise<boolean> {
  const answered = await fetch('/', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )
  if (answered && mayLeave()) location.reload()
  return answered
}
