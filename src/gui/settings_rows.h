/* One row per setting: ID, name, label, kind, use, least, most, usual, choices, help. Included with SETTING_ROW defined. Choices are words
   between '|', and least and most are then the first and last index; for kind words they are the usual value. */
SETTING_ROW(THEME, "theme", "Theme", SETTING_CHOICE, SETTING_OF_PICTURE, 0, 1, 0, "dark|light",
            "Dark for a dim room, light for a bright one.")
SETTING_ROW(PALETTE, "palette", "Palette", SETTING_CHOICE, SETTING_OF_PICTURE, 0, 1, 0, "default|contrast",
            "The usual colours, or ones of high contrast, with stronger lines and darker or brighter words.")
SETTING_ROW(SCALE, "scale", "Scale", SETTING_NUMBER, SETTING_OF_PICTURE, 75, 250, 100, "", "Size of everything, in percent.")
SETTING_ROW(MOTION, "motion", "Motion", SETTING_CHOICE, SETTING_OF_PICTURE, 0, 1, 0, "full|reduced",
            "Reduced motion jumps from step to step.")
SETTING_ROW(STOP_SOLVED, "stop_solved", "Stop when solved", SETTING_CHOICE, SETTING_OF_TRAINING, 0, 1, 1, "off|on",
            "Training by the button stops when it first solves the task on sequences that it never saw. While variants are compared, it goes on.")
SETTING_ROW(LANGUAGE, "language", "Language", SETTING_TEXT, SETTING_OF_PICTURE, 0, 0, 0, "en",
            "en, de, or a file with the words of another language; \"unroll strings\" writes one to translate.")
SETTING_ROW(KEYS, "keys", "Keys", SETTING_TEXT, SETTING_OF_PICTURE, 0, 0, 0, "usual",
            "Which key does what. A key that you choose comes before the usual ones.")
SETTING_ROW(WINDOW_WIDTH, "window_width", "Width of the window", SETTING_WHOLE, SETTING_OF_WINDOW, 0, 16384, 0, "",
            "In window points; 0: as the screen allows.")
SETTING_ROW(WINDOW_HEIGHT, "window_height", "Height of the window", SETTING_WHOLE, SETTING_OF_WINDOW, 0, 16384, 0, "",
            "In window points; 0: as the screen allows.")
SETTING_ROW(WINDOW_X, "window_x", "Left edge of the window", SETTING_WHOLE, SETTING_OF_WINDOW, -100000, 100000, -100000, "",
            "In the system's own coordinates; -100000: the system chooses the place.")
SETTING_ROW(WINDOW_Y, "window_y", "Upper edge of the window", SETTING_WHOLE, SETTING_OF_WINDOW, -100000, 100000, -100000, "",
            "In the system's own coordinates; -100000: the system chooses the place.")
SETTING_ROW(WINDOW_WHOLE, "window_whole", "Whole screen", SETTING_CHOICE, SETTING_OF_WINDOW, 0, 1, 0, "off|on",
            "Whether the window fills the screen.")
