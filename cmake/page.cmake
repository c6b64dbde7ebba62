# Linking the program for a page: unroll.js and unroll.wasm. `scripts/web` splits the latter and lays
# all beside index.html.
set_target_properties(unroll PROPERTIES SUFFIX ".js" LINK_DEPENDS "${CMAKE_SOURCE_DIR}/src/platform/script_web.js")
target_link_options(unroll PRIVATE -Os -Wl,--gc-sections
  --js-library ${CMAKE_SOURCE_DIR}/src/platform/script_web.js
  -sMODULARIZE=1 -sEXPORT_NAME=createUnroll -sINVOKE_RUN=0 -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=33554432 -sTOTAL_STACK=1048576
  -sENVIRONMENT=web,node -sEXPORTED_RUNTIME_METHODS=FS,ccall,callMain -sEXPORTED_FUNCTIONS=_main,_malloc,_free,_page_resize,_page_event,_page_drop,_page_turn,_page_hide
  -sFILESYSTEM=1 -sERROR_ON_UNDEFINED_SYMBOLS=1)
# Once more, for the least size. The linker's own -Oz would also take other, smaller functions of the C library, with other digits.
add_custom_command(TARGET unroll POST_BUILD VERBATIM
  COMMAND wasm-opt --enable-simd --enable-sign-ext --enable-mutable-globals --enable-bulk-memory -Oz unroll.wasm -o unroll.wasm)
# What runs for every number and every pixel is fast; the rest is to be loaded quickly.
foreach(room base data task lab lesson experiment draw gui view app cli platform)
  target_compile_options(unroll_${room} PRIVATE -Oz)
endforeach()
target_compile_options(unroll_engine PRIVATE -Os) # but for its kernels
foreach(quick raster raster_shape)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/src/draw/${quick}.c PROPERTIES COMPILE_OPTIONS -O2)
endforeach()
