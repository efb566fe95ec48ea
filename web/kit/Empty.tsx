import type { ReactNode } from 'react'

/** An empty place that teaches: what goes here, and the button that puts it there. */
export const Empty = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="empty">
    <p>{children}</p>
    {action}
  </div>
)
