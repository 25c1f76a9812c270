/* quote.h - text as Go prints it quoted: "%q" of package fmt */
#ifndef BASE_QUOTE_H
#define BASE_QUOTE_H

#include "base/buf.h"

/* Adds `text` in double quotes, escaped as strconv.Quote does. */
void quote_go(struct buf *out, str text);
str quote_go_new(struct arena *arena, str text);
/* Adds `text` as a JSON string as encoding/json writes it: also < > & U+2028 U+2029 escaped. */
void quote_json(struct buf *out, str text);

#endif
