import { Redirect } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { cadres, dutyBindings, dutyLines, dutyProblems, dutyRules, dutyVisits, MANAGE } from '../registers.ts'
import { ledgerForm } from '../sheet.ts'
import { CadreCards } from './cadre.tsx'

/** `/cadres`: who covers premises, and each with what is bound to him. */
export const CadrePages = () => <RegisterPages register={cadres} base="/cadres" rowExtra={(row, may) => <CadreCards id={row.id} version={row.version} may={may} />} />

/** `/duty-bindings`: the ledger by premises; sheets bind, the office unbinds. */
export function BindingPages() {
  const say = useText()
  const allows = useHolds()
  return (
    <RegisterPages
      register={dutyBindings}
      base="/duty-bindings"
      importForm={ledgerForm}
      row={(id) => <Redirect to={`/matters/duty-binding/${id}`} replace />}
      actions={allows(MANAGE) && <LinkButton to="/duty-bindings/import">{say({ zh: '导入绑定', en: 'Import bindings' })}</LinkButton>}
      columns={['title', 'level', 'cadre', 'state', 'bound_on', 'promised_on']}
    />
  )
}

/** `/duty-visits` */
export const VisitPages = () => <RegisterPages register={dutyVisits} base="/duty-visits" row={(id) => <Redirect to={`/matters/duty-visit/${id}`} replace />} columns={['title', 'level', 'cadre', 'state', 'due_on', 'visited_on', 'mode', 'problems']} />
/** `/duty-problems` */
export const ProblemPages = () => <RegisterPages register={dutyProblems} base="/duty-problems" row={(id) => <Redirect to={`/matters/duty-problem/${id}`} replace />} columns={['title', 'found', 'level', 'state', 'holder_unit', 'found_on', 'due_on']} />
/** `/duty-lines` */
export const LinePages = () => <RegisterPages register={dutyLines} base="/duty-lines" />
/** `/duty-rules` */
export const RulePages = () => <RegisterPages register={dutyRules} base="/duty-rules" />
