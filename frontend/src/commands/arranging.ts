/** Moving, aligning, distributing, and what catches while one draws. */
import type { Alignment, Direction } from "../geometry/align";
import { t } from "../i18n";
import { allSubnets, foldable, toggleFolded } from "../state/folding";
import { alignSelected, distributeSelected } from "../state/moving";
import { nudge, type Way } from "../state/nudging";
import { prefer, usePreferences } from "../state/preferences";
import { resizeSelected } from "../state/resizing";
import { movable } from "../state/selecting";
import type { Command } from "./command";

const has = (least: number) => (): boolean => movable().length >= least;

export function arrangingCommands(): Command[] {
  const align = (how: Alignment, title: string, key: string): Command => ({
    id: `align-${how}`,
    group: "arrange",
    title,
    keys: [`Alt+${key}`],
    when: has(2),
    run: () => alignSelected(how),
  });
  const distribute = (way: Direction, title: string, key: string): Command => ({
    id: `distribute-${way}`,
    group: "arrange",
    title,
    keys: [`Alt+Shift+${key}`],
    when: has(3),
    run: () => distributeSelected(way),
  });
  const move = (way: Way, key: string, title: string, isLong: boolean): Command => ({
    id: isLong ? `move-far-${way}` : `move-${way}`,
    group: "arrange",
    title,
    keys: [isLong ? `Shift+${key}` : key],
    isOfCanvas: true,
    isKeyOnly: true,
    when: has(1),
    run: () => nudge(movable(), way, isLong),
  });
  const size = (id: string, key: string, title: string, across: number, down: number): Command => ({
    id,
    group: "arrange",
    title,
    keys: [`Mod+Shift+${key}`],
    isOfCanvas: true,
    words: "resize size container",
    when: () => foldable().length > 0,
    run: () => resizeSelected(across, down),
  });
  return [
    size("wider", "ArrowRight", t("Wider"), 1, 0),
    size("narrower", "ArrowLeft", t("Narrower"), -1, 0),
    size("higher", "ArrowDown", t("Higher"), 0, 1),
    size("lower", "ArrowUp", t("Lower"), 0, -1),
    {
      id: "fold",
      group: "arrange",
      title: t("Fold or unfold"),
      keys: ["F"],
      words: "collapse expand container",
      when: () => foldable().length > 0,
      run: () => toggleFolded(foldable()),
    },
    {
      id: "fold-all",
      group: "arrange",
      title: t("Fold or unfold every subnet"),
      keys: ["Shift+F"],
      words: "collapse expand all",
      when: () => allSubnets().length > 0,
      run: () => toggleFolded(allSubnets()),
    },
    align("left", t("Align left edges"), "A"),
    align("center", t("Align centres across"), "H"),
    align("right", t("Align right edges"), "D"),
    align("top", t("Align upper edges"), "W"),
    align("middle", t("Align middles"), "V"),
    align("bottom", t("Align lower edges"), "S"),
    distribute("across", t("Distribute across"), "H"),
    distribute("down", t("Distribute down"), "V"),
    move("left", "ArrowLeft", t("Move left"), false),
    move("right", "ArrowRight", t("Move right"), false),
    move("up", "ArrowUp", t("Move up"), false),
    move("down", "ArrowDown", t("Move down"), false),
    move("left", "ArrowLeft", t("Move left by 10 px"), true),
    move("right", "ArrowRight", t("Move right by 10 px"), true),
    move("up", "ArrowUp", t("Move up by 10 px"), true),
    move("down", "ArrowDown", t("Move down by 10 px"), true),
    {
      id: "snap-lines",
      group: "arrange",
      title: t("Catch on the lines of neighbours"),
      words: "snap guides smart",
      isOn: () => usePreferences.getState().snapLines,
      run: () => prefer({ snapLines: !usePreferences.getState().snapLines }),
    },
    {
      id: "grid",
      group: "arrange",
      title: t("Keep to the grid"),
      keys: ["Mod+'"],
      words: "snap dots",
      isOn: () => usePreferences.getState().grid,
      run: () => prefer({ grid: !usePreferences.getState().grid }),
    },
  ];
}
