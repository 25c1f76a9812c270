# kustoc_module(NAME DEPENDS folder... SOURCES file... [LIBRARIES target...])
#
# A folder of src/ as a static library. An #include "..." that points at a folder not named in
# DEPENDS stops the configure step: the tree is the architecture. Every *_test.c beside the
# sources becomes a test named folder/file, every *_fuzz.c a fuzz target and a replay test.
function(kustoc_module name)
  cmake_parse_arguments(module "" "" "DEPENDS;SOURCES;LIBRARIES" ${ARGN})
  kustoc_check_arrows(${CMAKE_CURRENT_SOURCE_DIR} ${name} "${module_DEPENDS}")
  add_library(${name} STATIC ${module_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${module_DEPENDS} PRIVATE kustoc_flags ${module_LIBRARIES})
  if(NOT name STREQUAL testing)
    kustoc_tests(${name})
    kustoc_fuzzers(${name})
  endif()
endfunction()

# Fails when a file below `folder` includes from a folder of src/ that is not granted. A test may
# also include testing/.
function(kustoc_check_arrows folder name granted)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*.c ${folder}/*.h)
  foreach(file IN LISTS files)
    set(allowed ${name} ${granted})
    if(file MATCHES "_(test|fuzz)\\.c$")
      list(APPEND allowed testing)
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(STRINGS ${file} includes REGEX "^[ \t]*#[ \t]*include[ \t]*\"")
    foreach(line IN LISTS includes)
      if(line MATCHES "\"([^\"]+)/[^\"/]+\"")
        set(path ${CMAKE_MATCH_1})
        string(REGEX REPLACE "/.*" "" target ${path})
        if(NOT target IN_LIST allowed)
          message(FATAL_ERROR "${file}: ${name}/ may not include from ${target}/: ${line}")
        endif()
        # A subfolder has one door, the header named after it.
        if(path MATCHES "/([^/]+)$" AND NOT file MATCHES "/src/${path}/"
           AND NOT line MATCHES "/${CMAKE_MATCH_1}\\.h\"")
          message(FATAL_ERROR "${file}: ${path}/ is entered by ${path}/${CMAKE_MATCH_1}.h only: ${line}")
        endif()
      endif()
    endforeach()
  endforeach()
endfunction()

function(kustoc_tests name)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.c)
  foreach(test IN LISTS tests)
    get_filename_component(base ${test} NAME_WE)
    set(target ${name}_${base})
    add_executable(${target} EXCLUDE_FROM_ALL ${test})
    target_link_libraries(${target} PRIVATE ${name} testing kustoc_flags)
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_compile_definitions(${target} PRIVATE KUSTOC_ROOT="${CMAKE_SOURCE_DIR}"
                               KUSTOC_BIN="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/kustoc")
    add_dependencies(kustoc_all_tests ${target})
    string(REGEX REPLACE "_test$" "" base ${base})
    add_test(NAME ${name}/${base} COMMAND ${target} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endforeach()
endfunction()

# x_fuzz.c is built twice: with libFuzzer when KUSTOC_FUZZ is on, and always as a replay of the
# inputs kept in testdata/fuzz/<folder>_<x>/.
function(kustoc_fuzzers name)
  file(GLOB_RECURSE fuzzers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_fuzz.c)
  foreach(fuzzer IN LISTS fuzzers)
    get_filename_component(base ${fuzzer} NAME_WE)
    string(REGEX REPLACE "_fuzz$" "" short ${base})
    set(target ${name}_${base})
    add_executable(${target} EXCLUDE_FROM_ALL ${fuzzer})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    add_dependencies(kustoc_all_tests ${target})
    if(KUSTOC_FUZZ)
      target_link_libraries(${target} PRIVATE ${name} kustoc_flags)
      target_compile_options(${target} PRIVATE -fsanitize=fuzzer)
      target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    else()
      target_link_libraries(${target} PRIVATE ${name} testing fuzz_replay kustoc_flags)
      add_test(NAME fuzz/${name}_${short}
               COMMAND ${target} ${CMAKE_SOURCE_DIR}/testdata/fuzz/${name}_${short}
               WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    endif()
  endforeach()
endfunction()
