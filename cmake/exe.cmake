# Linking the program for Windows: unroll.exe with a console, and the same without one, so that none opens beside the window.
enable_language(RC)
target_sources(unroll PRIVATE packaging/windows/unroll.rc)
add_executable(unroll-window WIN32 src/main.c packaging/windows/unroll.rc)
target_link_libraries(unroll-window PRIVATE unroll_options unroll_cli)
target_compile_definitions(unroll-window PRIVATE UNROLL_VERSION="${PROJECT_VERSION}")
target_link_libraries(unroll_platform PUBLIC psapi)
