# SPDX-License-Identifier: GPL-3.0-or-later
# The four Fandol faces (GPL-3.0 with font exception) out of Debian's texlive-lang-chinese package file, which is
# unpacked into the build's cache without installing TeX.

set(WENYI_FONTS_DIR ${CMAKE_BINARY_DIR}/fonts CACHE PATH "Where the faces that come with the product lie")
set(wenyi_faces FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolSong-Bold.otf)

function(wenyi_unpack_fonts)
    foreach(face ${wenyi_faces})
        if(NOT EXISTS ${WENYI_FONTS_DIR}/${face})
            execute_process(COMMAND ${CMAKE_SOURCE_DIR}/cmake/fonts.sh ${WENYI_FONTS_DIR} RESULT_VARIABLE failed)
            if(failed)
                message(FATAL_ERROR "The Fandol faces could not be unpacked; see the lines above")
            endif()
            return()
        endif()
    endforeach()
endfunction()

wenyi_unpack_fonts()
install(DIRECTORY ${WENYI_FONTS_DIR}/ DESTINATION share/wenyi/fonts FILES_MATCHING PATTERN "Fandol*")
