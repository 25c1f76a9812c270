# fish completion for kustoc. For this shell alone: kustoc completion fish | source

function __kustoc_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l lines ($words[1] __complete $words[2..-1] "$word" 2>/dev/null)
    test (count $lines) -gt 0; or return
    set -l directive $lines[-1]
    test (count $lines) -gt 1; and printf '%s\n' $lines[1..-2]
    switch $directive
        case :0
            __fish_complete_path (string replace -r '.*=' '' -- $word)
        case :16
            __fish_complete_directories (string replace -r '.*=' '' -- $word) ''
    end
end

complete -c kustoc -f -a '(__kustoc_complete)'
