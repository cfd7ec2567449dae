/* What this processor and this browser can do at most: multiply and add with strict simd128 on
 * registers alone, one product and one sum a step as in the kernels, no memory at all. Chains that
 * do not wait for each other keep every unit busy; more of them than V8 has registers would spill.
 * Two shapes in several widths are offered, and the quickest counts.
 */

typedef float f4 __attribute__((vector_size(16)));

#define UNROLL _Pragma("unroll")

/* The sums go back to the caller, so that no compiler can leave the work out; the numbers come from
 * there, so that none can foresee it. */
#define DEFINE(NAME, C, STEP)                                                           \
  __attribute__((export_name(#NAME "_" #C))) float NAME##_##C(int turns, float p, float q) {   \
    f4 one = {p, p, p, p}, two = {q, q, q, q}, x[C], y[C];                                     \
    UNROLL for (int c = 0; c < C; c++) {                                                       \
      y[c] = two * (f4){c, c + 1, c + 2, c + 3};                                               \
      x[c] = y[c];                                                                             \
    }                                                                                          \
    for (; turns; turns--)                                                                     \
      UNROLL for (int step = 0; step < 4; step++) UNROLL for (int c = 0; c < C; c++) { STEP; } \
    f4 sum = x[0];                                                                             \
    UNROLL for (int c = 1; c < C; c++) sum += x[c];                                            \
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);                                              \
  }

/* Each sum is the next factor: one chain, in which a product waits for a sum. */
#define DEFINE_CHAINS(C) DEFINE(chains, C, x[c] = x[c] * one + two)
DEFINE_CHAINS(8)
DEFINE_CHAINS(10)
DEFINE_CHAINS(12)
DEFINE_CHAINS(13)

/* Each product is the next factor and is added to a sum: two chains side by side. */
#define DEFINE_PAIRS(C) DEFINE(pairs, C, y[c] = y[c] * one; x[c] = x[c] + y[c])
DEFINE_PAIRS(4)
DEFINE_PAIRS(5)
DEFINE_PAIRS(6)
DEFINE_PAIRS(7)
