/* Stands in for libFuzzer: gives every file of the folders named on the command line to the fuzz target, once. Fails when there
   is none, or one cannot be read. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "%s cannot be read\n", path);
        return 0;
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    /* Exactly as large as the file, so that a read beyond its end is seen by the sanitizer. */
    uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
    int good = data && size >= 0 && fread(data, 1, (size_t)size, file) == (size_t)size;
    fclose(file);
    printf("%s\n", path);
    fflush(stdout);
    if (good) LLVMFuzzerTestOneInput(data, (size_t)size);
    free(data);
    return good;
}

static int replay_folder(const char *folder) {
    DIR *open = opendir(folder);
    int count = 0;
    if (!open) return 0;
    for (struct dirent *entry; (entry = readdir(open));) {
        char path[4096];
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (!replay_file(path)) count = -100000;
        count++;
    }
    closedir(open);
    return count;
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (replay_folder(argv[i]) <= 0) return fprintf(stderr, "%s: nothing to replay, or something unreadable\n", argv[i]), 1;
    }
    return argc < 2;
}
