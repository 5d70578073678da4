{{- /* Lets a script set params. Each line NAME=JSON in the file $RS_OUTPUT is applied when its job succeeds.
       A task includes it with: template "output.sh" . */ -}}
set_json() { printf '%s=%s\n' "$1" "$2" >> "$RS_OUTPUT"; }
json_string() { printf '"%s"' "$(printf '%s' "$1" | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g')"; }
set_string() { set_json "$1" "$(json_string "$2")"; }
# One name per line on standard input becomes a list.
set_list() {
    list=
    while IFS= read -r item; do
        [ -z "$item" ] || list="$list${list:+,}$(json_string "$item")"
    done
    set_json "$1" "[$list]"
}
