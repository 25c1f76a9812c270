# cmake -DOUT=FILE.c -DFILES="…/kustoc.bash;…" -P completions.cmake
#
# Writes the shells' scripts as C: the table that COMPLETION_SCRIPTS of complete.h promises.
set(arrays "")
set(rows "")
foreach(file IN LISTS FILES)
  get_filename_component(shell ${file} EXT)
  string(SUBSTRING ${shell} 1 -1 shell)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)"
         "\\1\n" bytes "${bytes}")
  string(APPEND arrays "static const char SCRIPT_${shell}[] = {\n${bytes}\n};\n")
  string(APPEND rows "\t{\"${shell}\", {SCRIPT_${shell}, sizeof SCRIPT_${shell}}},\n")
endforeach()
file(WRITE ${OUT} "/* Made by completions.cmake from completions/; do not edit. */\n"
     "#include \"cli/complete.h\"\n\n${arrays}\n"
     "const struct completion_script COMPLETION_SCRIPTS[] = {\n${rows}\t{0},\n};\n")
