import { Drawer } from 'antd'
import type { Register } from '../../../platform/register/declare.ts'
import { useText } from '../../../web/kit/language.tsx'
import { RegisterForm } from '../../../web/kit/RegisterForm.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import { useNarrow } from '../../../web/kit/use-narrow.ts'

/** A new row beside the page it belongs to: the clerk stays where they were. Ctrl+S saves, Esc leaves. */
export function InlineForm({
  register,
  title,
  given,
  onClose,
}: {
  register: Register
  title: string
  given: Readonly<Record<string, unknown>>
  onClose: () => void
}) {
  const say = useText()
  const toast = useToast()
  const narrow = useNarrow()
  return (
    <Drawer
      open
      title={title}
      size={narrow ? '100%' : 480}
      onClose={onClose}
      styles={{ body: { padding: 0 } }}
      className="inline-form"
      // The drawer takes the focus when it stands; the first field is what the clerk came for.
      afterOpenChange={(shown) => {
        if (shown) document.querySelector<HTMLElement>('.inline-form form input')?.focus()
      }}
    >
      <RegisterForm
        register={register}
        given={given}
        onCancel={onClose}
        onSaved={() => {
          toast.done(say({ zh: '已保存', en: 'Saved' }))
          onClose()
        }}
      />
    </Drawer>
  )
}
