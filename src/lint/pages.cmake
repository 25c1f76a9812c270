# cmake -DOUT=FILE.c -DFILES="…/OCI101.md;…" -P pages.cmake
#
# Writes the rules' pages as C. A page is short enough for a string literal, but not for the length
# that a strict compiler grants one, so it becomes an array of bytes.
set(arrays "")
set(rows "")
set(count 0)
foreach(file IN LISTS FILES)
  get_filename_component(code ${file} NAME_WE)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)"
         "\\1\n" bytes "${bytes}")
  # Text beyond ASCII does not fit a signed char as 0xe2; unsigned bytes are copied by pointer.
  string(APPEND arrays "static const unsigned char PAGE_${code}[] = {\n${bytes}\n};\n")
  string(APPEND rows
         "\t{STR_INIT(\"${code}\"), {(const char *)PAGE_${code}, sizeof PAGE_${code}}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUT} "/* Made by pages.cmake from pages/; do not edit. */\n"
     "#include \"lint/pages.h\"\n\n${arrays}\n"
     "const struct lint_page LINT_PAGES[] = {\n${rows}};\n"
     "const size_t LINT_PAGES_LEN = ${count};\n")
