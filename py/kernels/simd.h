/* The words that the kernels share: types, and vectors of four floats. */

typedef int i32;
typedef unsigned char u8;
typedef unsigned u32;
typedef unsigned long long u64;
typedef float f4 __attribute__((vector_size(16)));
typedef i32 i4 __attribute__((vector_size(16)));
typedef float f4_at __attribute__((vector_size(16), aligned(4)));

#define EXPORT(name) __attribute__((export_name(name)))
#define ALWAYS inline __attribute__((always_inline))
#define UNROLL _Pragma("unroll")
#define LOAD(p) (*(const f4_at *)(p))
#define STORE(p, v) (*(f4_at *)(p) = (v))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

static inline f4 splat(float x) { return (f4){x, x, x, x}; }
