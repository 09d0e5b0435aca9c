const strip = (html) => html.replace(/<[^>]*>/g, "").replace(/&quot;/g, '"').replace(/&amp;/g, "&").trim();
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
const utc = (date) => date.toISOString().replace(/[-:]|\.\d+/g, "");
const day = (date) => utc(new Date(date.getTime() + 7200000)).slice(0, 8);
const isDay = (date) => date.toLocaleTimeString("fr", { timeZone: "Europe/Paris" }) === "00:00:00";

function event(item, markdown) {
  const data = item.data;
  const address = `https://www.numerique.gouv.fr/agenda/${item.fileSlug}/`;
  const details = (data.champs_informations || []).map(
    (each) => `${each.intitule} : ${strip(markdown(each.contenu))} ${each.lien || each.mailto || ""}`,
  );
  const ways = (data.acces || []).map((each) => `${each.type} : ${each.lignes.map((stop) => stop.nom).join(", ")}`);
  const lead = strip(markdown(data["chapeau-text"]));
  const text = [lead, ...details, ...ways, address, strip(item.templateContent), data.tags.join(", "), address];
  const start = data.event_start_date;
  return [
    "BEGIN:VEVENT",
    `SUMMARY:${escaped(data.title)}`,
    isDay(start) ? `DTSTART;VALUE=DATE:${day(start)}` : `DTSTART:${utc(start)}`,
    ...(data.event_end_date && !isDay(start) ? [`DTEND:${utc(data.event_end_date)}`] : []),
    `DTSTAMP:${utc(data.date)}`,
    `UID:${item.fileSlug}@numerique.gouv.fr`,
    `CATEGORIES:${data.categories.join(",")}`,
    `LOCATION:${escaped([data.lieu, data.adresse || ""].join(", "))}`,
    `DESCRIPTION:${escaped(text.join("\n\n"))}`,
    `URL:${address}`,
    "END:VEVENT",
  ].join("\r\n");
}

module.exports = class {
  data() {
    return { permalink: "agenda.ics", eleventyExcludeFromCollections: true };
  }

  render({ collections }) {
    const events = collections.all.filter((item) => item.data.event_start_date);
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Eleventy//FR", ...events.map((item) => event(item, this.markdown)), "END:VCALENDAR"].join("\r\n");
  }
};
