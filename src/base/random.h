/* Seeded random numbers: xoshiro256** started by splitmix64 (Blackman & Vigna 2018). The same seed gives the same
   numbers on every machine; there is no hidden state. */
#ifndef UNROLL_BASE_RANDOM_H
#define UNROLL_BASE_RANDOM_H
#include <stdint.h>

typedef struct Random {
    uint64_t state[4];
} Random;

/* Streams that must not depend on each other get different `stream` numbers under one seed. */
Random random_from(uint64_t seed, uint64_t stream);
uint64_t random_next(Random *random);
double random_unit(Random *random); /* [0, 1), 53 bits */
double random_range(Random *random, double least, double most);
double random_normal(Random *random);        /* mean 0, deviation 1; Box-Muller, one draw of two numbers each */
int random_below(Random *random, int count); /* 0..count-1, without bias */

#endif
