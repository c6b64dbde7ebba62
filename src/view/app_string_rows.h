/* Rows of string_rows.h: messages of the window. */
STRING_ROW(NOTICE_FAULT, "notice.fault",
           "At update %s the %s became %s%s. Lower the recurrent radius (now %s), the weight scale (now %s) or T, or undo.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_NAN, "notice.nan", "NaN", "put in there")
STRING_ROW(NOTICE_INFINITE, "notice.infinite", "infinite", "put in there")
STRING_ROW(NOTICE_NO_LOSS, "notice.no-loss", "Step %d has no loss now; the last loss is followed.", "a message at the foot of the window")
STRING_ROW(NOTICE_LET_GO, "notice.let-go",
           "Let go of what was held: a what-if lasts until the weights, the sequence or the network change.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_HIDDEN, "notice.hidden", "Training paused while this page was hidden; now it goes on.", "a message at the foot of the window")
STRING_ROW(NOTICE_UPDATES, "notice.updates", "%.*s updates of training", "put into 'Undone: %s'")
STRING_ROW(NOTICE_ONE_UPDATE, "notice.one-update", "one update", "put into 'Undone: %s'")
STRING_ROW(NOTICE_NEXT, "notice.next", "the next sequence", "put into 'Undone: %s'")
STRING_ROW(NOTICE_VISIT, "notice.visit", "going to update %.*s", "put into 'Undone: %s'")
STRING_ROW(NOTICE_OPENING, "notice.opening", "opening", "put into 'Undone: %s'")
STRING_ROW(NOTICE_LETTING_GO, "notice.letting-go", "letting go", "put into 'Undone: %s'")
STRING_ROW(NOTICE_WHAT_IF, "notice.what-if", "what if", "put into 'Undone: %s'")
STRING_ROW(NOTICE_UNDONE, "notice.undone", "Undone: %s", "a message at the foot of the window")
STRING_ROW(NOTICE_SOLVED, "notice.solved",
           "Solved at update %s: %s that training never saw. Training stopped; Train goes on.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_STOPPED_BURST, "notice.stopped-burst",
           "Training stopped. %s The picture Burst shows it (`show burst`).",
           "a message at the foot of the window")
STRING_ROW(NOTICE_STOPPED, "notice.stopped", "Training stopped. %s", "a message at the foot of the window")
STRING_ROW(NOTICE_PROGRESS_FILE, "notice.progress-file", "What you did in the lessons is in %s.", "a message at the foot of the window")
STRING_ROW(NOTICE_PROGRESS_CLIPBOARD, "notice.progress-clipboard",
           "What you did in the lessons is in the clipboard, as text.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_ALL_ANEW, "notice.all-anew", "All lessons begin anew.", "a message at the foot of the window")
STRING_ROW(NOTICE_ANEW, "notice.anew", "The lesson begins anew.", "a message at the foot of the window")
STRING_ROW(SEARCH_GLOSSARY, "search.glossary", "Glossary", "a place that the search found")
STRING_ROW(SEARCH_LESSON, "search.lesson", "Lesson %d, %s", "a place that the search found")
STRING_ROW(NOTICE_COMPUTING, "notice.computing", "Computing. This takes a moment.", "a message over the window")
STRING_ROW(NOTICE_ERROR, "notice.error", "Error", "the word before a message")
STRING_ROW(NOTICE_COPIED, "notice.copied",
           "The values of the chart \"%s\" are on the clipboard, as comma-separated text.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_KEY_TAKEN, "notice.key-taken",
           "%s was the key of \"%s\", which may have another one now.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_LAST_OPEN, "notice.last-open",
           "The last experiment is open at update 0: training it to update %s again takes about %s s. It is kept as %s.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_LAST_UNKEPT, "notice.last-unkept",
           "The experiment could not be kept for the next time. %s",
           "a message at the foot of the window")
STRING_ROW(APP_OWN_LISTED_ONE, "app.own-listed-one", "%d lesson of %s stands under “Your own lessons”, below the course.",
           "said when a folder was opened; its path")
STRING_ROW(APP_OWN_LISTED, "app.own-listed", "%d lessons of %s stand under “Your own lessons”, below the course.",
           "said when a folder was opened; its path")
STRING_ROW(NOTICE_NEITHER, "notice.neither",
           "Neither a lesson (a file that ends in .md) nor a saved experiment: ",
           "a message at the foot of the window")
STRING_ROW(NOTICE_SAVED, "notice.saved", "Saved: %s", "a message at the foot of the window")
STRING_ROW(NOTICE_FILM_GOES, "notice.film-goes", "%s is still being made. Close the window again to stop making it.", "a message at the foot of the window; a film")
STRING_ROW(WORK_READING, "work.reading", "Reading %s", "over the bar of a file that is being opened")
STRING_ROW(WORK_STOP, "work.stop", "Stop this (Escape).", "the tip of the cross beside a bar")
STRING_ROW(WORK_NOT_READ, "work.not-read", "Stopped. %s was not opened.", "a message at the foot of the window")
STRING_ROW(WORK_WRITING, "work.writing", "Writing %s", "over the bar of a file that is being exported")
STRING_ROW(WORK_NOT_WRITTEN, "work.not-written", "Stopped. %s was not written.", "a message at the foot of the window")
STRING_ROW(NOTICE_SHARED, "notice.shared",
           "The whole experiment is in the clipboard, as a line of %s letters. Paste it into a message, or into a window of Unroll.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_SHARED_WEIGHTS, "notice.shared-weights",
           "The experiment is in the clipboard as a line. It needs the file %s as well.",
           "a message at the foot of the window")
STRING_ROW(NOTICE_LINK, "notice.link", "This link leads to %.*s", "a message at the foot of the window")
STRING_ROW(NOTICE_PROGRESS_UNKEPT, "notice.progress-unkept",
           "What you did in the lessons could not be kept. %s",
           "a message at the foot of the window")
STRING_ROW(NOTICE_RECORD_LACKS, "notice.record-lacks",
           "There is no memory left: the recording lacks the command \"%s\".",
           "a message at the foot of the window")
STRING_ROW(NOTICE_SETTINGS_UNSAVED, "notice.settings-unsaved",
           "The settings could not be saved. %s",
           "a message at the foot of the window")
STRING_ROW(NOTICE_NO_ROOM, "notice.no-room",
           "There is no room for more text here; this field holds at most %d bytes.",
           "a message at the foot of the window")
