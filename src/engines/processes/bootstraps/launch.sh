# Runs inside fresh namespaces: makes the root a function sees, drops every right, and starts it.
# $1 the root, $2 its mount table, $3 a cgroup's procs file or "-", then the command. BRUME_VARIABLES
# exports the function's variables: other users see arguments, but not the environment.
set -e
root=$1 table=$2 group=$3
shift 3
[ "$group" = - ] || { echo 0 > "$group"; } 2> /dev/null || true
mount --bind -o ro,nosuid,nodev "$root" "$root"
mount -a -T "$table"
cd "$root"
# The old root is stacked under the new one, and then let go.
pivot_root . .
umount -l .
cd /var/task
setpriv=$(command -v setpriv)
variables=$BRUME_VARIABLES
unset BRUME_VARIABLES PATH
eval "$variables"
# The shell stays as the first process: it reaps what the function leaves behind, and its end ends
# the namespace. Standard error joins standard output so that lines keep their order.
exec "$setpriv" --no-new-privs --bounding-set=-all --inh-caps=-all /bin/sh -c '"$@" 2>&1 & wait $!' sh "$@"
