/**
 * The files that cells write and read: those in Python's working folder.
 *
 * @import {ShelfFile} from "../protocol.js"
 */

import { fault } from "../protocol.js";

/** How deep folders are looked into, and how many files are listed. */
const DEPTH = 4;
const MOST_FILES = 200;

export class Shelf {
  #fs;
  #folder;

  /** @param {any} fs Emscripten's file system. */
  constructor(fs) {
    this.#fs = fs;
    /** Cells may leave it; their files lie here all the same. @type {string} */
    this.#folder = fs.cwd();
  }

  /** Return the files, with their paths below the folder. @returns {ShelfFile[]} */
  list() {
    /** @type {ShelfFile[]} */
    const files = [];
    this.#walk("", DEPTH, files);
    return files;
  }

  /** @param {string} below @param {number} depth @param {ShelfFile[]} files */
  #walk(below, depth, files) {
    const fs = this.#fs;
    for (const name of fs.readdir(`${this.#folder}/${below}`)) {
      if (name.startsWith(".") || name === "__pycache__" || files.length >= MOST_FILES) continue;
      // Not followed: a link may lead anywhere, even around.
      const { mode, size, mtime } = fs.lstat(`${this.#folder}/${below}${name}`);
      if (fs.isFile(mode)) files.push({ name: below + name, bytes: size, modified: Number(mtime) });
      else if (fs.isDir(mode) && depth > 1) this.#walk(`${below}${name}/`, depth - 1, files);
    }
  }

  /** Return a copy of a file's content. @param {string} name @returns {Uint8Array} */
  read(name) {
    try {
      return this.#fs.readFile(this.#path(name)).slice();
    } catch {
      throw fault("file-invalid", `There is no file ${name} any more.`, "Run its cell again.");
    }
  }

  /** @param {string} name @param {Uint8Array} content */
  write(name, content) {
    const path = this.#path(name);
    this.#fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    this.#fs.writeFile(path, content);
  }

  /** Delete a file, if it is there. @param {string} name */
  remove(name) {
    const path = this.#path(name);
    if (this.#fs.analyzePath(path).exists) this.#fs.unlink(path);
  }

  /** @param {string} name */
  #path(name) {
    if (name.split("/").some((part) => ["", ".", ".."].includes(part)))
      throw fault("file-invalid", `${name} is no name of a file here.`, "Choose another name.");
    return `${this.#folder}/${name}`;
  }
}
