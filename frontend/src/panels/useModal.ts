import { useLayoutEffect, useRef } from "react";

/** A dialog that is open for as long as it is drawn. Closing it, also where it is answered, gives the focus back. */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  return dialog;
}
