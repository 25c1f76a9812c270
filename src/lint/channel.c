/*
 * channel.c - see channel.h
 *
 * The config was checked whole when it was read (config_check.h), so nothing here can fail that the
 * user has not been told of: errors of patterns and releases go unheard.
 */
#include "lint/channel.h"

#include "base/buf.h"
#include "flux/substitute.h"
#include "lint/environments.h"

/* A version with a hyphen; what is no version, as 'latest', has rules of its own. */
static const str PRERELEASES = STR_INIT("^v?[0-9][0-9.]*-");

bool channel_add_pattern(struct arena *arena, struct channel *channel, bool never, str text,
                         struct mark at, struct diags *diags)
{
	struct channel_pattern pattern = {.at = at};
	struct regex_error error;
	if (!tagfilter_parse(arena, text, flux_release_newest(), &pattern.filter, &error))
		return diag_error(diags, at, "'%.*s' is no Go regular expression: %.*s",
		                  STR_ARG(text), STR_ARG(error.message));
	if (never)
		*ARRAY_ADD(arena, &channel->never) = pattern;
	else
		*ARRAY_ADD(arena, &channel->only) = pattern;
	return true;
}

/* One text, or a list of them. */
struct text_list {
	const struct node **at;
	size_t len, cap;
};

static struct text_list texts_of(struct arena *arena, const struct node *channel, str key)
{
	struct text_list texts = {0};
	const struct node *value = node_get(channel, key);
	if (node_is_scalar(value))
		*ARRAY_ADD(arena, &texts) = value;
	else if (node_is_seq(value))
		NODE_EACH_ITEM (item, value)
			*ARRAY_ADD(arena, &texts) = item->value;
	return texts;
}

/* The config was checked when it was read: every pattern is one. */
static void read_patterns(struct arena *arena, const struct node *fields, struct channel *out)
{
	struct diags unheard;
	bool ok = true;
	diags_init(&unheard, arena);
	const struct text_list only = texts_of(arena, fields, STR("only"));
	for (size_t i = 0; i < only.len; i++)
		ok = ok && channel_add_pattern(arena, out, false, only.at[i]->text, only.at[i]->at,
		                               &unheard);
	const struct text_list never = texts_of(arena, fields, STR("never"));
	for (size_t i = 0; i < never.len; i++)
		ok = ok && channel_add_pattern(arena, out, true, never.at[i]->text, never.at[i]->at,
		                               &unheard);
}

static struct channel *read_channel(struct arena *arena, str name, const struct node *fields)
{
	struct channel *channel = ARENA_NEW(arena, struct channel);
	channel->name = name;
	read_patterns(arena, fields, channel);
	const struct text_list accept = texts_of(arena, fields, STR("accept"));
	for (size_t i = 0; i < accept.len; i++)
		*ARRAY_ADD(arena, &channel->accept) =
			(struct channel_tag){accept.at[i]->text, accept.at[i]->at};
	const struct text_list refuse = texts_of(arena, fields, STR("refuse"));
	for (size_t i = 0; i < refuse.len; i++)
		*ARRAY_ADD(arena, &channel->refuse) =
			(struct channel_tag){refuse.at[i]->text, refuse.at[i]->at};
	const struct text_list exclusive = texts_of(arena, fields, STR("exclusive"));
	for (size_t i = 0; i < exclusive.len; i++)
		*ARRAY_ADD(arena, &channel->exclusive) =
			(struct channel_tag){exclusive.at[i]->text, exclusive.at[i]->at};
	return channel;
}

static const struct node *environment_fields(const struct config *config, str environment)
{
	if (!config || !config->source)
		return NULL;
	return node_get(node_get(config->fields, STR("environments")), environment);
}

static bool has_channels(const struct config *config)
{
	return config && config->source && node_get(config->fields, STR("channels"));
}

struct channel *channel_of(struct arena *arena, const struct config *config, str environment)
{
	const str name = node_get_text(environment_fields(config, environment), STR("channel"));
	struct diags unheard;
	if (name.len > 0)
		return read_channel(arena, name,
		                    node_get(node_get(config->fields, STR("channels")), name));
	struct channel *channel = ARENA_NEW(arena, struct channel);
	diags_init(&unheard, arena);
	if (!has_channels(config) && environment_is_production(environment))
		channel->is_assumed =
			channel_add_pattern(arena, channel, true, PRERELEASES, NO_MARK, &unheard);
	return channel;
}

bool channel_demands_something(const struct channel *channel)
{
	return channel->only.len + channel->never.len + channel->accept.len + channel->refuse.len >
	       0;
}

str channel_before(const struct config *config, str environment)
{
	return node_get_text(environment_fields(config, environment), STR("after"));
}

bool channel_add_release(struct flux_releases *releases, str name, struct diags *diags)
{
	const struct flux_release *release = flux_release_find(name);
	if (!release)
		return diag_error(diags, NO_MARK,
		                  "unknown release of Flux '%.*s'; the newest that is known is %s",
		                  STR_ARG(name), flux_release_newest()->name);
	size_t at = 0;
	while (at < releases->len && releases->at[at] < release)
		at++;
	if (at < releases->len && releases->at[at] == release)
		return true;
	for (size_t i = releases->len++; i > at; i--)
		releases->at[i] = releases->at[i - 1];
	releases->at[at] = release;
	return true;
}

struct flux_releases channel_releases(const struct config *config)
{
	struct flux_releases releases = {.len = 0};
	if (config && config->source) {
		struct diags unheard;
		diags_init(&unheard, config->arena);
		const struct node *flux = node_get(config->fields, STR("flux"));
		if (node_is_seq(flux))
			NODE_EACH_ITEM (item, flux)
				if (!channel_add_release(&releases, item->value->text, &unheard))
					break;
	}
	if (releases.len == 0)
		releases.at[releases.len++] = flux_release_newest();
	return releases;
}

/* What it says is certain; what it does not, somebody else may. */
static enum variable_state find_configured(const void *context, str name, str *value)
{
	const struct config *config = context;
	const struct node *values =
		config && config->source ? node_get(config->fields, STR("substitute")) : NULL;
	const struct node *set = node_get(values, name);
	if (!set)
		return VARIABLE_UNKNOWN;
	*value = set->text;
	return VARIABLE_SET;
}

str channel_substitute(struct arena *arena, const struct config *config, str text, str *unknown)
{
	const struct variables variables = {.find = find_configured, .context = config};
	struct substituted filled;
	str problem;
	*unknown = STR("");
	if (str_find(text, STR("${")) == STR_NONE)
		return text;
	if (!substitute(arena, text, &variables, &filled, &problem))
		return text;
	*unknown = filled.open;
	return filled.text;
}

/* "" when `*text` is known by now. */
static str fill_in(struct arena *arena, const struct config *config, str name, str *text)
{
	str unknown;
	const str filled = channel_substitute(arena, config, *text, &unknown);
	if (unknown.len > 0)
		return arena_printf(arena, "ref.%.*s is %.*s; set substitute.%.*s", STR_ARG(name),
		                    STR_ARG(*text), STR_ARG(unknown));
	*text = filled;
	return str_starts_with(filled, STR("ENC["))
	               ? arena_printf(arena, "ref.%.*s is encrypted", STR_ARG(name))
	               : STR("");
}

str channel_fill_in(struct arena *arena, const struct config *config, struct oci_ref *ref,
                    str *field)
{
	*field = STR("digest");
	str why = fill_in(arena, config, *field, &ref->digest);
	if (why.len > 0 || ref->digest.len > 0)
		return why;
	*field = STR("semver");
	why = fill_in(arena, config, *field, &ref->semver);
	if (why.len > 0)
		return why;
	if (ref->semver.len > 0) {
		*field = STR("semverFilter");
		return fill_in(arena, config, *field, &ref->filter);
	}
	*field = STR("tag");
	return fill_in(arena, config, *field, &ref->tag);
}
