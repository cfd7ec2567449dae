/* The SIMD kernels: the arithmetic that decides how fast the page trains, and nothing else.
 *
 * They work on the very memory of Python's arrays, by address: the caller has checked every shape,
 * stride and type. They keep no static data and next to no stack, for that memory is Python's.
 * Only strict simd128 and a fixed order of summation (k ascending, one rounding a step) are used, so
 * every browser computes the same bits. Leaving out a product with zero changes no bit of a finite
 * sum, so how a product is cut into tiles does not show in its result.
 */

typedef int i32;
typedef unsigned char u8;
typedef unsigned u32;
typedef unsigned long long u64;
typedef float f4 __attribute__((vector_size(16)));
typedef float f4_at __attribute__((vector_size(16), aligned(4)));

#define EXPORT(name) __attribute__((export_name(name)))
#define UNROLL _Pragma("unroll")
#define LOAD(p) (*(const f4_at *)(p))
#define STORE(p, v) (*(f4_at *)(p) = (v))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

static inline f4 splat(float x) { return (f4){x, x, x, x}; }

/* out (m, n) = a (m, k) @ b (k, n) + bias (n); sums (n) = the sums of b's columns; bias and sums may
 * be null. a[i, p] is at a + i * a_row + p * a_col, in floats; b and out
 * are C-contiguous. `scratch` holds BLOCK terms of 8 bytes, aligned to 8. */
typedef struct {
  const float *a;
  i32 a_row, a_col;
  const float *b;
  float *out;
  i32 m, k, n;
  float *scratch;
  const float *bias;
  float *sums;
} Product;

/* What the sums of V columns begin with. */
#define FIRST(from, j) ((from) ? LOAD((from) + (j)) : splat(0))

/* Rows of b taken together where zeros are skipped: 64 rows of 128 columns stay in the L1 cache. */
enum { BLOCK = 64 };

/* R rows by 4 * V columns, all sums in registers. V8 has fifteen of them: 4 by 8 is quickest. */
#define DEFINE_TILE(R, V)                                                                       \
  static inline void tile_##R##_##V(const Product *p, i32 i, i32 j) {                          \
    const float *a = p->a + i * p->a_row, *b = p->b + j;                                       \
    const i32 a_row = p->a_row, a_col = p->a_col, n = p->n;                                    \
    f4 sum[R][V];                                                                              \
    UNROLL for (i32 r = 0; r < R; r++) UNROLL for (i32 v = 0; v < V; v++)             \
      sum[r][v] = FIRST(p->bias, j + 4 * v);                                                   \
    for (i32 left = p->k; left; left--, a += a_col, b += n) {                                  \
      UNROLL for (i32 r = 0; r < R; r++) {                                                     \
        f4 x = splat(a[r * a_row]);                                                            \
        UNROLL for (i32 v = 0; v < V; v++) sum[r][v] += x * LOAD(b + 4 * v);                    \
      }                                                                                        \
    }                                                                                          \
    float *out = p->out + i * n + j;                                                           \
    UNROLL for (i32 r = 0; r < R; r++, out += n)                                               \
      UNROLL for (i32 v = 0; v < V; v++) STORE(out + 4 * v, sum[r][v]);                        \
  }
DEFINE_TILE(4, 2)
DEFINE_TILE(4, 1)
DEFINE_TILE(1, 8)
DEFINE_TILE(1, 1)

/* The columns from j on, which fill no vector: four rows at once, or one. */
static void columns_4(const Product *p, i32 i, i32 j) {
  const i32 row = p->a_row;
  for (; j < p->n; j++) {
    const float *a = p->a + i * row, *b = p->b + j;
    f4 sum = splat(p->bias ? p->bias[j] : 0);
    for (i32 left = p->k; left; left--, a += p->a_col, b += p->n)
      sum += (f4){a[0], a[row], a[2 * row], a[3 * row]} * splat(*b);
    UNROLL for (i32 r = 0; r < 4; r++) p->out[(i + r) * p->n + j] = sum[r];
  }
}

static void columns_1(const Product *p, i32 i, i32 j) {
  for (; j < p->n; j++) {
    const float *a = p->a + i * p->a_row, *b = p->b + j;
    float sum = p->bias ? p->bias[j] : 0;
    for (i32 left = p->k; left; left--, a += p->a_col, b += p->n) sum += *a * *b;
    p->out[i * p->n + j] = sum;
  }
}

static void dense(const Product *p) {
  i32 i = 0, j;
  for (; i + 4 <= p->m; i += 4) {
    for (j = 0; j + 8 <= p->n; j += 8) tile_4_2(p, i, j);
    for (; j + 4 <= p->n; j += 4) tile_4_1(p, i, j);
    columns_4(p, i, j);
  }
  for (; i < p->m; i++) {
    for (j = 0; j + 32 <= p->n; j += 32) tile_1_8(p, i, j);
    for (; j + 4 <= p->n; j += 4) tile_1_1(p, i, j);
    columns_1(p, i, j);
  }
}

/* A number of a that is not zero, and where the row of b that it multiplies begins. */
typedef struct {
  float value;
  i32 at;
} Term;

/* Collects the terms of `count` numbers, `step` floats apart; row `at` of b goes with the first. */
static i32 collect(const float *a, i32 step, i32 count, i32 at, i32 n, Term *terms) {
  Term *next = terms;
  for (; count; count--, a += step, at += n) {
    /* Always written, kept by moving on: a branch would be guessed wrong every few pixels. The two
     * halves go to memory as one, and zero is told by its bits but for the sign. */
    const u32 bits = *(const u32 *)a, magnitude = bits << 1;
    *(u64 *)next = (u64)bits | (u64)(u32)at << 32;
    next += (magnitude | -magnitude) >> 31;
  }
  return next - terms;
}

/* out = from + the terms' products, for 4 * V columns of a row. */
#define DEFINE_ADD_TERMS(V)                                                                      \
  static inline void add_terms_##V(const Term *terms, i32 count, const float *b,               \
                                   const float *from, i32 j, float *out) {                     \
    f4 sum[V];                                                                                 \
    UNROLL for (i32 v = 0; v < V; v++) sum[v] = FIRST(from, j + 4 * v);                        \
    for (const Term *term = terms, *end = terms + count; term < end; term++) {                 \
      const float *row = b + term->at + j;                                                     \
      f4 x = splat(term->value);                                                               \
      UNROLL for (i32 v = 0; v < V; v++) sum[v] += x * LOAD(row + 4 * v);                      \
    }                                                                                          \
    UNROLL for (i32 v = 0; v < V; v++) STORE(out + j + 4 * v, sum[v]);                         \
  }
DEFINE_ADD_TERMS(8)
DEFINE_ADD_TERMS(1)

static void sparse(const Product *p) {
  const i32 m = p->m, k = p->k, n = p->n, a_row = p->a_row, a_col = p->a_col;
  const float *b = p->b;
  Term *terms = (Term *)p->scratch;
  for (i32 first = 0; first < k; first += BLOCK) {
    const float *a = p->a + first * a_col;
    float *out = p->out;
    for (i32 i = 0; i < m; i++, a += a_row, out += n) {
      const i32 count = collect(a, a_col, MIN(BLOCK, k - first), first * n, n, terms);
      const float *from = first ? out : p->bias;
      i32 j = 0;
      for (; j + 32 <= n; j += 32) add_terms_8(terms, count, b, from, j, out);
      for (; j + 4 <= n; j += 4) add_terms_1(terms, count, b, from, j, out);
      for (; j < n; j++) {
        float sum = from ? from[j] : 0;
        for (i32 q = 0; q < count; q++) sum += terms[q].value * b[terms[q].at + j];
        out[j] = sum;
      }
    }
  }
}

static void add_up_columns(const float *b, i32 k, i32 n, float *restrict sums) {
  for (i32 j = 0; j < n; j++) sums[j] = 0;
  for (; k; k--, b += n)
    for (i32 j = 0; j < n; j++) sums[j] += b[j];
}

/* Whether enough of a is zero for skipping to pay (from about 0.3), by a look at 16 numbers in each
 * of at most 32 rows: one picture says little about the others. */
static i32 mostly_zero(const Product *p) {
  const i32 down = 1 + (p->m - 1) / 32, along = 1 + (p->k - 1) / 16;
  i32 zeros = 0, seen = 0;
  for (i32 i = 0; i < p->m; i += down)
    for (i32 q = i / down % along; q < p->k; q += along, seen++)
      zeros += p->a[i * p->a_row + q * p->a_col] == 0;
  return 10 * zeros > 3 * seen;
}

EXPORT("matmul") void matmul(const Product *p) {
  if (p->n >= 32 && mostly_zero(p))
    sparse(p);
  else
    dense(p);
  if (p->sums) add_up_columns(p->b, p->k, p->n, p->sums);
}

/* out (m, n) = a (m, k) @ b.T, with b (n, k): dot products along the rows of both. a and b are
 * C-contiguous (a_row is k, a_col is 1). Sums four strands over k, then the rest one by one. */
static inline float across(f4 s) { return (s[0] + s[1]) + (s[2] + s[3]); }

#define DEFINE_DOTS(R, C)                                                                       \
  static inline void dots_##R##_##C(const Product *p, i32 i, i32 j) {                          \
    const i32 k = p->k, whole = k & ~3;                                                        \
    const float *a = p->a + i * k, *b = p->b + j * k;                                          \
    f4 sum[R][C];                                                                              \
    UNROLL for (i32 r = 0; r < R; r++) UNROLL for (i32 c = 0; c < C; c++) sum[r][c] = splat(0); \
    for (i32 q = 0; q < whole; q += 4)                                                         \
      UNROLL for (i32 c = 0; c < C; c++) {                                                     \
        f4 y = LOAD(b + c * k + q);                                                            \
        UNROLL for (i32 r = 0; r < R; r++) sum[r][c] += LOAD(a + r * k + q) * y;               \
      }                                                                                        \
    UNROLL for (i32 r = 0; r < R; r++) UNROLL for (i32 c = 0; c < C; c++) {                    \
      float total = across(sum[r][c]);                                                         \
      for (i32 q = whole; q < k; q++) total += a[r * k + q] * b[c * k + q];                    \
      p->out[(i + r) * p->n + j + c] = total;                                                  \
    }                                                                                          \
  }
DEFINE_DOTS(4, 2)
DEFINE_DOTS(1, 1)

EXPORT("matmul_nt") void matmul_nt(const Product *p) {
  i32 i = 0, j;
  for (; i + 4 <= p->m; i += 4) {
    for (j = 0; j + 2 <= p->n; j += 2) dots_4_2(p, i, j);
    for (; j < p->n; j++)
      for (i32 r = 0; r < 4; r++) dots_1_1(p, i + r, j);
  }
  for (; i < p->m; i++)
    for (j = 0; j < p->n; j++) dots_1_1(p, i, j);
}

/* One Adam step on flat arrays (Kingma & Ba 2014, arXiv:1412.6980, epsilon-hat form). */
typedef struct {
  float *variable;
  const float *gradient;
  float *momentum, *velocity;
  i32 size;
  float beta_1_rest, beta_2_rest, epsilon; /* 1 - beta_1, 1 - beta_2, epsilon */
} AdamStep;

/* The running means of what is never lit would fade into subnormal numbers, on which processors take
 * twice as long. These floors hold them up; beside epsilon no weight can tell. */
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
  typedef i32 mask __attribute__((vector_size(16)));
  const float *y = p->y;
  float *g = p->gradient;
  i32 i = 0;
  for (; i + 4 <= p->size; i += 4)
    STORE(g + i, (f4)((mask)LOAD(g + i) & (mask)(LOAD(y + i) > splat(0))));
  for (; i < p->size; i++) g[i] = y[i] > 0 ? g[i] : 0;
}

/* out[r, c] = table[pixels[rows[r], c]]: a batch of byte pictures as floats. Ends at a row that is
 * not among the pictures, and returns how many it did. */
typedef struct {
  const u8 *pixels;
  const float *table;
  float *out;
  i32 pictures, width;
} Pictures;

EXPORT("gather") i32 gather(const Pictures *p, const i32 *rows, i32 count) {
  float *out = p->out;
  for (i32 r = 0; r < count; r++) {
    if (rows[r] < 0 || rows[r] >= p->pictures) return r;
    const u8 *pixel = p->pixels + rows[r] * p->width;
    for (i32 left = p->width; left; left--) *out++ = p->table[*pixel++];
  }
  return count;
}
