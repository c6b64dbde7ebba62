/* See speech.h. Commands are sent without waiting for their answers, which the service allows: it reads line by line. Its answers are read and
   thrown away when the next text comes, so that it is never held up by them. */
#include "base/arena.h"
#include "base/bytes.h"
#include "base/number.h"
#include "platform/speech.h"
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct Speech {
    int socket; /* -1: the connection was closed */
};

static bool find_path(char *out, int size) {
    static const char kind[] = "unix_socket:";
    const char *said = getenv("SPEECHD_ADDRESS"), *run = getenv("XDG_RUNTIME_DIR"), *home = getenv("HOME");
    out[0] = '\0';
    if (said && !strncmp(said, kind, sizeof kind - 1))
        text_format(out, size, "%s", said + sizeof kind - 1);
    else if (run && run[0])
        text_format(out, size, "%s/speech-dispatcher/speechd.sock", run);
    else if (home && home[0])
        text_format(out, size, "%s/.cache/speech-dispatcher/speechd.sock", home);
    return out[0] != '\0';
}

static void give_up(Speech *speech) {
    if (speech->socket >= 0) close(speech->socket);
    speech->socket = -1;
}

static void throw_answers_away(const Speech *speech) {
    char answer[512];
    while (recv(speech->socket, answer, sizeof answer, MSG_DONTWAIT) > 0) {}
}

static bool send_all(Speech *speech, const Bytes *text) {
    bool good = speech->socket >= 0 && !text->failed;
    if (good) throw_answers_away(speech);
    good = good && send(speech->socket, text->at, text->count, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)text->count;
    if (!good) give_up(speech);
    return good;
}

Speech *speech_open(Diag *diag) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    Bytes hello = {0};
    bool has_path = find_path(address.sun_path, (int)sizeof address.sun_path);
    Speech *speech = mem_new(sizeof *speech);
    if (!speech) {
        diag_fail(diag, "out of memory");
        return NULL;
    }
    speech->socket = has_path ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    bool good = speech->socket >= 0 && connect(speech->socket, (const struct sockaddr *)&address, sizeof address) == 0;
    bytes_format(&hello, "SET self CLIENT_NAME unroll:unroll:main\r\n");
    good = good && send_all(speech, &hello);
    bytes_free(&hello);
    if (good) return speech;
    diag_fail(diag, "no speech service answers at '%s'; start it with: speech-dispatcher --spawn", address.sun_path);
    speech_close(speech);
    return NULL;
}

/* Doubles the point at the beginning of a line, because a point alone ends the text. */
static void add_text(Bytes *out, Str text) {
    bool begins = true;
    for (int i = 0; i < text.count; i++) {
        char c = text.at[i];
        if (c == '\n') {
            bytes_add(out, "\r\n", 2);
        } else {
            if (begins && c == '.') bytes_add(out, ".", 1);
            bytes_add(out, (unsigned char)c < ' ' ? " " : &c, 1);
        }
        begins = c == '\n';
    }
}

void speech_say(Speech *speech, Str text) {
    Bytes out = {0};
    bytes_format(&out, "CANCEL self\r\n");
    if (text.count > 0) {
        bytes_format(&out, "SPEAK\r\n");
        add_text(&out, (Str){text.at, str_fit(text, SPEECH_TEXT_MAX)});
        bytes_format(&out, "\r\n.\r\n");
    }
    send_all(speech, &out);
    bytes_free(&out);
}

void speech_close(Speech *speech) {
    if (!speech) return;
    give_up(speech);
    mem_free(speech);
}
