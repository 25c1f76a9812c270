/* untouched.c - see untouched.h */
#include "kustomize/pipeline/untouched.h"

static bool has_same_place(const struct node *a, const struct node *b)
{
	return a->as_read == b->as_read &&
	       (!a->as_read || (a->at.line == b->at.line && a->at.col == b->at.col));
}

static bool is_same_map(const struct node *a, const struct node *b)
{
	const struct pair *other = b->first;
	NODE_EACH_PAIR (pair, a) {
		if (!other || !untouched_since(&pair->key, &other->key) ||
		    !untouched_since(pair->value, other->value))
			return false;
		other = other->next;
	}
	return !other;
}

static bool is_same_seq(const struct node *a, const struct node *b)
{
	const struct item *other = b->head;
	NODE_EACH_ITEM (item, a) {
		if (!other || !untouched_since(item->value, other->value))
			return false;
		other = other->next;
	}
	return !other;
}

bool untouched_since(const struct node *before, const struct node *document)
{
	if (before->kind != document->kind || before->tag != document->tag ||
	    before->style != document->style || !has_same_place(before, document))
		return false;
	switch (before->kind) {
	case NODE_SCALAR: return str_eq(before->text, document->text);
	case NODE_MAP: return is_same_map(before, document);
	case NODE_SEQ: return is_same_seq(before, document);
	}
	return false;
}
