import { afterEach, describe, expect, it, vi } from "vitest";
import { speak, t, tn, useLanguage } from "../src/i18n";

afterEach(() => {
  speak("en", {});
  vi.unstubAllGlobals();
});

describe("the canvas's words", () => {
  it("are English where there is no catalogue", () => {
    expect(t("{n} of {all}", { n: 1, all: 3 })).toBe("1 of 3");
    expect(tn("{n} task", "{n} tasks", 1)).toBe("1 task");
    expect(tn("{n} task", "{n} tasks", 2)).toBe("2 tasks");
  });

  it("are those of the catalogue, with their marks filled in", () => {
    speak("zh-hant", { "{n} of {all}": "{all} 之 {n}" });
    expect(t("{n} of {all}", { n: 1, all: 3 })).toBe("3 之 1");
    expect(t("not in it")).toBe("not in it");
  });

  it("leave a mark that nothing is given for", () => {
    expect(t("{what} is gone")).toBe("{what} is gone");
  });

  it("have as many plurals as the language has", () => {
    speak("zh-hant", { "{n} task": ["{n} 個任務"] });
    expect(tn("{n} task", "{n} tasks", 2)).toBe("2 個任務");
    speak("pl", { "{n} task": ["{n} zadanie", "{n} zadania", "{n} zadań", "{n} zadania"] });
    expect([1, 3, 5, 22].map((n) => tn("{n} task", "{n} tasks", n))).toEqual([
      "1 zadanie",
      "3 zadania",
      "5 zadań",
      "22 zadania",
    ]);
  });

  it("are the first form where a text with plurals is asked for by itself", () => {
    speak("de", { "{n} blocked": ["{n} blockiert", "{n} blockierte"] });
    expect(t("{n} blocked", { n: 2 })).toBe("2 blockiert");
  });

  it("are asked for once, and not at all in English", async () => {
    const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify({ catalog: { Undo: "復原" } }))));
    vi.stubGlobal("fetch", fetched);
    await useLanguage("en", "/words/");
    expect(fetched).not.toHaveBeenCalled();
    await useLanguage("zh-hant", "/words/");
    expect(t("Undo")).toBe("復原");
  });

  it("stay English where the catalogue cannot be read", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
    await useLanguage("zh-hant", "/words/");
    expect(t("Undo")).toBe("Undo");
  });
});
