#!/bin/sh
# Makes the control groups writable, then becomes dockerd. Arguments go on to dockerd.
set -eu

# Outside --privileged, /sys is read-only and the groups of a version 1 machine are a read-only
# view. dockerd needs its own mounts of the same hierarchies.
mount_groups_v1() {
  umount -R /sys/fs/cgroup 2>/dev/null || umount -l /sys/fs/cgroup 2>/dev/null || true
  mount -t tmpfs -o mode=755,nosuid,nodev,noexec tmpfs /sys/fs/cgroup
  awk '!/^#/ && $4 == 1 && $2 != 0 { print $1 }' /proc/cgroups | while read -r controller; do
    mkdir -p "/sys/fs/cgroup/$controller"
    mount -t cgroup -o "$controller" cgroup "/sys/fs/cgroup/$controller" \
      || rmdir "/sys/fs/cgroup/$controller"
  done
  mkdir -p /sys/fs/cgroup/systemd
  mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd \
    || rmdir /sys/fs/cgroup/systemd
}

# A version 2 group that holds processes cannot hand controllers to its children: move them aside.
open_groups_v2() {
  mount -o remount,rw /sys/fs/cgroup 2>/dev/null || true
  mkdir -p /sys/fs/cgroup/init
  xargs -rn1 < /sys/fs/cgroup/cgroup.procs > /sys/fs/cgroup/init/cgroup.procs 2>/dev/null || true
  sed -e 's/ / +/g' -e 's/^/+/' < /sys/fs/cgroup/cgroup.controllers \
    > /sys/fs/cgroup/cgroup.subtree_control || true
}

mount -o remount,rw /sys 2>/dev/null || true
if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
  open_groups_v2
else
  mount_groups_v1
fi

# A killed engine leaves its pid files behind, and would refuse to start again over them.
rm -f /var/run/docker.pid /run/docker/containerd/containerd.pid

# The networks inside must not be the one the container itself stands in.
exec dockerd \
  --host unix:///var/run/docker.sock \
  --host tcp://0.0.0.0:2375 --tls=false \
  --insecure-registry 10.0.0.0/8 --insecure-registry 172.16.0.0/12 \
  --insecure-registry 192.168.0.0/16 --insecure-registry 127.0.0.0/8 \
  --bip 10.201.0.1/24 --default-address-pool base=10.202.0.0/16,size=24 \
  "$@"
