/* The loops between the matrix products of the networks. Each sums in the order in which plain.py does, so that both
   give the same numbers; gcc and clang make vector instructions of them. Arrays are of rows, one after another. */
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define FAST __attribute__((target_clones("fma", "default"))) /* chosen as the library is loaded */
#endif
#endif
#ifndef FAST
#define FAST
#endif

const uint32_t made_of = MADE_OF; /* a checksum of the sources, so that an old library is known as one */

#define MOST 512 /* numbers of a row, tags, or words of a sentence and its root */
#define LANES 6 /* vectors of eight that are summed at once: twice as many and two more fill the registers */
#define TILE (8 * LANES)
#define BLOCK 64 /* rows that a tile of a matrix stays in the nearest cache for */
#define IN 256   /* numbers of a row that is packed, at most */

typedef float *restrict floats;
typedef const float *restrict known;
typedef const int64_t *restrict places;
typedef float lanes __attribute__((vector_size(32), aligned(4)));
#define EACH(lane) _Pragma("GCC unroll 8") for (int lane = 0; lane < LANES; lane++) /* so that they stay in registers */

/* The first layer after its ReLU: of each row the sum of three products of word types; zero for a separator, type 0. */
FAST void sums(known left, known own, known right, places types, int64_t rows, int64_t wide, floats made)
{
    for (int64_t i = 0; i < rows; i++, made += wide) {
        if (!types[i]) {
            memset(made, 0, wide * sizeof(float));
            continue;
        }
        known a = own + types[i] * wide;
        known b = left + (i ? types[i - 1] : 0) * wide;
        known c = right + (i + 1 < rows ? types[i + 1] : 0) * wide;
        for (int64_t k = 0; k < wide; k++) {
            float sum = a[k] + b[k] + c[k];
            made[k] = sum > 0 ? sum : 0;
        }
    }
}

/* What of a row is not zero, and where its tile row begins; a zero behind the last makes their number even. */
static inline int32_t pack(known row, int64_t in, int32_t *restrict at, floats value)
{
    int32_t held = 0;
    for (int32_t k = 0; k < in; k++) {
        at[held] = k * TILE;
        value[held] = row[k];
        held += row[k] != 0;
    }
    at[held] = 0;
    value[held] = 0;
    return held;
}

/* Rows times a matrix, plus `start`. Most of what a ReLU leaves is zero, so each row is packed to what is not, and that
   alone multiplied. `tiles` is the matrix by TILE columns, `in` rows of each together; it and `start` are filled up
   with zeros. */
FAST void product(known rows, int64_t count, int64_t step, int64_t in, known tiles, known start, int64_t out,
                  floats made)
{
    int32_t at[BLOCK][IN + 2], size[BLOCK];
    float value[BLOCK][IN + 2];
    for (int64_t first = 0; first < count; first += BLOCK, rows += BLOCK * step, made += BLOCK * out) {
        int64_t stop = count - first < BLOCK ? count - first : BLOCK;
        for (int64_t i = 0; i < stop; i++)
            size[i] = pack(rows + i * step, in, at[i], value[i]);
        for (int64_t left = 0; left < out; left += TILE)
            for (int64_t i = 0; i < stop; i++) {
                lanes sums[LANES], other[LANES];
                lanes *to = (lanes *)(made + i * out + left);
                EACH(lane) sums[lane] = ((const lanes *)(start + left))[lane], other[lane] = (lanes){0};
                for (int32_t j = 0; j < size[i]; j += 2) { /* by twos, as an addition waits for the one before it */
                    const lanes *a = (const lanes *)(tiles + left * in + at[i][j]);
                    const lanes *b = (const lanes *)(tiles + left * in + at[i][j + 1]);
                    EACH(lane) sums[lane] += value[i][j] * a[lane], other[lane] += value[i][j + 1] * b[lane];
                }
                EACH(lane) sums[lane] += other[lane];
                if (out - left < TILE)
                    memcpy(to, sums, (out - left) * sizeof(float));
                else
                    EACH(lane) to[lane] = sums[lane];
            }
    }
}

/* A convolution after its product (rows x left, own, right), with ReLU; separators stay zero. */
FAST void convolution(known product, int64_t rows, int64_t wide, known left, known right, places types, floats made)
{
    static const float none[MOST];
    for (int64_t i = 0; i < rows; i++, made += wide) {
        if (!types[i]) {
            memset(made, 0, wide * sizeof(float));
            continue;
        }
        known row = product + i * 3 * wide;
        known before = i ? row - 3 * wide : none, after = i + 1 < rows ? row + 5 * wide : none;
        known first = i && !types[i - 1] ? left : none, last = i + 1 < rows && !types[i + 1] ? right : none;
        for (int64_t k = 0; k < wide; k++) {
            float sum = row[wide + k] + before[k] + after[k] - first[k] - last[k];
            made[k] = sum > 0 ? sum : 0;
        }
    }
}

/* Of each word the word of its sentence that scores best as its head; the first of those within `tie` of it. Rows of
   `dependents` and `heads` are `wide` numbers each `step` after the last; separator k stands before sentence k, for
   its root. */
FAST void best_heads(known dependents, known heads, int64_t step, int64_t wide, places separators, int64_t count,
                     float tie, int64_t *restrict made)
{
    float turned[64][MOST], scores[MOST];
    for (int64_t s = 0; s + 1 < count; s++) {
        int64_t root = separators[s], size = separators[s + 1] - root;
        for (int64_t k = 0; k < wide; k++)
            for (int64_t j = 0; j < size; j++)
                turned[k][j] = heads[(root + j) * step + k];
        for (int64_t i = 1; i < size; i++) {
            known own = dependents + (root + i) * wide;
            float best;
            int64_t j = 0;
            memset(scores, 0, size * sizeof(float));
            for (int64_t k = 0; k < wide; k++)
                for (int64_t at = 0; at < size; at++)
                    scores[at] += own[k] * turned[k][at];
            best = scores[0];
            for (int64_t at = 1; at < size; at++)
                best = scores[at] > best ? scores[at] : best;
            while (scores[j] < best - tie)
                j++;
            made[root + i] = j;
        }
    }
}

/* Of each word the relation that scores best: `products` are of its head (row `of[i]`), `wide` rows of `tags` each;
   the word's own numbers are `wide` each `step` after the last. */
FAST void relations(known products, places of, known dependents, int64_t step, int64_t rows, int64_t wide, int64_t tags,
                    int64_t *restrict made)
{
    float scores[MOST];
    for (int64_t i = 0; i < rows; i++) {
        known head = products + of[i] * wide * tags, own = dependents + i * step;
        memset(scores, 0, tags * sizeof(float));
        for (int64_t k = 0; k < wide; k++)
            for (int64_t tag = 0; tag < tags; tag++)
                scores[tag] += own[k] * head[k * tags + tag];
        made[i] = 0;
        for (int64_t tag = 1; tag < tags; tag++)
            if (scores[tag] > scores[made[i]])
                made[i] = tag;
    }
}

/* Viterbi: the best path of tags through each stretch of rows between separators; `back` is rows x tags. */
void path(known scores, known transitions, places separators, int64_t count, int64_t tags, int64_t *restrict back,
          int64_t *restrict made)
{
    for (int64_t s = 0; s + 1 < count; s++) {
        int64_t first = separators[s] + 1, last = separators[s + 1] - 1, best = 0;
        float held[MOST], next[MOST];
        if (first > last)
            continue;
        memcpy(held, scores + first * tags, tags * sizeof(float));
        for (int64_t i = first + 1; i <= last; i++) {
            for (int64_t tag = 0; tag < tags; tag++) {
                int64_t from = 0;
                for (int64_t k = 1; k < tags; k++)
                    if (held[k] + transitions[k * tags + tag] > held[from] + transitions[from * tags + tag])
                        from = k;
                back[i * tags + tag] = from;
                next[tag] = held[from] + transitions[from * tags + tag] + scores[i * tags + tag];
            }
            memcpy(held, next, tags * sizeof(float));
        }
        for (int64_t tag = 1; tag < tags; tag++)
            if (held[tag] > held[best])
                best = tag;
        for (int64_t i = last; i >= first; i--) {
            made[i] = best;
            best = i > first ? back[i * tags + best] : 0;
        }
    }
}
