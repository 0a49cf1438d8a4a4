# SPDX-License-Identifier: MIT
# One function for each kind of module; everything about building stands here.

option(CALSPAM_TESTS "build the tests" ON)
option(CALSPAM_WERROR "warnings are errors" OFF)
set(CALSPAM_SANITIZE "" CACHE STRING "sanitizers, as in -fsanitize=")
option(CALSPAM_COVERAGE "measure line coverage (clang)" OFF)
option(CALSPAM_FUZZ "build the libFuzzer targets (clang)" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
find_program(CALSPAM_CCACHE ccache)
if(CALSPAM_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CALSPAM_CCACHE}")
endif()

find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(OpenSSL REQUIRED)
pkg_check_modules(gmime REQUIRED IMPORTED_TARGET gmime-3.0)
pkg_check_modules(libical REQUIRED IMPORTED_TARGET libical)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(yaml-cpp REQUIRED IMPORTED_TARGET yaml-cpp)
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(libseccomp REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(libpsl REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(libpng REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(libjpeg REQUIRED IMPORTED_TARGET libjpeg)
pkg_check_modules(zxing REQUIRED IMPORTED_TARGET zxing)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)

add_library(calspam_flags INTERFACE)
# -Wrestrict: g++ 12 warns of std::string's own code (GCC bug 105651).
target_compile_options(calspam_flags INTERFACE -Wall -Wextra -Wshadow
  -Wnon-virtual-dtor -Wno-restrict -fstack-protector-strong
  $<$<BOOL:${CALSPAM_WERROR}>:-Werror>)
target_compile_definitions(calspam_flags INTERFACE _GLIBCXX_ASSERTIONS)
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CALSPAM_SANITIZE)
  target_compile_options(calspam_flags INTERFACE -U_FORTIFY_SOURCE
    -D_FORTIFY_SOURCE=2 -fstack-clash-protection)
  target_link_options(calspam_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
if(CALSPAM_SANITIZE)
  target_compile_options(calspam_flags INTERFACE
    -fsanitize=${CALSPAM_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(calspam_flags INTERFACE -fsanitize=${CALSPAM_SANITIZE})
endif()
if(CALSPAM_COVERAGE)
  target_compile_options(calspam_flags INTERFACE -fprofile-instr-generate
    -fcoverage-mapping)
  target_link_options(calspam_flags INTERFACE -fprofile-instr-generate)
endif()
if(CALSPAM_FUZZ)
  target_compile_options(calspam_flags INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(calspam_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# calspam_library(mail SOURCES a.cc DEPENDS util PRIVATE PkgConfig::gmime)
# A module of lib/: DEPENDS are the modules it may include, PRIVATE the
# third-party libraries that its wrappers hide.
function(calspam_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  add_library(calspam_${name} STATIC ${arg_SOURCES})
  target_include_directories(calspam_${name} PUBLIC "${PROJECT_SOURCE_DIR}/lib")
  list(TRANSFORM arg_DEPENDS PREPEND calspam_)
  target_link_libraries(calspam_${name} PUBLIC ${arg_DEPENDS} fmt::fmt
    tl::expected PRIVATE calspam_flags ${arg_PRIVATE})
endfunction()

# calspam_test(mail SOURCES a_test.cc DEPENDS mail): one GoogleTest program,
# each of its cases a test of ctest. With SHARDS n it is n tests of ctest: a
# process for each of thousands of samples would take longer than they do.
function(calspam_test name)
  cmake_parse_arguments(arg "" "SHARDS" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  add_executable(${name}_test ${arg_SOURCES})
  list(TRANSFORM arg_DEPENDS PREPEND calspam_)
  target_link_libraries(${name}_test PRIVATE ${arg_DEPENDS} calspam_flags
    ${arg_PRIVATE} GTest::gmock GTest::gtest_main)
  target_include_directories(${name}_test PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${name}_test PRIVATE
    CALSPAM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(NOT arg_SHARDS)
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}."
      DISCOVERY_TIMEOUT 60)
    return()
  endif()
  math(EXPR last "${arg_SHARDS} - 1")
  foreach(shard RANGE ${last})
    add_test(NAME ${name}.shard${shard} COMMAND ${name}_test)
    set_tests_properties(${name}.shard${shard} PROPERTIES ENVIRONMENT
      "GTEST_TOTAL_SHARDS=${arg_SHARDS};GTEST_SHARD_INDEX=${shard}"
      TIMEOUT 1800)
  endforeach()
endfunction()
