# SPDX-License-Identifier: GPL-3.0-or-later
# How our own code is compiled: C++20, warnings as errors, hardening, sanitizers by preset, ccache where present.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTOUIC ON)
set(CMAKE_AUTORCC ON)

set(WENYI_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers are compared by what they hold, not by when they were made.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

# Each test program holds all that it tests; linking them takes longer than compiling, unless by the fastest linker.
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_link_options(-fuse-ld=mold)
endif()

add_library(wenyi_compiler INTERFACE)
target_compile_options(wenyi_compiler INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
    -fstack-protector-strong)
target_compile_definitions(wenyi_compiler INTERFACE
    QT_NO_CAST_FROM_BYTEARRAY QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
    QT_NO_FOREACH QT_MESSAGELOGCONTEXT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_include_directories(wenyi_compiler INTERFACE ${CMAKE_SOURCE_DIR})
if(WENYI_SANITIZE)
    target_compile_options(wenyi_compiler INTERFACE -fsanitize=${WENYI_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(wenyi_compiler INTERFACE -fsanitize=${WENYI_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_definitions(wenyi_compiler INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
    target_link_options(wenyi_compiler INTERFACE -Wl,-z,relro,-z,now)
endif()

# wenyi_precompile_headers(FOLDER): the headers that nearly every file reads are parsed once for the whole tree (a fifth to
# a third of each file's time): every target of the folder that is compiled with wenyi_compiler takes them from
# wenyi_base. Only headers of others stand there, so that no change of ours compiles everything anew; they make no
# include of ours superfluous.
function(wenyi_precompile_headers folder)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target ${targets})
        get_target_property(type ${target} TYPE)
        get_target_property(links ${target} LINK_LIBRARIES)
        if(NOT type MATCHES "^(STATIC_LIBRARY|EXECUTABLE)$" OR NOT "wenyi_compiler" IN_LIST links)
            continue()
        endif()
        # So that ccache may keep what was compiled with them.
        target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
        if(target STREQUAL wenyi_base)
            target_precompile_headers(wenyi_base PRIVATE
                <QByteArray> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QMap> <QSet>
                <QString> <QStringList> <algorithm> <functional> <map> <memory> <optional> <tl/expected.hpp> <variant>
                <vector>)
        else()
            target_precompile_headers(${target} REUSE_FROM wenyi_base)
        endif()
    endforeach()
    get_property(subfolders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(subfolder ${subfolders})
        wenyi_precompile_headers(${subfolder})
    endforeach()
endfunction()
