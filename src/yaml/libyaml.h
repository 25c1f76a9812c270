/*
 * libyaml.h - the one door to libyaml, for the reader (parse.c) and the writer (emit.c)
 *
 * kustomize reads and writes with Go ports of this library, which is why kustoc does it with the
 * original. Its names begin with yaml_, which nothing of ours does.
 */
#ifndef YAML_LIBYAML_H
#define YAML_LIBYAML_H

#include <yaml.h>

#endif
