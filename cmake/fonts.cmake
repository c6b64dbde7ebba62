# The program's fonts: found among the system's, copied to <build>/share/unroll/fonts and installed to share/unroll/fonts, so that
# the program finds them beside itself wherever it is moved. The licences of the fonts go along.
# UNROLL_FONT_ROOTS (a list of folders) is searched first; UNROLL_FONT_<FILE> names one file outright, e.g.
# -DUNROLL_FONT_Inter-Regular=/fonts/Inter-Regular.otf.
set(UNROLL_FONT_ROOTS "" CACHE STRING "Folders to search for font files before the usual ones")
set(unroll_font_folder ${CMAKE_BINARY_DIR}/share/unroll/fonts)
set(unroll_font_missing)

set(unroll_font_usual_roots /usr/share/fonts /usr/local/share/fonts $ENV{HOME}/.local/share/fonts $ENV{HOME}/.fonts /Library/Fonts
    $ENV{HOME}/Library/Fonts /opt/homebrew/share/fonts)

# Each row: package, the folders in which distributions put it below a root, its files.
function(unroll_add_fonts package folders)
  foreach(file IN LISTS ARGN)
    get_filename_component(name ${file} NAME_WE)
    set(places)
    foreach(root IN LISTS UNROLL_FONT_ROOTS unroll_font_usual_roots)
      list(APPEND places ${root})
      foreach(folder IN LISTS folders)
        list(APPEND places ${root}/${folder} ${root}/opentype/${folder} ${root}/truetype/${folder})
      endforeach()
    endforeach()
    find_file(UNROLL_FONT_${name} ${file} PATHS ${places} NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
    mark_as_advanced(UNROLL_FONT_${name})
    if(UNROLL_FONT_${name})
      configure_file(${UNROLL_FONT_${name}} ${unroll_font_folder}/${file} COPYONLY)
    else()
      list(APPEND unroll_font_missing "${file} (package ${package})")
    endif()
  endforeach()
  find_file(UNROLL_FONT_LICENCE_${package} copyright PATHS /usr/share/doc/${package} NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
  mark_as_advanced(UNROLL_FONT_LICENCE_${package})
  if(UNROLL_FONT_LICENCE_${package})
    configure_file(${UNROLL_FONT_LICENCE_${package}} ${unroll_font_folder}/LICENCE-${package}.txt COPYONLY)
  endif()
  set(unroll_font_missing ${unroll_font_missing} PARENT_SCOPE)
endfunction()

unroll_add_fonts(fonts-inter "inter" Inter-Regular.otf Inter-Medium.otf Inter-SemiBold.otf Inter-Bold.otf Inter-Italic.otf)
unroll_add_fonts(fonts-stix "stix;stix-fonts" STIXGeneral-Regular.otf STIXGeneral-Italic.otf)
unroll_add_fonts(fonts-jetbrains-mono "jetbrains-mono;jetbrains-mono-fonts" JetBrainsMono-Regular.ttf JetBrainsMono-Medium.ttf)

if(unroll_font_missing)
  list(JOIN unroll_font_missing "\n  " unroll_font_list)
  message(FATAL_ERROR "These font files were not found:\n  ${unroll_font_list}\n"
    "On Debian and its kin: apt-get install fonts-inter fonts-stix fonts-jetbrains-mono. "
    "Elsewhere name the folders that hold them: -DUNROLL_FONT_ROOTS='/path/one;/path/two'.")
endif()

install(DIRECTORY ${unroll_font_folder}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/unroll/fonts)
