module.exports = function (config) {
  let markdown;
  config.amendLibrary("md", (library) => {
    markdown = library;
  });
  config.addFilter("markdown", (text) => markdown.render(text));
  config.addTemplateFormats("markdown");
  config.addExtension("markdown", { key: "md" });
  config.addPreprocessor("drafts", "*", (data) => (data.published === false ? false : undefined));
  return { markdownTemplateEngine: false };
};
