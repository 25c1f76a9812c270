# bash completion for kustoc. For this shell alone: . <(kustoc completion bash)

_kustoc()
{
	local word previous= line directive current
	local -a words=() lines=()
	# bash takes "--color=auto" for three words, kustoc for one.
	for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
		if [[ ${#words[@]} -gt 0 && ($word == = || $previous == =) ]]; then
			words[${#words[@]}-1]+=$word
		else
			words+=("$word")
		fi
		previous=$word
	done
	current=${words[${#words[@]}-1]}
	mapfile -t lines < <("${COMP_WORDS[0]/#\~/$HOME}" __complete "${words[@]}" 2>/dev/null)
	((${#lines[@]} > 0)) || return
	directive=${lines[${#lines[@]}-1]#:}
	unset "lines[${#lines[@]}-1]"

	COMPREPLY=()
	for line in "${lines[@]}"; do
		line=${line%%$'\t'*}
		# Only what follows the last "=" is replaced.
		[[ $current == *=* && $line == "${current%=*}="* ]] && line=${line#"${current%=*}="}
		COMPREPLY+=("$line")
	done
	case $directive in
	0)
		mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "${current##*=}")
		compopt -o filenames 2>/dev/null
		;;
	16)
		mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "${current##*=}")
		compopt -o filenames 2>/dev/null
		;;
	esac
}

complete -F _kustoc kustoc
