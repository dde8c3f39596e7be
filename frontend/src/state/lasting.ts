/** What takes long enough to be told: what is over at once would only flicker. */
import { useEffect, useState } from "react";

export const WORTH_TELLING_MS = 500;

/** Whether something has been so for a while. */
export function useLasting(is: boolean, ms = WORTH_TELLING_MS): boolean {
  const [hasLasted, setLasted] = useState(false);
  useEffect(() => {
    if (!is) return;
    const timer = setTimeout(() => setLasted(true), ms);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [is, ms]);
  return is && hasLasted;
}
