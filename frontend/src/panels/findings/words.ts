import type { Severity } from "../../api/report";
import { t } from "../../i18n";

export function severityWord(severity: Severity): string {
  switch (severity) {
    case "error":
      return t("error");
    case "warning":
      return t("warning");
    case "info":
      return t("note");
  }
}
