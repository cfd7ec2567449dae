/* What else takes time in a step of training: Adam, relu, and batches of byte pictures as floats.
 * The rules of products.c hold here too.
 */

#include "simd.h"

/* One Adam step on flat arrays (Kingma & Ba 2014, arXiv:1412.6980, epsilon-hat form). */
typedef struct {
  float *variable;
  const float *gradient;
  float *momentum, *velocity;
  i32 size;
  float beta_1_rest, beta_2_rest, epsilon; /* 1 - beta_1, 1 - beta_2, epsilon */
} AdamStep;

/* The running means of gradients that stay zero would fade into subnormal numbers, on which
 * processors take twice as long. These floors hold them up; beside epsilon no weight can tell. */
static const float MEAN_FLOOR = 0x1p-90f, SQUARE_FLOOR = 0x1p-96f;

/* The step for one number or four: float and f4 share the formulas. */
#define ADAM(mean, square, gradient, rest_1, rest_2)              \
  mean += (gradient + MEAN_FLOOR - mean) * rest_1;               \
  square += (gradient * gradient + SQUARE_FLOOR - square) * rest_2

EXPORT("adam") void adam(const AdamStep *s, float alpha) {
  float *w = s->variable, *m = s->momentum, *v = s->velocity;
  const float *g = s->gradient, epsilon = s->epsilon;
  const float rest_1 = s->beta_1_rest, rest_2 = s->beta_2_rest;
  const i32 size = s->size;
  i32 i = 0;
  for (; i + 4 <= size; i += 4) {
    f4 mean = LOAD(m + i), square = LOAD(v + i), root;
    ADAM(mean, square, LOAD(g + i), rest_1, rest_2);
    UNROLL for (i32 q = 0; q < 4; q++) root[q] = __builtin_sqrtf(square[q]);
    STORE(m + i, mean);
    STORE(v + i, square);
    STORE(w + i, LOAD(w + i) - alpha * mean / (root + epsilon));
  }
  for (; i < size; i++) {
    ADAM(m[i], v[i], g[i], rest_1, rest_2);
    w[i] -= alpha * m[i] / (__builtin_sqrtf(v[i]) + epsilon);
  }
}

/* x = max(x, 0) in place. */
typedef struct {
  float *x;
  i32 size;
} Relu;

EXPORT("relu") void relu(const Relu *p) {
  float *x = p->x;
  i32 i = 0;
  for (; i + 4 <= p->size; i += 4) STORE(x + i, __builtin_wasm_max_f32x4(LOAD(x + i), splat(0)));
  for (; i < p->size; i++) x[i] = x[i] < 0 ? 0 : x[i];
}

/* The gradient stays where y = relu(x) is positive; elsewhere it becomes 0. */
typedef struct {
  const float *y;
  float *gradient;
  i32 size;
} ReluGradient;

EXPORT("relu_gradient") void relu_gradient(const ReluGradient *p) {
  const float *y = p->y;
  float *g = p->gradient;
  i32 i = 0;
  for (; i + 4 <= p->size; i += 4)
    STORE(g + i, (f4)((i4)LOAD(g + i) & (i4)(LOAD(y + i) > splat(0))));
  for (; i < p->size; i++) g[i] = y[i] > 0 ? g[i] : 0;
}

/* out[r, c] = pixels[rows[r], c] / scale: a batch of byte pictures as floats. Ends at a row that is
 * not among the pictures, and returns how many it did. */
typedef struct {
  const u8 *pixels;
  const i32 *rows;
  float *out;
  i32 pictures, width, count;
  float scale;
} Pictures;

EXPORT("gather") i32 gather(const Pictures *p) {
  typedef u8 b4 __attribute__((vector_size(4), aligned(1)));
  const float scale = p->scale;
  float *out = p->out;
  for (i32 r = 0; r < p->count; r++) {
    const i32 row = p->rows[r];
    if (row < 0 || row >= p->pictures) return r;
    const u8 *pixel = p->pixels + row * p->width;
    i32 left = p->width;
    for (; left >= 4; left -= 4, pixel += 4, out += 4)
      STORE(out, __builtin_convertvector(*(const b4 *)pixel, f4) / splat(scale));
    for (; left; left--) *out++ = *pixel++ / scale;
  }
  return p->count;
}
