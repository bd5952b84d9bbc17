# SPDX-License-Identifier: GPL-3.0-or-later
# The kernels' tests once more under valgrind, whose processor has AVX2 at most: the way that a lesser machine takes, and
# every access to memory watched. Compiled apart: valgrind cannot run AddressSanitizer's programs, nor read the debugging
# information of every compiler.
set(crypto ${CMAKE_SOURCE_DIR}/shared/crypto)
set(kernels ${crypto}/portable/Sm3Kernels.cpp ${crypto}/portable/Sm4Kernels.cpp)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    file(GLOB kernels CONFIGURE_DEPENDS ${crypto}/x86_64/*.cpp)
endif()
add_library(test-lesser-kernels STATIC ${kernels} ${crypto}/Sm3.cpp ${crypto}/Sm3Lanes.cpp ${crypto}/Sm3LanesEach.cpp
    ${crypto}/Sm4CounterMode.cpp ${crypto}/OpenSslHandles.cpp ${CMAKE_SOURCE_DIR}/shared/base/SecretMemoryLinux.cpp)
set_target_properties(test-lesser-kernels PROPERTIES AUTOMOC OFF)
target_compile_options(test-lesser-kernels PUBLIC -O1 -g0)
target_include_directories(test-lesser-kernels PUBLIC ${CMAKE_SOURCE_DIR})
target_link_libraries(test-lesser-kernels PUBLIC Qt6::Core Qt6::Test OpenSSL::Crypto PkgConfig::GCRYPT)

# wenyi_lesser_test(NAME FUNCTIONS…): those functions of shared/crypto's test, or all.
function(wenyi_lesser_test name)
    set(target test-lesser-${name})
    set(test ${CMAKE_CURRENT_SOURCE_DIR}/shared/crypto/${name}.cpp)
    add_executable(${target} ${test})
    wenyi_moc_test(${target} ${test})
    target_link_libraries(${target} PRIVATE test-lesser-kernels)
    add_test(NAME valgrind.${name} COMMAND valgrind -q --error-exitcode=1 $<TARGET_FILE:${target}> ${ARGN})
    # Each way that was taken is named in the test's words.
    set_tests_properties(valgrind.${name} PROPERTIES TIMEOUT 300 FAIL_REGULAR_EXPRESSION "AVX-512")
endfunction()
wenyi_lesser_test(Sm3LanesTest)
wenyi_lesser_test(Sm4CounterModeTest agreesWithTheStandard theCounterCarriesThroughAllItsBytes)
