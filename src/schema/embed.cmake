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
foreach(file IN LISTS FILES)
  file(READ ${file} text)
  string(JSON group ERROR_VARIABLE own GET "${text}" x-kubernetes-group-version-kind 0 group)
  if(own) # no object of Kubernetes': found by its title alone
    set(api_version "")
    string(JSON kind GET "${text}" title)
  else()
    string(JSON version GET "${text}" x-kubernetes-group-version-kind 0 version)
    string(JSON kind GET "${text}" x-kubernetes-group-version-kind 0 kind)
    set(api_version ${group}/${version})
  endif()
  bytes_of(${file} bytes)
  file(RELATIVE_PATH name ${ROOT} ${file})
  string(APPEND arrays "static const char TEXT_${index}[] = {\n${bytes}\n};\n")
  string(APPEND rows "\t{STR_INIT(\"${api_version}\"), STR_INIT(\"${kind}\"), STR_INIT(\"${name}\"),\n"
         "\t {TEXT_${index}, sizeof TEXT_${index}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
bytes_of(${TYPES} types)
file(WRITE ${OUT} "/* Made by embed.cmake from schemas/; do not edit. */\n"
     "#include \"schema/embedded.h\"\n\n${arrays}\n"
     "const struct embedded_schema EMBEDDED_SCHEMAS[] = {\n${rows}};\n"
     "const size_t EMBEDDED_SCHEMAS_LEN = ${index};\n\n"
     "static const char TYPES[] = {\n${types}\n};\n"
     "const str KUBERNETES_TYPES = {TYPES, sizeof TYPES};\n")
