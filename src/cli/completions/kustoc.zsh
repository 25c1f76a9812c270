#compdef kustoc
# zsh completion for kustoc. For this shell alone: . <(kustoc completion zsh)

_kustoc()
{
	local -a lines candidates
	local line directive
	lines=("${(@f)$("${(Q)words[1]/#\~/$HOME}" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
	directive=${lines[-1]#:}
	lines[-1]=()
	for line in "${lines[@]}"; do
		# _describe takes "value:text".
		if [[ $line == *$'\t'* ]]; then
			candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
		else
			candidates+=("${line//:/\\:}")
		fi
	done
	(( $#candidates )) && _describe kustoc candidates
	case $directive in
	(0) compset -P '*='; _files ;;
	(16) compset -P '*='; _files -/ ;;
	esac
}

# Autoloaded from a file of its own it is to answer at once.
if [[ $funcstack[1] == _kustoc ]]; then
	_kustoc "$@"
else
	compdef _kustoc kustoc
fi
