import { Button, type ButtonProps } from 'antd'
import { useLocation } from 'wouter'

/** A link that looks like a button: opens in a new tab where asked, otherwise goes there without loading. */
export function LinkButton({ to, ...props }: { to: string } & Omit<ButtonProps, 'href' | 'onClick'>) {
  const [, go] = useLocation()
  return (
    <Button
      {...props}
      href={to}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        go(to)
      }}
    />
  )
}
