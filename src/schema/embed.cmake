# cmake -DOUT=FILE.c -DROOT=DIR -DTYPES=FILE.txt -DFILES="a.json;b.json" -P embed.cmake
#
# Writes the JSON Schemas as C: an array of bytes each, since a string literal may not be that
# long, and the table that EMBEDDED_SCHEMAS of embedded.h promises. TYPES becomes KUBERNETES_TYPES.

# The bytes of a file as C's initialiser.
function(bytes_of file out)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  # Lines of 16 bytes: compilers dislike one line of 100,000 characters.
  string(REGEX REPLACE "(................................................................................)"
         "\\1\n" bytes "${bytes}")
  set(${out} "${bytes}" PARENT_SCOPE)
endfunction()

set(arrays "")
set(rows "")
set(index 0)
set(len 0)

# A row of EMBEDDED_SCHEMAS for the array that was made last.
macro(add_row api_version kind)
  string(APPEND rows "\t{STR_INIT(\"${api_version}\"), STR_INIT(\"${kind}\"), STR_INIT(\"${name}\"),\n"
         "\t {TEXT_${index}, sizeof TEXT_${index}}},\n")
  math(EXPR len "${len} + 1")
endmacro()

foreach(file IN LISTS FILES)
  file(READ ${file} text)
  bytes_of(${file} bytes)
  file(RELATIVE_PATH name ${ROOT} ${file})
  string(APPEND arrays "static const char TEXT_${index}[] = {\n${bytes}\n};\n")
  string(JSON kinds ERROR_VARIABLE own LENGTH "${text}" x-kubernetes-group-version-kind)
  if(own) # no object of Kubernetes': found by its title alone
    string(JSON kind GET "${text}" title)
    add_row("" ${kind})
  else()
    math(EXPR last "${kinds} - 1")
    foreach(i RANGE ${last})
      string(JSON group GET "${text}" x-kubernetes-group-version-kind ${i} group)
      string(JSON version GET "${text}" x-kubernetes-group-version-kind ${i} version)
      string(JSON kind GET "${text}" x-kubernetes-group-version-kind ${i} kind)
      add_row(${group}/${version} ${kind})
    endforeach()
  endif()
  math(EXPR index "${index} + 1")
endforeach()
bytes_of(${TYPES} types)
file(WRITE ${OUT} "/* Made by embed.cmake from schemas/; do not edit. */\n"
     "#include \"schema/embedded.h\"\n\n${arrays}\n"
     "const struct embedded_schema EMBEDDED_SCHEMAS[] = {\n${rows}};\n"
     "const size_t EMBEDDED_SCHEMAS_LEN = ${len};\n\n"
     "static const char TYPES[] = {\n${types}\n};\n"
     "const str KUBERNETES_TYPES = {TYPES, sizeof TYPES};\n")
