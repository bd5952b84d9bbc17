# SPDX-License-Identifier: GPL-3.0-or-later
# One way to declare a library, a program and a folder of tests.

# wenyi_library(NAME LINKS …): library wenyi_NAME from every .cpp of the current folder (not of its subfolders).
function(wenyi_library name)
    cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    if(NOT sources MATCHES "\\.cpp")
        # A layer whose code has not landed is still a name that others can link.
        add_library(wenyi_${name} INTERFACE)
        target_link_libraries(wenyi_${name} INTERFACE ${ARG_LINKS})
        return()
    endif()
    wenyi_add_library(wenyi_${name} ${sources})
    target_link_libraries(wenyi_${name} PRIVATE wenyi_compiler PUBLIC ${ARG_LINKS})
    target_include_directories(wenyi_${name} PUBLIC ${CMAKE_SOURCE_DIR})
endfunction()

# wenyi_program(NAME LINKS …): executable NAME from every .cpp of the current folder.
function(wenyi_program name)
    cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    add_executable(${name} ${sources})
    target_link_libraries(${name} PRIVATE wenyi_compiler ${ARG_LINKS})
    install(TARGETS ${name} RUNTIME DESTINATION bin)
endfunction()

# wenyi_tests(FOLDER LINKS …): one test program for each FOLDER/*Test.cpp, named after its path; the other .cpp files of
# the folder are compiled once, into a library that all of its tests link. PLATFORM xcb for tests that want real windows:
# each before a display of its own.
function(wenyi_tests folder)
    cmake_parse_arguments(ARG "" "PLATFORM" "LINKS" ${ARGN})
    if(NOT ARG_PLATFORM)
        set(ARG_PLATFORM offscreen)
    endif()
    string(REPLACE "/" "." prefix ${folder})
    wenyi_test_helpers(${folder} ${prefix} ${ARG_LINKS})
    file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*Test.cpp)
    foreach(test ${tests})
        get_filename_component(stem ${test} NAME_WE)
        set(target test_${prefix}.${stem})
        add_executable(${target} ${test})
        wenyi_moc_test(${target} ${test})
        target_link_libraries(${target} PRIVATE wenyi_compiler test_helpers_${prefix})
        if(ARG_PLATFORM STREQUAL "xcb")
            add_test(NAME ${prefix}.${stem} COMMAND ${CMAKE_SOURCE_DIR}/cmake/with-display.sh $<TARGET_FILE:${target}>)
            add_dependencies(${target} wenyi-render) # Windows show what came from elsewhere.
        else()
            add_test(NAME ${prefix}.${stem} COMMAND ${target})
        endif()
        # No session bus: without an address libdbus forks to start one, and a child forked among threads under
        # AddressSanitizer may wait for ever for a lock of its allocator.
        # Nothing that a person keeps for the windows, and nothing of a test for the next one.
        # The whole test's time is bounded, not each function's: QtTest's own watchdog counts from the test's beginning.
        set_tests_properties(${prefix}.${stem} PROPERTIES TIMEOUT 600
            ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=900000;QT_QPA_PLATFORM=${ARG_PLATFORM};DBUS_SESSION_BUS_ADDRESS=disabled:;XDG_CONFIG_HOME=/dev/null;ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0;WENYI_FONTS=${WENYI_FONTS_DIR};WENYI_RENDER=${CMAKE_BINARY_DIR}/client/render/wenyi-render")
    endforeach()
endfunction()

# A test's one moc file, made directly: AUTOMOC would scan and compile an empty file for each test program besides.
function(wenyi_moc_test target test)
    get_filename_component(stem ${test} NAME_WE)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/moc/${target})
    file(MAKE_DIRECTORY ${folder})
    qt_generate_moc(${test} ${folder}/${stem}.moc TARGET ${target})
    target_sources(${target} PRIVATE ${folder}/${stem}.moc)
    target_include_directories(${target} PRIVATE ${folder})
    set_target_properties(${target} PROPERTIES AUTOMOC OFF)
endfunction()

# test_helpers_PREFIX: what the tests of a folder share, with everything that they link.
function(wenyi_test_helpers folder prefix)
    file(GLOB helpers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.h)
    list(FILTER helpers EXCLUDE REGEX "Test\\.cpp$")
    set(target test_helpers_${prefix})
    set(visibility PUBLIC)
    if(helpers MATCHES "\\.cpp")
        add_library(${target} STATIC ${helpers})
        target_link_libraries(${target} PRIVATE wenyi_compiler)
        set_target_properties(${target} PROPERTIES AUTOMOC OFF) # No helper is a QObject with slots of its own.
    else()
        add_library(${target} INTERFACE)
        set(visibility INTERFACE)
    endif()
    target_link_libraries(${target} ${visibility} Qt6::Test ${ARGN})
    target_compile_definitions(${target} ${visibility}
        WENYI_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
        WENYI_BUILD_DIR="${CMAKE_BINARY_DIR}"
        WENYI_SAMPLES_DIR="${CMAKE_SOURCE_DIR}/../shared/samples")
endfunction()

# wenyi_schema(TARGET COMPONENT FILES …): compiles numbered SQL files into TARGET as schema::COMPONENT (a list of
# journal::SchemaStep), included as "FOLDER/schema/COMPONENT.h". A released file is never edited; a change is a new file.
function(wenyi_schema target component)
    set(steps "")
    foreach(file ${ARGN})
        string(REGEX MATCH "-0*([0-9]+)\\.sql$" unused ${file})
        file(READ ${file} sql)
        string(APPEND steps "    {${CMAKE_MATCH_1}, R\"SQL(${sql})SQL\"},\n")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    endforeach()
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    set(header ${CMAKE_CURRENT_BINARY_DIR}/generated/${folder}/schema/${component}.h)
    file(CONFIGURE OUTPUT ${header} @ONLY CONTENT
"#pragma once
#include \"shared/journal/Schema.h\"
namespace wenyi::schema {
inline const wenyi::journal::SchemaSteps ${component} = {
${steps}};
}
")
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()
