/* Lessons of the person's own, as the course page lists them. */
#ifndef UNROLL_APP_OWN_H
#define UNROLL_APP_OWN_H
#include "base/world.h"
#include "lesson/progress.h"
#include "view/page/course.h"

/* Fills course->own: the files that are kept, and the lessons of the folders that are. */
void own_list(Course *course, const ProgressBook *book, const FileApi *file);
/* Reads those files: their titles, and what is wrong in them. */
void own_read(Course *course, const FileApi *file);
/* From the root of the file system, or of a drive on. */
bool own_is_absolute(const char *path);

#endif
