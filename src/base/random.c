/* Random numbers: xoshiro256** (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2018), its four words
   filled by splitmix64 (Steele, Lea & Flood 2014), as its authors advise.

   A stream is folded into the seed by splitmix64's own bit mixer, so neighbouring streams start far apart; stream 0 is the
   seed alone. Integers and uniform numbers are the same bits everywhere; normal numbers pass through log, sqrt and cos, whose
   last bit may differ between mathematical libraries. */
#include "base/random.h"
#include <assert.h>
#include <math.h>

static uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

Random random_from(uint64_t seed, uint64_t stream) {
    Random random;
    uint64_t x = seed ^ mix(stream); /* mix(0) = 0 */
    for (int i = 0; i < 4; i++) {
        x += UINT64_C(0x9E3779B97F4A7C15);
        random.state[i] = mix(x);
    }
    return random;
}

uint64_t random_next(Random *random) {
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double random_unit(Random *random) { return (double)(random_next(random) >> 11) * 0x1.0p-53; }

double random_range(Random *random, double least, double most) { return least + random_unit(random) * (most - least); }

double random_normal(Random *random) {
    const double two_pi = 6.283185307179586;
    double u = 1.0 - random_unit(random); /* (0, 1], so that the logarithm is finite */
    double v = random_unit(random);
    return sqrt(-2.0 * log(u)) * cos(two_pi * v);
}

int random_below(Random *random, int count) {
    assert(count > 0);
    uint64_t n = count > 0 ? (uint64_t)count : 1;
    uint64_t least = (0 - n) % n; /* 2^64 mod n: smaller values would make some remainders more likely */
    uint64_t x;
    do { x = random_next(random); } while (x < least);
    return (int)(x % n);
}
