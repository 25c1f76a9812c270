# conformance.cmake - a shared set of cases, and how many of them must pass
#
#   cmake -DSOURCE=<project> -DBIN=<kustoc> -DSET=<name> -P conformance.cmake -- ARGUMENTS
#
# The sets lie outside the project, in the folder that KUSTOC_CONFORMANCE names, else in
# ../shared/conformance. testdata/conformance/<name>.txt holds the number that must pass: it is
# raised with every step forward, and a step back fails here.
cmake_minimum_required(VERSION 3.25)

set(folder ${SOURCE}/../shared/conformance)
if(DEFINED ENV{KUSTOC_CONFORMANCE})
  set(folder $ENV{KUSTOC_CONFORMANCE})
endif()
find_program(PYTHON python3)
if(NOT EXISTS ${folder}/${RUNNER} OR NOT PYTHON)
  message("skipped: no ${RUNNER} in ${folder}, or no python3 to run it")
  return()
endif()

file(STRINGS ${SOURCE}/testdata/conformance/${SET}.txt minimum REGEX "^[0-9]+$")
separate_arguments(ARGUMENTS)
execute_process(COMMAND ${PYTHON} ${folder}/${RUNNER} --bin ${BIN} -v ${ARGUMENTS}
                OUTPUT_VARIABLE text ERROR_VARIABLE text)
message("${text}")
if(NOT text MATCHES "([0-9]+) passed, [0-9]+ failed[^\n]*\n$")
  message(FATAL_ERROR "the runner did not come to its end")
endif()
set(passed ${CMAKE_MATCH_1})
# A crash is worse than any number of differences.
if(text MATCHES "killed by signal|a sanitizer complains|no end after|no answer in")
  message(FATAL_ERROR "kustoc crashed or hung")
endif()
if(passed LESS minimum)
  message(FATAL_ERROR "${passed} passed; it were ${minimum} already")
endif()
