import { useState, type ReactNode } from 'react'

/** A place to drop one file, or to press and choose it. `title` asks for it, `children` say what it may be. */
export function FileDrop({
  accept,
  onFile,
  title,
  children,
}: {
  /** Endings offered when choosing: `.xlsx,.csv`. Any file may be dropped: the server says what it cannot read. */
  accept: string
  onFile: (file: File) => void
  title: ReactNode
  children: ReactNode
}) {
  const [over, setOver] = useState(false)
  const take = (file: File | undefined) => {
    if (file) onFile(file)
  }
  return (
    <label
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
    >
      <input
        className="unseen"
        type="file"
        accept={accept}
        onChange={(event) => {
          take(event.target.files?.[0])
          // The same file chosen again, after a correction, is a change too.
          event.target.value = ''
        }}
      />
      <strong>{title}</strong>
      <p className="quiet">{children}</p>
    </label>
  )
}
