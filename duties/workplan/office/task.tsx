import { useParams } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { MatterPage, useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { isProblem } from '../../../web/kit/api.ts'
import { planTask } from '../matters.ts'
import { useTask, type TaskAnswer } from './data.ts'
import { ReportForm } from './report-form.tsx'
import { TaskFacts } from './task-facts.tsx'
import './workplan.css'

/** The address of a task: `/matters/plan-task/:id`. */
export function TaskRoute() {
  const { id } = useParams<{ id: string }>()
  return <TaskPage key={id} id={id} />
}

function TaskPage({ id }: { id: string }) {
  const say = useText()
  const found = useTask(id)
  const matter = useMatter(planTask.name, id)
  const plans = { to: '/plans', label: say({ zh: '重点工作', en: 'Work plans' }) }
  if (!found.data)
    return (
      <Page title={say(planTask.title)} back={plans}>
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      </Page>
    )
  // Whoever holds only a part sees the task it belongs to, though another unit works on that.
  if (isProblem(matter.error, 'row.not-found')) return <Seen answer={found.data} />
  const { plan, targets } = found.data
  return (
    <MatterPage
      matter={planTask}
      id={id}
      back={{ to: `/plans/${plan.id}/wall`, label: plan.title }}
      facts={<TaskFacts answer={found.data} />}
      forms={{ submit: (form) => <ReportForm matter={planTask} action="submit" targets={targets} {...form} /> }}
    />
  )
}

function Seen({ answer }: { answer: TaskAnswer }) {
  const say = useText()
  return (
    <Page
      title={answer.task.title}
      back={{ to: '/my-tasks', label: say({ zh: '本单位任务', en: 'Our tasks' }) }}
      about={say({
        zh: '这项任务由别的单位承办，您的单位承担其中一部分。',
        en: 'Another unit works on this task; yours has a part in it.',
      })}
    >
      <div className="stack">
        <TaskFacts answer={answer} />
      </div>
    </Page>
  )
}
