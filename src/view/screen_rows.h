/* One row per screen: ID, name, draw, place, is it modal, does it show queued settings, the scopes whose keys hold on it. Included with
   SCREEN_ROW defined. A new screen is a row here and the file with its draw function. That function adds a region
   "<name>/page" around what scrolls, and a region "<name>/end" at the foot of it; a screen inside the stage does not scroll. */
SCREEN_ROW(STAGE, "stage", stage_draw, SCREEN_BASE, false, false, SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE))
SCREEN_ROW(STORY, "story", story_draw, SCREEN_LEFT, true, false, SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE))
SCREEN_ROW(LESSON, "lesson", lesson_draw, SCREEN_LEFT, true, false, SCOPE_BIT(LESSON) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE))
SCREEN_ROW(CONTROLS, "controls", controls_draw, SCREEN_RIGHT, true, true, SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE))
SCREEN_ROW(COURSE, "course", course_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE))
SCREEN_ROW(HELP, "help", help_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE))
SCREEN_ROW(COMPARE, "compare", compare_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE))
SCREEN_ROW(CELL, "cell", cell_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE))
