/* What the window says aloud, as a speech service hears it: a socket of the test's own stands for speech-dispatcher. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/run_speech.h"
#include "support/drive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

typedef struct Service {
    char folder[64], path[96];
    int listening, heard; /* sockets */
    char text[200000];    /* all that was heard since the last look */
} Service;

static void begin(Service *service) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char said[128];
    memset(service, 0, sizeof *service);
    snprintf(service->folder, sizeof service->folder, "/tmp/unroll-speech-XXXXXX");
    assert_non_null(mkdtemp(service->folder));
    snprintf(service->path, sizeof service->path, "%s/sock", service->folder);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", service->path);
    snprintf(said, sizeof said, "unix_socket:%s", service->path);
    setenv("SPEECHD_ADDRESS", said, 1);
    service->listening = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(service->listening, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(service->listening, 1), 0);
}

static Speech *take(Service *service) {
    Diag diag = {0};
    Speech *speech = speech_open(&diag);
    if (!speech) fail_msg("%s", diag.text);
    service->heard = accept(service->listening, NULL, NULL);
    assert_true(service->heard >= 0);
    return speech;
}

static const char *hear(Service *service) {
    ssize_t count = recv(service->heard, service->text, sizeof service->text - 1, MSG_DONTWAIT);
    service->text[count > 0 ? count : 0] = '\0';
    return service->text;
}

static void end(Service *service) {
    close(service->heard);
    close(service->listening);
    unlink(service->path);
    rmdir(service->folder);
}

static void the_service_hears_its_own_protocol(void **state) {
    static Service service;
    (void)state;
    begin(&service);
    Speech *speech = take(&service);
    assert_string_equal(hear(&service), "SET self CLIENT_NAME unroll:unroll:main\r\n");
    speech_say(speech, str_from("One.\n.\n..two\tx"));
    assert_string_equal(hear(&service),
                        "CANCEL self\r\nSPEAK\r\nOne.\r\n..\r\n...two x\r\n.\r\n"); /* no line of ours ends the text early */
    speech_say(speech, str_from(""));
    assert_string_equal(hear(&service), "CANCEL self\r\n");
    speech_close(speech);
    end(&service);
}

static void a_service_that_is_gone_or_hangs_holds_nothing_up(void **state) {
    static Service service;
    static char text[SPEECH_TEXT_MAX + 10];
    (void)state;
    begin(&service);
    Speech *speech = take(&service);
    memset(text, 'a', sizeof text - 1);
    for (int i = 0; i < 1000; i++) speech_say(speech, str_from(text)); /* nobody reads; a call that waits never comes back */
    assert_true(strlen(hear(&service)) > SPEECH_TEXT_MAX);
    speech_close(speech);
    close(service.heard);
    speech = take(&service);
    close(service.heard);
    speech_say(speech, str_from("Nobody hears it.")); /* nor is it a signal that ends the program */
    speech_say(speech, str_from("Nobody hears it."));
    speech_close(speech);
    service.heard = -1;
    end(&service);
    Diag diag = {0};
    assert_null(speech_open(&diag));
    assert_non_null(strstr(diag.text, service.path));
    assert_non_null(strstr(diag.text, "speech-dispatcher --spawn"));
    speech_close(NULL);
}

/* Where no address is given, the socket is where the service puts it. */
static void the_service_is_found_in_its_own_places(void **state) {
    (void)state;
    static const struct {
        const char *variable, *below;
    } places[] = {{"XDG_RUNTIME_DIR", "speech-dispatcher"}, {"HOME", ".cache/speech-dispatcher"}};
    for (int i = 0; i < 2; i++) {
        static Service service;
        memset(&service, 0, sizeof service);
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        char command[200];
        snprintf(service.folder, sizeof service.folder, "/tmp/unroll-speech-XXXXXX");
        assert_non_null(mkdtemp(service.folder));
        snprintf(command, sizeof command, "mkdir -p '%s/%s'", service.folder, places[i].below);
        assert_int_equal(system(command), 0);
        snprintf(address.sun_path, sizeof address.sun_path, "%s/%s/speechd.sock", service.folder, places[i].below);
        service.listening = socket(AF_UNIX, SOCK_STREAM, 0);
        assert_int_equal(bind(service.listening, (struct sockaddr *)&address, sizeof address), 0);
        assert_int_equal(listen(service.listening, 1), 0);
        setenv("SPEECHD_ADDRESS", i ? "inet_socket:localhost:6560" : "", 1);
        setenv("XDG_RUNTIME_DIR", "", 1);
        setenv(places[i].variable, service.folder, 1);
        Speech *speech = take(&service);
        assert_non_null(strstr(hear(&service), "CLIENT_NAME unroll"));
        speech_close(speech);
        close(service.heard);
        close(service.listening);
        snprintf(command, sizeof command, "rm -r '%s'", service.folder);
        assert_int_equal(system(command), 0);
    }
    Diag diag = {0};
    unsetenv("HOME");
    assert_null(speech_open(&diag));
    assert_non_null(strstr(diag.text, "no speech service answers at ''"));
}

static void the_window_says_what_changed(void **state) {
    static Service service;
    static Spoken spoken;
    Drive *drive = *state;
    begin(&service);
    Speech *speech = take(&service);
    hear(&service);
    drive_line(drive, "set cell lstm");
    drive_line(drive, "seek backward 5");
    drive_frame(drive, 0);
    run_speech_tell(speech, &spoken, drive->app);
    char description[SPOKEN_SIZE];
    app_describe(drive->app, description, SPOKEN_SIZE);
    const char *heard = hear(&service);
    assert_non_null(strstr(heard, "SPEAK\r\n"));
    assert_non_null(strstr(heard, "LSTM"));
    assert_int_equal(strncmp(strstr(heard, "SPEAK\r\n") + 7, description, 40), 0);
    run_speech_tell(speech, &spoken, drive->app);
    assert_string_equal(hear(&service), ""); /* once */
    drive_line(drive, "focus controls/hidden");
    drive_frame(drive, 0);
    run_speech_tell(speech, &spoken, drive->app);
    heard = hear(&service);
    assert_non_null(strstr(heard, "SPEAK\r\nHidden units: 6\r\n"));
    assert_null(strstr(heard, "LSTM")); /* the picture is the same */
    drive_key(drive, "Right");
    drive_frame(drive, 0);
    run_speech_tell(speech, &spoken, drive->app);
    assert_non_null(strstr(hear(&service), "Hidden units: 7\r\n"));
    drive_line(drive, "play");
    drive_frame(drive, 0.05);
    assert_true(app_is_moving(drive->app));
    run_speech_tell(speech, &spoken, drive->app);
    hear(&service);
    drive_frame(drive, 0.05);
    run_speech_tell(speech, &spoken, drive->app);
    assert_string_equal(hear(&service), ""); /* what moves is described where it comes to rest */
    speech_close(speech);
    end(&service);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_service_hears_its_own_protocol),
        cmocka_unit_test(the_service_is_found_in_its_own_places),
        cmocka_unit_test(a_service_that_is_gone_or_hangs_holds_nothing_up),
        cmocka_unit_test_setup_teardown(the_window_says_what_changed, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
