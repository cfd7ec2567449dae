/**
 * <fr-camera>: the camera's picture, and a button that takes it. It begins with a press, and ends once
 * a picture is taken, the page is out of sight, or this element is. Emits "photo" with a file's bytes,
 * "closed" with a reason in words, or none.
 */
import { html, LitElement } from "lit";

/** Why there is no picture, by the browser's name for it. @type {Record<string, string>} */
const REASONS = {
  NotAllowedError:
    "The camera was not allowed. Allow it for this page in the browser’s address bar, then press Camera again.",
  NotFoundError: "This device has no camera that can be used. Choose a picture instead.",
  NotReadableError: "Another program uses the camera. Close it, then press Camera again.",
};
const NO_FRAME =
  'The page around this one does not allow the camera here. Open Fitting Room in a window of its own, or ask whoever made that page to write allow="camera" into its frame.';
const NO_CAMERA =
  "This browser gives no camera to this page: that takes an address with https. Choose a picture instead.";
const OUT_OF_SIGHT = "The camera was switched off, since it was out of sight.";

class FrCamera extends LitElement {
  static properties = { live: { state: true } };

  constructor() {
    super();
    /** Whether the camera's picture is there. */
    this.live = false;
    /** @type {MediaStream | null} */
    this.stream = null;
    this.onHidden = () => document.hidden && this.close(OUT_OF_SIGHT);
    this.watch = new IntersectionObserver((entries) => {
      if (this.stream && !entries.at(-1)?.isIntersecting) this.close(OUT_OF_SIGHT);
    });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.onHidden);
    this.watch.observe(this);
    this.begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.onHidden);
    this.watch.disconnect();
    this.end();
  }

  render() {
    return html`<div class="camera">
      <video autoplay muted playsinline aria-label="What the camera sees"></video>
      <p class="field-help">One thing on a plain ground, from above, filling the picture. Nothing of it leaves this device.</p>
      <div class="own-buttons">
        <button class="button small" ?disabled=${!this.live} @click=${this.take}>Take the picture</button>
        <button class="button small" @click=${() => this.close("")}>Close the camera</button>
      </div>
    </div>`;
  }

  async begin() {
    try {
      if (!navigator.mediaDevices) return this.close(NO_CAMERA);
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1280 } },
      });
      this.stream = stream;
      // Closed while the browser asked.
      if (!this.isConnected) return this.end();
      const video = this.video();
      video.srcObject = stream;
      await video.play();
      this.live = true;
    } catch (error) {
      this.close(reason(error));
    }
  }

  video() {
    return /** @type {HTMLVideoElement} */ (this.querySelector("video"));
  }

  async take() {
    const video = this.video();
    try {
      const photo = (await frameBytes(video)) ?? (await canvasBytes(video));
      this.dispatchEvent(new CustomEvent("photo", { detail: photo }));
      this.close("");
    } catch {
      this.close("The picture could not be taken. Choose a picture instead.");
    }
  }

  /** @param {string} why */
  close(why) {
    this.end();
    this.dispatchEvent(new CustomEvent("closed", { detail: why }));
  }

  end() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.live = false;
  }
}

/** @param {unknown} error */
function reason(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" && window.top !== window) return NO_FRAME;
  return REASONS[name] ?? `The camera could not be started (${name || error}).`;
}

/**
 * Return the brightness of the video's picture as a grey BMP; null where this browser does not give
 * it. A canvas read back would do, but some browsers change what is read.
 * @param {HTMLVideoElement} video
 */
async function frameBytes(video) {
  if (!("VideoFrame" in window)) return null;
  const frame = new VideoFrame(video);
  try {
    // Brightness comes first in these forms, one byte a pixel.
    if (!/^(I4|NV12)/.test(frame.format ?? "")) return null;
    const content = new Uint8Array(frame.allocationSize());
    const [{ offset, stride }] = await frame.copyTo(content);
    const { width, height } = /** @type {DOMRectReadOnly} */ (frame.visibleRect);
    return greyBmp(content.subarray(offset), stride, width, height);
  } finally {
    frame.close();
  }
}

/** @param {Uint8Array} rows @param {number} stride @param {number} width @param {number} height */
function greyBmp(rows, stride, width, height) {
  const padded = Math.ceil(width / 4) * 4;
  const start = 54 + 1024;
  const file = new Uint8Array(start + padded * height);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, file.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  // A negative height: the first row comes first.
  view.setInt32(22, -height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  for (let shade = 0; shade < 256; shade++) file.fill(shade, 54 + 4 * shade, 57 + 4 * shade);
  for (let y = 0; y < height; y++)
    file.set(rows.subarray(y * stride, y * stride + width), start + y * padded);
  return file;
}

/** @param {HTMLVideoElement} video */
async function canvasBytes(video) {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return new Uint8Array(await /** @type {Blob} */ (blob).arrayBuffer());
}

customElements.define("fr-camera", FrCamera);
