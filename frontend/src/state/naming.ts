/** The name of the design, which its owner may change at any time: no revision is made of it. */
import { ApiError, Unreachable } from "../api/client";
import { t } from "../i18n";
import { useDesign } from "./design";
import { usePage } from "./page";
import { announce, toast } from "./view";

/** Call the design this; an empty name changes nothing. A refusal of the server is told. Whether it has the name now. */
export async function renameDesign(wanted: string): Promise<boolean> {
  const { api } = usePage.getState();
  const name = wanted.trim();
  const before = useDesign.getState().name;
  if (!api || !name || name === before) return name === before;
  try {
    const answer = await api.rename(name);
    useDesign.setState({ name: answer.name });
    document.title = document.title.replace(before, () => answer.name);
    announce(t("The design is called {name} now.", { name: answer.name }));
    return true;
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof Unreachable)) throw error;
    toast(error.message, "refused");
    return false;
  }
}
