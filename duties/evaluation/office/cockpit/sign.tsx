import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { useToast } from '../../../../web/kit/toast.tsx'

/** The button by which the department that answers countersigns a figure as it stands. */
export function Sign({ indicator, region, title }: { indicator: string; region: string; title: string }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, once } = useOnce(toast.failed)
  const sign = () =>
    once(async () => {
      await api.post('/evaluation/figures/sign', { indicator, region })
      toast.done(say({ zh: '已会签', en: 'Countersigned' }))
      await client.invalidateQueries({ queryKey: ['matter'] })
    })
  return (
    <Button size="small" loading={busy} aria-label={say({ zh: '会签：{title}', en: 'Countersign: {title}' }, { title })} onClick={() => void sign()}>
      {say({ zh: '会签', en: 'Countersign' })}
    </Button>
  )
}
