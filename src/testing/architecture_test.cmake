# architecture_test.cmake - an include against the arrows stops the configure step
#
#   cmake -DSOURCE=<project> -DSCRATCH=<folder> -P architecture_test.cmake
#
# Configures a copy of the project, as it is and with one include too many.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${SCRATCH})
file(COPY ${SOURCE}/CMakeLists.txt ${SOURCE}/src ${SOURCE}/schemas DESTINATION ${SCRATCH}/tree)

# Always in one folder: what CMake found out about the compiler stays.
function(configure out_result out_text)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SCRATCH}/tree -B ${SCRATCH}/build
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  # CMake breaks its messages into lines of its own.
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  set(${out_result} ${result} PARENT_SCOPE)
  set(${out_text} "${text}" PARENT_SCOPE)
endfunction()

# Adds `line` to `file`, expects the configure step to stop with `message`, takes it back.
function(expect_refusal file line message)
  set(path ${SCRATCH}/tree/src/${file})
  file(READ ${path} before)
  file(APPEND ${path} "${line}\n")
  configure(result text)
  file(WRITE ${path} "${before}")
  if(result EQUAL 0)
    message(FATAL_ERROR "${file} may include ${line}")
  endif()
  if(NOT text MATCHES "${message}")
    message(FATAL_ERROR "${file}: refused, but not for the include: ${text}")
  endif()
endfunction()

configure(result text)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the copy cannot be configured: ${text}")
endif()
expect_refusal(base/str.c "#include \"cli/cli.h\"" "base/ may not include from cli/")
expect_refusal(diff/diff.h "#include \"kustomize/pipeline/pipeline.h\""
               "diff/ may not include from kustomize/")
expect_refusal(yaml/node.c "#include \"testing/table.h\""
               "yaml/ may not include from testing/")
expect_refusal(kustomize/pipeline/pipeline.c "#include \"kustomize/transformers/table.h\""
               "is entered by kustomize/transformers/transformers.h only")
