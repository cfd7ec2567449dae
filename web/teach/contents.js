/**
 * The instruction pages in their order. `file` is the name of the page and of its text in pages/;
 * `lead` is its first sentence and its description.
 * @typedef {{file: string, title: string, short: string, lead: string}} Page
 * @typedef {{title: string, pages: Page[]}} Part
 */

/** @type {Page} */
export const INDEX = {
  file: "index",
  title: "Put it into your course",
  short: "Start here",
  lead: "One paste, and your readers train a network inside your own page. Pick where your course lives; each page here has the code to copy and the same code at work.",
};

/** @type {Part[]} */
export const PARTS = [
  {
    title: "For yourself",
    pages: [
      {
        file: "answers",
        title: "The lessons with their answers",
        short: "Lessons with answers",
        lead: "What each lesson aims at, every question with its answer, and the key points.",
      },
    ],
  },
  {
    title: "In your course pages",
    pages: [
      {
        file: "html",
        title: "Plain HTML",
        short: "Plain HTML",
        lead: "Any page whose HTML you write yourself: paste two lines where the network should be.",
      },
      {
        file: "mkdocs",
        title: "MkDocs Material",
        short: "MkDocs Material",
        lead: "The script goes into mkdocs.yml once; each lesson gets one line. Instant navigation may stay on.",
      },
      {
        file: "sphinx",
        title: "Sphinx and Jupyter Book",
        short: "Sphinx, Jupyter Book",
        lead: "For reStructuredText and MyST, with Sphinx, Jupyter Book 1 or Jupyter Book 2.",
      },
      {
        file: "jupyter",
        title: "Jupyter notebooks",
        short: "Jupyter notebooks",
        lead: "A widget below a cell, whose history the next cell can plot.",
      },
      {
        file: "quarto",
        title: "Quarto",
        short: "Quarto",
        lead: "One raw block of HTML, in books, websites, documents and slides alike.",
      },
      {
        file: "hugo",
        title: "Hugo",
        short: "Hugo",
        lead: "A small shortcode, so that a lesson says what to train and nothing else.",
      },
      {
        file: "reveal",
        title: "Slides with reveal.js",
        short: "reveal.js slides",
        lead: "A slide on which the audience, or you, can train. Nothing starts before you press Start.",
      },
      {
        file: "moodle",
        title: "Moodle",
        short: "Moodle",
        lead: "A frame in a page, or a SCORM package with a grade. Moodle takes scripts out of what you paste.",
      },
      {
        file: "canvas",
        title: "Canvas",
        short: "Canvas",
        lead: "A frame in the Rich Content Editor, as high as the page inside asks for, or a SCORM package.",
      },
      {
        file: "h5p",
        title: "H5P",
        short: "H5P",
        lead: "A frame by the Iframe Embedder, alone or among slides. What is done in it is handed in as a code.",
      },
      {
        file: "classroom",
        title: "Google Classroom",
        short: "Google Classroom",
        lead: "A link in an assignment. Codes come back as files, or all at once from a Google Form.",
      },
      {
        file: "teams",
        title: "Microsoft Teams",
        short: "Microsoft Teams",
        lead: "A link in an assignment of your class. Codes come back as files, or all at once from a form.",
      },
      {
        file: "wordpress",
        title: "WordPress",
        short: "WordPress",
        lead: "A frame in a Custom HTML block, or just the link of a preset on a line of its own.",
      },
      {
        file: "links",
        title: "A link with a card",
        short: "Links with a card",
        lead: "For chats, forums and mails: links that show a picture and say what they are about.",
      },
    ],
  },
  {
    title: "A copy of your own",
    pages: [
      {
        file: "github-pages",
        title: "Your own copy on GitHub Pages",
        short: "GitHub Pages",
        lead: "Free, with an address of its own, and every push to main tests the site and publishes it.",
      },
      {
        file: "netlify",
        title: "Your own copy on Netlify or Cloudflare",
        short: "Netlify, Cloudflare",
        lead: "Hosts for static sites take the folder as it is, by drag and drop.",
      },
      {
        file: "web-server",
        title: "Your own copy with Apache or nginx",
        short: "Apache, nginx",
        lead: "Unpack one zip into a folder that the server already serves. There is nothing to run.",
      },
      {
        file: "school",
        title: "Your own copy in a school's network",
        short: "A school's intranet",
        lead: "For classrooms with slow, filtered or no internet: one computer in the room is enough.",
      },
    ],
  },
];
