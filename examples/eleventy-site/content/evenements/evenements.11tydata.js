export default { layout: "event.njk", tags: ["event"] };
