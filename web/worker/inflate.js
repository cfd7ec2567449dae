/**
 * Bytes on their way: counted as they arrive, and inflated by the browser itself where they are
 * gzip. Files end in .bin so that no server takes the gzip for a transfer encoding; a server that
 * has inflated them all the same is no harm, since what counts is how the content begins.
 */

/** @param {Uint8Array} bytes The beginning of a file. */
export function isGzip(bytes) {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream Gzip, whose checksum is checked. */
export function inflate(stream) {
  return stream.pipeThrough(new DecompressionStream("gzip"));
}

/**
 * The body of a response. @param {Response} response
 * @param {(loaded: number) => void} onBytes Gets the bytes counted so far.
 */
export function counted(response, onBytes) {
  let loaded = 0;
  const body = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (response.body);
  return body.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        loaded += chunk.length;
        onBytes(loaded);
        controller.enqueue(chunk);
      },
    }),
  );
}

/** The stream's content, inflated if its first bytes say so. @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
export async function content(stream) {
  const reader = stream.getReader();
  const first = await reader.read();
  const whole = new ReadableStream({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(first.value);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return first.value && isGzip(first.value) ? inflate(whole) : whole;
}
