# Tests of a program that runs elsewhere, in a page or on Windows: the unit tests of base, engine, data, task, lab and lesson, all of them one
# program, because linking a page's program takes seconds. `unit-tests NAME` runs tests/unit/test_NAME.c, without a name it lists the names.
# Those that start the program or ask the system itself are left out.
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/unit/test_*.c)
set(names)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  string(REGEX REPLACE "^test_" "" name ${name})
  file(STRINGS ${source} above REGEX "^#include \"(experiment|draw|gui|view|app|platform|cli)/|support/(book|color|drive|fake|golden|layout|program|random|raster|window)|PROGRAM|mkdtemp|mallinfo")
  if(NOT above AND NOT name MATCHES "^cli_")
    list(APPEND names ${name})
    set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "-Dmain=test_${name};-Wno-missing-prototypes")
    list(APPEND chosen ${source})
  endif()
endforeach()
set(text "/* Made by tests/cross.cmake. */\n#include <stdio.h>\n#include <string.h>\n")
set(rows)
foreach(name IN LISTS names)
  string(APPEND text "int test_${name}(void);\n")
  string(APPEND rows "    {\"${name}\", test_${name}},\n")
endforeach()
string(APPEND text "static const struct {\n    const char *name;\n    int (*run)(void);\n} table[] = {\n${rows}};\n\n"
  "int main(int argc, char **argv) {\n    int count = (int)(sizeof table / sizeof table[0]);\n"
  "    for (int i = 0; i < count; i++) {\n        if (argc < 2) puts(table[i].name);\n"
  "        else if (!strcmp(argv[1], table[i].name)) return table[i].run();\n    }\n    return argc < 2 ? 0 : 2;\n}\n")
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/unit_tests.c CONTENT "${text}" @ONLY)
# Allocations can be made to fail there, too, without a linker that wraps them: the one file that allocates is compiled once more.
set(wrapped ${CMAKE_CURRENT_BINARY_DIR}/arena_wrapped.c)
file(CONFIGURE OUTPUT ${wrapped} CONTENT "#include \"support/fail_wrapped.h\"\n#include \"${CMAKE_SOURCE_DIR}/src/base/arena.c\"\n" @ONLY)
set(support)
foreach(name engine_case fail_memory json_read lab_case line_table memory_files slow_worker task_case)
  list(APPEND support support/${name}.c)
endforeach()
set_source_files_properties(support/fail_memory.c PROPERTIES COMPILE_DEFINITIONS UNROLL_FAIL_PLAIN)
add_executable(unit-tests EXCLUDE_FROM_ALL ${CMAKE_CURRENT_BINARY_DIR}/unit_tests.c ${wrapped} ${chosen} ${support})
target_include_directories(unit-tests PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/support)
target_compile_definitions(unit-tests PRIVATE UNROLL_SOURCE_DIR="${CMAKE_SOURCE_DIR}" UNROLL_BINARY_DIR="${CMAKE_BINARY_DIR}")
set(libraries)
foreach(name cli app view gui experiment lesson lab task data engine draw platform base)
  list(APPEND libraries unroll_${name})
endforeach()
target_link_libraries(unit-tests PRIVATE unroll_options ${libraries} PkgConfig::CMOCKA)
if(EMSCRIPTEN) # under Node, with the files of the machine
  set_target_properties(unit-tests PROPERTIES SUFFIX ".js")
  target_link_options(unit-tests PRIVATE -O1 --js-library ${CMAKE_SOURCE_DIR}/src/platform/script_web.js -sNODERAWFS=1 -sEXIT_RUNTIME=1
    -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=67108864 -sTOTAL_STACK=4194304 -sENVIRONMENT=node)
endif()
