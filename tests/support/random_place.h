/* What a careless person has at hand: a course of lessons, files of every kind that can be opened, right ones and broken ones, and a
   clipboard, all in memory. */
#ifndef UNROLL_SUPPORT_RANDOM_PLACE_H
#define UNROLL_SUPPORT_RANDOM_PLACE_H
#include "base/random.h"
#include "support/memory_files.h"

typedef struct RandomPlace {
    MemoryFiles files;
    char clipboard[4096];
} RandomPlace;

/* `lesson` is the text of a lesson that uses everything. The place outlives the world. */
void random_place_bind(RandomPlace *place, World *world, const char *lesson);
void random_place_deinit(RandomPlace *place);

/* A file that is there, mostly; a name that is not, or a folder, now and then. */
const char *random_place_path(Random *random);

#endif
