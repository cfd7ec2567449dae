/* The matrix products: the arithmetic that decides how fast training is.
 *
 * They work on the very memory of Python's arrays, by address: the caller has checked every shape,
 * stride and type. They keep no static data and no stack, for that memory is Python's.
 * Only strict simd128 and a fixed order of summation (k ascending, one rounding a step) are used, so
 * every machine computes the same bits. Leaving out a product with zero changes no bit of a finite
 * sum, and one that waits in memory between two blocks keeps all of its bits, so how a product is
 * cut into tiles does not show in its result.
 */

#include "simd.h"

/* Rows of b that are taken together, the bits of a word, and columns of a wide one: such a block
 * stays in the L1 cache. Its rows lie PITCH floats apart. At most ROWS rows of a meet it in turn. */
enum { BLOCK = 64, WIDTH = 48, PITCH = 64, ROWS = 256 };

/* Memory to work in: a block's copy, since rows far apart would drive each other from the cache, and
 * which numbers of a's rows are not zero, as bits. */
typedef struct {
  float block[BLOCK * PITCH];
  u64 nonzero[ROWS];
} Work;

EXPORT("work_size") i32 work_size(void) { return sizeof(Work); }

/* out (m, n) = a (m, k) @ b (k, n) + bias (n); sums (n) = the sums of b's columns; bias and sums may
 * be null. a[i, p] is at a + i * a_row + p * a_col, in floats; b and out are C-contiguous. `work` may
 * be the same for all. */
typedef struct {
  const float *a;
  i32 a_row, a_col;
  const float *b;
  float *out;
  i32 m, k, n;
  const float *bias;
  float *sums;
  Work *work;
} Product;

/* A part of a product: `count` rows of b from `first` on and `width` columns from `left` on, which
 * begin at `b` and lie `pitch` floats apart. Its sums begin with the bias or with what is in out. */
typedef struct {
  i32 first, count, left, width;
  const float *b;
  i32 pitch;
} Part;

/* What the sums of V columns begin with. */
#define FIRST(from, j) ((from) ? LOAD((from) + (j)) : splat(0))

/* Whether b is wide, and its blocks are used often enough to copy them. */
static inline i32 is_wide(const Product *p) { return p->n > 128 && p->m >= 16; }

/* How many of `left` columns to take: 48 fill the registers, of 64 the half is better. */
static inline i32 next_width(i32 left) { return left == 64 ? 32 : MIN(WIDTH, left); }

/* A part of b that is wide, copied to where its rows lie close together. */
static inline Part copied(const Product *p, i32 first, i32 count, i32 left, i32 width) {
  const float *b = p->b + first * p->n + left;
  float *block = p->work->block;
  for (i32 q = 0; q < count; q++, b += p->n, block += PITCH) {
    i32 j = 0;
    for (; j + 4 <= width; j += 4) STORE(block + j, LOAD(b + j));
    for (; j < width; j++) block[j] = b[j];
  }
  return (Part){first, count, left, width, p->work->block, PITCH};
}

/* R rows by 4 * V columns, all sums in registers. V8 has fifteen of them: 4 by 8 is quickest. */
#define DEFINE_TILE(R, V)                                                                      \
  static inline void tile_##R##_##V(const Product *p, const Part *part, i32 i, i32 j) {        \
    const i32 a_row = p->a_row, a_col = p->a_col, n = p->n, pitch = part->pitch;               \
    const float *a = p->a + i * a_row + part->first * a_col, *b = part->b + j;                 \
    float *out = p->out + i * n + part->left + j;                                              \
    const float *bias = p->bias ? p->bias + part->left + j : 0;                                \
    const float *from = part->first ? out : bias;                                              \
    const i32 from_row = part->first ? n : 0;                                                  \
    f4 sum[R][V];                                                                              \
    UNROLL for (i32 r = 0; r < R; r++) UNROLL for (i32 v = 0; v < V; v++)                      \
      sum[r][v] = FIRST(from, r * from_row + 4 * v);                                           \
    for (i32 count = part->count; count; count--, a += a_col, b += pitch) {                    \
      UNROLL for (i32 r = 0; r < R; r++) {                                                     \
        f4 x = splat(a[r * a_row]);                                                            \
        UNROLL for (i32 v = 0; v < V; v++) sum[r][v] += x * LOAD(b + 4 * v);                   \
      }                                                                                        \
    }                                                                                          \
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

/* The columns of a part that fill vectors. */
static ALWAYS void dense_part(const Product *p, const Part part) {
  const i32 width = part.width;
  i32 i = 0, j;
  for (; i + 4 <= p->m; i += 4) {
    for (j = 0; j + 8 <= width; j += 8) tile_4_2(p, &part, i, j);
    for (; j + 4 <= width; j += 4) tile_4_1(p, &part, i, j);
  }
  for (; i < p->m; i++) {
    for (j = 0; j + 32 <= width; j += 32) tile_1_8(p, &part, i, j);
    for (; j + 4 <= width; j += 4) tile_1_1(p, &part, i, j);
  }
}

static void dense_wide(const Product *p) {
  const i32 whole = p->n & ~3;
  for (i32 first = 0; first < p->k; first += BLOCK)
    for (i32 left = 0, width; left < whole; left += width) {
      width = next_width(whole - left);
      dense_part(p, copied(p, first, MIN(BLOCK, p->k - first), left, width));
    }
}

static void dense(const Product *p) {
  const i32 whole = p->n & ~3;
  if (is_wide(p))
    dense_wide(p);
  else
    dense_part(p, (Part){0, p->k, 0, whole, p->b, p->n});
  if (whole == p->n) return;
  i32 i = 0;
  for (; i + 4 <= p->m; i += 4) columns_4(p, i, whole);
  for (; i < p->m; i++) columns_1(p, i, whole);
}

/* Which of at most 64 numbers side by side are not zero, as bits. */
static inline u64 nonzero_along(const float *a, i32 count) {
  u64 nonzero = 0;
  i32 q = 0;
  for (; q + 4 <= count; q += 4)
    nonzero |= (u64)__builtin_wasm_bitmask_i32x4((i4)(LOAD(a + q) != splat(0))) << q;
  for (; q < count; q++) nonzero |= (u64)(a[q] != 0) << q;
  return nonzero;
}

/* The same for at most 32 numbers below one another, in four columns at once. */
static inline i4 nonzero_down(const float *a, i32 row, i32 count) {
  i4 nonzero = {0, 0, 0, 0}, bit = {1, 1, 1, 1};
  for (; count; count--, a += row, bit += bit) nonzero |= (i4)(LOAD(a) != splat(0)) & bit;
  return nonzero;
}

/* Note which of `count` columns of a from `a` on are not zero in `rows` rows, where rows lie side by
 * side in memory or columns do, as those of a transpose. */
static void find_nonzero(const Product *p, const float *a, i32 rows, i32 count) {
  u64 *nonzero = p->work->nonzero;
  if (p->a_col == 1) {
    for (; rows; rows--, a += p->a_row) *nonzero++ = nonzero_along(a, count);
    return;
  }
  const i32 step = p->a_col, low = MIN(32, count), high = count - low;
  for (; rows >= 4; rows -= 4, a += 4) {
    const i4 below = nonzero_down(a, step, low);
    const i4 above = high ? nonzero_down(a + 32 * step, step, high) : (i4){0, 0, 0, 0};
    UNROLL for (i32 r = 0; r < 4; r++) *nonzero++ = (u64)(u32)above[r] << 32 | (u32)below[r];
  }
  for (; rows; rows--) *nonzero++ = ~0ull >> (BLOCK - count);
}

/* out = from + the products of a's numbers that `nonzero` names, `step` floats apart, with the rows
 * of b they belong to, `pitch` apart; for 4 * V columns of a row. */
#define DEFINE_ADD_NONZERO(V)                                                                  \
  static inline void add_nonzero_##V(u64 nonzero, const float *a, i32 step, const float *b,    \
                                     i32 pitch, const float *from, float *out) {               \
    f4 sum[V];                                                                                 \
    UNROLL for (i32 v = 0; v < V; v++) sum[v] = FIRST(from, 4 * v);                            \
    for (; nonzero; nonzero &= nonzero - 1) {                                                  \
      const i32 q = __builtin_ctzll(nonzero);                                                  \
      const float *row = b + q * pitch;                                                        \
      f4 x = splat(a[q * step]);                                                               \
      UNROLL for (i32 v = 0; v < V; v++) sum[v] += x * LOAD(row + 4 * v);                      \
    }                                                                                          \
    UNROLL for (i32 v = 0; v < V; v++) STORE(out + 4 * v, sum[v]);                             \
  }
/* Twelve sums, a number and a product fill the registers. */
DEFINE_ADD_NONZERO(12)
DEFINE_ADD_NONZERO(8)
DEFINE_ADD_NONZERO(1)

static ALWAYS void add_nonzero(u64 nonzero, const float *a, i32 step, const float *b, i32 pitch,
                               i32 width, const float *from, float *out) {
  i32 j = 0;
#define ADD(V) add_nonzero_##V(nonzero, a, step, b + j, pitch, from ? from + j : 0, out + j)
  for (; next_width(width - j) == WIDTH; j += WIDTH) ADD(12);
  for (; j + 32 <= width; j += 32) ADD(8);
  for (; j + 4 <= width; j += 4) ADD(1);
#undef ADD
  for (; j < width; j++) {
    float sum = from ? from[j] : 0;
    for (u64 left = nonzero; left; left &= left - 1) {
      const i32 q = __builtin_ctzll(left);
      sum += a[q * step] * b[q * pitch + j];
    }
    out[j] = sum;
  }
}

/* A part's products with `rows` rows of a from `top` on, zeros skipped. */
static ALWAYS void sparse_part(const Product *p, i32 top, i32 rows, const Part part) {
  const i32 n = p->n, a_row = p->a_row, a_col = p->a_col;
  const float *a = p->a + top * a_row + part.first * a_col;
  const float *bias = p->bias ? p->bias + part.left : 0;
  const u64 *nonzero = p->work->nonzero;
  float *out = p->out + top * n + part.left;
  for (; rows; rows--, a += a_row, out += n)
    add_nonzero(*nonzero++, a, a_col, part.b, part.pitch, part.width, part.first ? out : bias, out);
}

static void sparse_wide(const Product *p, i32 top, i32 rows, i32 first, i32 count) {
  for (i32 left = 0, width; left < p->n; left += width) {
    width = next_width(p->n - left);
    sparse_part(p, top, rows, copied(p, first, count, left, width));
  }
}

static void sparse(const Product *p) {
  const i32 n = p->n, wide = is_wide(p);
  for (i32 first = 0; first < p->k; first += BLOCK)
    for (i32 top = 0; top < p->m; top += ROWS) {
      const i32 count = MIN(BLOCK, p->k - first), rows = MIN(ROWS, p->m - top);
      find_nonzero(p, p->a + top * p->a_row + first * p->a_col, rows, count);
      if (wide)
        sparse_wide(p, top, rows, first, count);
      else
        sparse_part(p, top, rows, (Part){first, count, 0, n, p->b + first * n, n});
    }
}

static void add_up_columns(const float *b, i32 k, i32 n, float *restrict sums) {
  for (i32 j = 0; j < n; j++) sums[j] = 0;
  for (; k; k--, b += n)
    for (i32 j = 0; j < n; j++) sums[j] += b[j];
}

/* Whether enough of a is zero for skipping to pay (from a quarter), by a look at 16 numbers in each
 * of at most 32 rows: one picture says little about the others. */
static i32 mostly_zero(const Product *p) {
  const i32 down = 1 + (p->m - 1) / 32, along = 1 + (p->k - 1) / 16;
  i32 zeros = 0, seen = 0;
  for (i32 i = 0; i < p->m; i += down)
    for (i32 q = i / down % along; q < p->k; q += along, seen++)
      zeros += p->a[i * p->a_row + q * p->a_col] == 0;
  return 4 * zeros > seen;
}

EXPORT("matmul") void matmul(const Product *p) {
  if (p->n >= 32 && (p->a_col == 1 || p->a_row == 1) && mostly_zero(p))
    sparse(p);
  else
    dense(p);
  if (p->sums) add_up_columns(p->b, p->k, p->n, p->sums);
}

/* out (m, n) = a (m, k) @ b.T, with b (n, k): dot products along the rows of both. a and b are
 * C-contiguous (a_row is k, a_col is 1). Sums four strands over k, then the rest one by one. */
static inline float across(f4 s) { return (s[0] + s[1]) + (s[2] + s[3]); }

/* The same for four at once: a transpose, so that the strands of each lie in one lane. */
static inline f4 across_4(const f4 *s) {
  const f4 t = __builtin_shufflevector(s[0], s[1], 0, 4, 1, 5);
  const f4 u = __builtin_shufflevector(s[2], s[3], 0, 4, 1, 5);
  const f4 v = __builtin_shufflevector(s[0], s[1], 2, 6, 3, 7);
  const f4 w = __builtin_shufflevector(s[2], s[3], 2, 6, 3, 7);
  return (__builtin_shufflevector(t, u, 0, 1, 4, 5) + __builtin_shufflevector(t, u, 2, 3, 6, 7)) +
         (__builtin_shufflevector(v, w, 0, 1, 4, 5) + __builtin_shufflevector(v, w, 2, 3, 6, 7));
}

/* R rows by four columns. */
#define DEFINE_DOTS(R)                                                                          \
  static inline void dots_##R##_4(const Product *p, i32 i, i32 j) {                            \
    const i32 k = p->k, whole = k & ~3;                                                        \
    const float *a = p->a + i * k, *b = p->b + j * k;                                          \
    f4 sum[R][4];                                                                              \
    UNROLL for (i32 r = 0; r < R; r++) UNROLL for (i32 c = 0; c < 4; c++) sum[r][c] = splat(0); \
    for (i32 q = 0; q < whole; q += 4)                                                         \
      UNROLL for (i32 c = 0; c < 4; c++) {                                                     \
        f4 y = LOAD(b + c * k + q);                                                            \
        UNROLL for (i32 r = 0; r < R; r++) sum[r][c] += LOAD(a + r * k + q) * y;               \
      }                                                                                        \
    f4 total[R];                                                                               \
    UNROLL for (i32 r = 0; r < R; r++) total[r] = across_4(sum[r]);                            \
    for (i32 q = whole; q < k; q++) {                                                          \
      const f4 y = {b[q], b[k + q], b[2 * k + q], b[3 * k + q]};                               \
      UNROLL for (i32 r = 0; r < R; r++) total[r] += splat(a[r * k + q]) * y;                  \
    }                                                                                          \
    UNROLL for (i32 r = 0; r < R; r++) STORE(p->out + (i + r) * p->n + j, total[r]);           \
  }
DEFINE_DOTS(2)
DEFINE_DOTS(1)

static inline void dot(const Product *p, i32 i, i32 j) {
  const i32 k = p->k, whole = k & ~3;
  const float *a = p->a + i * k, *b = p->b + j * k;
  f4 sum = splat(0);
  for (i32 q = 0; q < whole; q += 4) sum += LOAD(a + q) * LOAD(b + q);
  float total = across(sum);
  for (i32 q = whole; q < k; q++) total += a[q] * b[q];
  p->out[i * p->n + j] = total;
}

EXPORT("matmul_nt") void matmul_nt(const Product *p) {
  i32 i = 0, j;
  for (; i + 2 <= p->m; i += 2) {
    for (j = 0; j + 4 <= p->n; j += 4) dots_2_4(p, i, j);
    for (; j < p->n; j++) {
      dot(p, i, j);
      dot(p, i + 1, j);
    }
  }
  for (; i < p->m; i++) {
    for (j = 0; j + 4 <= p->n; j += 4) dots_1_4(p, i, j);
    for (; j < p->n; j++) dot(p, i, j);
  }
}
