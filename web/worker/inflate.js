/**
 * Streams of gzip. Files end in .bin so that no server takes the gzip for a transfer encoding; content
 * that a server has inflated all the same is recognized by its first bytes.
 */

/** @param {Uint8Array} bytes The beginning of a file. */
export function isGzip(bytes) {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Inflate gzip; rejects if its checksum is wrong. @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
export function inflate(stream) {
  return stream.pipeThrough(new DecompressionStream("gzip"));
}

/**
 * Return the body of a response, counting its bytes.
 * @param {Response} response
 * @param {(loaded: number) => void} onBytes Gets the bytes received so far.
 */
export function countBytes(response, onBytes) {
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

/**
 * Return the stream's content, inflated if it begins as gzip.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 */
export async function inflateIfGzip(stream) {
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
