import { RegisterPages } from '../../../../web/kit/RegisterPages.tsx'
import { surveys } from '../../registers.ts'
import { ResultCard } from './result.tsx'

/** 满意度调查: the list, and over each survey what came of it. */
export function SurveyPages() {
  return <RegisterPages register={surveys} base="/surveys" rowExtra={(row) => <ResultCard row={row} />} />
}
