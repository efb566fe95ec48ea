import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Loading } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import type { ItemPapers } from '../../evidence/contract.ts'

const states = {
  there: { tone: 'good', label: { zh: '已报', en: 'There' } },
  missing: { tone: 'plain', label: { zh: '未报', en: 'Missing' } },
  'no-file': { tone: 'soon', label: { zh: '没有文件', en: 'No file yet' } },
  returned: { tone: 'late', label: { zh: '已退回', en: 'Returned' } },
} as const

const reviews = {
  waiting: { zh: '待审', en: 'to be reviewed' },
  accepted: { zh: '通过', en: 'accepted' },
  returned: { zh: '退回', en: 'returned' },
} as const

/** 佐证材料 of one item in one region: each paper that is asked for, what was supplied of the year, and where it still lacks. */
export function ItemPapersCard({ item, region, year }: { item: string; region: string; year: number }) {
  const say = useText()
  const asked = { item, region, year }
  const found = useQuery({ queryKey: ['matter', 'evidence', 'item', asked], queryFn: () => api.get<ItemPapers>('/evaluation/papers', asked) })
  return (
    <Card title={say({ zh: '佐证材料（{year} 年）', en: 'Papers of {year}' }, { year })} more={<Link href={`/evidence?region=${region}&year=${year}`}>{say({ zh: '欠报清单', en: 'What is missing' })}</Link>} padded>
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      <ul className="ev-papers">
        {found.data?.papers.map(({ paper, state, supplied }) => (
          <li key={paper.zh}>
            {say(paper)} <State tone={states[state].tone}>{say(states[state].label)}</State>
            {supplied.map(({ id, title, unit, files, review }) => (
              <div key={id} className="small">
                <Link href={`/evidence/papers/${id}`}>{title}</Link>{' '}
                <span className="quiet">
                  {unit && `${unit} · `}
                  {say({ zh: '{n} 个文件', en: '{n} files' }, { n: files })} · {say(reviews[review])}
                </span>
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  )
}
