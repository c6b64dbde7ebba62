/* A presented lesson: the state of the projector's window and of the lecturer's. Views read this and app/ changes it.

   A stop is a place at which a lesson waits for a press: the beginning of a step, each `--` in its commands, each question, and each answer.
   They count from 0 in every step. */
#ifndef UNROLL_VIEW_PAGE_PRESENT_H
#define UNROLL_VIEW_PAGE_PRESENT_H
#include "draw/picture.h"
#include "gui/region.h"
#include "lesson/lesson.h"
#include "view/page/reader.h"

enum { PRESENT_TYPED_MAX = 64, PRESENT_ADDRESS_MAX = 160 };

struct View;

typedef struct Present {
    int stop;                 /* of the step */
    const LessonBlock *block; /* where its commands stand: the next block to do, or the question; NULL: all is done */
    bool shows_answer;        /* the answer given last is shown; the question that follows it is asked by the next press */
    bool is_blank, is_spotlit, is_locked, shows_address;
    double zoom, zoom_x, zoom_y;                             /* times; the corner of what is shown, in design pixels of the whole */
    int vote[READER_QUESTION_MAX][LESSON_CHOICE_MAX];        /* of the class */
    bool is_counting;                                        /* all votes are being typed */
    bool by_digits;                                          /* the line began with a digit and a blank, not by the command */
    char typed[PRESENT_TYPED_MAX];                           /* these, so far; without is_counting the digits of the last votes */
    double typed_s;                                          /* the time of the last digit */
    double clock_s;                                          /* since the beginning */
    char address[PRESENT_ADDRESS_MAX];                       /* of the step: "unroll vanishing#draw-it" */
    double shape;                                            /* height over width of the class's picture; 0: not known yet */
    bool is_last;                                            /* there is no next stop */
    Picture next;                                            /* the next stop; without cells until it is made */
    void (*draw_middle)(const struct View *view, Rect area); /* the stage, or what stands in its place */
} Present;

/* The question that the stop is about: an open one that is asked now, or the one that was answered last; -1: none. */
int present_find_question(const Present *present, const Reader *reader, bool *is_open);
/* The sentence that stands over the picture, as up to `most` spans in `out`: the first of a paragraph of the step. NULL: none. */
const LessonSpan *present_find_sentence(LessonSpan out[], int most, const Present *present, const Reader *reader);
/* The minutes of a step's notes; of all steps up to and with this one. */
double present_step_minutes(const LessonStep *step);
double present_planned_minutes(const Reader *reader);

#endif
