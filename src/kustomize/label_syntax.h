/*
 * label_syntax.h - what keys and values of labels look like
 *
 * The rules of Kubernetes (k8s.io/apimachinery/pkg/util/validation), in its
 * words.
 */
#ifndef KUSTOMIZE_LABEL_SYNTAX_H
#define KUSTOMIZE_LABEL_SYNTAX_H

#include "base/arena.h"

/* What is wrong with it, several things with "; " between; "" for nothing. */
str label_key_problem(struct arena *arena, str key);
str label_value_problem(str value);

#endif
