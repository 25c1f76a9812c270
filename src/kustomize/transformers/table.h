/* table.h - the transformers that transformers.c lists; nobody else includes it */
#ifndef KUSTOMIZE_TRANSFORMERS_TABLE_H
#define KUSTOMIZE_TRANSFORMERS_TABLE_H

#include "kustomize/transformers/transformers.h"

#endif
