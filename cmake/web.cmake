# The toolchain of a page: Emscripten's, as Debian packages it. Its compiler driver is a script that takes a second for every file; what it
# calls is clang with the flags below (`emcc --cflags`), so objects are made by clang itself, and only linking is left to emcc.
find_program(UNROLL_EMCC emcc REQUIRED)
get_filename_component(unroll_emscripten "/usr/share/emscripten" ABSOLUTE)
include(${unroll_emscripten}/cmake/Modules/Platform/Emscripten.cmake)
if(NOT UNROLL_EM_CFLAGS)
  execute_process(COMMAND ${UNROLL_EMCC} --cflags OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(UNROLL_EM_CFLAGS "${flags}" CACHE INTERNAL "")
  execute_process(COMMAND sed -n "s/^LLVM_ROOT *= *'\\([^']*\\)'.*/\\1/p" ${unroll_emscripten}/.emscripten OUTPUT_VARIABLE root OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(UNROLL_EM_LLVM "${root}" CACHE INTERNAL "")
endif()
# Clang 14 may read a number again behind a store to it where it makes a pair of it and another (v128.load64_splat): it makes no pairs by itself.
# The option has to stand behind every -O. What is written as vectors stays so.
set(CMAKE_C_COMPILE_OBJECT "${UNROLL_EM_LLVM}/clang ${UNROLL_EM_CFLAGS} <DEFINES> <INCLUDES> <FLAGS> -fno-slp-vectorize -o <OBJECT> -c <SOURCE>")
set(CMAKE_CXX_COMPILE_OBJECT "${UNROLL_EM_LLVM}/clang++ ${UNROLL_EM_CFLAGS} <DEFINES> <INCLUDES> <FLAGS> -fno-slp-vectorize -o <OBJECT> -c <SOURCE>")
if(UNROLL_LIBRARIES)
  list(APPEND CMAKE_FIND_ROOT_PATH ${UNROLL_LIBRARIES})
  set(ENV{PKG_CONFIG_LIBDIR} ${UNROLL_LIBRARIES}/lib/pkgconfig)
  set(ENV{PKG_CONFIG_PATH} "")
endif()
