# SPDX-License-Identifier: GPL-3.0-or-later
# How our own code is compiled: C++20, warnings as errors, hardening, sanitizers by preset, ccache where present.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)

set(WENYI_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers are compared by what they hold, not by when they were made. What was included is taken from the
    # compiler's own list, so that nothing is preprocessed twice.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1 ${CCACHE_PROGRAM})
endif()

# Linking hundreds of test programs takes longer than compiling, unless by the fastest linker.
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_link_options(-fuse-ld=mold)
endif()

# What is installed holds our libraries; programs that are built to be tested share them, or three hundred of them would
# be three hundred times 200 MB, and each be linked anew for whatever changes.
option(WENYI_SHARED "Link our own libraries dynamically" OFF)

set(CMAKE_LINK_DEPENDS_NO_SHARED ON) # A library that changes within links no program anew.

# wenyi_add_library(TARGET SOURCES …): a library of ours, by the name that others link.
function(wenyi_add_library target)
    if(NOT WENYI_SHARED)
        add_library(${target} STATIC ${ARGN})
        return()
    endif()
    add_library(${target} SHARED ${ARGN})
    # No macro of its own: all targets are compiled with the same precompiled headers.
    set_target_properties(${target} PROPERTIES DEFINE_SYMBOL "" LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
    target_link_options(${target} PRIVATE -Wl,-Bsymbolic-functions) # Nobody stands in for ours; fewer names to look up.
endfunction()

# Not for whoever only builds it to use it: another compiler warns of other things, often wrongly.
option(WENYI_WARNINGS_ARE_ERRORS "No warning is left unmended" ON)

add_library(wenyi_compiler INTERFACE)
target_compile_options(wenyi_compiler INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${WENYI_WARNINGS_ARE_ERRORS}>:-Werror> -fstack-protector-strong)
target_compile_definitions(wenyi_compiler INTERFACE
    QT_NO_CAST_FROM_BYTEARRAY QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
    QT_NO_FOREACH QT_MESSAGELOGCONTEXT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_include_directories(wenyi_compiler INTERFACE ${CMAKE_SOURCE_DIR})
if(WENYI_SANITIZE)
    target_compile_options(wenyi_compiler INTERFACE -fsanitize=${WENYI_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all $<$<BOOL:$<TARGET_PROPERTY:WENYI_LIGHT>>:-fno-sanitize=null,alignment>)
    target_link_options(wenyi_compiler INTERFACE -fsanitize=${WENYI_SANITIZE})
    if(WENYI_SANITIZE MATCHES "address") # Compilers tell it by different names.
        target_compile_definitions(wenyi_compiler INTERFACE WENYI_ADDRESS_SANITIZER)
    endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_definitions(wenyi_compiler INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
    target_link_options(wenyi_compiler INTERFACE -Wl,-z,relro,-z,now)
endif()

# wenyi_reads_qpdf(SOURCE …): files that include qpdf's headers. Read as C++20 those are refused by clang (qpdf 11.3's
# JSON.hh destroys a vector of a class not yet complete), so clang reads these files as C++17.
function(wenyi_reads_qpdf)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        set_source_files_properties(${ARGN} PROPERTIES SKIP_PRECOMPILE_HEADERS ON SKIP_UNITY_BUILD_INCLUSION ON
            COMPILE_OPTIONS "-std=c++17;-Wno-c++20-extensions")
    endif()
endfunction()

# The headers that nearly every file reads are parsed once for the whole tree (a tenth to a third of each file's time):
# every target that is compiled with wenyi_compiler takes them from wenyi_base, the windows and their tests from wenyi_ui,
# with Qt's widgets. Only headers of others stand there, so that no change of ours compiles everything anew; they make no
# include of ours superfluous. Clang reads of a precompiled header only what a file asks for, so for it more pays: files
# and threads, QTest for the tests. (With GCC loading those takes what it saves.)
set(wenyi_common_headers
    <QByteArray> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QMap> <QSet> <QString>
    <QStringList> <algorithm> <functional> <map> <memory> <optional> <tl/expected.hpp> <variant> <vector>)
set(wenyi_window_headers
    <QAction> <QApplication> <QComboBox> <QDialog> <QFormLayout> <QHeaderView> <QLabel> <QLineEdit> <QListWidget>
    <QMenu> <QPainter> <QPlainTextEdit> <QPushButton> <QSplitter> <QTableView> <QTimer> <QToolBar> <QVBoxLayout>
    <QtConcurrent>)

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    list(APPEND wenyi_common_headers
        <QDir> <QFile> <QFuture> <QPromise> <QSaveFile> <QTemporaryDir> <QThread> <QXmlStreamReader> <chrono>
        <condition_variable> <filesystem> <future> <iomanip> <mutex> <random> <sstream> <thread>)
endif()

function(wenyi_precompile_headers target)
    # So that ccache may keep what was compiled with them.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
    set(is_clang OFF)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        set(is_clang ON)
    endif()
    if(target STREQUAL wenyi_base)
        target_precompile_headers(${target} PRIVATE ${wenyi_common_headers})
    elseif(target STREQUAL wenyi_ui)
        target_precompile_headers(${target} PRIVATE ${wenyi_common_headers} ${wenyi_window_headers})
    elseif(is_clang AND target STREQUAL test_base)
        target_precompile_headers(${target} PRIVATE ${wenyi_common_headers} <QtTest/qtestcase.h>)
    elseif(target MATCHES "^(test_client\\.ui|test_helpers_client\\.ui)")
        target_precompile_headers(${target} REUSE_FROM wenyi_ui)
    elseif(is_clang AND target MATCHES "^test_")
        target_precompile_headers(${target} REUSE_FROM test_base)
    else()
        target_precompile_headers(${target} REUSE_FROM wenyi_base)
    endif()
endfunction()

# Windows, commands and tests go without the two checks of UBSan that stand before every access to a member and are a
# sixth of the compiler's time: a null pointer ends in AddressSanitizer's report all the same, and whatever parses, signs
# or talks lies in shared/, client/core and server/, which keep them.
function(wenyi_lighten target)
    if(WENYI_SANITIZE MATCHES "undefined" AND target MATCHES "^(wenyi|wenyictl|wenyi_ui|test_.*)$")
        set_target_properties(${target} PROPERTIES WENYI_LIGHT ON)
    endif()
    # Nor do tests carry lines for a debugger, which are a tenth: a failed one says where by itself.
    if(WENYI_SANITIZE AND target MATCHES "^test_")
        target_compile_options(${target} PRIVATE -g0)
    endif()
endfunction()

# What is compiled to be tested is compiled eight files at a time, in half the time: a header's templates and inline
# functions are made once for the eight. Files that are part of this have no names in common that only one file should
# know; the other presets, and whoever develops, compile each file by itself, so that each includes what it uses. Who
# wants a release build to measure with, and soon, joins its two largest by -DWENYI_JOIN=ON.
function(wenyi_join_files target)
    if((WENYI_SANITIZE AND target MATCHES "^(wenyictl|wenyi_(ui|core|server_core|seal|docx|directory|journal|protocol))$")
       OR (WENYI_JOIN AND target MATCHES "^(wenyictl|wenyi_core)$"))
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    endif()
endfunction()

# wenyi_finish_targets(FOLDER): what each target of the folder and of those below gets that is compiled with
# wenyi_compiler, once all are declared.
function(wenyi_finish_targets folder)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target ${targets})
        get_target_property(type ${target} TYPE)
        get_target_property(links ${target} LINK_LIBRARIES)
        if(type MATCHES "^(STATIC_LIBRARY|SHARED_LIBRARY|EXECUTABLE)$" AND "wenyi_compiler" IN_LIST links)
            wenyi_precompile_headers(${target})
            wenyi_lighten(${target})
            wenyi_join_files(${target})
        endif()
    endforeach()
    get_property(subfolders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(subfolder ${subfolders})
        wenyi_finish_targets(${subfolder})
    endforeach()
endfunction()
