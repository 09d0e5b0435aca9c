import { existsSync, readFileSync } from "node:fs";

export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy("agenda");

  // {% agenda "head.html" %}: a file that `eventfeeds build` made, as it is.
  eleventyConfig.addShortcode("agenda", (name) => readFileSync(`agenda/${name}`, "utf8"));

  // {{ page.inputPath | ics }}: the address of the calendar file of an event's page, where there is one.
  eleventyConfig.addFilter("ics", (inputPath) => {
    const stem = inputPath.replace("./content/", "").replace(/(\/index)?\.\w+$/, "");
    const words = stem.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu);
    const path = `/agenda/events/${words.join("-")}.ics`;
    return existsSync(`.${path}`) ? path : "";
  });

  const day = new Intl.DateTimeFormat("fr", { dateStyle: "full", timeZone: "Europe/Paris" });
  eleventyConfig.addFilter("day", (date) => day.format(date));

  return { dir: { input: "content" } };
}
