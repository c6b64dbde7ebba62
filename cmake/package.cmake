# What an installed program brings beside itself, and `cpack`: a .deb, and a .tar.gz that can be unpacked anywhere. Manual page and shell
# completion are made by the program itself from its tables, after it is built.
set(unroll_made ${CMAKE_BINARY_DIR}/packaging)
file(MAKE_DIRECTORY ${unroll_made})
set(LICENCE_ID "MIT")
set(unroll_contact "The Unroll developers <developers@unroll.example.org>")
configure_file(packaging/org.unroll.Unroll.metainfo.xml ${unroll_made}/org.unroll.Unroll.metainfo.xml @ONLY)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_custom_command(TARGET unroll POST_BUILD
    COMMAND $<TARGET_FILE:unroll> manual > ${unroll_made}/unroll.1
    COMMAND gzip -9nf ${unroll_made}/unroll.1
    COMMAND $<TARGET_FILE:unroll> completion bash > ${unroll_made}/unroll.bash
    COMMAND $<TARGET_FILE:unroll> completion zsh > ${unroll_made}/_unroll
    COMMAND $<TARGET_FILE:unroll> completion fish > ${unroll_made}/unroll.fish
    COMMENT "Making the manual page and shell completion" VERBATIM)
  execute_process(COMMAND date -u -R -d ${UNROLL_DATE} OUTPUT_VARIABLE unroll_date_long OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${unroll_made}/changelog "unroll (${PROJECT_VERSION}) unstable; urgency=medium\n\n  * This version.\n\n -- ${unroll_contact}  ${unroll_date_long}\n")
  execute_process(COMMAND gzip -9nfk ${unroll_made}/changelog)
  install(FILES ${unroll_made}/unroll.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${unroll_made}/unroll.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME unroll)
  install(FILES ${unroll_made}/_unroll DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
  install(FILES ${unroll_made}/unroll.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
  install(FILES ${unroll_made}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES packaging/unroll.desktop packaging/unroll-address.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES packaging/unroll.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES packaging/unroll-mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME unroll.xml)
install(FILES ${unroll_made}/org.unroll.Unroll.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)

set(CPACK_PACKAGE_NAME unroll)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${unroll_contact}")
set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
set(CPACK_PACKAGE_VENDOR "Unroll")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "recurrent network, unrolled through time, with true numbers")
set(CPACK_PACKAGE_DESCRIPTION "Unroll opens up a small recurrent network: it unrolls the\nnetwork through time and shows how states move forward and how gradients\ncome back, why they vanish or explode, and how the gates of an LSTM or GRU\nmend it. A course of lessons is part of it.")
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# dpkg's triggers of mime-support, icons and desktop files do the rest; uninstalling leaves nothing but a person's own files.
include(CPack)
